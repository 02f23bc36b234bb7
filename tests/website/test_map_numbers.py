"""Numbers inside drawings are written for machines, whatever the language of the page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import translation

from maillage.territory.actions.draw_map import draw_map
from maillage.territory.models import Place
from tests.conftest import Cast

DECIMAL_COMMA = re.compile(r'(?:stroke-width|viewBox|cx|cy|x|y|r)="[^"]*\d[,٫]\d[^"]*"')


@pytest.mark.parametrize("language", ["en", "fr", "ar", "el"])
@pytest.mark.parametrize("address", ["", "near/"])
def test_a_map_is_drawn_alike_in_each_language(client: Client, cast: Cast, language: str, address: str) -> None:
    for number, people in enumerate((120, 2_400, 15_000, 60_000)):
        place = Place.objects.create(
            code=str(number),
            country="FR",
            name=f"Place {number}",
            population=people,
            latitude=46.1 + number / 7,
            longitude=4.3 + number / 9,
        )
        cast.near.places.add(place)
    draw_map(cast.near)

    with translation.override(language):
        page = client.get(f"/{language}/{address}").content.decode()

    assert "<svg" in page
    assert DECIMAL_COMMA.findall(page) == []
