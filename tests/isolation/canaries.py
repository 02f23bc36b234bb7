"""One of everything in each region, each private text a canary that says whose it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from maillage.cooperation.enums import Answer, DateChoice, NoteTag, Progress, Signature, State
from maillage.cooperation.models import (
    Admission,
    AgendaItem,
    CheckIn,
    Contribution,
    DateOption,
    DatePoll,
    DateVote,
    Feedback,
    FollowUp,
    GuestSeat,
    Invitation,
    Mention,
    Note,
    NoteVote,
    Partnership,
    PersonalLine,
    Presence,
    Raising,
    Remark,
    Reminder,
    ReportDraft,
    ReportText,
    ReportVersion,
    Review,
    Room,
    RoomPreference,
    RoomSeat,
    Roundtable,
    VideoRoom,
)
from maillage.initiatives.actions.index_practices import index_what_is_missing
from maillage.initiatives.models import (
    BudgetLine,
    Evaluation,
    Funding,
    Initiative,
    Milestone,
    Pilot,
    PilotReport,
    Post,
    Spending,
    Target,
)
from maillage.kit import audit
from maillage.kit.models import OutboxMail
from maillage.people.enums import Role
from maillage.people.models import Organisation, Subscriber
from maillage.territory.models import Place, Region, Theme
from maillage.website.models import NewsPost
from tests import factories as make
from tests.isolation.calls import calls_of, settle_more_calls
from tests.isolation.cards import cards_of, settle_more_cards
from tests.isolation.coverage import coverage_of, settle_more_coverage
from tests.isolation.figures import figures_of, settle_more_figures
from tests.isolation.lessons import lessons_of, settle_more_lessons
from tests.isolation.lift_weeks import settle_more_week, week_of
from tests.isolation.lifts import lifts_of, settle_more_lifts
from tests.isolation.plans import plan_of, settle_more_plan
from tests.isolation.volunteers import settle_more_volunteers, volunteers_of


def canary(region: Region, what: str) -> str:
    return f"canary-{region.slug}-{what}"


def settle(region: Region) -> dict[str, Any]:
    """Fill a region and return its rows by the name under which addresses ask for them."""

    def secret(what: str) -> str:
        return canary(region, what)

    organisation = make.an_organisation(region, name=f"Organisation of {region.slug}")
    contact = make.a_contact(
        region,
        organisation,
        name=secret("name"),
        email=f"{secret('mail')}@example.org",
        phone=secret("phone"),
        function=secret("function"),
    )
    roundtable = make.a_roundtable(
        region, 1, date=date(2031, 5, 6), video_link=f"https://{secret('video')}.example.org/"
    )
    draft_table = make.a_roundtable(
        region, 2, date=date(2031, 9, 9), state=State.DRAFT, subject={"en": secret("draft-subject")}
    )
    poll = DatePoll.objects.create(roundtable=draft_table, asked_at=timezone.now(), closes_on=date(2031, 8, 1))
    option = DateOption.objects.create(poll=poll, date=date(2031, 9, 9), start_time=time(14))
    DateVote.objects.create(option=option, contact=contact, choice=DateChoice.YES, voted_at=timezone.now())
    item = AgendaItem.objects.create(roundtable=roundtable, position=1, title={"en": "News", "fr": "Nouvelles"})
    room = Room.objects.create(roundtable=roundtable, number=1, title={"en": "Room", "fr": "Atelier"})
    invitation = make.an_invitation(
        roundtable,
        contact,
        answer=Answer.SUBSTITUTE,
        answered_at=timezone.now(),
        substitute_name=secret("substitute"),
        access_needs=secret("access"),
        message=secret("message"),
    )
    reminder = remind_before(roundtable, days=3)
    PersonalLine.objects.create(roundtable=roundtable, text={"en": secret("personal-line")})
    Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=timezone.now())
    note = Note.objects.create(
        roundtable=roundtable,
        agenda_item=item,
        text={"en": secret("note")},
        tag=NoteTag.NONE,
        written_at=timezone.now(),
        written_by=secret("writer"),
    )
    draft = ReportDraft.objects.create(
        roundtable=roundtable, language="en", title=secret("report"), lead=secret("lead"), drafted_at=timezone.now()
    )
    version = ReportVersion.objects.create(
        roundtable=roundtable, number=1, frozen_at=timezone.now(), frozen_by=secret("freezer")
    )
    ReportText.objects.create(version=version, language="en", title=secret("frozen"), lead=secret("frozen-lead"))
    review = Review.objects.create(
        roundtable=roundtable, opened_at=timezone.now(), closes_at=timezone.now() + timedelta(days=5)
    )
    remark = Remark.objects.create(
        review=review, language="en", block=0, text=secret("remark"), contact=contact, written_at=timezone.now()
    )
    Feedback.objects.create(
        roundtable=roundtable, respondent=secret("hash"), liked=secret("liked"), given_on=timezone.localdate()
    )
    need = make.a_need(roundtable)
    commitment = make.a_commitment(roundtable, need, contact=contact, organisation=organisation)
    contribution = Contribution.objects.create(
        region=region,
        roundtable=roundtable,
        text={"en": secret("said-ahead")},
        signature=Signature.NAME,
        signed=secret("signed"),
        invitation=invitation,
        written_at=timezone.now(),
    )
    admission = {"check_in_code": code_for(region), "seats": 500}
    wait_for_a_seat(Admission.objects.update_or_create(roundtable=roundtable, defaults=admission)[0], invitation)
    check_in = CheckIn.objects.create(
        roundtable=roundtable, name=secret("at-the-door"), organisation_name=secret("their-house"), at=timezone.now()
    )
    idea = Note.objects.create(
        roundtable=roundtable, text={"en": secret("idea")}, tag=NoteTag.PROPOSAL, written_at=timezone.now()
    )
    NoteVote.objects.create(note=idea, voter=secret("voter"))
    RoomSeat.objects.create(room=room, roundtable=roundtable, contact=contact)
    RoomPreference.objects.create(invitation=invitation, room=room, rank=1)
    VideoRoom.objects.create(roundtable=roundtable, meeting_id=secret("meeting"), opened_at=timezone.now())
    mail = OutboxMail.objects.create(
        key=secret("key"),
        composer="invitation",
        params={"invitation": invitation.pk},
        to=f"{secret('to')}@example.org",
        language="en",
        owner=region.slug,
        subject=secret("subject"),
        message_id=f"<{secret('id')}@example.org>",
        next_try_at=timezone.now(),
    )
    audit.record("contact-create", by=audit.Actor("user", "0", secret("actor")), on=contact, owner=region.slug)
    Subscriber.objects.create(region=region, email=f"{secret('subscriber')}@example.org", confirmed_at=timezone.now())
    pilot = Pilot.objects.create(region=region, name={"en": "A pilot"}, contact=contact)
    return {
        "region": region,
        "organisation": organisation,
        "contact": contact,
        "roundtable": roundtable,
        "item": item,
        "room": room,
        "invitation": invitation,
        "reminder": reminder,
        "remark": remark,
        "note": note,
        "check-in": check_in,
        "draft": draft,
        "version": version,
        "need": need,
        "commitment": commitment,
        "contribution": contribution,
        "mail": mail,
        **cards_of(region, contact, secret),
        **coverage_of(region, secret),
        "pilot": pilot,
        **calls_of(region, contact, need, canary(region, "call")),
        "pilot-report": a_pilot_on_its_way(pilot, contact, canary(region, "pilot")),
        **settle_means(region, organisation),
        "news": NewsPost.objects.create(programme=region.programme, region=region, title={"en": secret("news")}),
        "membership": region.memberships.first(),
        **figures_of(region, secret),
        **(volunteers := volunteers_of(region, secret)),
        **(lifts := lifts_of(region, volunteers["volunteer"], secret)),
        **week_of({"region": region, **lifts}),
        **plan_of({"region": region, **lifts}),
        **lessons_of(lifts["lift request"].to_point, lifts["point"], volunteers["volunteer"], secret),
    }


def settle_means(region: Region, organisation: Organisation) -> dict[str, Any]:
    """Enter a post and money that their organisation keeps to itself."""
    kept = {
        "region": region,
        "organisation": organisation,
        "theme": Theme.objects.get(key="mobility"),
        "title": {"en": canary(region, "means")},
        "funder": canary(region, "funder"),
        "source": canary(region, "means-source"),
    }
    return {
        "post": Post.objects.create(planned_fte=1, **kept),
        "funding": Funding.objects.create(planned_eur=1234, **kept),
    }


def a_pilot_on_its_way(pilot: Pilot, contact: Any, words: str, number: int = 0) -> PilotReport:
    """Give a pilot one more of everything that belongs to its course; what the desk alone reads says `words`."""
    first = date(2031, 1, 1) + timedelta(days=100 * number)
    Milestone.objects.create(pilot=pilot, title={"en": f"Milestone {number}"}, due_on=first)
    Target.objects.create(pilot=pilot, title={"en": f"Target {number}"}, aimed=20)
    line = BudgetLine.objects.create(pilot=pilot, title={"en": f"{words} line"}, planned_eur=100)
    Spending.objects.create(line=line, spent_on=date(2022, 1, 5), amount_eur=10, words=f"{words} spending")
    if not number:
        Evaluation.objects.create(
            pilot=pilot, evaluated_by=f"{words} evaluator", evaluated_on=first, advice={"en": words}
        )
    return PilotReport.objects.create(
        pilot=pilot,
        nonce="secret",
        period_from=first,
        period_to=first + timedelta(days=90),
        due_on=first + timedelta(days=104),
        sent_at=timezone.now(),
        done=f"{words} done",
        signed=f"{words} signature",
        participants=7,
    )


def remind_before(roundtable: Roundtable, *, days: int) -> Reminder:
    due_at = datetime.combine(roundtable.date, time(), UTC) - timedelta(days=days)
    return Reminder.objects.create(roundtable=roundtable, due_at=due_at)


def code_for(region: Region) -> str:
    """A code to check in by, another one for each region."""
    return f"A{region.pk:05d}"[:8]


def wait_for_a_seat(admission: Admission, invitation: Invitation) -> None:
    GuestSeat.objects.create(admission=admission, invitation=invitation, asked_at=timezone.now())


def told_of(region: Region, body: str) -> bool:
    """Whether a page tells anything private of a region."""
    return f"canary-{region.slug}-" in body


def settle_more(rows: dict[str, Any], number: int) -> None:
    """Add one more of everything to a settled region."""
    region, roundtable = rows["region"], rows["roundtable"]
    organisation = make.an_organisation(region)
    contact = make.a_contact(region, organisation)
    make.a_role(make.a_user(), Role.MEMBER, region, organisation)
    make.a_roundtable(region, number + 1, date=date(2032, number, 1))
    AgendaItem.objects.create(roundtable=roundtable, position=number, title={"en": f"Item {number}"})
    room = Room.objects.create(roundtable=roundtable, number=number, title={"en": f"Room {number}"})
    RoomSeat.objects.create(room=room, roundtable=roundtable, contact=contact)
    remind_before(roundtable, days=3 + number)
    asked = make.an_invitation(roundtable, contact, answer=Answer.COMING, answered_at=timezone.now())
    wait_for_a_seat(roundtable.admission, asked)
    Presence.objects.create(roundtable=roundtable, contact=contact, arrived_at=timezone.now())
    Note.objects.create(roundtable=roundtable, room=room, text={"en": "A line"}, written_at=timezone.now())
    Remark.objects.create(
        review=roundtable.review, language="en", block=0, text="A remark", contact=contact, written_at=timezone.now()
    )
    CheckIn.objects.create(roundtable=roundtable, name=f"Somebody {number}", at=timezone.now())
    idea = Note.objects.create(
        roundtable=roundtable, text={"en": "An idea"}, tag=NoteTag.PROPOSAL, written_at=timezone.now()
    )
    NoteVote.objects.create(note=idea, voter=f"hand-{number}")
    Contribution.objects.create(
        region=region, roundtable=roundtable, text={"en": f"Said {number}"}, written_at=timezone.now()
    )
    for option in DateOption.objects.filter(poll__roundtable__region=region):
        DateVote.objects.create(option=option, contact=contact, choice=DateChoice.NO, voted_at=timezone.now())
    need = make.a_need(roundtable)
    Raising.objects.create(need=rows["need"], roundtable=roundtable, room=room)
    commitment = make.a_commitment(roundtable, need, contact=contact, organisation=organisation)
    make.a_commitment(roundtable, rows["need"], organisation=organisation)
    FollowUp.objects.create(commitment=commitment, progress=Progress.ON_THE_WAY, told_at=timezone.now())
    FollowUp.objects.create(commitment=rows["commitment"], progress=Progress.ON_THE_WAY, told_at=timezone.now())
    initiative = Initiative.objects.create(region=region, name={"en": f"Practice {number}"}, organisation=organisation)
    initiative.themes.add(*Theme.objects.all()[:3])
    Mention.objects.create(roundtable=roundtable, initiative=initiative)
    need.answered_by.add(initiative)
    settle_more_cards(region, contact, initiative, number)
    settle_more_figures(region, number)
    settle_more_coverage(region, number)
    settle_more_calls(rows["call"], contact, need, number)
    settle_more_volunteers(rows, number)
    settle_more_lifts(rows, region.volunteers.latest("pk"), number)
    settle_more_week(rows, number)
    settle_more_plan(rows, number)
    settle_more_lessons(rows, number)
    index_what_is_missing()
    Pilot.objects.create(region=region, name={"en": f"Pilot {number}"}, holder=organisation)
    a_pilot_on_its_way(rows["pilot"], contact, f"more {number}", number)
    for is_public in (True, False):
        line: dict[str, Any] = {"region": region, "organisation": organisation, "is_public": is_public}
        Post.objects.create(planned_fte=1, theme=Theme.objects.all()[number], title={"en": "Post"}, **line)
        Funding.objects.create(planned_eur=9, theme=Theme.objects.all()[number], initiative=initiative, **line)
    NewsPost.objects.create(
        programme=region.programme, region=region, title={"en": f"News {number}"}, published_at=timezone.now()
    )
    Partnership.objects.create(roundtable=roundtable, organisation=organisation)
    place = Place.objects.create(code=f"{region.slug}-{number}", country="FR", name=f"Place {number}", population=900)
    region.places.add(place)
    audit.record("contact-create", by=audit.SYSTEM, on=contact, owner=region.slug)
    OutboxMail.objects.create(
        key=f"{region.slug}-{number}",
        composer="invitation",
        to="somebody@example.org",
        language="en",
        owner=region.slug,
        message_id=f"<{region.slug}-{number}@example.org>",
        next_try_at=timezone.now(),
    )
