"""The screen Next: the next roundtable opens prefilled, is changed in place, then called or kept as a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.schedule import change_roundtable, schedule_roundtable
from maillage.cooperation.enums import Mode, State
from maillage.cooperation.forms.choices import organisations_around
from maillage.cooperation.forms.next import NextForms, venue_shown
from maillage.cooperation.forms.rows import rearranged, typed
from maillage.cooperation.models import Admission, Roundtable
from maillage.cooperation.queries.agenda import Carried, Opening, carried_for, draft_waiting, opening_for, series_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.people.forms.wordings import as_initial, languages_of
from maillage.people.models import Organisation
from maillage.territory.models import Region

SAVES = {"call", "draft", "dates"}


@convenor_desk
def roundtable_next(request: DeskRequest, region: Region) -> HttpResponse:
    """Open the next roundtable as it would be by the region's habits, and set it up."""
    series = series_of(region)
    waiting = draft_waiting(series)
    if waiting:
        return redirect("cooperation:roundtable-prepare", region.slug, waiting.number)
    opening = opening_for(region, series=series)
    organisations = organisations_around(region)
    act = request.POST.get("act", "")
    if request.method != "POST":
        forms = opened(region, opening, organisations)
    elif act not in SAVES:
        forms = retyped(request, region, organisations)
    else:
        forms = NextForms(region, organisations, data=request.POST)
        if forms.is_valid(calls=act == "call"):
            try:
                made = schedule_roundtable(
                    region=region,
                    plan=forms.plan(),
                    by=actor_of(request.user),
                    call=act == "call",
                    seen_number=forms.main.cleaned_data["number"],
                )
            except ValidationError as error:
                forms.refuse(error)
            else:
                return saved(request, made, forms)
    return screen(request, region, forms, opening.carried, number=opening.number, previous=opening.previous)


@convenor_desk
def roundtable_prepare(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show a roundtable that is set up already, and change it."""
    roundtable = get_roundtable(region, number)
    organisations = organisations_around(region)
    act = request.POST.get("act", "")
    if request.method != "POST":
        forms = reopened(roundtable, organisations)
    elif act not in SAVES:
        forms = retyped(request, region, organisations)
    else:
        forms = NextForms(region, organisations, data=request.POST)
        if forms.is_valid(calls=act == "call", called=roundtable.state == State.CALLED):
            try:
                changed = change_roundtable(
                    roundtable=roundtable,
                    plan=forms.plan(roundtable),
                    seen_version=forms.main.cleaned_data["version"] or 0,
                    by=actor_of(request.user),
                    call=act == "call",
                )
            except ValidationError as error:
                forms.refuse(error)
            else:
                return saved(request, changed, forms)
    return screen(request, region, forms, carried_for(roundtable), number=number, roundtable=roundtable)


def opened(region: Region, opening: Opening, organisations: list[Organisation]) -> NextForms:
    """Return the forms as the next roundtable opens, nothing typed yet."""
    previous = opening.previous
    main = {
        "number": opening.number,
        "date": opening.date,
        "start_time": opening.start_time,
        "minutes": opening.minutes,
        "mode": (previous.mode if previous else "") or Mode.ONLINE,
        "venue_organisation": previous.venue_organisation_id if previous else None,
        "venue": venue_shown(previous.venue, languages_of(region)) if previous else "",
        "seats": seats_of(previous) if previous else None,
    }
    lines = [
        {"kind": line.kind, "minutes": line.minutes, **as_initial("title", languages_of(region), line.title)}
        for line in opening.agenda
    ]
    partners = partner_rows(previous) if previous else [{"organisation": opening.convenor_id, "role": "organiser"}]
    return NextForms(region, organisations, main=main, lines=lines, partners=partners)


def reopened(roundtable: Roundtable, organisations: list[Organisation]) -> NextForms:
    """Return the forms as a roundtable stands."""
    languages = languages_of(roundtable.region)
    names = ("number", "version", "date", "start_time", "minutes", "mode", "video_link", "answer_by")
    main = {name: getattr(roundtable, name) for name in names}
    main |= {
        "venue_organisation": roundtable.venue_organisation_id,
        "venue": venue_shown(roundtable.venue, languages),
        "seats": seats_of(roundtable),
        **as_initial("subject", languages, roundtable.subject),
    }
    lines = [
        {
            "id": item.pk,
            "kind": item.kind,
            "minutes": item.minutes,
            "presenter": item.presenter_id,
            **as_initial("title", languages, item.title),
        }
        for item in roundtable.agenda.all()
    ]
    return NextForms(roundtable.region, organisations, main=main, lines=lines, partners=partner_rows(roundtable))


def seats_of(roundtable: Roundtable) -> int | None:
    """Return how many seats a roundtable has, None for as many as come."""
    admission: Admission | None = getattr(roundtable, "admission", None)
    return admission.seats if admission else None


def partner_rows(roundtable: Roundtable) -> list[dict[str, Any]]:
    """Return the partners of a roundtable as rows of the form."""
    return [
        {"organisation": partnership.organisation_id, "role": partnership.role}
        for partnership in roundtable.partnerships.all()
    ]


def retyped(request: DeskRequest, region: Region, organisations: list[Organisation]) -> NextForms:
    """Return the forms with what was typed so far, after one of the buttons that only arrange."""
    so_far = typed(request.POST)
    planned = NextForms(region, organisations, main=so_far.main, lines=so_far.lines).planned
    now = rearranged(so_far, request.POST.get("act", ""), planned=planned)
    return NextForms(region, organisations, main=now.main, lines=now.lines, partners=now.partners)


def saved(request: DeskRequest, roundtable: Roundtable, forms: NextForms) -> HttpResponse:
    """Say what is done and lead on: to the guests once it is called, else back to the draft."""
    if forms.main.time_note:
        messages.info(request, forms.main.time_note)
    number = roundtable.number
    if roundtable.state == State.DRAFT and request.POST.get("act") == "dates":
        return redirect("cooperation:roundtable-dates", forms.region.slug, number)
    if roundtable.state != State.CALLED:
        messages.success(request, _("It is kept as a draft. Nobody else sees it yet."))
        return redirect("cooperation:roundtable-prepare", forms.region.slug, number)
    if request.POST.get("act") == "call":
        messages.success(request, _("The roundtable is called. Choose who is invited."))
        return redirect("cooperation:roundtable-who", forms.region.slug, number)
    messages.success(request, _("Saved. Guests are told if when, where or how has changed."))
    return redirect("cooperation:roundtable-prepare", forms.region.slug, number)


def screen(
    request: DeskRequest,
    region: Region,
    forms: NextForms,
    carried: Carried,
    *,
    number: int,
    roundtable: Roundtable | None = None,
    previous: Roundtable | None = None,
) -> HttpResponse:
    """Show the screen, or its sum alone where a script asks for it."""
    shown = {
        "region": region,
        "programme": region.programme,
        "forms": forms,
        "form": forms.main,
        "carried": carried,
        "number": number,
        "roundtable": roundtable,
        "previous": previous,
        "beyond": roundtable is None and number > region.planned_roundtables,
        "is_called": roundtable is not None and roundtable.state == State.CALLED,
        "is_draft": roundtable is None or roundtable.state == State.DRAFT,
    }
    part = request.headers.get("HX-Request") and request.POST.get("act") == "sum"
    return render(request, "cooperation/_sum.html" if part else "cooperation/next.html", shown)
