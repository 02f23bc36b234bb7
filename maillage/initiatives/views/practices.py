"""The desk of practices: the list, one that is written anew or changed, and the press that says it is still true."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.initiatives.access_practices import get_practice_for, get_proposal, own_house
from maillage.initiatives.actions.practices import add_practice, change_practice, confirm_practice
from maillage.initiatives.actions.proposals import set_proposal_aside, take_up
from maillage.initiatives.enums import StillTrue
from maillage.initiatives.forms.practice import PracticeForm, PracticeSearch
from maillage.initiatives.models import Initiative
from maillage.initiatives.practice_needs import needs_answered_by
from maillage.initiatives.queries.corrections import corrections_of
from maillage.initiatives.queries.practices import choices_for, find_practices, rows_of, told_of, waiting_proposals
from maillage.people.access import DeskRequest, actor_of, editor_desk, member_desk, sees_contacts
from maillage.territory.models import Region

A_PAGE = 25


@member_desk
def practice_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the practices of the region; a member sees those of their own organisation."""
    search = PracticeSearch(request.GET)
    with_people = sees_contacts(request.membership)
    house = own_house(request.membership)
    found = find_practices(region, organisation=house, **search.sought)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "region": region,
        "search": search,
        "is_search": any(search.sought.values()),
        "page": page,
        "rows": rows_of(region, page, with_people=with_people),
        "proposals": list(waiting_proposals(region)) if with_people else [],
        "with_people": with_people,
        "house": house,
    }
    return render(request, "initiatives/practices.html", context)


@member_desk
def practice_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write down a practice."""
    house = own_house(request.membership)
    choices = choices_for(region, None, with_people=sees_contacts(request.membership))
    form = PracticeForm(request.POST or None, region=region, choices=choices, house=house)
    if request.method == "POST" and form.is_valid():
        try:
            practice = add_practice(region=region, sheet=form.sheet, by=actor_of(request.user))
        except ValidationError as error:
            form.refuse(error.message_dict)
        else:
            messages.success(request, _("“%(name)s” is saved, and everybody can find it.") % {"name": practice})
            return redirect("initiatives:practice-edit", region.slug, practice.public_id)
    return shown(request, region, form)


@member_desk
def practice_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show what is said of a practice, and change it."""
    practice = get_practice_for(region, request.membership, public_id)
    choices = choices_for(region, practice, with_people=sees_contacts(request.membership))
    house = own_house(request.membership)
    form = PracticeForm(request.POST or None, region=region, choices=choices, practice=practice, house=house)
    if request.method == "POST" and form.is_valid():
        try:
            change_practice(practice=practice, sheet=form.sheet, by=actor_of(request.user))
        except ValidationError as error:
            form.refuse(error.message_dict)
        else:
            messages.success(request, _("The practice is saved."))
            return redirect("initiatives:practice-edit", region.slug, public_id)
    return shown(request, region, form, practice)


def shown(request: DeskRequest, region: Region, form: PracticeForm, practice: Initiative | None = None) -> HttpResponse:
    """Show the form of a practice, with what was answered about it and what it took in."""
    told = told_of(practice) if practice else []
    context = {
        "region": region,
        "form": form,
        "practice": practice,
        "told": told,
        "last": told[0] if told else None,
        "merged": list(practice.merged.order_by("pk")) if practice else [],
        "corrections": corrections_of(practice) if practice else [],
        "with_people": sees_contacts(request.membership),
        "answers": needs_answered_by(practice) if practice and sees_contacts(request.membership) else [],
    }
    return render(request, "initiatives/practice.html", context, status=422 if form.errors else 200)


@require_POST
@member_desk
def practice_confirm(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note that a practice is still true, or that it has ended."""
    practice = get_practice_for(region, request.membership, public_id)
    answer = request.POST.get("answer", "")
    if answer not in {StillTrue.YES, StillTrue.ENDED}:
        messages.error(request, _("This was not understood. Press one of the two buttons."))
        return redirect("initiatives:practice-edit", region.slug, public_id)
    confirm_practice(practice=practice, answer=answer, by=actor_of(request.user))
    if answer == StillTrue.ENDED:
        messages.success(request, _("“%(name)s” is kept as something that has ended.") % {"name": practice})
    else:
        messages.success(request, _("“%(name)s” is confirmed as of today.") % {"name": practice})
    if request.POST.get("back") == "list":
        return redirect("initiatives:practice-desk", region.slug)
    return redirect("initiatives:practice-edit", region.slug, public_id)


@require_POST
@editor_desk
def proposal_settle(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Make a practice of what an organisation proposed, or set it aside."""
    proposal = get_proposal(region, public_id)
    try:
        if request.POST.get("act") == "aside":
            set_proposal_aside(proposal=proposal, by=actor_of(request.user))
            messages.success(request, _("It is set aside. Nobody else reads it."))
            return redirect("initiatives:practice-desk", region.slug)
        practice = take_up(proposal=proposal, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("initiatives:practice-desk", region.slug)
    messages.success(request, _("It is a practice now, and everybody can find it. Add what is known besides."))
    return redirect("initiatives:practice-edit", region.slug, practice.public_id)
