"""A day left out of what somebody asks or offers, on their own page: shown, left out, taken in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.forms.asking import DayForm
from maillage.mobility.models import Offer, RideRequest
from maillage.mobility.views.lifts import redirect_to
from maillage.people.views.refusing import taken

Wrong = tuple[str, DayForm] | None
OVER = (RequestState.DECLINED, OfferState.DECLINED)


def days_of(row: RideRequest | Offer, today: date, wrong: Wrong) -> dict[str, Any]:
    """Return the days left out that are still to come, and the form for one more; `wrong` is one to be corrected."""
    form = wrong[1] if wrong and wrong[0] == row.public_id else DayForm(auto_id=f"{row.public_id}_%s")
    off = [one.on for one in row.exceptions.all() if not one.takes_place and one.on >= today]
    return {"off": off, "form": form, "is_over": row.last_on < today or row.state in OVER}


def day_form(request: HttpRequest, public_id: str) -> DayForm:
    """Return the form that was sent."""
    return DayForm(request.POST, auto_id=f"{public_id}_%s")


def day_taken(
    request: HttpRequest, form: DayForm, deed: Callable[[date, bool], object], page: str, token: str
) -> HttpResponse | None:
    """Leave a day out, or take it in again, and lead back to the page; None where that is refused."""
    said = form.cleaned_data if form.is_valid() else {}
    if taken(request, form, lambda: deed(said["on"], said["back"])):
        return redirect_to(request, page, token, "day-back" if said["back"] else "day-off")
    return None
