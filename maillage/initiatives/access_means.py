"""The only way to a post or a funding: through the desk of its region."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from maillage.initiatives.models import Funding, Post
from maillage.initiatives.queries.means import lines_of
from maillage.territory.models import Region


def get_post(region: Region, public_id: str) -> Post:
    """Return a post of this region, or 404."""
    post = get_object_or_404(lines_of(Post, region), public_id=public_id)
    post.region = region
    return post


def get_funding(region: Region, public_id: str) -> Funding:
    """Return a funding of this region, or 404."""
    funding = get_object_or_404(lines_of(Funding, region), public_id=public_id)
    funding.region = region
    return funding
