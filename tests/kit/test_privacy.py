"""Every column of every table is classified, and none holds what the product never keeps of a person."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from maillage.kit.privacy import (
    Keep,
    Personal,
    classification,
    classified_models,
    classify,
    data_map,
    forbidden,
    is_ours,
    stale,
    unclassified,
)

TABLES = apps.get_models(include_auto_created=False)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_each_table_says_of_each_column_what_it_is(model: type[models.Model]) -> None:
    assert classification(model) is not None
    assert unclassified(model) == []
    assert stale(model) == []


@pytest.mark.parametrize("model", [model for model in TABLES if is_ours(model)], ids=lambda model: model._meta.label)
def test_no_table_of_ours_has_a_column_that_must_not_exist(model: type[models.Model]) -> None:
    assert forbidden(model) == []


def test_a_column_that_nobody_classified_and_one_that_is_gone_are_found() -> None:
    class Told(models.Model):
        said = models.TextField()
        by_whom = models.TextField()

        classified = classify(personal={"gone": Personal("x", "y", Keep("z"))}, plain=["said"])

        class Meta:
            app_label = "kit"
            managed = False

    try:
        Told.__module__ = "maillage.kit.models.told"
        assert (unclassified(Told), stale(Told)) == (["by_whom"], ["gone"])
    finally:
        del apps.all_models["kit"]["told"]
        apps.clear_cache()


def test_each_personal_column_has_a_purpose_and_a_time_in_words() -> None:
    with override("en"):
        rows = [[str(row.table), str(row.field), str(row.purpose), *map(str, row.keep)] for row in data_map()]
    assert len(rows) > 40
    assert all(all(cell.strip() for cell in row) and len(row) >= 4 for row in rows)


def test_the_data_map_says_how_long_answers_are_kept() -> None:
    with override("en"):
        row = next(row for row in data_map() if row.column == "cooperation_invitation.access_needs")
        assert [str(row.table), str(row.field), str(row.purpose), *map(str, row.keep)] == [
            "Invitations and answers",
            "what somebody needs to take part",
            "prepares the room",
            "30 days after the roundtable",
        ]


def test_each_rule_names_columns_that_exist() -> None:
    for model, declared in classified_models():
        for keep in (*declared.rows, *(keep for personal in declared.personal.values() for keep in personal.keeps)):
            assert (keep.after is None) == (keep.anchors == ())
            model._default_manager.filter(**{f"{anchor}__isnull": True for anchor in keep.anchors}, **keep.only)
        if declared.within:
            model._default_manager.filter(**{declared.within: "near"})
