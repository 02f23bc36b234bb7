"""The measure: one query and one small template, behind the same middleware as every page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.territory.models import Region


def bare(request: HttpRequest) -> HttpResponse:
    """List the regions."""
    return render(request, "bare.html", {"regions": Region.objects.order_by("slug")})
