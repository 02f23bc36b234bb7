"""Fills a roundtable of the demonstration with people who look on and people who write, each signed in on their own."""

from __future__ import annotations

import json
import sys

import django

REGION = "saone-et-loire"
NUMBER = 4
ROOMS = 4


def main(people: int) -> None:
    """Make the rooms and the people, and print the sheets and the key of each one's session."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import transaction

    from maillage.cooperation.models import Room, Roundtable
    from maillage.people.enums import Role
    from maillage.people.models import Membership, User
    from maillage.territory.models import Region

    region = Region.objects.get(slug=REGION)
    roundtable = Roundtable.objects.get(region=region, number=NUMBER)
    sessions = []
    with transaction.atomic():
        there = set(Room.objects.filter(roundtable=roundtable).values_list("number", flat=True))
        for number in set(range(1, ROOMS + 1)) - there:
            Room.objects.create(roundtable=roundtable, number=number, title={"en": f"Room {number}"})
        for person in range(people):
            user = User.objects.create_user(f"crowd.{person}@example.org", name=f"Somebody {person}")
            Membership.objects.create(user=user, role=Role.EDITOR, region=region)
            session = SessionStore()
            session[SESSION_KEY] = str(user.pk)
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session[HASH_SESSION_KEY] = user.get_session_auth_hash()
            session.create()
            sessions.append(session.session_key)
    rooms = Room.objects.filter(roundtable=roundtable).order_by("number").values_list("pk", flat=True)
    sys.stdout.write(json.dumps({"rooms": list(rooms), "sessions": sessions}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
