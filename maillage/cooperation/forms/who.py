"""The form that narrows the directory to an audience: categories, places, attendance, languages, several at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.queries.audience import Candidate, History
from maillage.kit.context import autonym_of
from maillage.kit.spoken import ordinal
from maillage.people.enums import Category
from maillage.people.forms.choices import NOT_AN_ADDRESS, RowField, choose_from, offer
from maillage.territory.models.place import Degurba

SINCE = "since-"
IN = "in-"
NOWHERE, UNTOLD = "unknown", "untold"


class Chips(forms.MultipleChoiceField):
    """Chooses several at once; what fits nobody is not shown, yet an address that asks for it finds nobody."""

    def __init__(self, label: Any) -> None:
        self.understood: set[str] = set()
        super().__init__(label=label, required=False, widget=forms.CheckboxSelectMultiple)

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.understood


class AudienceForm(forms.Form):
    """Narrows the list of candidates; of one group any, of several groups all. What it cannot read narrows nothing."""

    category = Chips(gettext_lazy("Category"))
    area = Chips(gettext_lazy("Based in or serving"))
    seen = Chips(gettext_lazy("Attendance"))
    language = Chips(gettext_lazy("Language"))
    organisation = RowField(label=gettext_lazy("Organisation"), required=False, empty=gettext_lazy("All organisations"))
    place = forms.CharField(
        label=gettext_lazy("Based in or serving the place"),
        required=False,
        max_length=160,
        widget=forms.TextInput({"list": "places", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], history: History, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = Counter(mark for one in candidates if one.is_open for mark in marks_of(one))
        spoken = sorted({one.contact.preferred_language for one in candidates})
        self._show("category", category_words(), counts)
        self._show("area", area_words(), counts)
        self._show("seen", seen_words(history), counts)
        self._show("language", [(f"{IN}{code}", autonym_of(code)) for code in spoken], counts)
        organisations = {one.contact.organisation_id: one.contact.organisation for one in candidates}
        offer(self, "organisation", sorted((found for found in organisations.values() if found), key=str))
        homes = {found.based_in for found in organisations.values() if found and found.based_in}
        self.places = sorted(str(place) for place in homes)

    def _show(self, name: str, words: Sequence[tuple[str, Any]], counts: Counter[str]) -> None:
        """Show the chips that fit somebody, each with how many."""
        field = self.fields[name]
        if isinstance(field, Chips):
            field.understood = {mark for mark, _label in words}
        shown = [(mark, f"{label} · {counts[mark]}") for mark, label in words if counts[mark]]
        choose_from(self, name, shown)

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen that can be read."""
        self.is_valid()
        return any(self.cleaned_data.values())

    def narrowed(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates that fit what was chosen."""
        self.is_valid()
        return [one for one in candidates if fits(one, self.cleaned_data)]


def category_words() -> list[tuple[str, Any]]:
    """Return the categories in their order, and those whose category nobody told."""
    return [*Category.choices, (UNTOLD, _("category not told"))]


def area_words() -> list[tuple[str, str]]:
    """Return the size classes of places, the rural first."""
    return [
        (f"a{Degurba.RURAL}", _("rural municipalities")),
        (f"a{Degurba.TOWN}", _("towns and suburbs")),
        (f"a{Degurba.CITY}", _("cities")),
        (NOWHERE, _("size class not known")),
    ]


def seen_words(history: History) -> list[tuple[str, str]]:
    """Return how somebody may have come to earlier tables, as far as names were written down."""
    numbers = sorted(table.number for table in history.tables if table.present)
    since = _("Not come since the %(ordinal)s")
    return [
        ("last", _("Came to the last one")),
        ("stopped", _("Came before, not to the last")),
        *((f"{SINCE}{number}", since % {"ordinal": ordinal(number)}) for number in numbers[:-1]),
        ("never", _("Never came")),
        ("new", _("New: never invited before")),
    ]


def marks_of(one: Candidate) -> set[str]:
    """Return all that a candidate can be found by."""
    marks = {one.contact.stakeholder_category or UNTOLD, f"{IN}{one.contact.preferred_language}"}
    marks |= {f"a{area}" for area in one.areas} or {NOWHERE}
    if one.was_at_last:
        marks.add("last")
    elif one.seen_at:
        marks |= {"stopped", f"{SINCE}{max(one.seen_at)}"}
    else:
        marks |= {"never"} if one.contact.was_invited else {"never", "new"}
    return marks


def fits(one: Candidate, chosen: dict[str, Any]) -> bool:
    """Tell whether a candidate fits what was chosen."""
    organisation = chosen.get("organisation")
    marks = marks_of(one)
    groups = [set(chosen.get(name, ())) for name in ("category", "area", "seen", "language")]
    return (
        all(not group or group & marks for group in groups)
        and (organisation is None or one.contact.organisation_id == organisation.pk)
        and (not chosen.get("place") or one.is_in_place)
    )


class RecordAnswerForm(forms.Form):
    """The answer that somebody gave by telephone or by mail."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What did they say?"),
        choices=[choice for choice in Answer.choices if choice[0] != Answer.NONE],
        widget=forms.RadioSelect,
    )
    comes = forms.ChoiceField(
        label=gettext_lazy("Online or on site"),
        choices=[(Mode.ONLINE.value, Mode.ONLINE.label), (Mode.ON_SITE.value, Mode.ON_SITE.label)],
        required=False,
        widget=forms.RadioSelect,
    )
    substitute_name = forms.CharField(label=gettext_lazy("Who comes instead"), max_length=150, required=False)
    substitute_email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        max_length=254,
        required=False,
        error_messages=NOT_AN_ADDRESS,
        help_text=gettext_lazy("With it, what they need to know goes to them as well."),
    )
    message = forms.CharField(label=gettext_lazy("Remark"), max_length=1000, required=False)
