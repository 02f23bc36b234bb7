"""A region describes itself in languages and at an hour that exist."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.actions import describe_region
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_region_changes_its_words_and_the_public_hears_of_it() -> None:
    region = make.a_region()
    describe_region(
        region=region,
        languages=["en", "fr"],
        time_zone="Europe/Paris",
        introduction=Wording(en="Here we meet."),
        by=SYSTEM,
    )
    region.refresh_from_db()
    assert (region.languages, region.introduction, region.public_version) == (["en", "fr"], {"en": "Here we meet."}, 2)
    assert AuditEntry.objects.get().details == {"changed": ["languages", "introduction"]}


def test_saying_the_same_again_changes_nothing() -> None:
    region = make.a_region()
    describe_region(
        region=region,
        languages=region.languages,
        time_zone=region.time_zone,
        introduction=region.introduction,
        by=SYSTEM,
    )
    region.refresh_from_db()
    assert region.public_version == 1
    assert not AuditEntry.objects.exists()


def test_an_unknown_time_zone_changes_nothing() -> None:
    region = make.a_region()
    with pytest.raises(ValidationError):
        describe_region(
            region=region, languages=["pl"], time_zone="Europe/Macon", introduction=Wording(en="New."), by=SYSTEM
        )
    region.refresh_from_db()
    assert (region.languages, region.introduction) == (["fr", "en"], {})
