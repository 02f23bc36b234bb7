"""What the classification promises is done: columns are emptied and rows deleted when their time is over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import QuerySet

from maillage.kit import audit
from maillage.kit.privacy import LIMITS_TABLE, Classified, Keep, classified_models


def empty_value(model: type[models.Model], name: str) -> Any:
    """Return what an emptied column holds: nothing where it may be null, else its default or an empty text."""
    column = model._meta.get_field(name)
    if column.null or not isinstance(column, models.Field):
        return None
    return column.get_default() if isinstance(column, models.JSONField) else ""


def over(model: type[models.Model], keep: Keep, now: datetime) -> QuerySet[models.Model]:
    """Return the rows of which a rule says that their time is over."""
    if keep.after is None:
        return model._default_manager.none()
    limit = now - keep.after
    first, *others = keep.anchors
    rows = model._default_manager.filter(**keep.only, **{f"{first}__lt": _like(model, first, limit)})
    for other in others:
        rows = rows.exclude(**{f"{other}__gte": _like(model, other, limit)})
    return rows


def erase_what_is_over(now: datetime) -> dict[str, int]:
    """Empty the columns and delete the rows whose time is over; return how many of each, audited as counts alone."""
    counts: dict[str, int] = {}
    for model, declared in classified_models():
        with transaction.atomic():
            erased = {name: count for name, count in _erased(model, declared, now) if count}
            if erased:
                audit.record("data-erased", by=audit.SYSTEM, table=model._meta.label, counts=erased)
        counts.update({f"{model._meta.label}.{name}": count for name, count in erased.items()})
    _forget_limits(now)
    return counts


def _erased(model: type[models.Model], declared: Classified, now: datetime) -> Iterator[tuple[str, int]]:
    for keep in declared.rows:
        yield "rows", over(model, keep, now).delete()[1].get(model._meta.label, 0)
    for keep, names in _rules(declared).items():
        for name in names:
            empty = empty_value(model, name)
            yield name, over(model, keep, now).exclude(**_is(name, empty)).update(**{name: empty})


def _rules(declared: Classified) -> dict[Keep, list[str]]:
    rules: dict[Keep, list[str]] = defaultdict(list)
    for name, personal in declared.personal.items():
        for keep in personal.keeps:
            if keep.after is not None:
                rules[keep].append(name)
    return rules


def _is(name: str, empty: object) -> dict[str, object]:
    return {f"{name}__isnull": True} if empty is None else {name: empty}


def _like(model: type[models.Model], path: str, moment: datetime) -> date | datetime:
    """Return the moment as a day where the anchor is a day."""
    field: object = None
    for step in path.split("__"):
        field = model._meta.get_field(step)
        model = getattr(field, "related_model", None) or model
    return moment if isinstance(field, models.DateTimeField) else moment.date()


def _forget_limits(now: datetime) -> None:
    """Delete the counters of attempts whose time is over; the database cache itself only culls when it is full."""
    table = connection.ops.quote_name(LIMITS_TABLE)
    with connection.cursor() as cursor:
        if LIMITS_TABLE in connection.introspection.table_names(cursor):
            moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608 - the name of a table of ours, never of a visitor
