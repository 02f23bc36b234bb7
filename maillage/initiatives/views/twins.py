"""Cards that look alike, side by side: make two one, say that they are two, or take a merging back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.initiatives.access_practices import get_practice_for
from maillage.initiatives.actions.merging import keep_apart, merge_practices, unmerge_practice
from maillage.initiatives.queries.twins import twins_of
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@editor_desk
def practice_twins(request: DeskRequest, region: Region) -> HttpResponse:
    """Show the cards that look alike, two by two, with why."""
    twins, count = twins_of(region)
    return render(request, "initiatives/twins.html", {"region": region, "twins": twins, "count": count})


@require_POST
@editor_desk
def practice_settle_twins(request: DeskRequest, region: Region) -> HttpResponse:
    """Make two cards one, the one that is named kept, or say that they are two."""
    sent = {name: request.POST.get(name, "").replace("\0", "") for name in ("kept", "other")}
    kept = get_practice_for(region, request.membership, sent["kept"])
    other = get_practice_for(region, request.membership, sent["other"])
    by = actor_of(request.user)
    try:
        if request.POST.get("act") == "apart":
            keep_apart(one=kept, other=other, by=by)
            messages.success(request, _("They are two. They are not offered again."))
        else:
            merge_practices(kept=kept, merged=other, by=by)
            messages.success(request, _("They are one card now. Look whether it says all that is known."))
            return redirect("initiatives:practice-edit", region.slug, kept.public_id)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("initiatives:practice-twins", region.slug)


@require_POST
@editor_desk
def practice_unmerge(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Make a card of its own again of one that was merged."""
    practice = get_practice_for(region, request.membership, public_id)
    try:
        unmerge_practice(practice=practice, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request, _("It is a card of its own again, with what came along with it. What was written since stayed.")
        )
    return redirect("initiatives:practice-edit", region.slug, public_id)
