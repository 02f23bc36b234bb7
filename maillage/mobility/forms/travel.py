"""The forms of travel times: their source, and a table of minutes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from maillage.mobility.enums import TravelSource
from maillage.mobility.forms.lift_fields import CHOOSE
from maillage.mobility.travel import Stop
from maillage.mobility.travel.minutes_table import MOST_FAULTS, MinutesTable, Unreadable, read_minutes
from maillage.mobility.travel.router import named_routers


class SourceForm(forms.Form):
    """Where travel times come from; routers are those that the operator has named."""

    source = forms.ChoiceField(label=_("Source"), widget=forms.RadioSelect, error_messages=CHOOSE)

    def __init__(self, data: Any = None, *, chosen: str, has_table: bool) -> None:
        super().__init__(data, initial={"source": chosen})
        offered = [TravelSource.ESTIMATE, *([TravelSource.UPLOAD] if has_table else []), *named_routers()]
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(source.value, capfirst(str(source.label))) for source in offered]


class MinutesForm(forms.Form):
    """A table of minutes; each fault is told with its line, and nothing is kept while there is one."""

    file = forms.FileField(
        label=_("Table of minutes"),
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
        help_text=_("A table saved as “CSV UTF-8” with the columns from, to, minutes, and km if it is known."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty. Choose another one.")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, stops: Sequence[Stop], speed_kmh: int) -> None:
        super().__init__(data, files)
        self.stops, self.speed_kmh = stops, speed_kmh
        self.table = MinutesTable()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if not file:
            return cleaned
        try:
            self.table = read_minutes(file.read(), self.stops, speed_kmh=self.speed_kmh)
        except Unreadable as error:
            self.add_error("file", str(error))
            return cleaned
        faults = self.table.faults
        for fault in faults[:MOST_FAULTS]:
            self.add_error(None, fault)
        if len(faults) > MOST_FAULTS:
            self.add_error(None, _("There are %(count)s more to correct.") % {"count": len(faults) - MOST_FAULTS})
        if faults:
            self.add_error("file", _("Nothing is saved yet. Correct the lines above, then send the table again."))
        return cleaned
