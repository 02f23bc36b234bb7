"""The forms of training: what a module says, when a session is held, who is asked, who was there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.people.actions.sessions import SessionPlan
from maillage.people.actions.training import ModulePlan
from maillage.people.enums import Skill, Subject
from maillage.people.forms.choices import NOT_A_LINK, RowField, choose_from, day_field, offer, time_field
from maillage.people.forms.places import Gazetteer, PlaceField, know_places
from maillage.people.forms.wordings import as_initial, languages_of, wording_fields, wording_from
from maillage.people.models import Organisation, TrainingModule, TrainingSession, Volunteer
from maillage.people.training_words import local_start
from maillage.territory.models import Region

TITLE, TEXT = 200, 3000
SEVERAL = forms.CheckboxSelectMultiple


def whole_number(label: Any, least: int, most: int, fault: Any, **more: Any) -> forms.IntegerField:
    """Return a field for a whole number between two bounds; whatever is wrong with it is said in one sentence."""
    faults = dict.fromkeys(("required", "invalid", "min_value", "max_value"), fault)
    widget = forms.NumberInput({"class": "num"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=widget, error_messages=faults, **more
    )


class ModuleForm(forms.Form):
    """What a training module says, and for what it is needed."""

    subject = forms.ChoiceField(label=_("Subject"), choices=Subject.choices)
    minutes = whole_number(_("How long, in minutes"), 10, 3000, _("Write from 10 to 3,000 minutes."))
    needed_for = forms.MultipleChoiceField(
        label=_("Needed for"),
        required=False,
        choices=Skill.choices,
        widget=SEVERAL,
        help_text=_("Only who was there is trained for it. Tick nothing where it is a free offer."),
    )
    good_for_months = whole_number(
        _("Good for how many months"),
        1,
        240,
        _("Write from 1 to 240 months, or nothing."),
        required=False,
        help_text=_("Leave it empty where training never ends."),
    )

    def __init__(self, data: Any = None, *, region: Region, module: TrainingModule | None = None) -> None:
        super().__init__(data, initial=module_initial(region, module))
        self.module = module
        self.languages = languages_of(region)
        titles = wording_fields("title", self.languages, _("Title"), most=TITLE)
        abouts = wording_fields("about", self.languages, _("What it is about"), most=TEXT, lines=6)
        self.fields = {"subject": self.fields["subject"], **titles, **abouts, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not wording_from(cleaned, "title", self.languages):
            sentence = gettext("Write the title of the module, in at least one language.")
            self.add_error(f"title_{self.languages[0]}", sentence)
        return cleaned

    @property
    def plan(self) -> ModulePlan:
        """What was written; texts in languages the form does not show are kept."""
        said, before = self.cleaned_data, self.module
        return ModulePlan(
            subject=said["subject"],
            title=wording_from(said, "title", self.languages, before.title if before else None),
            about=wording_from(said, "about", self.languages, before.about if before else None),
            minutes=said["minutes"],
            needed_for=said["needed_for"],
            good_for_months=said["good_for_months"],
        )


def module_initial(region: Region, module: TrainingModule | None) -> dict[str, Any]:
    """Return what the form of a module starts with."""
    if module is None:
        return {"minutes": 120, "subject": Subject.OTHER}
    languages = languages_of(region)
    return {
        **as_initial("title", languages, module.title),
        **as_initial("about", languages, module.about),
        **{name: getattr(module, name) for name in ("subject", "minutes", "needed_for", "good_for_months")},
    }


class SessionForm(forms.Form):
    """When, where, by whom and for how many."""

    day = day_field(_("Day"), required=True)
    at = time_field(_("At"))
    place = PlaceField(label=_("Municipality"), widget=forms.TextInput({"list": "places", "autocomplete": "off"}))
    venue = forms.CharField(
        label=_("Room or building"), required=False, max_length=200, help_text=_("Everybody reads it.")
    )
    video_link = forms.URLField(
        label=_("Link to the meeting"),
        required=False,
        assume_scheme="https",
        error_messages=NOT_A_LINK,
        help_text=_("Only those who are invited read it."),
    )
    held_by = RowField(label=_("Held by"), required=False, empty=_("not said"))
    seats = whole_number(_("Seats"), 1, 1000, _("Write from 1 to 1,000 seats, or nothing."), required=False)

    def __init__(self, data: Any = None, *, region: Region, session: TrainingSession | None = None) -> None:
        self.known = Gazetteer(region.places.all())
        super().__init__(data, initial=session_initial(region, session, self.known))
        self.fields["at"].required = True
        self.fields["at"].error_messages["required"] = _("Say at what time it begins.")
        self.fields["at"].help_text = gettext("Time in %(region)s.") % {"region": region.name}
        know_places(self, self.known, "place")
        offer(self, "held_by", Organisation.objects.filter(seats__region=region, seats__left_on=None))

    @property
    def plan(self) -> SessionPlan:
        """What was written."""
        return SessionPlan(**self.cleaned_data)


def session_initial(region: Region, session: TrainingSession | None, known: Gazetteer) -> dict[str, Any]:
    """Return what the form of a session starts with."""
    if session is None:
        return {"at": "18:00"}
    starts = local_start(session, region)
    return {
        "day": starts.date(),
        "at": starts.time(),
        "place": known.label(session.place) if session.place else "",
        "venue": session.venue,
        "video_link": session.video_link,
        "held_by": session.held_by_id,
        "seats": session.seats,
    }


class ChosenForm(forms.Form):
    """Some of these volunteers."""

    volunteers = forms.MultipleChoiceField(label=_("Volunteers"), required=False, widget=SEVERAL)

    def __init__(
        self, data: Any = None, *, among: Iterable[Volunteer], chosen: Iterable[int] = (), must: bool = False
    ) -> None:
        super().__init__(data, initial={"volunteers": [str(key) for key in chosen]})
        self.rows = {str(one.pk): one for one in among}
        choose_from(self, "volunteers", [(key, str(one)) for key, one in self.rows.items()])
        self.fields["volunteers"].required = must
        self.fields["volunteers"].error_messages["required"] = _("Choose at least one person.")

    @property
    def chosen(self) -> list[Volunteer]:
        """Who was chosen."""
        return [self.rows[key] for key in self.cleaned_data["volunteers"]]


class WasThereForm(forms.Form):
    """A session that is over, at which one volunteer was."""

    session = RowField(label=_("Session"), empty="", error_messages={"required": _("Choose a session.")})

    def __init__(self, data: Any = None, *, sessions: Iterable[tuple[TrainingSession, str]]) -> None:
        super().__init__(data)
        named = list(sessions)
        offer(self, "session", [session for session, _words in named])
        choose_from(self, "session", [("", ""), *((str(session.pk), words) for session, words in named)])
