"""Forms by which tables arrive: figures of many indicators, and one table of people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.insight.enums import Indicator, Level, Method
from maillage.insight.figure_check import places_by_name
from maillage.insight.figures_table import FiguresTable, read_figures
from maillage.insight.models import PeopleTable
from maillage.insight.people_sheet import PeopleSheet, read_people
from maillage.insight.sheet_reading import Line, Unreadable, lines_in, lines_of_text
from maillage.kit.fields import LocalWording
from maillage.people.forms.choices import choose_from, day_field
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.territory.models import Region

SHOWN_FAULTS = 50
ACCEPT = ".csv,.txt,.xlsx,text/csv,text/plain"
PEOPLE = (Indicator.THIRD_COUNTRY, Indicator.SETTLED, Indicator.LANGUAGES, Indicator.LONG_TERM, Indicator.RECEPTION)


class SheetForm(forms.Form):
    """A file, or text copied from a spreadsheet."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("A workbook (.xlsx) or a table saved as “CSV UTF-8”, at most 2 MB."),
    )
    text = forms.CharField(
        label=_("Or the table itself"),
        required=False,
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Copy it from your spreadsheet, first line included."),
    )

    def lines(self) -> list[Line]:
        """Return the lines that were sent. Raises Unreadable."""
        file = self.cleaned_data.get("file")
        return lines_in(file.read()) if file else lines_of_text(self.cleaned_data.get("text", ""))

    @property
    def told_at(self) -> str:
        """The field beside which is said what is wrong."""
        return "file" if self.cleaned_data.get("file") else "text"


class FiguresSheetForm(SheetForm):
    """A table of figures; each fault is told with its line, and nothing is kept while there is one."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.table = region, FiguresTable()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.table = read_figures(self.lines(), places_by_name(self.region))
        except Unreadable as error:
            self.add_error(self.told_at, str(error))
        faults = self.table.faults
        for fault in faults[:SHOWN_FAULTS]:
            self.add_error(None, fault)
        if len(faults) > SHOWN_FAULTS:
            self.add_error(None, _("There are %(count)s more to correct.") % {"count": len(faults) - SHOWN_FAULTS})
        if faults:
            self.add_error(self.told_at, _("Nothing is saved yet. Correct the lines above, then send the table again."))
        return cleaned


class PeopleTableForm(SheetForm):
    """A table of people with its source; exact counts stay with the desk."""

    field_order = ("series", "indicator", "title", "as_of", "level", "source", "licence", "method", "file", "text")
    series = forms.ChoiceField(label=_("Is it a later edition of a table?"), required=False)
    indicator = forms.ChoiceField(label=_("Indicator"), choices=[(one.value, one.label) for one in PEOPLE])
    as_of = day_field(_("Day of which it tells"), required=True)
    level = forms.ChoiceField(label=_("Territory"), choices=Level.choices, initial=Level.REGION)
    source = forms.CharField(label=_("Source"), max_length=300)
    licence = forms.CharField(label=_("Licence"), required=False, max_length=120)
    method = forms.ChoiceField(label=_("How it was come by"), choices=Method.choices, initial=Method.MEASURED)

    def __init__(
        self,
        *args: Any,
        region: Region,
        table: PeopleTable | None = None,
        series: Iterable[PeopleTable] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.languages, self.table = languages_of(region), table
        self.fields.update(wording_fields("title", self.languages, _("Title of the table")))
        self.sheet = PeopleSheet((), (), ())
        self.fields["text"].help_text = _(
            "Copied from a spreadsheet: the first line names the columns, each further line a row and its numbers. "
            "An empty cell is not counted, 0 is nobody. Leave totals out."
        )
        choose_from(
            self, "series", [("", _("No, it stands for itself")), *((one.series, str(one.title)) for one in series)]
        )
        if table is not None:
            del self.fields["series"]
            self.initial = {
                **{
                    name: getattr(table, name)
                    for name in ("indicator", "as_of", "level", "source", "licence", "method")
                },
                **as_initial("title", self.languages, table.title),
                "text": text_of(table),
            }

    def titles(self) -> list[forms.BoundField]:
        """Return the fields of the title, for the template."""
        return [self[f"title_{language}"] for language in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(self.title().values()):
            self.add_error(f"title_{self.languages[0]}", _("Write the title of the table."))
        if not self.errors:
            try:
                self.sheet = read_people(self.lines())
            except Unreadable as error:
                self.add_error(self.told_at, str(error))
        return cleaned

    def clean_as_of(self) -> Any:
        from django.utils import timezone

        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError(_("The day lies in the future."))
        return day

    def title(self) -> LocalWording:
        """Return the title in the languages of the region."""
        before = self.table.title if self.table else None
        return LocalWording(wording_from(self.cleaned_data, "title", self.languages, before))

    @property
    def kept(self) -> dict[str, Any]:
        """What the form says of the table as a whole."""
        names = ("indicator", "as_of", "level", "source", "licence", "method")
        return {**{name: self.cleaned_data[name] for name in names}, "title": self.title()}


def text_of(table: PeopleTable) -> str:
    """Return a table as lines that can be changed and sent again."""
    columns = [next(iter(column.values())) for column in table.columns]
    lines = ["\t".join(["", *columns])]
    for row, counts in zip(table.rows, table.counts, strict=True):
        cells = ["" if count is None else str(count) for count in counts]
        lines.append("\t".join([next(iter(row.values())), *cells]))
    return "\n".join(lines)
