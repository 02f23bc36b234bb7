"""What was said ahead, on the desk: read it, bring it to the table, raise it, set it aside, hand the link on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.access_before import get_contribution
from maillage.cooperation.actions.contributions import bring_to_table, hand_on_link, raise_contribution, set_aside
from maillage.cooperation.links import contribute_link
from maillage.cooperation.models import Admission, Contribution, Roundtable
from maillage.cooperation.newcomer_words import invitation_in, languages_for
from maillage.cooperation.queries.contributions import contributions_to, why_taken_no_more
from maillage.cooperation.spoken import when_of
from maillage.kit.audit import Actor
from maillage.kit.context import autonym_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.territory.languages import LANGUAGES
from maillage.territory.models import Region
from maillage.territory.qr import QrCode, qr_of


@dataclass(frozen=True)
class Card:
    """What is handed to newcomers in one language: a sentence, an address, and its QR code."""

    language: str
    autonym: str
    direction: str
    sentence: str
    url: str
    qr: QrCode


@editor_desk
@require_safe
def roundtable_contributions(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show what was said ahead of a roundtable, and what became of each."""
    roundtable = get_roundtable(region, number)
    said = list(contributions_to(roundtable))
    shown = {
        **common(roundtable),
        "waiting": [one for one in said if is_waiting(one)],
        "settled": [one for one in said if not is_waiting(one)],
    }
    return render(request, "cooperation/contributions.html", shown)


def is_waiting(contribution: Contribution) -> bool:
    """Tell whether nobody has settled it yet."""
    return not (contribution.note_id or contribution.need_id or contribution.set_aside_at)


@require_POST
@editor_desk
def contribution_settle(request: DeskRequest, region: Region, number: int, public_id: str) -> HttpResponse:
    """Bring a contribution to the table, raise it as a need, set it aside or take it back."""
    roundtable = get_roundtable(region, number)
    contribution = get_contribution(roundtable, public_id)
    try:
        said = settle(contribution, request.POST.get("act", ""), actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("cooperation:roundtable-contributions", region.slug, number)


def settle(contribution: Contribution, act: str, by: Actor) -> str:
    """Do what was pressed and say what was done."""
    if act == "bring":
        bring_to_table(contribution=contribution, by=by)
        return _("It is a line of the table now, and stands on the screen Live.")
    if act == "raise":
        raise_contribution(contribution=contribution, by=by)
        return _("It is raised as a need. Add a theme and whom it asks when there is time.")
    if act in {"aside", "back"}:
        set_aside(contribution=contribution, by=by, back=act == "back")
        return _("It is set aside.") if act == "aside" else _("It waits to be read again.")
    raise ValidationError(_("This was not understood. Press one of the buttons below the text."))


@convenor_desk
def contribution_sheet(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the open link in each language with its QR code, to print or to copy; a press makes it, or makes it anew."""
    roundtable = get_roundtable(region, number)
    if request.method == "POST":
        try:
            hand_on_link(roundtable=roundtable, by=actor_of(request.user), anew=request.POST.get("act") == "anew")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("cooperation:contribution-sheet", region.slug, number)
    admission = Admission.objects.filter(roundtable=roundtable).first()
    closed = why_taken_no_more(roundtable)
    cards = cards_of(admission, region) if admission and not closed else []
    shown = {**common(roundtable), "cards": cards, "closed": closed, "when": when_of(roundtable)}
    return render(request, "cooperation/contribution_sheet.html", shown)


def cards_of(admission: Admission, region: Region) -> list[Card]:
    """Return one card for each language of the hand-out."""
    cards = []
    for code in languages_for(region.languages):
        url = contribute_link(admission, language=code, masked=False)
        direction = LANGUAGES[code].direction
        cards.append(Card(code, autonym_of(code), direction, invitation_in(code), url, qr_of(url)))
    return cards


def common(roundtable: Roundtable) -> dict[str, Any]:
    """Return what these pages all show."""
    region = roundtable.region
    return {"region": region, "programme": region.programme, "roundtable": roundtable, "number": roundtable.number}
