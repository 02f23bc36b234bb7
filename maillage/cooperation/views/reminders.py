"""Reminders on the desk: planned, taken back, or sent at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.cooperation.access import get_roundtable
from maillage.cooperation.actions.remind import plan_reminders, remind_silent, take_back_reminder
from maillage.cooperation.forms.invite import ReminderForm
from maillage.cooperation.spoken import moment_of
from maillage.cooperation.views.guests import back, done
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.territory.models import Region


@require_POST
@convenor_desk
def reminder_plan(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Plan one more reminder."""
    roundtable = get_roundtable(region, number)
    form = ReminderForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return back(roundtable)

    def deed() -> str:
        at = form.at(roundtable.time_zone)
        plan_reminders(roundtable=roundtable, at=[at], by=actor_of(request.user))
        return _("Planned: %(moment)s. It goes to those who have not answered by then.") % {
            "moment": moment_of(at, roundtable.time_zone)
        }

    done(request, deed)
    return back(roundtable)


@require_POST
@convenor_desk
def reminder_take_back(request: DeskRequest, region: Region, number: int, pk: int) -> HttpResponse:
    """Take a planned reminder back."""
    roundtable = get_roundtable(region, number)
    reminder = get_object_or_404(roundtable.reminders, pk=pk)
    reminder.roundtable = roundtable

    def deed() -> str:
        take_back_reminder(reminder=reminder, by=actor_of(request.user))
        return _("Taken back. Nobody is reminded then.")

    done(request, deed)
    return back(roundtable)


@require_POST
@convenor_desk
def invitation_remind(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Remind everybody who has not answered, now."""
    roundtable = get_roundtable(region, number)

    def deed() -> str:
        count = remind_silent(roundtable=roundtable, by=actor_of(request.user))
        return ngettext("A reminder goes to %(count)s guest.", "A reminder goes to %(count)s guests.", count) % {
            "count": count
        }

    done(request, deed)
    return back(roundtable)
