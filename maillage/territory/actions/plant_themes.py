"""Planting the taxonomy of themes, as often as one likes."""

from __future__ import annotations

from typing import Any

from maillage.territory.models import Theme
from maillage.territory.themes import TAXONOMY, ThemeSeed


def plant_themes(model: type[Any] = Theme) -> int:
    """Create or update every theme of the taxonomy and return how many there are; `model` is for migrations."""
    positions = iter(range(1, 1000))
    planted = 0
    for group in TAXONOMY:
        parent = _plant(model, group, next(positions), None)
        for seed in group.keys:
            _plant(model, seed, next(positions), parent)
        planted += 1 + len(group.keys)
    return planted


def _plant(model: type[Any], seed: ThemeSeed, position: int, group: Any) -> Any:
    theme, _ = model.objects.update_or_create(
        key=seed.key, defaults={"label": seed.label, "position": position, "group": group}
    )
    return theme
