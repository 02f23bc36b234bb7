"""Tables of people on the desk: exact counts for its editors alone, and what would be released, before it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.insight.access_figures import get_people_table
from maillage.insight.actions.people_tables import change_people_table, enter_people_table, remove_people_table
from maillage.insight.actions.release import release_table
from maillage.insight.forms.sheet import PeopleTableForm
from maillage.insight.models import PeopleTable
from maillage.insight.queries.people_tables import told_table
from maillage.insight.queries.releases import proposal_of
from maillage.insight.views.figures import about
from maillage.insight.wording.labels import spoken
from maillage.insight.wording.released import released_table
from maillage.insight.wording.sections import Cell, Table
from maillage.insight.wording.values import number
from maillage.kit.uploads import refuse_large_upload
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk
from maillage.territory.models import Region

if TYPE_CHECKING:
    from maillage.insight.queries.releases import Proposal


@editor_desk
def people_table_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Enter a table of people from a sheet."""
    series = PeopleTable.objects.filter(region=region).order_by("series", "-as_of")
    newest = list({one.series: one for one in series}.values())
    sent = request.method == "POST"
    form = PeopleTableForm(
        request.POST if sent else None, request.FILES if sent else None, region=region, series=newest
    )
    if sent and is_sound(request, form):
        chosen = form.cleaned_data["series"]
        try:
            table = enter_people_table(
                region=region, sheet=form.sheet, fields=form.kept, by=actor_of(request.user), series=chosen
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The table is kept. Nothing of it is shown to anybody else yet."))
            return redirect("insight:people-table", region.slug, table.public_id)
    return render(request, "insight/people_table_form.html", {**about(region), "form": form})


def is_sound(request: DeskRequest, form: PeopleTableForm) -> bool:
    """Check a form and what became of its file."""
    form.is_valid()
    refuse_large_upload(request, form, "file")
    return not form.errors


@editor_desk
@require_safe
def people_table(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show the exact counts, and beside them what is released or would be."""
    table = get_people_table(region, public_id)
    release = getattr(table, "release", None)
    shown = {**about(region), "table": table, "exact": exact_table(table), "release": release}
    if release:
        shown |= {"told": released_table(told_table(table, release.form, release.cells, release.rule))}
        shown |= {"why": audit_in_words(release.audit)}
    else:
        shown |= proposed(proposal_of(table))
    return render(request, "insight/people_table.html", shown)


def exact_table(table: PeopleTable) -> Table:
    """Return the exact counts as a table; the desk alone is shown it."""
    heads = (_("Row"), *(spoken(column) for column in table.columns))
    rows = tuple(
        (Cell(spoken(row)), *(exact_cell(count) for count in counts))
        for row, counts in zip(table.rows, table.counts, strict=True)
    )
    return Table(_("As it was entered"), heads, rows, numbers=tuple(range(1, len(heads))))


def exact_cell(count: int | None) -> Cell:
    """Say a count, or that nobody counted."""
    return Cell(_("not counted"), is_unknown=True) if count is None else Cell(number(count))


def proposed(proposal: Proposal) -> dict[str, Any]:
    """Return what would be shown, why, and the mark by which exactly that is released."""
    if proposal.kept is None:
        return {"told": None, "why": [], "digest": ""}
    from dataclasses import asdict

    from maillage.core.protection.rules import PUBLIC

    told = told_table(proposal.table, str(proposal.decision.form), proposal.kept, asdict(PUBLIC))
    return {"told": released_table(told), "why": audit_in_words(proposal.audit), "digest": proposal.digest}


def audit_in_words(audit: dict[str, Any]) -> list[str]:
    """Say which cells are hidden and why, and how near the best attacker comes."""
    hidden, primary = audit.get("hidden", 0), audit.get("primary", 0)
    if not hidden:
        return [_("Nothing needs to be hidden: no count lies between 1 and 10.")]
    told = {"hidden": number(hidden), "primary": number(primary), "others": number(hidden - primary)}
    said = [
        _(
            "%(hidden)s cells are hidden: %(primary)s because few people are in them or an earlier edition hides them, "
            "%(others)s so that those cannot be reckoned from the totals."
        )
        % told
    ]
    if audit.get("narrowest") is not None:
        width = {"width": number(round(audit["narrowest"]))}
        said.append(
            _("Whoever reckons with everything published learns a hidden number at best to within %(width)s.") % width
        )
    if large := audit.get("large"):
        shown = {"shown": number(audit["large_shown"]), "large": number(large)}
        said.append(_("%(shown)s of the %(large)s counts of 11 and more are shown.") % shown)
    if earlier := audit.get("earlier"):
        sentence = ngettext(
            "It is protected against %(count)s earlier release.",
            "It is protected against %(count)s earlier releases.",
            earlier,
        )
        said.append(sentence % {"count": number(earlier)})
    return said


@editor_desk
def people_table_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Put a table right of which nothing was shown."""
    table = get_people_table(region, public_id)
    sent = request.method == "POST"
    form = PeopleTableForm(request.POST if sent else None, request.FILES if sent else None, region=region, table=table)
    if sent and is_sound(request, form):
        try:
            change_people_table(table=table, sheet=form.sheet, fields=form.kept, by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The table is changed."))
            return redirect("insight:people-table", region.slug, table.public_id)
    return render(request, "insight/people_table_form.html", {**about(region), "form": form, "table": table})


@require_POST
@editor_desk
def people_table_remove(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a table out of which nothing was shown."""
    table = get_people_table(region, public_id)
    try:
        remove_people_table(table=table, by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("insight:people-table", region.slug, public_id)
    messages.success(request, _("The table is taken out."))
    return redirect("insight:figure-desk", region.slug)


@require_POST
@convenor_desk
def people_table_release(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Release exactly what was looked at, for good."""
    table = get_people_table(region, public_id)
    try:
        release_table(table=table, seen=request.POST.get("seen", ""), by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The table is released. The next edition of the factfile tells it."))
    return redirect("insight:people-table", region.slug, public_id)
