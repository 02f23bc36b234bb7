"""The form of the screen Next: date, place, agenda and partners in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.actions.schedule import Plan, PlannedItem, PlannedPartner
from maillage.cooperation.enums import ItemKind, Mode, PartnerRole
from maillage.cooperation.forms.choices import organisation_field
from maillage.cooperation.models import Roundtable
from maillage.core.agenda import Line, excess, planned
from maillage.core.wall_clock import exists, happens_twice
from maillage.core.wording import Wording
from maillage.kit.spoken import clock, page_language, short_day
from maillage.people.forms.choices import NOT_A_LINK, day_field, offer, time_field
from maillage.people.forms.wordings import languages_of, wording_fields, wording_from
from maillage.people.models import Organisation
from maillage.territory.models import Region

MOST_LINES = 40
MOST_SEATS = 5_000
KINDS = dict(ItemKind.choices)
MODES = [
    (Mode.ONLINE.value, gettext_lazy("Online")),
    (Mode.ON_SITE.value, gettext_lazy("On site")),
    (Mode.HYBRID.value, gettext_lazy("Both")),
]


class AgendaLineForm(forms.Form):
    """One line of the agenda."""

    id = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ItemKind.choices)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput({"class": "num", "inputmode": "numeric"}),
    )
    presenter = organisation_field(gettext_lazy("Presented by"), required=False)

    def __init__(self, *args: Any, languages: list[str], organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.fields |= wording_fields("title", languages, gettext_lazy("Own title"))
        offer(self, "presenter", organisations)

    @property
    def titles(self) -> list[forms.BoundField]:
        """The fields of the title, one a language."""
        return [self[f"title_{code}"] for code in self.languages]

    @property
    def said(self) -> str:
        """The title as typed so far, in the page's language if it has one there, else what the kind says."""
        here_first = sorted(self.languages, key=lambda code: code != page_language())
        typed = [str(self[f"title_{code}"].value() or "").strip() for code in here_first]
        return next(filter(None, typed), "") or capfirst(str(KINDS.get(self["kind"].value(), "")))

    @property
    def wrong(self) -> bool:
        """Whether something outside the minutes has to be corrected, so that the details must be open."""
        return bool(set(self.errors) - {"minutes"}) if self.is_bound else False


class PartnerForm(forms.Form):
    """One organisation behind the roundtable; an empty organisation takes the line away."""

    organisation = organisation_field(gettext_lazy("Organisation"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Stands behind it as"), choices=PartnerRole.choices, required=False)

    def __init__(self, *args: Any, languages: list[str], organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


AgendaFormSet = forms.formset_factory(AgendaLineForm, extra=0, max_num=MOST_LINES, validate_max=True)
PartnerFormSet = forms.formset_factory(PartnerForm, extra=0, max_num=MOST_LINES, validate_max=True)


class RoundtableForm(forms.Form):
    """When, where and how a region meets next."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    date = day_field(gettext_lazy("Date"), required=True)
    start_time = time_field(gettext_lazy("From"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=1,
        max_value=1440,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    mode = forms.ChoiceField(label=gettext_lazy("How we meet"), choices=MODES, widget=forms.RadioSelect)
    venue_organisation = organisation_field(gettext_lazy("At the premises of"), required=False)
    venue = forms.CharField(label=gettext_lazy("Address"), max_length=300, required=False)
    video_link = forms.URLField(
        label=gettext_lazy("Link to the meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages=NOT_A_LINK,
        help_text=gettext_lazy("You can leave it for later. Guests get it as soon as it is here."),
    )
    answer_by = day_field(gettext_lazy("Answers hoped for by"))
    seats = forms.IntegerField(
        label=gettext_lazy("Number of seats"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        help_text=gettext_lazy("Empty: everybody who comes has one. Where you meet both ways, seats on site."),
        error_messages={
            name: gettext_lazy("Write a whole number from 1 to 5,000, or nothing where everybody can come.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    extends_series = forms.BooleanField(label=gettext_lazy("Extend the series"), required=False)

    def __init__(self, *args: Any, region: Region, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.calls = False
        self.languages = languages_of(region)
        self.fields |= wording_fields("subject", self.languages, gettext_lazy("What it is about"), most=300)
        offer(self, "venue_organisation", organisations)

    @property
    def subjects(self) -> list[forms.BoundField]:
        """The fields that say what it is about, one a language."""
        return [self[f"subject_{code}"] for code in self.languages]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_clock(cleaned)
        if cleaned.get("answer_by") and cleaned.get("date") and cleaned["answer_by"] > cleaned["date"]:
            self.add_error("answer_by", _("This is after the roundtable. Choose an earlier day."))
        if self.calls:
            self._check_call(cleaned)
        return cleaned

    def _check_clock(self, cleaned: dict[str, Any]) -> None:
        day, at = cleaned.get("date"), cleaned.get("start_time")
        if day and at and not exists(day, at, self.region.time_zone):
            sentence = _("Clocks are put forward on %(day)s: %(time)s does not exist there. Choose another time.")
            self.add_error("start_time", sentence % {"day": short_day(day), "time": clock(at)})

    def _check_call(self, cleaned: dict[str, Any]) -> None:
        if "start_time" not in self.errors and not cleaned.get("start_time"):
            self.add_error("start_time", _("Say at what time it begins, so that guests can come."))
        if "minutes" not in self.errors and not cleaned.get("minutes"):
            self.add_error("minutes", _("Say how long it lasts, so that guests can plan."))
        somewhere = cleaned.get("venue") or cleaned.get("venue_organisation") or "venue_organisation" in self.errors
        if cleaned.get("mode") in {Mode.ON_SITE, Mode.HYBRID} and not somewhere:
            self.add_error("venue", _("Say where people meet: choose an organisation or write an address."))

    @property
    def time_note(self) -> str:
        """Says which is meant where clocks show the time twice that day, else nothing."""
        cleaned = getattr(self, "cleaned_data", {})
        day, at = cleaned.get("date"), cleaned.get("start_time")
        if not (day and at and happens_twice(day, at, self.region.time_zone)):
            return ""
        sentence = _("Clocks are put back on %(day)s and show %(time)s twice. The first of the two is meant.")
        return sentence % {"day": short_day(day), "time": clock(at)}


class NextForms:
    """The three parts of the screen Next, shown and sent together."""

    def __init__(
        self,
        region: Region,
        organisations: list[Organisation],
        *,
        data: Mapping[str, Any] | None = None,
        main: Mapping[str, Any] | None = None,
        lines: Iterable[Mapping[str, Any]] = (),
        partners: Iterable[Mapping[str, Any]] = (),
    ) -> None:
        self.region = region
        rows = {"languages": languages_of(region), "organisations": organisations}
        self.main = RoundtableForm(data, initial=main, region=region, organisations=organisations)
        self.agenda = AgendaFormSet(data, initial=list(lines), prefix="item", form_kwargs=rows)
        self.partners = PartnerFormSet(data, initial=list(partners), prefix="partner", form_kwargs=rows)

    def is_valid(self, *, calls: bool, called: bool = False) -> bool:
        """Tell whether all parts can be saved.

        One that is called now has to fit its time; one that is called already still says when and where.
        """
        self.main.calls = calls or called
        parts = [self.main.is_valid(), self.agenda.is_valid(), self.partners.is_valid()]
        self._check_partners()
        if all(parts) and calls and self.excess:
            self.main.add_error(None, self.sum_sentence)
        if calls:
            self._check_answer_by()
        return all(parts) and not self.main.errors and not any(form.errors for form in self.partners)

    def _check_answer_by(self) -> None:
        last = getattr(self.main, "cleaned_data", {}).get("answer_by")
        if last and last < timezone.localdate(timezone=ZoneInfo(self.region.time_zone)):
            self.main.add_error("answer_by", _("This is in the past. Choose a day that guests can still meet."))

    @property
    def wrong_rows(self) -> bool:
        """Whether something in the agenda or beside a partner has to be corrected."""
        return any(form.is_bound and form.errors for form in (*self.agenda, *self.partners))

    def _check_partners(self) -> None:
        seen: set[int] = set()
        for form in self.partners:
            organisation = getattr(form, "cleaned_data", {}).get("organisation")
            if organisation and organisation.pk in seen:
                form.add_error("organisation", _("This organisation stands here twice. Keep one of the two."))
            seen.add(organisation.pk if organisation else 0)

    @property
    def lines(self) -> list[Line]:
        """The agenda as far as its minutes can be read."""
        return [Line(str(form["kind"].value()), number_in(form["minutes"].value())) for form in self.agenda]

    @property
    def available(self) -> int | None:
        return number_in(self.main["minutes"].value())

    @property
    def planned(self) -> int:
        return planned(self.lines)

    @property
    def excess(self) -> int:
        return excess(self.lines, self.available)

    @property
    def sum_sentence(self) -> str:
        """Says how long the agenda is against the length of the meeting, and what to do if it is too long."""
        words = {"planned": self.planned, "available": self.available}
        if self.available is None:
            return _("%(planned)s minutes planned. The length of the meeting is not set.") % words
        if self.excess:
            sentence = _(
                "%(planned)s minutes planned, %(available)s available. Shorten an item, or meet for %(planned)s."
            )
            return sentence % words
        return _("%(planned)s minutes planned, %(available)s available.") % words

    def plan(self, before: Roundtable | None = None) -> Plan:
        """Return what was written; texts in languages the form does not show are kept."""
        cleaned = self.main.cleaned_data
        languages = self.main.languages
        titles = {item.pk: item.title for item in before.agenda.all()} if before else {}
        return Plan(
            date=cleaned["date"],
            start_time=cleaned["start_time"],
            minutes=cleaned["minutes"],
            mode=cleaned["mode"],
            venue=venue_from(cleaned["venue"].strip(), languages, before),
            venue_organisation=cleaned["venue_organisation"],
            video_link=cleaned["video_link"],
            answer_by=cleaned["answer_by"],
            subject=wording_from(cleaned, "subject", languages, before.subject if before else None),
            items=tuple(self._item(form.cleaned_data, titles) for form in self.agenda if form.cleaned_data),
            partners=tuple(
                PlannedPartner(form.cleaned_data["organisation"], form.cleaned_data["role"] or PartnerRole.ORGANISER)
                for form in self.partners
                if form.cleaned_data.get("organisation")
            ),
            extends_series=cleaned["extends_series"],
            seats=cleaned["seats"],
        )

    def _item(self, cleaned: dict[str, Any], titles: Mapping[int, Any]) -> PlannedItem:
        return PlannedItem(
            kind=cleaned["kind"],
            title=wording_from(cleaned, "title", self.main.languages, titles.get(cleaned["id"] or 0)),
            minutes=cleaned["minutes"],
            presenter=cleaned["presenter"],
            id=cleaned["id"],
        )

    def refuse(self, error: ValidationError) -> None:
        """Show why an action refused, beside the field it names."""
        self.main.add_error(None, error)


def venue_shown(venue: Wording, languages: list[str]) -> str:
    """Return the address as the form shows it: in the region's first language, else in any."""
    return venue.said_in(*languages)[0]


def venue_from(text: str, languages: list[str], before: Roundtable | None) -> Wording:
    """Return the address as a wording; one that was not touched keeps its translations."""
    if before and text == venue_shown(before.venue, languages):
        return Wording(before.venue)
    return Wording().with_text(languages[0], text)


def number_in(value: Any) -> int | None:
    """Return the number of minutes a field holds, None where it holds none that makes sense."""
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None
