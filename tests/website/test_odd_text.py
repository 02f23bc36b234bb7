"""Feeds stand whatever people paste: word processors leave control characters that XML refuses."""

from __future__ import annotations

from xml.etree import ElementTree

from django.test import Client

from maillage.territory.models import Region
from tests.website.publishing import a_post, a_report, on, publish


def test_a_feed_stands_with_control_characters_in_its_texts(client: Client, near: Region) -> None:
    a_post(near, on(1), "A\x0btitle\x1b", text={"en": "One\x0bline and another\x1f."})
    sentences = [{"text": "They\x0cmet.", "source": "roundtable", "aside": ""}]
    table = a_report(near, 1)
    publish(table, on(2), number=2, note="Why.", blocks=[{"kind": "opening", "heading": "", "sentences": sentences}])
    for path in ("/en/feed.atom", "/en/near/feed.atom"):
        feed = ElementTree.fromstring(client.get(path).content)  # noqa: S314  our own bytes
        titles = [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")]
        assert "A title" in titles
        assert "They met." in "".join(feed.itertext())
