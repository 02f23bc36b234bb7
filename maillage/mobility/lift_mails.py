"""Mails about lifts: to those who ask, to those who offer, and to the coordinator about proofs that end."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.kit.composers import Wanted
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import short_day
from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.lift_links import driver_url, rider_url
from maillage.mobility.lift_words import (
    car_said,
    span_said,
    times_of_offer,
    times_of_request,
    way_of_offer,
    way_of_request,
)
from maillage.mobility.lift_words import weekdays_said as days
from maillage.mobility.models import Driver, LiftWord, Offer, RideRequest
from maillage.mobility.queries.lifts import ending_proofs
from maillage.mobility.queries.rules import today_of
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.queries.senders import Sender, sender_of
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in, for_newcomers


def request_of(mail: OutboxMail) -> RideRequest:
    """Return the request a mail is about."""
    known = RideRequest.objects.select_related("newcomer__region__programme", "from_point__place", "to_point__place")
    return known.get(pk=mail.params["request"])


def offer_of(mail: OutboxMail) -> Offer:
    """Return the offer a mail is about."""
    known = Offer.objects.select_related("region__programme", "volunteer__driver", "from_place", "to_place")
    offer = known.get(pk=mail.params["offer"])
    offer.volunteer.region = offer.region
    return offer


def request_is(*states: RequestState) -> Wanted:
    """Return the question whether a request still stands so, and whoever asked can be written to."""

    def is_so(mail: OutboxMail) -> bool:
        known = RideRequest.objects.filter(pk=mail.params.get("request"), state__in=states)
        return known.exclude(newcomer__email="").exists()

    return is_so


def offer_is(*states: OfferState) -> Wanted:
    """Return the question whether an offer still stands so, and whoever offers can be written to."""

    def is_so(mail: OutboxMail) -> bool:
        known = Offer.objects.filter(pk=mail.params.get("offer"), state__in=states)
        return known.exclude(volunteer__email="").exists()

    return is_so


ASKED_STILL = (RequestState.ASKED, RequestState.APPROVED, RequestState.DECLINED)
OFFERED_STILL = (OfferState.OFFERED, OfferState.APPROVED, OfferState.DECLINED)


def why(region: Region, sender: Sender, because: str) -> tuple[str, ...]:
    """Say who writes and why."""
    by = _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name}
    return (by, because % {"region": str(region.name)})


def facts_of_request(request: RideRequest) -> tuple[str, ...]:
    """Say in two lines what is asked for."""
    when = {"days": days(request.weekdays), "times": times_of_request(request)}
    return (
        capital(way_of_request(request)),
        capital(_("%(days)s: %(times)s, %(span)s.") % {**when, "span": span_said(request.first_on, request.last_on)}),
    )


def facts_of_offer(offer: Offer) -> tuple[str, ...]:
    """Say in three lines what is offered; the last tells whoever is known already how their car stands here."""
    when = {"days": days(offer.weekdays), "times": times_of_offer(offer)}
    return (
        capital(way_of_offer(offer)),
        capital(_("%(days)s: %(times)s, %(span)s.") % {**when, "span": span_said(offer.first_on, offer.last_on)}),
        car_said(getattr(offer.volunteer, "driver", None) or Driver()),
    )


def capital(words: str) -> str:
    """Begin a line with a capital letter."""
    return words[:1].upper() + words[1:]


def to_rider(request: RideRequest, subject: str, heading: str, intro: tuple[str, ...], masked: bool) -> Message:
    """Set one letter to whoever asked; its button opens their own page."""
    region, sender = request.newcomer.region, sender_of(request.newcomer.region)
    letter = Letter(
        subject=subject,
        heading=heading,
        intro=intro,
        facts=facts_of_request(request),
        button=Link(_("Open my lifts"), rider_url(request.newcomer, language=language_now(), masked=masked)),
        below_button=_("The link is yours alone. With it you change, withdraw, or erase everything."),
        why=why(region, sender, _("You get this because somebody gave this address to ask for a lift in %(region)s.")),
    )
    return message_of(letter, region, sender)


def to_driver(offer: Offer, subject: str, heading: str, intro: tuple[str, ...], masked: bool) -> Message:
    """Set one letter to whoever offers; its button opens their own page."""
    region, sender = offer.region, sender_of(offer.region)
    letter = Letter(
        subject=subject,
        heading=heading,
        intro=intro,
        facts=facts_of_offer(offer),
        button=Link(_("Open my offers"), driver_url(offer.volunteer, language=language_now(), masked=masked)),
        below_button=_("The link is yours alone. With it you change your offer, leave out a day, or withdraw it."),
        why=why(region, sender, _("You get this because somebody gave this address to offer lifts in %(region)s.")),
    )
    return message_of(letter, region, sender)


@composer("mobility.asked", wanted=request_is(*ASKED_STILL))
@for_newcomers
def asked(mail: OutboxMail, masked: bool) -> Message:
    """Confirm that a request came in, and give the link to keep."""
    intro = (_("We have your request. We look at it and write or call you."),)
    return to_rider(request_of(mail), _("Your lift: we have your request"), _("Your request is here"), intro, masked)


@composer("mobility.request_approved", wanted=request_is(RequestState.APPROVED))
@for_newcomers
def request_approved(mail: OutboxMail, masked: bool) -> Message:
    """Tell that a driver is looked for."""
    intro = (_("We look for a driver now. You hear from us before each lift; a lift is sure once we say so."),)
    return to_rider(request_of(mail), _("Your lift: we look for a driver"), _("We look for a driver"), intro, masked)


@composer("mobility.request_declined", wanted=request_is(RequestState.DECLINED))
@for_newcomers
def request_declined(mail: OutboxMail, masked: bool) -> Message:
    """Tell that a lift cannot be planned, and why."""
    request = request_of(mail)
    word = LiftWord.objects.filter(request=request).values_list("word", flat=True).first() or ""
    intro = tuple(filter(None, (_("We cannot plan this lift."), word)))
    return to_rider(request, _("Your lift: we cannot plan it"), _("We cannot plan this lift"), intro, masked)


@composer("mobility.offered", wanted=offer_is(*OFFERED_STILL))
@for_newcomers
def offered(mail: OutboxMail, masked: bool) -> Message:
    """Thank for an offer, and give the link to keep."""
    intro = (
        _("Thank you for your offer. We write or call before anything is planned."),
        _("If this was not you, open the link and withdraw the offer."),
    )
    return to_driver(offer_of(mail), _("Your offer to drive"), _("Your offer is here"), intro, masked)


@composer("mobility.offer_approved", wanted=offer_is(OfferState.APPROVED))
@for_newcomers
def offer_approved(mail: OutboxMail, masked: bool) -> Message:
    """Tell that an offer is planned with."""
    intro = (_("We plan with your offer from now on. You say yes or no to each drive before it is sure."),)
    return to_driver(offer_of(mail), _("Your offer: we plan with it"), _("We plan with your offer"), intro, masked)


@composer("mobility.offer_declined", wanted=offer_is(OfferState.DECLINED))
@for_newcomers
def offer_declined(mail: OutboxMail, masked: bool) -> Message:
    """Tell that an offer cannot be planned with, and why."""
    offer = offer_of(mail)
    word = LiftWord.objects.filter(offer=offer).values_list("word", flat=True).first() or ""
    intro = tuple(filter(None, (_("We cannot plan with this offer."), word)))
    return to_driver(offer, _("Your offer: we cannot plan with it"), _("We cannot plan with it"), intro, masked)


@composer("mobility.proofs")
def proofs(mail: OutboxMail, masked: bool) -> Message:
    """List the proofs that end soon for whoever coordinates lifts; names stay behind the sign-in."""
    region = Region.objects.select_related("programme").get(pk=mail.params["region"])
    sender = sender_of(region)
    ending = list(ending_proofs(region, today_of(region)))
    with for_a_moment_in(language_now()):
        url = f"{settings.BASE_URL}{reverse('mobility:driver-desk', args=[region.slug])}"
    letter = Letter(
        subject=_("Proofs of drivers that end soon, %(region)s") % {"region": str(region.name)},
        heading=_("Proofs of drivers end soon"),
        intro=(_("Without a valid proof nothing is planned with a driver. Ask to see the new ones."),),
        facts=tuple(
            _("%(proof)s, until %(day)s")
            % {"proof": capital(str(proof.get_kind_display())), "day": short_day(proof.expires_on)}
            for proof in ending
        ),
        button=Link(_("Open the list of drivers"), url),
        why=why(region, sender, _("You get this because you coordinate the platform of %(region)s.")),
    )
    return message_of(letter, region, sender)
