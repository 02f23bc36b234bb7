"""The page an organisation opens by its link: its card and its practices, three choices each, one button."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt

from maillage.initiatives.actions.card_answers import answer_card
from maillage.initiatives.card_links import ask_by_link, closes_at
from maillage.initiatives.forms.card import CardForm
from maillage.initiatives.models import CardAsk
from maillage.initiatives.queries.cards import practices_asked_about
from maillage.people.models import Organisation
from maillage.people.personal_pages import personal
from maillage.people.queries.senders import sender_of
from maillage.territory.models import Place

# The form carries no cookie: it acts in the name of its link alone, so that there is nothing a forged one could borrow.


@personal
@csrf_exempt
def card_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show an organisation its card, and keep its answer when the button is pressed."""
    ask = ask_by_link(token)
    posted = request.POST if request.method == "POST" else None
    form = CardForm(posted, ask=ask, practices=practices_asked_about(ask), places=places_for(ask))
    if form.is_bound and form.is_valid():
        answer_card(ask=ask, said=form.said)
        return redirect(f"{request.path}?said=1")
    shown = {
        "ask": ask,
        "region": ask.region,
        "programme": ask.region.programme,
        "form": form,
        "said": "said" in request.GET and not form.is_bound,
        "closes_at": closes_at(ask),
        "sender": sender_of(ask.region),
    }
    return render(request, "initiatives/card_answer.html", shown, status=422 if form.errors else 200)


def places_for(ask: CardAsk) -> list[Place]:
    """Return the places that may be named: those of the region, and those the organisation serves elsewhere."""
    served = Exists(
        Organisation.places_served.through.objects.filter(organisation=ask.organisation, place=OuterRef("pk"))
    )
    known = Place.objects.filter(Q(regions=ask.region) | Q(organisations_serving=ask.organisation))
    return list(known.annotate(served=served).only("pk", "name", "code", "country").distinct())
