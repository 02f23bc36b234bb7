"""Verbs of the desk on what waits: approve a request or an offer, or decline it with a word."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.asking import refuse_withdrawn
from maillage.mobility.actions.lift_telling import tell_driver, tell_rider
from maillage.mobility.actions.lift_turns import take_offer, take_request
from maillage.mobility.actions.newcomers import keep_needed_until
from maillage.mobility.actions.offering import refuse_withdrawn_offer
from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import LiftWord, Offer, RideRequest
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region


def sound_reason(warned: Sequence[str], because: str) -> str:
    """Return why something is approved in spite of a rule; refuses to do so without a reason."""
    reason = one_line(because)[:200]
    if warned and not reason:
        raise ValidationError(
            {"because": _("A rule speaks against it. Say in a line why it is approved all the same.")}
        )
    return reason


def sound_word(word: str) -> str:
    """Return the word with which something is declined; refuses to decline without one."""
    said = one_line(word)[:400]
    if not said:
        raise ValidationError({"word": _("Say in a line why, so that nobody is left wondering.")})
    return said


def keep_word(
    *, region: Region, request: RideRequest | None = None, offer: Offer | None = None, **said: object
) -> None:
    """Keep what was said of a request or an offer, in place of what was said before."""
    values = {"word": "", "warned": [], "because": "", **said, "region": region, "said_at": timezone.now()}
    LiftWord.objects.update_or_create(request=request, offer=offer, defaults=values)


@transaction.atomic
def approve_request(*, request: RideRequest, by: Actor, warned: Sequence[str] = (), because: str = "") -> RideRequest:
    """Let a request be planned for; where rules speak against it, say why all the same. Approved twice is once."""
    request = take_request(request)
    refuse_withdrawn(request)
    if request.state == RequestState.APPROVED:
        return request
    region = request.newcomer.region
    keep_word(region=region, request=request, warned=list(warned), because=sound_reason(warned, because))
    request.state = RequestState.APPROVED
    request.save(update_fields=["state"])
    keep_needed_until(request.newcomer)
    tell_of_change(LiftChange(region, requests=(request,), is_asked_for=True), by)
    audit.record("approve lift", by=by, on=request, owner=region.slug, warned=list(warned))
    tell_rider(request, "mobility.request_approved", occasion=f"{timezone.now():%Y%m%d%H%M%S}")
    touch_region(region)
    return request


@transaction.atomic
def decline_request(*, request: RideRequest, word: str, by: Actor) -> RideRequest:
    """Decline a request with a word that its newcomer reads."""
    request = take_request(request)
    refuse_withdrawn(request)
    region = request.newcomer.region
    keep_word(region=region, request=request, word=sound_word(word))
    if request.state == RequestState.DECLINED:
        return request
    request.state = RequestState.DECLINED
    request.save(update_fields=["state"])
    keep_needed_until(request.newcomer)
    tell_of_change(LiftChange(region, requests=(request,)), by)
    audit.record("decline lift", by=by, on=request, owner=region.slug)
    tell_rider(request, "mobility.request_declined", occasion=f"{timezone.now():%Y%m%d%H%M%S}")
    touch_region(region)
    return request


@transaction.atomic
def approve_offer(*, offer: Offer, by: Actor, warned: Sequence[str] = (), because: str = "") -> Offer:
    """Let an offer be planned with; where rules speak against it, say why all the same. Approved twice is once."""
    offer = take_offer(offer)
    refuse_withdrawn_offer(offer)
    if offer.state == OfferState.APPROVED:
        return offer
    keep_word(region=offer.region, offer=offer, warned=list(warned), because=sound_reason(warned, because))
    offer.state = OfferState.APPROVED
    offer.save(update_fields=["state"])
    audit.record("approve offer", by=by, on=offer, owner=offer.region.slug, warned=list(warned))
    tell_driver(offer, "mobility.offer_approved", occasion=f"{timezone.now():%Y%m%d%H%M%S}")
    touch_region(offer.region)
    return offer


@transaction.atomic
def decline_offer(*, offer: Offer, word: str, by: Actor) -> Offer:
    """Decline an offer with a word that its volunteer reads."""
    offer = take_offer(offer)
    refuse_withdrawn_offer(offer)
    keep_word(region=offer.region, offer=offer, word=sound_word(word))
    if offer.state == OfferState.DECLINED:
        return offer
    offer.state = OfferState.DECLINED
    offer.save(update_fields=["state"])
    tell_of_change(LiftChange(offer.region, offers=(offer,)), by)
    audit.record("decline offer", by=by, on=offer, owner=offer.region.slug)
    tell_driver(offer, "mobility.offer_declined", occasion=f"{timezone.now():%Y%m%d%H%M%S}")
    touch_region(offer.region)
    return offer
