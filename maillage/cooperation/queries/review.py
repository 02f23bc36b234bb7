"""Questions about the review of a drafted report: who reads it, what was remarked."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.cooperation.models import Remark, ReportVersion, Review, Roundtable
from maillage.people.models import Contact


def is_frozen(roundtable: Roundtable) -> bool:
    """Tell whether a version of the report stands already."""
    return ReportVersion.objects.filter(roundtable=roundtable).exists()


def reviewers_of(roundtable: Roundtable) -> list[Contact]:
    """Return who was there and can be written to."""
    there = Contact.objects.filter(presences__roundtable=roundtable, unsubscribed_at=None).exclude(email="")
    return list(there.distinct().order_by("pk"))


def review_of(roundtable: Roundtable) -> Review | None:
    """Return the review of a roundtable, or None where it was never opened."""
    review: Review | None = getattr(roundtable, "review", None)
    return review


def remarks_on(review: Review) -> QuerySet[Remark]:
    """Return what was remarked, in the order of the report, with who remarked it."""
    return Remark.objects.filter(review=review).select_related("contact__organisation")
