"""The verb by which an organisation answers for its card: confirm, put right, end, and tell of what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.core.wording import Wording
from maillage.initiatives.actions.cards import touch_everywhere, wait_for
from maillage.initiatives.actions.practices import confirm_practice, practice_changed
from maillage.initiatives.card_links import speaker_of
from maillage.initiatives.enums import StillTrue
from maillage.initiatives.models import CardAsk, Initiative, ProposedPractice, Terms
from maillage.initiatives.queries.corrections import CORRECTED
from maillage.kit import audit
from maillage.kit.fields import LocalWording
from maillage.people.models import Contact, Organisation, Seat
from maillage.territory.models import Place, Theme

MOST_NEW = 5
Changes = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Fresh:
    """A practice that an organisation tells of for the first time."""

    name: str
    description: str = ""
    theme: Theme | None = None
    where: str = ""


@dataclass(frozen=True)
class Said:
    """What was said of one card: the answer, and the columns that were put right, as they read now."""

    answer: StillTrue | str
    texts: Mapping[str, Any] = field(default_factory=dict)
    remark: str = ""


@dataclass(frozen=True)
class CardSaid:
    """A whole answer: the organisation's card, its practices by their key, and what is new, in one language."""

    language: str
    card: Said
    practices: Mapping[int, Said] = field(default_factory=dict)
    fresh: Sequence[Fresh] = ()


@transaction.atomic
def answer_card(*, ask: CardAsk, said: CardSaid) -> CardAsk:
    """Keep an answer; a second one replaces it, and the same one sent twice changes nothing.

    Corrections are public at once and on the trail with what stood there before; a new practice waits to be read.
    """
    organisation = wait_for(ask.organisation)
    known = CardAsk.objects.select_for_update(of=("self",)).select_related("region", "contact")
    ask = known.get(pk=ask.pk)
    ask.organisation = organisation
    answer_for_house(ask, said)
    for practice in Initiative.objects.filter(pk__in=said.practices, organisation=organisation, merged_into=None):
        answer_for_practice(ask, practice, said.practices[practice.pk], said.language)
    propose(ask, said.fresh, said.language)
    Contact.objects.filter(pk=ask.contact_id).update(last_heard_at=timezone.now())
    if ask.answered_at is None:
        ask.answered_at = timezone.now()
        ask.save(update_fields=["answered_at"])
        audit.record("answer for card", by=speaker_of(ask), on=organisation, owner=ask.region.slug)
    return ask


def answer_for_house(ask: CardAsk, said: CardSaid) -> None:
    """Put right what is said of the organisation, and note the day."""
    organisation = ask.organisation
    changed = put_right(organisation, said.card.texts, said.language)
    organisation.confirmed_on = timezone.localdate()
    organisation.save()
    if "places_served" in said.card.texts:
        changed |= put_places_right(organisation, said.card.texts["places_served"])
    settle_seat(ask, said.card.answer)
    for region in touch_everywhere(organisation):
        if changed:
            audit.record(CORRECTED, by=speaker_of(ask), on=organisation, owner=region.slug, changed=changed)


def put_right(row: Organisation | Initiative | Terms, texts: Mapping[str, Any], language: str) -> Changes:
    """Write texts onto a row without saving it; return what stood there before and what stands there now."""
    changed: Changes = {}
    for name, text in texts.items():
        if name == "places_served":
            continue
        before = getattr(row, name)
        if isinstance(before, Wording):
            after = LocalWording(before.with_text(language, text))
            before_text, after_text = before.get(language, ""), text
        else:
            after, before_text, after_text = text, before, text
        if before_text != after_text:
            setattr(row, name, after)
            changed[name] = {"before": before_text, "after": after_text}
    return changed


def put_places_right(organisation: Organisation, places: Sequence[Place]) -> Changes:
    """Set which places an organisation serves; return their names before and now."""
    before = {place.pk: place.name for place in organisation.places_served.all()}
    after = {place.pk: place.name for place in places}
    if before.keys() == after.keys():
        return {}
    organisation.places_served.set(after.keys())
    return {"places_served": {"before": ", ".join(before.values()), "after": ", ".join(after.values())}}


def settle_seat(ask: CardAsk, answer: StillTrue | str) -> None:
    """End the seat of an organisation that says it works there no more; the region that asked may give it back."""
    seat = Seat.objects.filter(region=ask.region, organisation=ask.organisation).first()
    if seat is None:
        return
    today = timezone.localdate()
    if answer == StillTrue.ENDED and seat.left_on is None:
        seat.left_on = max(today, seat.joined_on or today)
        seat.save(update_fields=["left_on"])
        audit.record("organisation left", by=speaker_of(ask), on=ask.organisation, owner=ask.region.slug)
    elif answer != StillTrue.ENDED and left_by_this(ask):
        seat.left_on = None
        seat.save(update_fields=["left_on"])
        audit.record("organisation came back", by=speaker_of(ask), on=ask.organisation, owner=ask.region.slug)


def left_by_this(ask: CardAsk) -> bool:
    """Tell whether the organisation left the region's platform since it answered this question first."""
    if ask.answered_at is None:
        return False
    seats = Seat.objects.filter(region=ask.region, organisation=ask.organisation)
    return seats.filter(left_on__gte=timezone.localdate(ask.answered_at)).exists()


def answer_for_practice(ask: CardAsk, practice: Initiative, said: Said, language: str) -> None:
    """Put right what is said of a practice, and note the answer; a practice of another region is answered for too."""
    by = speaker_of(ask)
    own = {name: text for name, text in said.texts.items() if name != "reached_by"}
    changed = put_right(practice, own, language)
    practice.save()
    if "reached_by" in said.texts:
        terms = Terms.objects.filter(initiative=practice).first() or Terms(initiative=practice)
        if of_terms := put_right(terms, {"reached_by": said.texts["reached_by"]}, language):
            terms.save()
            changed |= of_terms
    if changed:
        audit.record(CORRECTED, by=by, on=practice, owner=practice.region.slug, changed=changed)
        practice_changed(practice)
    confirm_practice(
        practice=practice,
        answer=meant(ask, practice, said, is_changed=bool(changed)),
        by=by,
        remark=said.remark,
        # One region never keeps another's contacts.
        contact=ask.contact if practice.region_id == ask.region_id else None,
        runs_again=was_ended_by(ask, practice) and said.answer != StillTrue.ENDED,
    )


def meant(ask: CardAsk, practice: Initiative, said: Said, *, is_changed: bool) -> StillTrue | str:
    """Return the answer that fits what was done: nothing put right, now or by this answer before, is still true."""
    if said.answer == StillTrue.ENDED:
        return StillTrue.ENDED
    last = practice.confirmations.order_by("-confirmed_on", "-pk").first()
    before = last.answer if last and since_answered(ask, last.confirmed_on) else ""
    put_right_once = is_changed or before == StillTrue.CHANGED
    return StillTrue.CHANGED if put_right_once or (said.answer == StillTrue.CHANGED and said.remark) else StillTrue.YES


def since_answered(ask: CardAsk, day: Any) -> bool:
    """Tell whether something was said on or after the day on which a question was answered first."""
    return ask.answered_at is not None and day >= timezone.localdate(ask.answered_at)


def was_ended_by(ask: CardAsk, practice: Initiative) -> bool:
    """Tell whether the last word on a practice is an end that this answer said."""
    last = practice.confirmations.order_by("-confirmed_on", "-pk").first()
    return last is not None and last.answer == StillTrue.ENDED and since_answered(ask, last.confirmed_on)


def propose(ask: CardAsk, fresh: Sequence[Fresh], language: str) -> list[ProposedPractice]:
    """Keep what is new until somebody of the region reads it; a second answer replaces what nobody has read yet.

    What was settled meanwhile stays settled, also when the same page is sent again.
    """
    settled = ask.proposed.exclude(settled_at=None)
    known = {text for one in settled for text in one.name.values()}
    wanted = [one for one in fresh if one.name and one.name not in known][:MOST_NEW]
    waiting = list(ask.proposed.filter(settled_at=None).order_by("pk"))
    for old in waiting[len(wanted) :]:
        old.delete()
    kept = []
    for place, one in enumerate(wanted):
        row = waiting[place] if place < len(waiting) else ProposedPractice(ask=ask, told_on=timezone.localdate())
        row.region, row.organisation, row.theme = ask.region, ask.organisation, one.theme
        row.name = LocalWording({language: one.name})
        row.description = LocalWording({language: one.description} if one.description else {})
        row.place_in_words = LocalWording({language: one.where} if one.where else {})
        row.save()
        kept.append(row)
    if len(wanted) > len(waiting):
        count = len(wanted) - len(waiting)
        audit.record("propose practice", by=speaker_of(ask), on=ask.organisation, owner=ask.region.slug, count=count)
    return kept
