"""At the door, without an account: a code is typed or scanned, then one says who is here. No cookie is set."""

from __future__ import annotations

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from maillage.cooperation import access_live, live_links
from maillage.cooperation.access import guest_of, invitation_by_link
from maillage.cooperation.actions.check_in import check_in as say_here
from maillage.cooperation.actions.check_in import check_in_guest as say_guest_is_here
from maillage.cooperation.forms.door import CodeForm, HereForm
from maillage.cooperation.models import CheckIn, Invitation, Roundtable
from maillage.cooperation.queries.running import check_in_is_open
from maillage.cooperation.spoken import title_of
from maillage.kit import tokens
from maillage.kit.access import public
from maillage.people.personal_links import LinkRevoked
from maillage.people.personal_pages import personal

# A whole room stands behind one network address: what went wrong is counted, not what went right.
TOO_OFTEN = gettext_lazy("That was too often in a short time. Tell whoever runs the table that you are here.")


@public
@csrf_exempt  # Nothing but what is typed opens the door; a cookie would be one too many.
@never_cache
def check_in_code(request: HttpRequest) -> HttpResponse:
    """Take a code, and lead to the door that it opens."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="check_in_code", dry_run=True):
            return render(request, "cooperation/here_code.html", {"form": form, "refused": TOO_OFTEN}, status=429)
        roundtable = access_live.table_with_code(form.cleaned_data["code"])
        if roundtable:
            return redirect("cooperation:check-in", tokens.sign(live_links.HERE, roundtable.admission.check_in_code))
        ratelimit.consume(request, action="check_in_code")
        form.add_error("code", _("No roundtable has this code now. Look at the screen once more."))
    return render(request, "cooperation/here_code.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt  # The link is the proof; whoever could forge the form would need it.
@personal
def check_in(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: somebody is here. The answer is the same for who is known and who is not."""
    roundtable = access_live.table_by_link(token)
    form = HereForm(request.POST if request.method == "POST" else None, roundtable=roundtable)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="check_in_name", key=str(roundtable.pk)):
            form.add_error(None, TOO_OFTEN)
            return door(request, roundtable, form, status=429)
        try:
            ticket = say_here(
                roundtable=roundtable,
                typed=form.cleaned_data["who"],
                organisation=form.cleaned_data["organisation"],
                comes=form.cleaned_data.get("comes", ""),
            )
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return to_own_page(ticket, live_links.BELIEVED)
    return door(request, roundtable, form, status=422 if form.errors else 200)


@csrf_exempt  # As above: the personal link is the proof.
@personal
def check_in_guest(request: HttpRequest, token: str) -> HttpResponse:
    """Note that a guest is here, by the link of the invitation; opened without the button it leads back to it."""
    invitation = invitation_by_link(token)
    if request.method != "POST":
        return redirect("cooperation:invitation-answer", token)
    if invitation.revoked_at or not check_in_is_open(invitation.roundtable):
        raise LinkRevoked(_("Nobody can check in at this roundtable now."))
    ticket = say_guest_is_here(invitation=invitation, comes=request.POST.get("comes", ""), by=guest_of(invitation))
    return to_own_page(ticket, live_links.KNOWN)


def to_own_page(ticket: CheckIn, how: str) -> HttpResponse:
    """Lead somebody to their own page."""
    return redirect("cooperation:present", live_links.present_token(ticket, how))


def door(request: HttpRequest, roundtable: Roundtable, form: HereForm, status: int) -> HttpResponse:
    """Show the page at the door."""
    shown = {"form": form, "heading": title_of(roundtable), "programme": roundtable.region.programme}
    return render(request, "cooperation/here.html", shown, status=status)


def arriving(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """Show a guest whose answer comes too late the button that says that they are here."""
    roundtable = invitation.roundtable
    shown = {"invitation": invitation, "roundtable": roundtable, "token": token, "heading": title_of(roundtable)}
    return render(request, "cooperation/arriving.html", {**shown, "programme": roundtable.region.programme})
