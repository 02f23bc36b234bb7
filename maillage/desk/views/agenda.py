"""The usual agenda of a region."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.cooperation.actions.template import set_agenda_template
from maillage.desk.forms.agenda import usual_agenda_form
from maillage.people.access import DeskRequest, actor_of, convenor_desk
from maillage.people.forms.wordings import languages_of
from maillage.territory.models import Region


@convenor_desk
def agenda_template(request: DeskRequest, region: Region) -> HttpResponse:
    """Show and keep the items from which each next roundtable opens."""
    kept, languages = list(region.agenda_template.all()), languages_of(region)
    rows = usual_agenda_form(request.POST or None, kept, languages)
    if request.method == "POST" and rows.is_valid():
        set_agenda_template(region=region, items=rows.items, by=actor_of(request.user))
        messages.success(request, _("The usual agenda is kept. The next roundtable opens with it."))
        return redirect("desk:agenda-template", region.slug)
    shown = {"region": region, "programme": region.programme, "rows": rows, "is_kept": bool(kept)}
    return render(request, "desk/agenda.html", shown, status=422 if rows.is_bound else 200)
