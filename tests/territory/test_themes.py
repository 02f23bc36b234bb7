"""Every installation has the taxonomy of themes, shown in groups and kept by keys."""

from __future__ import annotations

import pytest

from maillage.territory.actions import plant_themes
from maillage.territory.models import Theme
from maillage.territory.themes import TAXONOMY

pytestmark = pytest.mark.django_db

# The union of the keys that the public sources of the first programme use.
KEYS_OF_THE_SOURCES = """
    access_to_services administration arts authorities_mobilisation banking capacity_building coordination coverage
    culture digital driving_theory education eligibility employment farming financial_inclusion funding
    funding_continuity governance health hosting housing information interculturality language legal_help leisure
    literacy mental_health mentoring mobility outreach participation protection repopulation rural_discovery skills
    social_counselling social_link sport training volunteering women youth
"""


def test_a_new_installation_has_every_theme() -> None:
    assert set(KEYS_OF_THE_SOURCES.split()) <= set(Theme.objects.values_list("key", flat=True))
    assert Theme.objects.filter(group=None).count() == len(TAXONOMY) == 22


def test_planting_again_changes_nothing() -> None:
    before = list(Theme.objects.values())
    assert plant_themes() == len(before)
    assert list(Theme.objects.values()) == before


def test_planting_again_mends_what_was_changed() -> None:
    Theme.objects.filter(key="mobility").update(label={"en": "Traffic"}, position=99)
    plant_themes()
    theme = Theme.objects.get(key="mobility")
    assert (theme.label["en"], theme.label["fr"], theme.position) == ("Mobility", "Mobilité", 1)


def test_the_public_finds_a_theme_under_its_group() -> None:
    themes = {theme.key: theme for theme in Theme.objects.select_related("group")}
    assert themes["employment"].shown.label["en"] == "Employment and training"
    assert themes["driving_theory"].shown == themes["mobility"]
    assert themes["mobility"].shown == themes["mobility"]


def test_every_theme_has_its_name_in_the_languages_of_the_first_regions() -> None:
    for theme in Theme.objects.all():
        assert theme.label.missing(["en", "fr", "es", "pl", "el"]) == [], theme.key
