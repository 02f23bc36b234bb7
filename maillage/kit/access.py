"""The mark by which each view says who may open it; a view without a mark fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Policy(StrEnum):
    """Who may open a page."""

    PUBLIC = "public"
    LINK = "link"
    SIGNED_IN = "signed in"
    MEMBER = "member"
    EDITOR = "editor"
    CONVENOR = "convenor"
    LEAD = "lead"
    LOOPBACK = "loopback"


def opens_to(policy: Policy) -> Callable[[View], View]:
    """Mark a view with the audience it serves; the mark alone enforces nothing."""

    def mark(view: View) -> View:
        view.__dict__["policy"] = policy
        return view

    return mark


public = opens_to(Policy.PUBLIC)
by_link = opens_to(Policy.LINK)
