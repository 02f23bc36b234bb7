"""Commitments of a region on the desk: the list, one in full, a new one, its owner asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_commitment
from maillage.cooperation.actions.follow_up import ask_owner, change_commitment, promise
from maillage.cooperation.enums import State
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.follow_up import CommitmentForm, FollowUpForm, started_with
from maillage.cooperation.models import Commitment, Need, Roundtable
from maillage.cooperation.queries.commitments import commitments_of, with_progress
from maillage.cooperation.views.follow_up import told
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.models import Contact
from maillage.territory.models import Region

PER_PAGE = 50
SHOWN = ("late", "open", "tied", "kept", "cut")


@editor_desk
def commitment_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the commitments of a region, what is late and without an owner first."""
    commitments = sorted(commitments_of(region), key=lambda one: SHOWN.index(one.knot))
    page = Paginator(commitments, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "cooperation/commitments.html",
        {"region": region, "programme": region.programme, "page_obj": page, "commitments": page.object_list},
    )


def choices_in(region: Region) -> dict[str, Any]:
    """Return what the form of a commitment chooses from."""
    return {
        "region": region,
        "organisations": organisations_around(region),
        "contacts": list(Contact.objects.filter(region=region)),
        "needs": list(Need.objects.filter(region=region, closed_on__isnull=True)),
    }


@editor_desk
def commitment_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write down a promise made at a roundtable."""
    met = Roundtable.objects.filter(region=region).exclude(state__in=[State.DRAFT, State.CANCELLED])
    roundtables = list(met.order_by("-number"))
    initial = {"roundtable": roundtables[0].pk} if roundtables else {}
    if need := Need.objects.filter(region=region, public_id=request.GET.get("need", "").replace("\0", "")).first():
        initial["need"] = need.pk
    form = CommitmentForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        roundtables=roundtables,
        **choices_in(region),
    )
    if request.method == "POST" and form.is_valid():
        roundtable = form.cleaned_data["roundtable"]
        roundtable.region = region
        try:
            made = promise(roundtable=roundtable, by=actor_of(request.user), **form.values())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The promise is noted."))
            return redirect("cooperation:commitment-edit", region.slug, made.public_id)
    page = {"region": region, "programme": region.programme, "form": form, "roundtables": roundtables}
    return render(request, "cooperation/commitment_new.html", page)


@editor_desk
def commitment_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show a commitment with its story; reword it or give it to somebody else."""
    commitment = get_commitment(region, public_id, with_progress(Commitment.objects.all()))
    form = CommitmentForm(
        request.POST if request.method == "POST" else None, initial=started_with(commitment), **choices_in(region)
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_commitment(commitment=commitment, by=actor_of(request.user), **form.values(commitment))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("cooperation:commitment-edit", region.slug, public_id)
    return page_of(request, region, commitment, form, FollowUpForm())


@editor_desk
def commitment_tell(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Write down what an owner told of a commitment."""
    commitment = get_commitment(region, public_id, with_progress(Commitment.objects.all()))
    telling = FollowUpForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and telling.is_valid() and told(telling, commitment, actor_of(request.user)):
        messages.success(request, _("Noted."))
        return redirect("cooperation:commitment-edit", region.slug, public_id)
    form = CommitmentForm(initial=started_with(commitment), **choices_in(region))
    return page_of(request, region, commitment, form, telling)


def page_of(
    request: DeskRequest, region: Region, commitment: Commitment, form: CommitmentForm, telling: FollowUpForm
) -> HttpResponse:
    """Show one commitment with both its forms."""
    page = {
        "region": region,
        "programme": region.programme,
        "commitment": commitment,
        "story": list(commitment.follow_ups.all()),
        "form": form,
        "telling": telling,
    }
    return render(request, "cooperation/commitment.html", page)


@require_POST
@editor_desk
def commitment_ask(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Mail the owner of a commitment the question how it goes."""
    commitment = get_object_or_404(
        Commitment.objects.select_related("organisation", "contact"), region=region, public_id=public_id
    )
    commitment.region = region
    count = ask_owner(commitment=commitment, by=actor_of(request.user))
    if count:
        sentence = ngettext("The question goes to %(count)s person.", "The question goes to %(count)s people.", count)
        messages.success(request, sentence % {"count": count})
    else:
        messages.error(request, _("Nobody can be asked: no owner with an address is named. Name one below."))
    return redirect("cooperation:commitment-edit", region.slug, public_id)
