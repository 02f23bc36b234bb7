"""What is said ahead of a table without an account: by a guest, by whoever got the open link, for the next table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.cooperation.access import guest_of
from maillage.cooperation.access_before import VISITOR, admission_by_link, raiser_by_link, sayer_by_link
from maillage.cooperation.actions.contributions import Saying, TooManyToday, contribute, raise_for_next
from maillage.cooperation.enums import ContributionKind
from maillage.cooperation.forms.contribution import SayForm
from maillage.cooperation.models import Invitation
from maillage.cooperation.newcomer_words import SENTENCES
from maillage.cooperation.queries.contributions import why_taken_no_more
from maillage.cooperation.spoken import title_of, when_of
from maillage.kit.audit import Actor
from maillage.people.personal_pages import gone, personal

# No form here carries a cookie: none acts in the name of a session, so that there is nothing a forged one could borrow.
Keep = Callable[[Saying], object]


@personal
@csrf_exempt
def contribution_say(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: what a guest says ahead of the roundtable."""
    invitation = sayer_by_link(token)
    roundtable = invitation.roundtable
    if why := why_taken_no_more(roundtable):
        return gone(request, why, _("To write to the convenor, answer the message the link came in."))

    def keep(said: Saying) -> object:
        by = author(said, invitation)
        return contribute(region=roundtable.region, roundtable=roundtable, said=said, invitation=invitation, by=by)

    shown = {
        "region": roundtable.region,
        "over": _("%(event)s, %(when)s") % {"event": title_of(roundtable), "when": when_of(roundtable)},
        "heading": _("Say it ahead"),
        "lead": _("It is read before the roundtable, and can be read out there."),
    }
    return page(request, SayForm(sent(request), name=str(invitation.contact)), keep, shown)


@personal
@csrf_exempt
def contribution_open(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: what anybody says who was given the link; nothing is known of who it is."""
    admission = admission_by_link(token)
    roundtable = admission.roundtable
    if why := why_taken_no_more(roundtable):
        return gone(request, why, _("Ask whoever gave you the link when the next one is."))

    def keep(said: Saying) -> object:
        return contribute(region=roundtable.region, roundtable=roundtable, said=said, by=VISITOR)

    shown = {
        "region": roundtable.region,
        "over": _("%(event)s, %(when)s") % {"event": title_of(roundtable), "when": when_of(roundtable)},
        "heading": _("What is missing for you here?"),
        "lead": _("Town halls, associations and employment bodies meet. They read what you write before they meet."),
        "own_words": SENTENCES.get(get_language() or "", ""),
    }
    return page(request, SayForm(sent(request)), keep, shown)


@personal
@csrf_exempt
def need_raise(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: a need for the next table, raised without having been at this one."""
    invitation = raiser_by_link(token)
    region = invitation.roundtable.region

    def keep(said: Saying) -> object:
        return raise_for_next(region=region, said=said, invitation=invitation, by=author(said, invitation))

    shown = {
        "region": region,
        "over": str(region.name),
        "heading": _("Raise a need for the next table"),
        "lead": _("It stands on the agenda of the next roundtable, whether or not you can come."),
    }
    form = SayForm(sent(request), name=str(invitation.contact), kind=ContributionKind.NEED)
    return page(request, form, keep, shown)


def author(said: Saying, invitation: Invitation) -> Actor:
    """Return who acts: the guest where they sign with their name, else nobody in particular."""
    return guest_of(invitation) if said.is_signed else VISITOR


def sent(request: HttpRequest) -> Any:
    """Return what was sent, or None where a page is only opened."""
    return request.POST if request.method == "POST" else None


def page(request: HttpRequest, form: SayForm, keep: Keep, shown: dict[str, Any]) -> HttpResponse:
    """Keep what was said and say so, or show the page with what is missing."""
    status = 200
    if form.is_bound and form.is_valid():
        try:
            if not form.is_by_a_machine:
                keep(form.saying())
        except TooManyToday as error:
            form.add_error(None, error)
            status = 429
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{request.path}?said=1")
    context = {
        **shown,
        "form": form,
        "said": "said" in request.GET and not form.is_bound,
        "programme": shown["region"].programme,
    }
    return render(
        request, "cooperation/contribute.html", context, status=422 if form.errors and status == 200 else status
    )
