"""The page and the file that tell somebody what is held about them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from maillage.people.held import as_records, held_about
from maillage.territory.models import Region


def answer_with_held(request: HttpRequest, person: models.Model, region: Region, back: str) -> HttpResponse:
    """Show somebody by link what is held about them, or give it as a file; `back` is the address of their page."""
    held = held_about(person)
    if "file" in request.GET:
        return file_of({"region": region.slug, "records": as_records(held)}, region)
    shown = {"region": region, "programme": region.programme, "held": held, "back": back}
    return render(request, "people/held.html", shown)


def file_of(held: dict[str, Any], region: Region) -> HttpResponse:
    """Answer with what is held as a file; its name tells the region alone."""
    answer = JsonResponse(held, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="{region.slug}-held.json"'
    return answer
