"""Sessions of training: planned, changed, cancelled, and who is asked, comes, and was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core import wall_clock
from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.actions.told_volunteers import tell_volunteer
from maillage.people.actions.volunteer_turns import take_region, take_session, take_volunteer
from maillage.people.actions.volunteers import heard_now
from maillage.people.enums import Coming, VolunteerState
from maillage.people.models import Organisation, TrainingModule, TrainingPresence, TrainingSession, Volunteer
from maillage.people.queries.training import seats_left
from maillage.people.queries.volunteers import on_a_pause
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region

INVITATION, CHANGED = "people.training_invitation", "people.training_changed"
CANCELLED = "people.training_cancelled"
EXPECTED = (Coming.ASKED, Coming.YES)


@dataclass(frozen=True)
class SessionPlan:
    """When and where a session is held, by the clocks of its region, and how many seats there are."""

    day: date
    at: time
    place: Place | None = None
    venue: str = ""
    video_link: str = ""
    held_by: Organisation | None = None
    seats: int | None = None

    def columns(self, region: Region) -> dict[str, object]:
        """Return what is planned column by column; a time that the change of clocks leaves out is refused."""
        return {
            "starts_at": instant_of(region, self.day, self.at),
            "place": self.place,
            "venue": one_line(self.venue)[:200],
            "video_link": self.video_link,
            "held_by": self.held_by,
            "seats": self.seats,
        }


def instant_of(region: Region, day: date, at: time) -> datetime:
    """Return the instant a region's clocks show; raises ValidationError for one that they leave out."""
    try:
        return wall_clock.instant(day, at, region.time_zone)
    except ValueError as error:
        sentence = _("On that day clocks go forward and %(time)s does not exist. Choose an hour before or after.")
        raise ValidationError({"at": sentence % {"time": f"{at:%H:%M}"}}) from error


@transaction.atomic
def plan_session(*, module: TrainingModule, plan: SessionPlan, by: Actor) -> TrainingSession:
    """Plan a session, or note one that was held; the same form sent twice is one session."""
    region = module.region
    take_region(region)
    columns = plan.columns(region)
    same = TrainingSession.objects.filter(module=module, place=plan.place, cancelled_at=None)
    if known := same.filter(starts_at=instant_of(region, plan.day, plan.at)).first():
        return known
    session = TrainingSession.objects.create(module=module, **columns)
    audit.record("plan training session", by=by, on=session, owner=region.slug)
    touch_region(region)
    return session


@transaction.atomic
def change_session(*, session: TrainingSession, plan: SessionPlan, by: Actor) -> TrainingSession:
    """Change when or where a session is held; whoever is expected is told, if it is still to come."""
    session = take_session(session)
    region = session.module.region
    refuse_cancelled(session)
    columns = plan.columns(region)
    refuse_too_few(session, plan.seats)
    moved = [name for name in ("starts_at", "place", "venue", "video_link") if getattr(session, name) != columns[name]]
    if not moved and all(getattr(session, name) == value for name, value in columns.items()):
        return session
    for name, value in columns.items():
        setattr(session, name, value)
    session.save()
    entry = audit.record("change training session", by=by, on=session, owner=region.slug, fields=moved)
    if moved and session.starts_at > timezone.now():
        tell_expected(session, CHANGED, occasion=f"change {entry.pk}")
    touch_region(region)
    return session


def refuse_cancelled(session: TrainingSession) -> None:
    """Refuse to do anything about a session that was cancelled."""
    if session.cancelled_at:
        raise ValidationError(_("This session was cancelled. Plan a new one."))


def refuse_too_few(session: TrainingSession, seats: int | None) -> None:
    """Refuse fewer seats than people who said that they come."""
    coming = session.presences.filter(coming__in=[Coming.YES, Coming.PRESENT]).count()
    if seats is not None and seats < coming:
        sentence = _("%(count)s volunteers have said that they come. There cannot be fewer seats.")
        raise ValidationError({"seats": sentence % {"count": coming}})


def tell_expected(session: TrainingSession, composer: str, *, occasion: str) -> int:
    """Tell those who are expected, or still asked; return how many were written to."""
    expected = session.presences.filter(coming__in=EXPECTED).select_related("volunteer").order_by("pk")
    told = 0
    for presence in expected:
        presence.volunteer.region = session.module.region
        told += tell_volunteer(presence.volunteer, composer, occasion=occasion, presence=presence.pk)
    return told


@transaction.atomic
def cancel_session(*, session: TrainingSession, by: Actor) -> TrainingSession:
    """Cancel a session that is still to come; cancelled twice is cancelled once."""
    session = take_session(session)
    if session.cancelled_at:
        return session
    if session.starts_at <= timezone.now():
        raise ValidationError(_("This session has begun already. Note who was there instead."))
    session.cancelled_at = timezone.now()
    session.save(update_fields=["cancelled_at"])
    region = session.module.region
    told = tell_expected(session, CANCELLED, occasion=f"session {session.pk}")
    audit.record("cancel training session", by=by, on=session, owner=region.slug, told=told)
    touch_region(region)
    return session


@transaction.atomic
def invite_to_session(
    *, session: TrainingSession, volunteers: Iterable[Volunteer], by: Actor
) -> list[TrainingPresence]:
    """Ask volunteers who take part and are not on a pause that day to come; return who was not asked before."""
    session = take_session(session)
    refuse_cancelled(session)
    if session.starts_at <= timezone.now():
        raise ValidationError(_("This session has begun already. Note who was there instead."))
    region = session.module.region
    there = wall_clock.day_in(region.time_zone, session.starts_at)
    wanted = region.volunteers.filter(pk__in=[one.pk for one in volunteers], state=VolunteerState.WELCOME)
    free = wanted.exclude(on_a_pause(there)).exclude(on_a_pause(timezone.localdate()))
    asked = [
        TrainingPresence.objects.create(session=session, volunteer=volunteer)
        for volunteer in free.exclude(presences__session=session).order_by("pk")
    ]
    for presence in asked:
        presence.volunteer.region = region
        tell_volunteer(presence.volunteer, INVITATION, occasion=f"session {session.pk}", presence=presence.pk)
    if asked:
        audit.record("invite to training", by=by, on=session, owner=region.slug, asked=len(asked))
    return asked


@transaction.atomic
def answer_training(
    *, session: TrainingSession, volunteer: Volunteer, comes: bool, by: Actor, heard: bool = False
) -> TrainingPresence:
    """Note whether a volunteer comes, asked or not; raises ValidationError once it has begun or no seat is left."""
    session = take_session(session)
    refuse_cancelled(session)
    if session.starts_at <= timezone.now():
        raise ValidationError(_("This session has begun already."))
    volunteer = take_volunteer(volunteer)
    if volunteer.state != VolunteerState.WELCOME:
        raise ValidationError(_("The coordinator has to welcome you first."))
    presence = TrainingPresence.objects.filter(session=session, volunteer=volunteer).first()
    presence = presence or TrainingPresence(session=session, volunteer=volunteer)
    said = Coming.YES if comes else Coming.NO
    if said == Coming.YES and presence.coming != Coming.YES and seats_left(session) == 0:
        raise ValidationError(_("No seat is left. Ask the coordinator for the next session."))
    presence.coming, presence.answered_at = said, timezone.now()
    presence.save()
    if heard:
        heard_now(volunteer)
    audit.record("answer training", by=by, on=session, owner=session.module.region.slug, comes=comes)
    return presence


@transaction.atomic
def note_attendance(*, session: TrainingSession, present: Iterable[Volunteer], by: Actor) -> int:
    """Note who was there; who was expected and is not among them was absent. Returns how many were there."""
    session = take_session(session)
    refuse_cancelled(session)
    if session.starts_at > timezone.now():
        raise ValidationError(_("The session has not begun yet. Note who was there afterwards."))
    region, now = session.module.region, timezone.now()
    known = {presence.volunteer_id: presence for presence in session.presences.all()}
    there = set(region.volunteers.filter(pk__in=[one.pk for one in present]).values_list("pk", flat=True))
    for key in sorted(there - set(known)):
        TrainingPresence.objects.create(session=session, volunteer_id=key, coming=Coming.PRESENT, answered_at=now)
    session.presences.filter(volunteer__in=there).exclude(coming=Coming.PRESENT).update(coming=Coming.PRESENT)
    missed = session.presences.filter(coming__in=[*EXPECTED, Coming.PRESENT]).exclude(volunteer__in=there)
    missed.update(coming=Coming.ABSENT)
    audit.record("note training attendance", by=by, on=session, owner=region.slug, present=len(there))
    return len(there)


@transaction.atomic
def note_training(*, session: TrainingSession, volunteer: Volunteer, was_there: bool, by: Actor) -> TrainingPresence:
    """Note of one volunteer that they were at a session that is over, or were not."""
    session = take_session(session)
    refuse_cancelled(session)
    if session.starts_at > timezone.now():
        raise ValidationError(_("The session has not begun yet. Note who was there afterwards."))
    seen = Coming.PRESENT if was_there else Coming.ABSENT
    presence, _is_new = TrainingPresence.objects.update_or_create(
        session=session, volunteer=volunteer, defaults={"coming": seen, "answered_at": timezone.now()}
    )
    owner = session.module.region.slug
    audit.record("note training", by=by, on=volunteer, owner=owner, was_there=was_there)
    return presence
