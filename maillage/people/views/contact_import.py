"""Bringing a list of people in: send it, look at what it would do, then save it whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.list_columns import HEADED_IN
from maillage.people import actions
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.contact_list import example_of_heading
from maillage.people.enums import Category
from maillage.people.forms.contact_list import ContactListForm
from maillage.territory.models import Region

SHOWN = 20


@editor_desk
def contact_import(request: DeskRequest, region: Region) -> HttpResponse:
    """Read a list; the first time show what it would do, with the button pressed there save it."""
    sent = request.method == "POST"
    form = ContactListForm(request.POST if sent else None, request.FILES if sent else None, region=region)
    if sent and form.is_valid():
        if "save" in request.POST:
            return _save(request, region, form)
        plan = actions.plan_import(region=region, lines=form.found.lines)
        context = {
            "region": region,
            "plan": plan,
            "shown": plan.new[:SHOWN],
            "more": max(0, len(plan.new) - SHOWN),
            "unused": form.found.unused,
            "table": form.table,
        }
        return render(request, "people/contact_import_check.html", context)
    context = {
        "region": region,
        "form": form,
        "headings": [(language, example_of_heading(language)) for language in HEADED_IN],
        "categories": Category.choices,
    }
    return render(request, "people/contact_import.html", context)


def _save(request: DeskRequest, region: Region, form: ContactListForm) -> HttpResponse:
    plan = actions.import_contacts(region=region, lines=form.found.lines, by=actor_of(request.user))
    said = ngettext(
        "%(count)s person is new in the directory.", "%(count)s people are new in the directory.", len(plan.new)
    )
    messages.success(request, said % {"count": len(plan.new)})
    if plan.known:
        kept = ngettext(
            "%(count)s was there already and stays as it is.",
            "%(count)s were there already and stay as they are.",
            len(plan.known),
        )
        messages.info(request, kept % {"count": len(plan.known)})
    if not plan.new and not plan.known:
        messages.info(request, _("The list held nobody."))
    return redirect("people:directory", region.slug)
