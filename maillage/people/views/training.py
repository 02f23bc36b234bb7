"""Training on the desk: modules, sessions, who is asked, who was there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.access_volunteers import get_module_for, get_session_for
from maillage.people.actions.sessions import (
    cancel_session,
    change_session,
    invite_to_session,
    note_attendance,
    plan_session,
)
from maillage.people.actions.training import change_module, offer_module, take_ready_made, write_module
from maillage.people.enums import Skill, VolunteerState
from maillage.people.forms.training import ChosenForm, ModuleForm, SessionForm
from maillage.people.models import TrainingSession
from maillage.people.queries.training import seats_left, sessions_of, trained_on
from maillage.people.queries.volunteers import pauses_of
from maillage.people.training_templates import READY_MADE, in_languages_of, ready_made
from maillage.people.training_words import length, local_start, when, where
from maillage.people.views.refusing import did, did_or_said, taken
from maillage.people.views.volunteers import said, shown_with
from maillage.people.volunteer_page import labels, of_session
from maillage.territory.models import Region

SESSIONS_SHOWN = 60


@editor_desk
@require_safe
def training_list(request: DeskRequest, region: Region) -> HttpResponse:
    """Show the modules, the sessions to come and those that were held."""
    modules, now = list(region.training_modules.all()), timezone.now()
    sessions = [
        (one, when(one, region), where(one)) for one in sessions_of(region).order_by("-starts_at")[:SESSIONS_SHOWN]
    ]
    taken = {module.subject for module in modules}
    shown = {
        "modules": [(one, labels(Skill, one.needed_for), length(one.minutes)) for one in modules],
        "coming": [row for row in sessions if row[0].starts_at > now][::-1],
        "over": [row for row in sessions if row[0].starts_at <= now],
        "ready": [(one, in_languages_of(region, one.title)) for one in READY_MADE if one.subject not in taken],
    }
    return render(request, "people/training_desk.html", shown_with(region, **shown))


@editor_desk
@require_POST
def training_take(request: DeskRequest, region: Region) -> HttpResponse:
    """Offer a module that we propose."""
    ready = ready_made(request.POST.get("subject", ""))
    if ready is None:
        raise Http404
    module = take_ready_made(region=region, ready=ready, by=actor_of(request.user))
    messages.success(request, _("“%(module)s” is offered. Put it into your own words.") % {"module": module})
    return redirect("people:training-module-edit", region.slug, module.public_id)


@editor_desk
def training_module_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write a module."""
    form = ModuleForm(request.POST if request.method == "POST" else None, region=region)
    if taken(request, form, lambda: write_module(region=region, plan=form.plan, by=actor_of(request.user))):
        messages.success(request, _("The module is offered."))
        return redirect("people:training-list", region.slug)
    return render(request, "people/training_module.html", shown_with(region, form=form), status=said(form))


@editor_desk
def training_module_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change what a module says."""
    module = get_module_for(region, public_id)
    form = ModuleForm(request.POST if request.method == "POST" else None, region=region, module=module)
    if taken(request, form, lambda: change_module(module=module, plan=form.plan, by=actor_of(request.user))):
        messages.success(request, _("Saved."))
        return redirect("people:training-list", region.slug)
    return render(
        request, "people/training_module.html", shown_with(region, form=form, module=module), status=said(form)
    )


@editor_desk
@require_POST
def training_module_offer(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Offer a module again, or no more."""
    module, offered = get_module_for(region, public_id), request.POST.get("offered") == "yes"
    if did_or_said(request, lambda: offer_module(module=module, is_offered=offered, by=actor_of(request.user))):
        messages.success(request, _("The module is offered.") if offered else _("The module is offered no more."))
    return redirect("people:training-list", region.slug)


@editor_desk
def training_session_create(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Plan a session of a module."""
    module = get_module_for(region, public_id)
    form = SessionForm(request.POST if request.method == "POST" else None, region=region)
    if request.method == "POST" and form.is_valid():
        made = did(form, lambda: plan_session(module=module, plan=form.plan, by=actor_of(request.user)))
        if made:
            messages.success(request, _("The session is planned. The public reads when and where."))
            return redirect("people:training-session", region.slug, made.public_id)
    shown = shown_with(region, form=form, module=module)
    return render(request, "people/training_session_form.html", shown, status=said(form))


@editor_desk
def training_session_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change when or where a session is held."""
    session = get_session_for(region, public_id)
    form = SessionForm(request.POST if request.method == "POST" else None, region=region, session=session)
    if taken(request, form, lambda: change_session(session=session, plan=form.plan, by=actor_of(request.user))):
        messages.success(request, _("Saved. Whoever is expected is told where time or place changed."))
        return redirect("people:training-session", region.slug, public_id)
    shown = shown_with(region, form=form, session=session, module=session.module)
    return render(request, "people/training_session_form.html", shown, status=said(form))


@editor_desk
@require_safe
def training_session(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one session: who comes, who is still to be asked, and afterwards who was there."""
    return session_page(request, region, get_session_for(region, public_id))


def session_page(request: DeskRequest, region: Region, session: TrainingSession, form: Any = None) -> HttpResponse:
    """Answer with the page of one session, with the form that was not taken as it is."""
    presences = list(session.presences.select_related("volunteer").order_by("volunteer__name", "pk"))
    is_over = session.starts_at <= timezone.now()
    shown = {
        "session": session,
        "module": session.module,
        "when": when(session, region),
        "where": where(session),
        "length": length(session.module.minutes),
        "left": seats_left(session),
        "said": of_session(presences),
        "is_over": is_over,
        "form": form or (attendance_form(region, session) if is_over else invite_form(region, session)),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "people/training_session.html", shown_with(region, **shown), status=status)


def invite_form(region: Region, session: TrainingSession, data: Any = None) -> ChosenForm:
    """Return the form that asks volunteers; who lacks this training is ticked, who pauses or was asked is left out."""
    day = local_start(session, region).date()
    among = list(
        region.volunteers.filter(state=VolunteerState.WELCOME)
        .exclude(presences__session=session)
        .order_by("name", "pk")
    )
    paused = pauses_of(among, day)
    there = trained_on(region, day).there.get(session.module_id, frozenset())
    free = [one for one in among if one.pk not in paused]
    return ChosenForm(data, among=free, chosen=[one.pk for one in free if one.pk not in there], must=True)


def attendance_form(region: Region, session: TrainingSession, data: Any = None) -> ChosenForm:
    """Return the form that notes who was there: who said yes is ticked until it is noted."""
    known = {one.volunteer_id: one.coming for one in session.presences.all()}
    seen = "present" if "present" in known.values() else "yes"
    among = list(region.volunteers.exclude(state=VolunteerState.LEFT).order_by("name", "pk"))
    expected = [one for one in among if one.pk in known] + [one for one in among if one.pk not in known]
    return ChosenForm(data, among=expected, chosen=[key for key, coming in known.items() if coming == seen])


@editor_desk
@require_POST
def training_session_invite(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Ask volunteers to a session."""
    session = get_session_for(region, public_id)
    form = invite_form(region, session, request.POST)
    if form.is_valid():
        by = actor_of(request.user)
        asked = did(form, lambda: (invite_to_session(session=session, volunteers=form.chosen, by=by),))
        if asked:
            tell_who_is_asked(request, asked[0])
            return redirect("people:training-session", region.slug, public_id)
    return session_page(request, region, session, form)


def tell_who_is_asked(request: DeskRequest, asked: list[Any]) -> None:
    """Say how many were asked, and who is to be telephoned."""
    sentence = ngettext("%(count)d volunteer is asked.", "%(count)d volunteers are asked.", len(asked))
    messages.success(request, sentence % {"count": len(asked)})
    by_phone = ", ".join(str(one.volunteer) for one in asked if not one.volunteer.email)
    if by_phone:
        messages.warning(request, _("These have no e-mail address; call them: %(names)s") % {"names": by_phone})


@editor_desk
@require_POST
def training_session_attendance(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note who was there."""
    session = get_session_for(region, public_id)
    form = attendance_form(region, session, request.POST)
    if form.is_valid():
        by = actor_of(request.user)
        noted = did(form, lambda: (note_attendance(session=session, present=form.chosen, by=by),))
        if noted:
            sentence = ngettext("%(count)d volunteer was there.", "%(count)d volunteers were there.", noted[0])
            messages.success(request, sentence % {"count": noted[0]})
            return redirect("people:training-session", region.slug, public_id)
    return session_page(request, region, session, form)


@editor_desk
def training_session_cancel(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Ask once more; then cancel, and tell who was expected."""
    session = get_session_for(region, public_id)
    if request.method == "POST":
        if did_or_said(request, lambda: cancel_session(session=session, by=actor_of(request.user))):
            messages.success(request, _("The session is cancelled. Whoever was expected is told."))
        return redirect("people:training-session", region.slug, public_id)
    shown = shown_with(region, session=session, module=session.module, when=when(session, region))
    return render(request, "people/training_session_cancel.html", shown)
