"""The page on which somebody who was there says what the roundtable was worth to them, by personal link."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from maillage.cooperation.actions.feedback import give_feedback
from maillage.cooperation.forms.review import FeedbackForm
from maillage.cooperation.review_links import feedback_by_link
from maillage.people.personal_pages import personal


@personal
def feedback_give(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button; the answer carries no name, and the last one counts."""
    roundtable, contact = feedback_by_link(token)
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            give_feedback(roundtable=roundtable, contact=contact, worth=form.worth())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{request.path}?told=1")
    page = {
        "roundtable": roundtable,
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "form": form,
        "told": "told" in request.GET,
    }
    return render(request, "cooperation/feedback.html", page, status=422 if form.errors else 200)
