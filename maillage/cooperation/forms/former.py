"""The form of a roundtable that took place before: what is not known stays empty."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.former import Remembered
from maillage.cooperation.actions.schedule import PlannedItem, PlannedPartner
from maillage.cooperation.enums import ItemKind, Mode, PartnerRole, Unit
from maillage.cooperation.forms.choices import organisation_field
from maillage.cooperation.forms.next import venue_from
from maillage.core.headcount import Headcount
from maillage.core.wall_clock import day_in, exists
from maillage.core.wording import Wording
from maillage.kit.spoken import clock, short_day
from maillage.people.forms.choices import day_field, offer, time_field
from maillage.people.forms.wordings import languages_of, wording_fields, wording_from
from maillage.people.models import Organisation
from maillage.territory.models import Region

MOST = 5000
MODES = [("", gettext_lazy("Not known")), *Mode.choices]
KINDS = [("", gettext_lazy("No item")), *ItemKind.choices]


def figure(label: Any) -> forms.IntegerField:
    """Return a field for a count that may be unknown."""
    widget = forms.NumberInput({"class": "num", "inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST, widget=widget)


class FormerForm(forms.Form):
    """What is known of a roundtable of the past."""

    number = forms.IntegerField(label=gettext_lazy("Number in the series"), min_value=1, max_value=200)
    date = day_field(gettext_lazy("Date"), required=True)
    start_time = time_field(gettext_lazy("From"))
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=1440)
    mode = forms.ChoiceField(
        label=gettext_lazy("How people met"), choices=MODES, required=False, widget=forms.RadioSelect
    )
    venue_organisation = organisation_field(gettext_lazy("At the premises of"), required=False)
    venue = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    unit = forms.ChoiceField(label=gettext_lazy("What was counted"), choices=Unit.choices, initial=Unit.PEOPLE)
    exact = figure(gettext_lazy("Exactly"))
    least = figure(gettext_lazy("At least"))
    most = figure(gettext_lazy("At most"))
    online = figure(gettext_lazy("Online"))
    on_site = figure(gettext_lazy("On site"))
    organisations = figure(gettext_lazy("Organisations"))

    def __init__(self, *args: Any, region: Region, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.languages = languages_of(region)
        self.fields |= wording_fields("subject", self.languages, gettext_lazy("What it was about"), most=300)
        offer(self, "venue_organisation", organisations)

    @property
    def subjects(self) -> list[forms.BoundField]:
        """The fields that say what it was about, one a language."""
        return [self[f"subject_{code}"] for code in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, at = cleaned.get("date"), cleaned.get("start_time")
        if day and day > day_in(self.region.time_zone, timezone.now()):
            self.add_error("date", _("This day is still to come. Call it as the next roundtable instead."))
        if day and at and not exists(day, at, self.region.time_zone):
            sentence = _("Clocks are put forward on %(day)s: %(time)s does not exist there. Choose another time.")
            self.add_error("start_time", sentence % {"day": short_day(day), "time": clock(at)})
        self._check_count(cleaned)
        return cleaned

    def _check_count(self, cleaned: dict[str, Any]) -> None:
        exact, least, most = cleaned.get("exact"), cleaned.get("least"), cleaned.get("most")
        online, on_site = cleaned.get("online"), cleaned.get("on_site")
        counted = exact is not None or online is not None
        if counted and (least is not None or most is not None):
            self.add_error("exact", _("Write either the exact count or the range, not both."))
        if (least is None) != (most is None):
            self.add_error("least" if least is None else "most", _("A range has two ends. Write both."))
        elif least is not None and most is not None and least > most:
            self.add_error("most", _("This is less than the least. Exchange the two."))
        if (online is None) != (on_site is None):
            missing = "online" if online is None else "on_site"
            self.add_error(missing, _("Write both, online and on site; nobody is 0."))
        elif online is not None and on_site is not None and exact not in {None, online + on_site}:
            sentence = _("%(online)s online and %(on_site)s on site make %(both)s, not %(exact)s. Correct one of them.")
            both = online + on_site
            words = {"online": online, "on_site": on_site, "both": both, "exact": exact}
            self.add_error("exact", sentence % words)

    def head_count(self) -> Headcount:
        """Return what was counted."""
        names = ("unit", "exact", "least", "most", "online", "on_site", "organisations")
        return Headcount(**{name: self.cleaned_data[name] for name in names})

    def remembered(self, items: tuple[PlannedItem, ...], partners: tuple[PlannedPartner, ...]) -> Remembered:
        """Return what is known, with agenda and partners."""
        cleaned = self.cleaned_data
        names = ("number", "date", "start_time", "minutes", "mode", "venue_organisation")
        return Remembered(
            **{name: cleaned[name] for name in names},
            venue=venue_from(cleaned["venue"].strip(), self.languages, None),
            subject=wording_from(cleaned, "subject", self.languages),
            head_count=self.head_count(),
            items=items,
            partners=partners,
        )


class FormerLineForm(forms.Form):
    """One line of a former agenda; without a kind there is none."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), required=False, min_value=1, max_value=1440)

    def item(self, language: str) -> PlannedItem | None:
        """Return the line, or nothing where it is empty."""
        kind, title = self.cleaned_data.get("kind"), self.cleaned_data.get("title", "").strip()
        if not kind and not title:
            return None
        words = Wording().with_text(language, title)
        return PlannedItem(kind=kind or ItemKind.OTHER, title=words, minutes=self.cleaned_data.get("minutes"))


class FormerPartnerForm(forms.Form):
    """One organisation that stood behind it; without one there is none."""

    organisation = organisation_field(gettext_lazy("Organisation"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Stood behind it as"), choices=PartnerRole.choices, required=False)

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


FormerAgenda = forms.formset_factory(FormerLineForm, extra=6, max_num=20)
FormerPartners = forms.formset_factory(FormerPartnerForm, extra=3, max_num=20)
