"""Mentoring pairs: made, changed, ended, and the days on which they met, of which the fact alone is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.actions.volunteer_turns import take_pair, take_region, take_volunteer
from maillage.people.actions.volunteers import heard_now
from maillage.people.enums import Skill, VolunteerState
from maillage.people.models import Mentoring, MentoringMeeting, Volunteer
from maillage.people.queries.training import trained_on
from maillage.territory.models import Region

# What is older is forgotten anyway.
NOTED_WITHIN = timedelta(days=395)


@dataclass(frozen=True)
class PairPlan:
    """What a newcomer wishes to be called, the language of the two, and how often a month they meet."""

    mentee: str
    starts_on: date
    language: str = ""
    least_a_month: int = 2
    most_a_month: int = 4

    @property
    def columns(self) -> dict[str, object]:
        """What is agreed column by column."""
        if self.most_a_month < self.least_a_month:
            raise ValidationError({"most_a_month": _("This is less than the least.")})
        return {**vars(self), "mentee": one_line(self.mentee)[:80]}


@transaction.atomic
def make_pair(*, region: Region, volunteer: Volunteer, plan: PairPlan, by: Actor) -> Mentoring:
    """Bring a volunteer and a newcomer together; raises ValidationError for one who is not trained for it."""
    take_region(region)
    volunteer = take_volunteer(volunteer)
    if volunteer.state != VolunteerState.WELCOME:
        raise ValidationError({"volunteer": _("This volunteer does not take part. Welcome them first.")})
    lacking = trained_on(region, plan.starts_on).lacking(volunteer.pk, [Skill.MENTORING])
    if lacking:
        sentence = _("%(name)s has not been at this training, which mentoring needs: %(modules)s.")
        words = {"name": volunteer, "modules": ", ".join(str(module) for module in lacking)}
        raise ValidationError({"volunteer": sentence % words})
    columns = plan.columns
    same = {"mentee": columns["mentee"], "starts_on": plan.starts_on, "ends_on": None}
    if known := volunteer.mentorings.filter(**same).first():
        return known
    pair = Mentoring.objects.create(region=region, volunteer=volunteer, **columns)
    audit.record("make mentoring pair", by=by, on=pair, owner=region.slug)
    return pair


@transaction.atomic
def change_pair(*, pair: Mentoring, plan: PairPlan, by: Actor) -> Mentoring:
    """Change what a pair agreed."""
    pair = take_pair(pair)
    if pair.ends_on and pair.ends_on < plan.starts_on:
        raise ValidationError({"starts_on": _("The pair has ended before this day.")})
    for name, value in plan.columns.items():
        setattr(pair, name, value)
    pair.save()
    audit.record("change mentoring pair", by=by, on=pair, owner=pair.region.slug)
    return pair


@transaction.atomic
def end_pair(*, pair: Mentoring, on: date, by: Actor) -> Mentoring:
    """Let a pair end on a day; what the newcomer is called is forgotten 30 days later."""
    pair = take_pair(pair)
    if on < pair.starts_on:
        raise ValidationError({"on": _("The pair had not begun on that day.")})
    pair.ends_on = on
    pair.save(update_fields=["ends_on"])
    audit.record("end mentoring pair", by=by, on=pair, owner=pair.region.slug)
    return pair


@transaction.atomic
def note_meeting(*, pair: Mentoring, met_on: date, by: Actor, heard: bool = False) -> MentoringMeeting:
    """Note that a pair met on a day, and nothing else; said twice is said once."""
    pair = take_pair(pair)
    today = timezone.localdate()
    if met_on > today:
        raise ValidationError({"met_on": _("This day is still to come. Note it once you have met.")})
    if met_on < pair.starts_on or (pair.ends_on and met_on > pair.ends_on):
        raise ValidationError({"met_on": _("The pair was not together on that day.")})
    if today - met_on > NOTED_WITHIN:
        raise ValidationError({"met_on": _("That is more than a year ago and is counted no more.")})
    meeting, is_new = MentoringMeeting.objects.get_or_create(mentoring=pair, met_on=met_on)
    if heard:
        heard_now(pair.volunteer)
    if is_new:
        audit.record("note mentoring meeting", by=by, on=pair, owner=pair.region.slug)
    return meeting


@transaction.atomic
def take_meeting_back(*, pair: Mentoring, key: int, by: Actor) -> None:
    """Take back a day that was noted by mistake; what is gone already stays gone."""
    pair = take_pair(pair)
    if pair.meetings.filter(pk=key).delete()[0]:
        audit.record("take meeting back", by=by, on=pair, owner=pair.region.slug)
