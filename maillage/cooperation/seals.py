"""Who may look on and what they have seen, kept in the mark of an answer, so that asking again costs one question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from maillage.people.enums import Role

Stamp = tuple[int, ...]
EDITORS = {role.value: role.value for role in (Role.EDITOR, Role.CONVENOR, Role.LEAD)}
# In SQL, since putting it together from models takes five times as long as the answer, 150 times a second.
QUESTION = """
SELECT coalesce(board.number, 0), coalesce(plan.version, 0), region.public_version
FROM cooperation_roundtable AS meeting
JOIN territory_region AS region ON region.id = meeting.region_id
LEFT JOIN cooperation_boardversion AS board ON board.roundtable_id = meeting.id
LEFT JOIN cooperation_roomplan AS plan ON plan.roundtable_id = meeting.id
WHERE region.slug = %(region)s AND meeting.number = %(number)s
AND EXISTS (SELECT 1 FROM django_session WHERE session_key = %(session)s AND expire_date > %(now)s)
AND EXISTS (SELECT 1 FROM people_user WHERE id = %(user)s AND is_active)
AND EXISTS (
    SELECT 1 FROM people_membership AS role WHERE role.user_id = %(user)s
    AND role.role IN (%(editor)s, %(convenor)s, %(lead)s)
    AND (role.region_id = region.id OR role.programme_id = region.programme_id)
)"""


@dataclass(frozen=True)
class Seal:
    """The mark of one answer to one session: whose it is, which numbers it shows, and a proof that we made it."""

    user: int
    stamp: Stamp
    proof: str

    @classmethod
    def read(cls, etag: str) -> Seal | None:
        """Return the seal that a browser sends back, or None for anything else; its proof is still to be checked."""
        parts = etag.removeprefix("W/").strip('"').split(".")
        numbers, proof = parts[:-1], parts[-1]
        if len(numbers) < 2 or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in numbers):
            return None
        return cls(int(numbers[0]), tuple(map(int, numbers[1:])), proof)

    @classmethod
    def made(cls, user: int, stamp: Stamp, session: str, about: str) -> Seal:
        """Seal an answer about something for somebody's session."""
        return cls(user, stamp, proof(user, stamp, session, about))

    def is_ours(self, session: str, about: str) -> bool:
        """Say whether we gave this seal to this session for this part."""
        return constant_time_compare(self.proof, proof(self.user, self.stamp, session, about))

    def __str__(self) -> str:
        return f'"{".".join(map(str, (self.user, *self.stamp)))}.{self.proof}"'


def proof(user: int, stamp: Stamp, session: str, about: str) -> str:
    """Return what only we can make of a person, a session and what was shown."""
    told = repr((user, stamp, session, about))
    return salted_hmac("maillage.seal", told, algorithm="sha256").hexdigest()[:40]


def stamp_for(region: str, number: int, session: str, user: int) -> Stamp | None:
    """Return the numbers of a board for an editor of its region whose session lasts, by one question, else None."""
    told: dict[str, Any] = {"region": region, "number": number, "session": session, "user": user, **EDITORS}
    told["now"] = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, told)
        found: Stamp | None = cursor.fetchone()
    return found
