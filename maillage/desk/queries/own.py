"""What a member sees of their region: their own commitments, the next date, the reports."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.cooperation.models import Commitment, ReportVersion, Roundtable
from maillage.cooperation.queries.commitments import open_commitments
from maillage.cooperation.queries.report import published_reports
from maillage.cooperation.queries.series import upcoming
from maillage.people.models import Membership, Organisation
from maillage.territory.models import Region


@dataclass(frozen=True)
class OwnPage:
    """A member's page of one region."""

    organisation: Organisation | None
    commitments: list[Commitment]
    coming: Roundtable | None
    reports: list[ReportVersion]


def own_page(membership: Membership, region: Region) -> OwnPage:
    """Return what concerns a member in a region, in three queries."""
    mine = open_commitments(region).filter(organisation=membership.organisation)
    return OwnPage(
        organisation=membership.organisation,
        commitments=list(mine) if membership.organisation_id else [],
        coming=upcoming(region),
        reports=list(published_reports(region).order_by("-roundtable__number")),
    )
