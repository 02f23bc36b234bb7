"""Which practices count in their region: ideas from elsewhere are found and told, and counted nowhere."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.initiatives.models import Initiative


def of_the_region(initiatives: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """Leave out the ideas from outside the region; a practice without terms is of the region."""
    return initiatives.exclude(terms__outside_region=True)
