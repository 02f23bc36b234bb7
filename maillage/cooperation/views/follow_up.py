"""Owners tell how their promises go: by personal link, or signed in for their organisation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.cooperation.access import commitment_by_link, own_commitments, owner_of
from maillage.cooperation.actions.contributions import Saying, raise_for_next
from maillage.cooperation.actions.daily import refuse_beyond
from maillage.cooperation.actions.follow_up import follow_up, is_closed
from maillage.cooperation.enums import ContributionKind, Signature
from maillage.cooperation.forms.follow_up import FollowUpForm, OwnerForm
from maillage.cooperation.models import Commitment
from maillage.cooperation.queries.commitments import with_progress
from maillage.kit.audit import Actor
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.access import DeskRequest, actor_of, signed_in
from maillage.people.personal_pages import gone, personal

MOST_TOLD_A_DAY = 10


@transaction.atomic
def tell(form: FollowUpForm, commitment: Commitment, by: Actor) -> None:
    """Write down how it goes, and the need beside it; a link tells ten times a day at most."""
    refuse_beyond(MOST_TOLD_A_DAY, "follow up", by)
    if need := form.needed():
        language = get_language() or SOURCE_LANGUAGE
        said = Saying(need, language, Signature.NAME, by.label, ContributionKind.NEED)
        raise_for_next(region=commitment.region, said=said, by=by)
    follow_up(commitment=commitment, progress=form.cleaned_data["progress"], text=form.words(), by=by)


def told(form: FollowUpForm, commitment: Commitment, by: Actor) -> bool:
    """Write down what the form says; on refusal show why and return False."""
    try:
        tell(form, commitment, by)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@personal
def commitment_follow_up(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: how a promise goes. It ends with the promise."""
    commitment = commitment_by_link(token)
    if is_closed(commitment):
        todo = _("If that is a mistake, answer the message the link came in.")
        if "told" in request.GET:
            return render(request, "cooperation/told.html", shown(commitment))
        return gone(request, _("This promise is done or dropped; nothing more is asked."), todo)
    form = OwnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and told(form, commitment, owner_of(commitment)):
        return redirect(f"{request.path}?told=1")
    return render(request, "cooperation/tell.html", {**shown(commitment), "form": form, "told": "told" in request.GET})


def shown(commitment: Commitment) -> dict[str, object]:
    """Return what a page about one commitment shows."""
    story = list(commitment.follow_ups.all())
    return {"commitment": commitment, "story": story, "programme": commitment.region.programme}


@signed_in
def my_commitments(request: DeskRequest) -> HttpResponse:
    """List what the organisations of a signed-in person have promised."""
    known = with_progress(own_commitments(request.user)).select_related("region__programme", "organisation", "need")
    commitments = list(known.prefetch_related("follow_ups").order_by("due_on", "pk"))
    still = [one for one in commitments if one.knot not in {"kept", "cut"}]
    ended = [one for one in commitments if one.knot in {"kept", "cut"}]
    page = {"still": still, "ended": ended, "programme": commitments[0].region.programme if commitments else None}
    return render(request, "cooperation/my_commitments.html", page)


@signed_in
def my_commitment_tell(request: DeskRequest, public_id: str) -> HttpResponse:
    """Tell how a promise of one's own organisation goes."""
    known = own_commitments(request.user).select_related("region__programme", "roundtable", "organisation", "contact")
    commitment = get_object_or_404(known, public_id=public_id)
    form = OwnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and told(form, commitment, actor_of(request.user)):
        messages.success(request, _("Noted. It is read at the next roundtable."))
        return redirect("cooperation:my-commitments")
    return render(request, "cooperation/my_commitment.html", {**shown(commitment), "form": form})
