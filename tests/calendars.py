"""Reads calendar files with a library that did not write them, as if it had never seen one before."""

from __future__ import annotations

from typing import Any

import vobject


def read_calendar(content: bytes) -> Any:
    """Return a calendar; the zones that vobject keeps from earlier files are forgotten first."""
    kept = vars(vobject.icalendar)["__tzidMap"]
    for zone in [name for name in kept if name != "UTC"]:
        del kept[zone]
    return vobject.readOne(content.decode())
