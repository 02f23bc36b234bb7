"""Which pages open to a role, read from the marks that the views carry."""

from __future__ import annotations

from django.urls import Resolver404, resolve

from maillage.kit.access import Policy

RISING = [Policy.MEMBER, Policy.EDITOR, Policy.CONVENOR, Policy.LEAD]
TO_ANYBODY = {Policy.PUBLIC, Policy.SIGNED_IN}


def opens(address: str, role: str) -> bool:
    """Tell whether the page at this address opens to somebody of this role in the region it belongs to."""
    policy = policy_at(address.partition("?")[0])
    if policy in TO_ANYBODY:
        return True
    return policy in RISING and role in RISING and RISING.index(Policy(role)) >= RISING.index(policy)


def policy_at(address: str) -> Policy | None:
    """Return the policy of the view at an address; None where there is no view, or one without a mark."""
    try:
        match = resolve(address)
    except Resolver404:
        return None
    return getattr(match.func, "policy", None)
