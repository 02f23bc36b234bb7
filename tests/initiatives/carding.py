"""What tests of practices and cards do again and again."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.utils import timezone

from maillage.initiatives.card_links import card_link
from maillage.initiatives.models import CardAsk, Initiative
from maillage.kit.audit import Actor
from maillage.people.models import Contact, User
from maillage.territory.models import Place, Region

BY = Actor("user", "0", "Somebody")


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def a_practice(region: Region, name: str = "Language café", **fields: Any) -> Initiative:
    return Initiative.objects.create(region=region, name={"en": name, "fr": name}, **fields)


def an_ask(region: Region, contact: Contact, days_ago: int = 0, **fields: Any) -> CardAsk:
    asked_at = timezone.now() - timedelta(days=days_ago)
    return CardAsk.objects.create(
        region=region, organisation=contact.organisation, contact=contact, asked_at=asked_at, **fields
    )


def path_of(ask: CardAsk) -> str:
    return urlsplit(card_link(ask, language="en", masked=False)).path


def sent_back(page: str, **answers: str) -> dict[str, str]:
    """Return the form of a page as a browser would send it back, with some answers changed."""
    form: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = attribute(tag, "name"), attribute(tag, "value")
        if name and (('type="radio"' not in tag and 'type="checkbox"' not in tag) or " checked" in tag):
            form[name] = value
    for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S):
        form[name] = unescaped(text)
    for name in re.findall(r'<select[^>]*name="([^"]+)"', page):
        form.setdefault(name, "")
    return {**form, **answers}


def attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescaped(found[1]) if found else ""


def unescaped(text: str) -> str:
    return html.unescape(text)


def a_place(region: Region, name: str, code: str, **fields: Any) -> Place:
    place = Place.objects.create(code=code, country="FR", name=name, **fields)
    region.places.add(place)
    return place
