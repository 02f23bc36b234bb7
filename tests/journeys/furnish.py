"""Furnishes Vaucluse in a running demonstration with one of everything, and lists the address of every route."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from maillage.cooperation import links as cooperation_links
from maillage.cooperation import live_links, review_links
from maillage.cooperation.actions.follow_up import ask_owner, follow_up
from maillage.cooperation.actions.invite import invite, withdraw_invitation
from maillage.cooperation.actions.notes import write_note
from maillage.cooperation.actions.presence import tick_presence
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.report import draft_report
from maillage.cooperation.actions.review import Remarked, remark
from maillage.cooperation.actions.rooms import PlannedRoom, set_rooms
from maillage.cooperation.actions.schedule import Plan, PlannedItem, PlannedPartner, schedule_roundtable
from maillage.cooperation.actions.seating import assign_rooms
from maillage.cooperation.actions.tags import tag_note
from maillage.cooperation.enums import Answer, NoteTag
from maillage.cooperation.forms.live import made_of
from maillage.cooperation.models import (
    Admission,
    CheckIn,
    Commitment,
    Need,
    Note,
    Presence,
    Reminder,
    Review,
    Roundtable,
)
from maillage.cooperation.queries.agenda import opening_for
from maillage.core.wording import Wording
from maillage.initiatives.card_links import card_link
from maillage.initiatives.models import Funding, Initiative, Post
from maillage.kit.access import Policy
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.people.actions import demonstration_link, sign_in_link
from maillage.people.models import Contact, Membership, Organisation, Subscriber, User
from maillage.people.sign_in import BACKEND
from maillage.territory.models import Region, Theme
from maillage.website import links as website_links
from maillage.website.models import NewsPost
from tests.isolation.routes import PUBLIC_IDS, VALUES, Route, every_route
from tests.journeys.furnish_before import before_the_day, written_ahead
from tests.journeys.furnish_calls import call_tokens, calls_there
from tests.journeys.furnish_cards import a_card
from tests.journeys.furnish_coverage import the_coverage
from tests.journeys.furnish_factfile import factfile_there
from tests.journeys.furnish_lessons import lesson_tokens, lessons_there
from tests.journeys.furnish_lifts import lift_tokens, lifts_there
from tests.journeys.furnish_pilots import a_pilot_there, pilot_tokens
from tests.journeys.furnish_plans import plans_there
from tests.journeys.furnish_volunteers import volunteer_tokens, volunteers_there
from tests.journeys.furnish_weeks import week_tokens, weeks_there

REGION = "vaucluse"
FORMS_ONLY = 405
BY = Actor("user", "0", "Demonstration convenor")
# What the public reads of a need or a promise once its report is out; what is noted today is not published yet.
OF_THEIR_OWN_REGION = {
    "website:need-detail": "published need",
    "website:commitment-detail": "published commitment",
}
LINES = (
    ("Il manque un lieu où se retrouver le soir.", NoteTag.NEED),
    ("La mairie pourrait prêter la salle des fêtes.", NoteTag.PROPOSAL),
    ("Nous demandons la salle à la mairie.", NoteTag.COMMITMENT),
    ("Le café des langues réunit vingt personnes chaque mardi.", NoteTag.PRACTICE),
    ("« On se sent attendu. »", NoteTag.SAID),
    ("Le bus du soir ne passe plus.", NoteTag.NONE),
)
ANSWERS = (Answer.COMING, Answer.SUBSTITUTE, Answer.MAYBE, Answer.NOT_COMING, Answer.COMING)


def furnish() -> None:
    """Furnish the region once and print every route's address as JSON."""
    region = Region.objects.get(slug=REGION)
    roundtable = Roundtable.objects.filter(region=region, number__gt=4).first() or called(region)
    rows = rows_of(region, roundtable)
    found = described([(route, path_of(route, rows)) for route in every_route()], rows["membership"].user)
    found.append({"name": "a withdrawn link", "policy": str(Policy.LINK), "path": withdrawn_link(roundtable)})
    sys.stdout.write(json.dumps(found))


def described(addresses: list[tuple[Route, str]], convenor: User) -> list[dict[str, str]]:
    """Return the routes that may be opened, with their addresses; those that only take forms are left out."""
    window = Client(SERVER_NAME="127.0.0.1")
    window.force_login(convenor, backend=BACKEND)
    opens = {Policy.PUBLIC, Policy.LINK, Policy.LOOPBACK}
    return [
        {"name": route.name, "policy": str(route.policy), "path": path}
        for route, path in addresses
        if route.policy in opens or window.get(path).status_code != FORMS_ONLY
    ]


def called(region: Region) -> Roundtable:
    """Call one more roundtable and let a meeting happen on it."""
    opening = opening_for(region)
    host = Organisation.objects.get(public_id="epv")
    plan = Plan(
        date=timezone.localdate() + timedelta(days=30),
        start_time=opening.start_time,
        minutes=opening.minutes,
        mode="hybrid",
        venue=Wording({"fr": "Salle des fêtes"}),
        venue_organisation=host,
        subject=Wording({"en": "Where people meet in the evening", "fr": "Où se retrouver le soir"}),
        items=tuple(PlannedItem(line.kind, Wording(line.title), line.minutes) for line in opening.agenda),
        partners=(PlannedPartner(host),),
        extends_series=True,
    )
    roundtable = schedule_roundtable(region=region, plan=plan, by=BY, call=True)
    guests = list(Contact.objects.filter(region=region).order_by("pk"))
    invitations = invite(roundtable=roundtable, contacts=guests, by=BY)
    for invitation, answer in zip(invitations, ANSWERS, strict=False):
        comes = "online" if answer in {Answer.COMING, Answer.SUBSTITUTE} else ""
        reply(invitation=invitation, said=Reply(answer, comes, "Demonstration substitute", message="Bus?"), by=BY)
    themes = list(Theme.objects.all()[:2])
    titles = ("Se retrouver", "Se déplacer")
    planned = [
        PlannedRoom(Wording({"fr": title}), theme, guests[0]) for title, theme in zip(titles, themes, strict=True)
    ]
    rooms = set_rooms(roundtable=roundtable, rooms=[planned[0], replace(planned[1], facilitator=guests[1])], by=BY)
    assign_rooms(roundtable=roundtable, by=BY)
    for text, tag in LINES:
        note = write_note(roundtable=roundtable, text=text, language="fr", room=rooms[0], by=BY)
        if tag:
            tag_note(note=note, tag=tag, by=BY)
    tick_presence(roundtable=roundtable, contact=guests[0], tick="here", by=BY)
    draft_report(roundtable=roundtable, by=BY)
    a_review(roundtable, guests[0])
    return roundtable


def a_review(roundtable: Roundtable, reader: Contact) -> Review:
    """Let the draft be read, with one remark that is not settled yet."""
    now = timezone.now()
    review = Review.objects.create(roundtable=roundtable, opened_at=now, closes_at=now + timedelta(days=5))
    sentence = roundtable.drafts.first().blocks[0]["sentences"][0]["text"]
    said = Remarked("fr", 0, "Deux personnes de plus étaient là.", 0, sentence, "Une autre phrase.")
    remark(review=review, contact=reader, said=said, by=BY)
    return review


def withdrawn_link(roundtable: Roundtable) -> str:
    """Return the link of an invitation that was taken back."""
    invitation = roundtable.invitations.order_by("-pk")[1]
    if invitation.revoked_at is None:
        withdraw_invitation(invitation=invitation, by=BY)
    link = cooperation_links.answer_link(invitation, language="en", masked=False)
    return link.removeprefix(settings.BASE_URL)


def rows_of(region: Region, roundtable: Roundtable) -> dict[str, Any]:
    """One row of each kind; the promise belongs to the organisation of the region's convenor."""
    notes = {note.tag: note for note in Note.objects.filter(roundtable=roundtable)}
    convenor = Membership.objects.get(region=region, user__email=f"convenor.{REGION}@demonstration.invalid")
    commitment = made_of(notes[NoteTag.COMMITMENT])
    contact = Contact.objects.filter(region=region).order_by("pk")[1]
    type(commitment).objects.filter(pk=commitment.pk).update(organisation=convenor.organisation, contact=contact)
    commitment.refresh_from_db()
    if not commitment.follow_ups.exists():
        follow_up(commitment=commitment, progress="on_the_way", by=BY, text=Wording({"fr": "La lettre est partie."}))
        ask_owner(commitment=commitment, by=BY)
    invitation = roundtable.invitations.order_by("pk").last()
    return {
        "region": region,
        "roundtable": roundtable,
        "organisation": convenor.organisation,
        "contact": contact,
        "invitation": invitation,
        "note": notes[NoteTag.NEED],
        "need": made_of(notes[NoteTag.NEED]),
        "commitment": commitment,
        "contribution": written_ahead(roundtable),
        "draft": roundtable.drafts.first(),
        "remark": roundtable.review.remarks.first(),
        "reminder": a_reminder(roundtable),
        "room": roundtable.rooms.order_by("number").first(),
        "check-in": at_the_door(roundtable),
        "version": Roundtable.objects.get(region=region, number=2).versions.first(),
        "presence": a_presence(Roundtable.objects.get(region=region, number=2), contact),
        "mail": OutboxMail.objects.filter(owner=REGION).order_by("pk").first(),
        **a_card(region, contact, BY),
        **calls_there(region, BY),
        **factfile_there(region, BY),
        "initiative": Initiative.objects.filter(region=region).first(),
        **a_pilot_there(BY),
        **(volunteers := volunteers_there(region, BY)),
        **(lifts := lifts_there(region, volunteers["volunteer"])),
        **weeks_there({"region": region, **lifts}),
        **plans_there({"region": region, **lifts}),
        **lessons_there({"region": region, **lifts}, volunteers["volunteer"]),
        **the_coverage(region),
        **the_means(region, convenor.organisation),
        "published need": Need.objects.get(public_id="sl3-03"),
        "published commitment": Commitment.objects.filter(need__public_id="sl3-03").first(),
        "news": a_post_with_a_picture(region),
        "membership": convenor,
        "subscriber": Subscriber.objects.get_or_create(region=region, email="reader@example.org")[0],
    }


def the_means(region: Region, organisation: Organisation | None) -> dict[str, Any]:
    """A post that everybody may see, and money that its organisation keeps to itself."""
    here = {"region": region, "organisation": organisation, "theme": Theme.objects.get(key="mobility")}
    post, _made = Post.objects.get_or_create(
        **here, title={"fr": "Médiation"}, defaults={"planned_fte": 1, "is_public": True}
    )
    funding, _made = Funding.objects.get_or_create(
        **here, title={"fr": "Minibus"}, defaults={"planned_eur": 12_000, "secured_eur": 5_000, "spent_eur": 6_000}
    )
    return {"post": post, "funding": funding}


def a_reminder(roundtable: Roundtable) -> Reminder:
    """Return a reminder that is still to come."""
    due_at = timezone.now() + timedelta(days=20)
    return roundtable.reminders.first() or Reminder.objects.create(roundtable=roundtable, due_at=due_at)


def at_the_door(roundtable: Roundtable) -> CheckIn:
    """Return somebody who waits to be let in."""
    waiting = CheckIn.objects.filter(roundtable=roundtable, contact=None).first()
    return waiting or CheckIn.objects.create(roundtable=roundtable, name="Somebody new", at=timezone.now())


def a_presence(held: Roundtable, contact: Contact) -> Presence:
    """Somebody who was at a roundtable that is over."""
    return Presence.objects.get_or_create(
        roundtable=held, contact=contact, defaults={"arrived_at": held.starts_at or timezone.now()}
    )[0]


def a_post_with_a_picture(region: Region) -> NewsPost:
    known = NewsPost.objects.filter(region=region).exclude(picture="").first()
    if known:
        return known
    drawing = io.BytesIO()
    Image.new("RGB", (640, 400), "#223f99").save(drawing, "PNG")
    post = NewsPost(
        programme=region.programme,
        region=region,
        title={"en": "The hall is lent", "fr": "La salle est prêtée"},
        text={"en": "Every Tuesday from seven.", "fr": "Tous les mardis à partir de sept heures."},
        picture_alt={"en": "A blue door", "fr": "Une porte bleue"},
        picture_credit="Demonstration",
        published_at=timezone.now(),
    )
    post.picture.save("door.png", ContentFile(drawing.getvalue()))
    return post


def path_of(route: Route, rows: dict[str, Any]) -> str:
    """Return the address of a route; a link gets a token that opens it."""
    if "token" in route.parameters:
        others = {key: VALUES[key](route.name, rows) for key in route.parameters if key != "token"}
        return reverse(route.name, kwargs={"token": token_for(route.name, rows), **others})
    if route.name in OF_THEIR_OWN_REGION:
        row = rows[OF_THEIR_OWN_REGION[route.name]]
        return route.address({**rows, PUBLIC_IDS[route.name]: row, "region": row.region})
    return route.address(rows)


def token_for(name: str, rows: dict[str, Any]) -> str:
    """Return the token of a link that works, as the mail or the command line would name it."""
    visitor = User.objects.get_or_create(email="visitor@example.org")[0]
    shown = {"language": "en", "masked": False}
    whole = {
        "cooperation:invitation-answer": partial(cooperation_links.answer_link, rows["invitation"], **shown),
        "cooperation:invitation-calendar": partial(cooperation_links.answer_link, rows["invitation"], **shown),
        "cooperation:invitation-stop": partial(cooperation_links.stop_link, rows["contact"], **shown),
        "cooperation:commitment-follow-up": partial(cooperation_links.follow_up_link, rows["commitment"], **shown),
        "cooperation:certificate": partial(cooperation_links.certificate_link, rows["presence"], **shown),
        "cooperation:certificate-paper": partial(cooperation_links.certificate_link, rows["presence"], **shown),
        **before_the_day(rows, BY),
        **on_the_day(rows),
        **after_the_day(rows),
        "cooperation:room-wish": partial(cooperation_links.wish_link, rows["invitation"], **shown),
        "cooperation:video-join": partial(cooperation_links.join_link, rows["invitation"], **shown),
        **call_tokens(rows),
        **pilot_tokens(rows),
        **volunteer_tokens(rows),
        **lift_tokens(rows),
        **lesson_tokens(rows),
        **week_tokens(rows),
        "initiatives:card-answer": partial(card_link, rows["card ask"], **shown),
        "people:sign-in-link": partial(sign_in_link, visitor),
        "people:demonstration-sign-in": partial(demonstration_link, rows["membership"].user),
        "website:subscribe-confirm": partial(website_links.confirm_link, rows["subscriber"], **shown),
        "website:unsubscribe": partial(website_links.leave_link, rows["subscriber"], **shown),
    }
    return whole[name]().rstrip("/").rsplit("/", 1)[1]


def after_the_day(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the links of those who were there: the drafted report to remark on, and what it was worth."""
    presence, shown = rows["presence"], {"language": "en", "masked": False}
    review = rows["draft"].roundtable.review
    reader = review.roundtable.presences.order_by("pk").first().contact
    return {
        "cooperation:report-review": partial(review_links.review_link, review, reader, **shown),
        "cooperation:feedback-give": partial(
            review_links.feedback_link, presence.roundtable, presence.contact, **shown
        ),
    }


def on_the_day(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the links of a roundtable whose door is open: its code, somebody's own page, the page of a room."""
    roundtable, shown = rows["roundtable"], {"language": "en", "masked": False}
    admission = Admission.objects.update_or_create(roundtable=roundtable, defaults={"check_in_code": "ACDE34"})[0]
    contact = roundtable.presences.order_by("pk").first().contact
    known = {"roundtable": roundtable, "contact": contact}
    ticket = CheckIn.objects.filter(**known).first() or CheckIn.objects.create(**known, at=timezone.now())
    own = partial(live_links.present_token, ticket, live_links.KNOWN)
    room = partial(live_links.room_link, roundtable.rooms.first(), None, **shown)
    return {
        "cooperation:check-in": partial(live_links.here_link, admission.check_in_code, language="en"),
        "cooperation:check-in-guest": partial(cooperation_links.answer_link, rows["invitation"], **shown),
        **{f"cooperation:present{part}": lambda: f"/{own()}" for part in ("", "-now", "-vote", "-leave")},
        **{f"cooperation:room-page{part}": room for part in ("", "-now", "-write", "-tag")},
    }
