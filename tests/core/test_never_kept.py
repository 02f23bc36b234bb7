"""Names of columns tell whether they hold what the product never keeps of a person."""

from __future__ import annotations

import pytest

from maillage.core.never_kept import is_forbidden


@pytest.mark.parametrize(
    "name",
    [
        "nationality", "legal_status", "residence_status", "status", "file_number", "health", "health_note",
        "date_of_birth", "birth_date", "address", "street", "home_postcode", "password", "country_of_origin",
    ],
)  # fmt: skip
def test_a_column_about_origin_status_health_or_home_is_forbidden(name: str) -> None:
    assert is_forbidden(name)


@pytest.mark.parametrize("name", ["addressed_to", "email", "state", "standing", "language", "access_needs", "based_in"])
def test_plain_columns_are_not_forbidden(name: str) -> None:
    assert not is_forbidden(name)
