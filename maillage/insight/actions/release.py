"""The verb that publishes a table of people: once, for good, and only as it was looked at."""

from __future__ import annotations

from dataclasses import asdict

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.protection.rules import PUBLIC
from maillage.insight.models import PeopleTable, Release
from maillage.insight.queries.releases import proposal_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region
from maillage.territory.models import Region


@transaction.atomic
def release_table(*, table: PeopleTable, seen: str, by: Actor) -> Release:
    """Publish what the rules leave of a table; `seen` is the mark of the proposal that was looked at.

    The same decision serves page, plot, sheet and paper. Releases of one region take turns, for each is protected
    against those before it. A table that was released already is returned as it was.
    """
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=table.region_id)
    table = PeopleTable.objects.select_related("region").get(pk=table.pk)
    if known := Release.objects.filter(table=table).first():
        return known
    proposal = proposal_of(table)
    if proposal.kept is None:
        raise ValidationError(
            _("Nothing of this table can be shown without small counts being reckoned. It stays with the desk alone.")
        )
    if proposal.digest != seen:
        raise ValidationError(
            _("The table or an earlier release has changed since you looked. Look at it again, then press once more.")
        )
    release = Release.objects.create(
        table=table,
        form=str(proposal.decision.form),
        cells=proposal.kept,
        rule=asdict(PUBLIC),
        audit=proposal.audit,
        released_at=timezone.now(),
    )
    touch_region(table.region)
    hidden = proposal.audit.get("hidden", 0)
    audit.record("release table", by=by, on=table, owner=table.region.slug, form=release.form, hidden=hidden)
    return release
