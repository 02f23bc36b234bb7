"""What those who took part said of a roundtable, in counts, and their words only where nobody can be told from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Avg, Count, Q

from maillage.cooperation.models import Feedback, Roundtable

# With fewer answers, a convenor who knows the guests could tell who said what.
FEWEST = 3


@dataclass(frozen=True)
class Said:
    """What is shown of the feedback on one roundtable."""

    answers: int
    useful: float | None
    new_contacts: int | None
    liked: Sequence[str]
    missed: Sequence[str]

    @property
    def is_shown(self) -> bool:
        return self.answers >= FEWEST


def feedback_on(roundtable: Roundtable) -> Said:
    """Return counts, the mean, and what was written, in an order that says nothing of who wrote when."""
    given = Feedback.objects.filter(roundtable=roundtable)
    counted = given.aggregate(
        answers=Count("pk"), useful=Avg("useful"), new_contacts=Count("pk", filter=Q(new_contact_made=True))
    )
    if counted["answers"] < FEWEST:
        return Said(counted["answers"], None, None, (), ())
    words = list(given.values_list("liked", "missed"))
    return Said(
        counted["answers"],
        counted["useful"],
        counted["new_contacts"],
        sorted(liked for liked, _ in words if liked),
        sorted(missed for _, missed in words if missed),
    )
