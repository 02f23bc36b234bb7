"""The link that the desk hands over, on paper or on a phone, to whoever has no e-mail address."""

from __future__ import annotations

from typing import Any

from maillage.territory.qr import qr_of


def handed_link(link: str, email: str) -> dict[str, Any]:
    """Return the link with its QR code; nothing where it is mailed, so that nobody else reads it."""
    return {} if email else {"handed": link, "qr": qr_of(link)}
