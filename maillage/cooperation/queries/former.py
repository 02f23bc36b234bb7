"""Questions about a roundtable of the past: what hangs on it, so that removing it would lose more than a mistake."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import ngettext

from maillage.cooperation.models import Roundtable

# What is entered with a roundtable and goes with it.
ITS_OWN = {"agenda", "partnerships", "attendance", "admission", "board_version", "cancellation", "personal_line"}


def _words() -> dict[str, Callable[[int], str]]:
    return {
        "invitations": lambda n: ngettext("%(count)s invitation", "%(count)s invitations", n) % {"count": n},
        "presences": lambda n: ngettext("%(count)s person was there", "%(count)s people were there", n) % {"count": n},
        "notes": lambda n: ngettext("%(count)s noted line", "%(count)s noted lines", n) % {"count": n},
        "raisings": lambda n: ngettext("%(count)s need was raised", "%(count)s needs were raised", n) % {"count": n},
        "commitments": lambda n: ngettext("%(count)s promise", "%(count)s promises", n) % {"count": n},
        "follow_ups": lambda n: ngettext("news of %(count)s promise", "news of %(count)s promises", n) % {"count": n},
        "mentions": lambda n: (
            ngettext("%(count)s practice was shown", "%(count)s practices were shown", n) % {"count": n}
        ),
        "rooms": lambda n: ngettext("%(count)s room", "%(count)s rooms", n) % {"count": n},
        "drafts": lambda n: ngettext("%(count)s drafted report", "%(count)s drafted reports", n) % {"count": n},
        "versions": lambda n: ngettext("%(count)s report", "%(count)s reports", n) % {"count": n},
    }


def hanging_on(roundtable: Roundtable) -> list[str]:
    """Return in words what hangs on a roundtable, whatever table it stands in; nothing where it may go. One query."""
    relations = {str(one.get_accessor_name()): one for one in Roundtable._meta.related_objects}
    counts = {f"n_{name}": _count(relation) for name, relation in relations.items() if name not in ITS_OWN}
    found = Roundtable.objects.filter(pk=roundtable.pk).values(**counts).get()
    there = {key.removeprefix("n_"): int(str(count)) for key, count in found.items() if count}
    words = _words()
    others = sum(count for name, count in there.items() if name not in words)
    sentences = [words[name](count) for name, count in there.items() if name in words]
    if others:
        sentences.append(ngettext("%(count)s further record", "%(count)s further records", others) % {"count": others})
    return sentences


def _count(relation: models.ForeignObjectRel) -> Subquery:
    """Return how many rows of a table point to the roundtable."""
    name = relation.field.name
    rows = apps.get_model(relation.field.model._meta.label)._default_manager.filter(**{name: OuterRef("pk")})
    return Subquery(rows.order_by().values(name).annotate(n=Count("pk")).values("n"))
