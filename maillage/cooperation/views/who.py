"""The screen Who: an audience is chosen, the exact mails are shown, one press invites, answers arrive."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.invite import invite, write_personal_line
from maillage.cooperation.actions.remind import plan_reminders
from maillage.cooperation.forms.invite import InviteForm, ReminderForm, fault_in_words
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.guest_list import Sorted, needs_a_look, sort_guests
from maillage.cooperation.who_page import WhoPage
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.people.actions import import_contacts
from maillage.people.models import Contact
from maillage.territory.models import Region

PARTS = {"audience": "cooperation/_audience.html", "chosen": "cooperation/_chosen.html"}
FAULTS_SHOWN = 50


@convenor_desk
def roundtable_who(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Choose guests, see what they get, invite them; below, what they answered."""
    roundtable = get_roundtable(region, number)
    page = WhoPage(request, roundtable)
    found = None
    if request.method == "POST" and page.form.is_valid() and request.POST.get("step") != "look":
        found = sort_guests(roundtable, page.form.read.people, language=language_of(page.form, roundtable))
        if request.POST.get("step") in {"anyway", "keep"} or not needs_a_look(page.form.read, found):
            try:
                return done(request, roundtable, page.form, found)
            except ValidationError as error:
                page.form.add_error(None, error)
    context = {**page.context(), "reminder_form": ReminderForm(), "path": request.get_full_path()}
    if found:
        faults = [fault_in_words(faulty) for faulty in page.form.read.faults]
        context |= {"found": found, "faults": faults[:FAULTS_SHOWN], "more_faults": len(faults[FAULTS_SHOWN:])}
    part = PARTS.get(request.headers.get("HX-Target", "") or request.GET.get("part", ""))
    response = render(request, part or "cooperation/who.html", context)
    if part == PARTS["audience"] and request.method == "GET":
        response["HX-Replace-Url"] = request.get_full_path()
    return response


def language_of(form: InviteForm, roundtable: Roundtable) -> str:
    """Return the language in which pasted people are written to, where the list names none."""
    return str(form.cleaned_data["paste_language"]) or roundtable.region.first_language


@transaction.atomic
def done(request: DeskRequest, roundtable: Roundtable, form: InviteForm, found: Sorted) -> HttpResponse:
    """Enter who is new, invite all unless the list is only to be kept, plan the reminders; say what was done."""
    by, region = actor_of(request.user), roundtable.region
    lines = found.new if form.cleaned_data["with_organisations"] else found.without_strangers()
    if lines:
        import_contacts(region=region, lines=lines, by=by)
    if request.POST.get("step") == "keep":
        messages.success(request, kept_in_words(len(lines)))
    else:
        write_personal_line(roundtable=roundtable, text=form.personal_line, by=by)
        pasted = Contact.objects.filter(region=region, email__in=[line.email for line in lines])
        chosen = [*form.cleaned_data["guest"], *form.cleaned_data["everybody"], *found.known, *pasted]
        made = invite(roundtable=roundtable, contacts=chosen, by=by)
        plan_reminders(roundtable=roundtable, at=form.cleaned_data["remind"], by=by)
        messages.success(request, sent_in_words(len(made)))
    for sentence in left_in_words(form, found):
        messages.info(request, sentence)
    return redirect("cooperation:roundtable-who", region.slug, roundtable.number)


def sent_in_words(count: int) -> str:
    """Say to how many invitations went."""
    if not count:
        return _("Nobody was left to invite: all of them have their invitation, or asked for none.")
    sentence = ngettext(
        "Sent to %(count)s guest. Answers appear here.", "Sent to %(count)s guests. Answers appear here.", count
    )
    return sentence % {"count": count}


def kept_in_words(count: int) -> str:
    """Say how many entered the directory without being written to."""
    sentence = ngettext(
        "%(count)s person is new in the directory. Nobody was written to.",
        "%(count)s people are new in the directory. Nobody was written to.",
        count,
    )
    return sentence % {"count": count}


def left_in_words(form: InviteForm, found: Sorted) -> list[str]:
    """Say what became of the lines of a list that invited nobody."""
    read = form.read
    told = [
        (
            ", ".join(str(one.number) for one in read.faults[:FAULTS_SHOWN]),
            _("These lines were left out: %(lines)s."),
        ),
        (
            ", ".join(f"{one.email} ({one.first}, {one.number})" for one in read.repeated[:FAULTS_SHOWN]),
            _("These addresses stood on two lines and count once: %(lines)s."),
        ),
        (
            ", ".join(str(contact) for contact in found.stopped[:FAULTS_SHOWN]),
            _("They asked for no more invitations and got none: %(lines)s."),
        ),
        (
            ", ".join(str(contact) for contact in found.invited[:FAULTS_SHOWN]),
            _("They were invited already: %(lines)s."),
        ),
    ]
    return [sentence % {"lines": lines} for lines, sentence in told if lines]
