"""Whatever says something in another language in between goes back to the words that newcomers are spoken to in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils.translation import gettext

from maillage.cooperation.live_links import here_address
from maillage.cooperation.newcomer_words import invitation_in
from maillage.kit import tokens
from maillage.mobility.lift_links import addressed
from maillage.people.links import address
from maillage.people.personal_links import link
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in, said_to_newcomers
from maillage.territory.papers.frame import language_of
from maillage.website.links import leave_link

SAID = "Your lifts"


@pytest.mark.parametrize(
    ("in_between", "found"),
    [
        (lambda: address("people:sign-in-link", language="fr", token="x"), "/fr/account/link/x/"),
        (lambda: link("people:volunteer-page", "volunteer", "a.b", language="fr", masked=True), "/fr/link/volunteer/"),
        (lambda: leave_link(None, language="fr", masked=True), tokens.MASK),  # type: ignore[arg-type]  # masked: nobody
        (lambda: addressed("mobility:rider-page", "x", "uk"), "/uk/link/lifts/x/"),
        (lambda: here_address("pl"), "/pl/"),
        (lambda: invitation_in("fr"), "langue"),
        (lambda: language_of(Region(languages=["pl"])), "pl"),
    ],
)
def test_what_is_said_in_between_leaves_newcomers_their_own_words(in_between: Callable[[], str], found: str) -> None:
    with said_to_newcomers("ar"):
        told = gettext(SAID)
        assert found in in_between()
        assert gettext(SAID) == told != SAID
        with for_a_moment_in("fr"):
            assert gettext(SAID) not in {told, SAID}
    assert gettext(SAID) == SAID
