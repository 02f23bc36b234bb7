"""What of cooperation points to a practice and moves when two cards of it become one."""

from __future__ import annotations

from maillage.cooperation.models import Mention, Need
from maillage.initiatives.pointing import Pointing, points_to_practices

MENTIONS = points_to_practices(Pointing(Mention, "initiative", once_for="roundtable"))
ANSWERS = points_to_practices(Pointing(Need.answered_by.through, "initiative", once_for="need"))
