"""The links of a call: one for each who applies, one for each who judges."""

from __future__ import annotations

from maillage.initiatives.models import Assessor, PilotApplication
from maillage.people.personal_links import link

APPLICATION = "application"
ASSESS = "assess"


def application_link(application: PilotApplication, *, language: str, masked: bool) -> str:
    """Return the link by which somebody writes one application; it is good as long as their address is kept."""
    payload = f"{application.public_id}.{application.nonce}"
    return link("initiatives:application-write", APPLICATION, payload, language=language, masked=masked)


def assess_link(assessor: Assessor, *, language: str, masked: bool) -> str:
    """Return the link by which somebody judges the applications of one call; it ends when the call is decided."""
    payload = f"{assessor.public_id}.{assessor.nonce}"
    return link("initiatives:assess-list", ASSESS, payload, language=language, masked=masked)
