"""What the desk does with a review: open it, close it, settle what was remarked."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.review import close_review, open_review, settle_remark
from maillage.cooperation.enums import Settlement
from maillage.cooperation.forms.review import ReviewForm, SettleForm
from maillage.cooperation.models import Remark, Review, Roundtable
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.territory.models import Region


@convenor_desk
@require_POST
def review_open(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Let those present read the draft."""
    roundtable = get_roundtable(region, number)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["days"][0]))
        return back(request, roundtable)
    try:
        _review, asked = open_review(roundtable=roundtable, days=form.cleaned_data["days"], by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return back(request, roundtable)
    sentence = ngettext(
        "%(count)s person who was there is asked to read the draft.",
        "%(count)s people who were there are asked to read the draft.",
        asked,
    )
    messages.success(request, sentence % {"count": asked})
    return back(request, roundtable)


@convenor_desk
@require_POST
def review_close(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """End the review now."""
    roundtable = get_roundtable(region, number)
    review = get_object_or_404(Review, roundtable=roundtable)
    review.roundtable = roundtable
    close_review(review=review, by=actor_of(request.user))
    messages.success(request, _("The review is closed. The remarks stay here until they are settled."))
    return back(request, roundtable)


@editor_desk
@require_POST
def remark_settle(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Take a remark over into the draft, or leave the draft as it is."""
    roundtable = get_roundtable(region, number)
    remark = get_object_or_404(
        Remark.objects.select_related("review__roundtable__region"), review__roundtable=roundtable, public_id=public_id
    )
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, _("Press “Take it over” or “Leave it as it is”; a word to the reader has 500 characters.")
        )
        return back(request, roundtable)
    given = form.cleaned_data
    try:
        settle_remark(
            remark=remark, settlement=Settlement(given["settlement"]), reply=given["reply"], by=actor_of(request.user)
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The remark is settled."))
    return back(request, roundtable)


def back(request: HttpRequest, roundtable: Roundtable) -> HttpResponse:
    """Go back to the review on the screen Wrap-up."""
    url = reverse("cooperation:roundtable-wrap-up", args=[roundtable.region.slug, roundtable.number])
    return redirect(f"{url}#review")
