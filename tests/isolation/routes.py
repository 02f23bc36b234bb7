"""Every route of the product, read from the resolver, with the rows its address asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from maillage.kit.access import Policy

Rows = dict[str, Any]

# Which row a `public_id` in an address means; a route that is missing here fails the suite.
PUBLIC_IDS: dict[str, str] = {
    "people:organisation-edit": "organisation",
    "people:contact-edit": "contact",
    "people:contact-remove": "contact",
    "people:person-export": "contact",
    "people:person-erase": "contact",
    "cooperation:invitation-record": "invitation",
    "cooperation:invitation-resend": "invitation",
    "cooperation:invitation-revoke": "invitation",
    "cooperation:invitation-seat": "invitation",
    "cooperation:date-record": "contact",
    "cooperation:contribution-settle": "contribution",
    "cooperation:need-edit": "need",
    "cooperation:need-merge": "need",
    "cooperation:need-close": "need",
    "cooperation:remark-settle": "remark",
    "cooperation:roundtable-note-change": "note",
    "cooperation:roundtable-note-tag": "note",
    "cooperation:roundtable-note-detail": "note",
    "cooperation:roundtable-note-history": "note",
    "cooperation:roundtable-note-remove": "note",
    "cooperation:roundtable-live-let-in": "check-in",
    "cooperation:roundtable-live-hands": "note",
    "cooperation:my-commitment-tell": "commitment",
    "cooperation:commitment-edit": "commitment",
    "cooperation:commitment-tell": "commitment",
    "cooperation:commitment-ask": "commitment",
    "initiatives:post-edit": "post",
    "initiatives:post-remove": "post",
    "initiatives:funding-edit": "funding",
    "initiatives:funding-remove": "funding",
    "insight:figure-edit": "figure",
    "insight:figure-remove": "figure",
    "insight:strategy-edit": "strategy",
    "insight:strategy-remove": "strategy",
    "insight:people-table": "people table",
    "insight:people-table-edit": "people table",
    "insight:people-table-remove": "people table",
    "insight:people-table-release": "people table",
    "website:news-detail": "news",
    "website:news-edit": "news",
    "website:news-publish": "news",
    "website:news-withdraw": "news",
    "website:news-picture": "news",
    "website:need-detail": "need",
    "website:commitment-detail": "commitment",
    "initiatives:practice-edit": "initiative",
    "initiatives:practice-confirm": "initiative",
    "initiatives:practice-unmerge": "initiative",
    "initiatives:proposal-settle": "proposal",
    "initiatives:card-take-back": "card ask",
    "initiatives:card-confirm": "organisation",
    "people:contact-points": "contact",
    "website:practice-detail": "initiative",
    "insight:coverage-none-back": "none",
    "insight:coverage-listener-end": "listener",
    "insight:coverage-siting-run": "run",
    "insight:coverage-siting-stop": "run",
    "website:pilot-detail": "pilot",
    "initiatives:call-show": "call",
    "initiatives:call-edit": "call",
    "initiatives:call-questions": "call",
    "initiatives:call-grid": "call",
    "initiatives:call-preview": "call",
    "initiatives:call-publish": "call",
    "initiatives:call-prolong": "call",
    "initiatives:call-withdraw": "call",
    "initiatives:call-assessors": "call",
    "initiatives:call-remind": "call",
    "initiatives:call-take-back": "call",
    "initiatives:call-table": "call",
    "initiatives:call-application": "call",
    "initiatives:call-decide": "call",
    "initiatives:call-detail": "call",
    "initiatives:call-apply": "call",
    "cooperation:call-needs": "call",
    "initiatives:pilot-desk": "pilot",
    "initiatives:pilot-edit": "pilot",
    "initiatives:pilot-milestones": "pilot",
    "initiatives:pilot-money": "pilot",
    "initiatives:pilot-targets": "pilot",
    "initiatives:pilot-plan": "pilot",
    "initiatives:pilot-report": "pilot",
    "initiatives:pilot-evaluation": "pilot",
    "initiatives:pilot-publish": "pilot",
    "initiatives:pilot-become": "pilot",
    "people:volunteer-show": "volunteer",
    "people:volunteer-edit": "volunteer",
    "people:volunteer-welcome": "volunteer",
    "people:volunteer-send-link": "volunteer",
    "people:volunteer-pause": "volunteer",
    "people:volunteer-signed": "volunteer",
    "people:volunteer-trained": "volunteer",
    "people:volunteer-end": "volunteer",
    "people:volunteer-erase": "volunteer",
    "people:volunteer-export": "volunteer",
    "people:volunteer-sought-end": "sought",
    "people:training-module-edit": "training module",
    "people:training-module-offer": "training module",
    "people:training-session-create": "training module",
    "people:training-session": "training session",
    "people:training-session-edit": "training session",
    "people:training-session-invite": "training session",
    "people:training-session-attendance": "training session",
    "people:training-session-cancel": "training session",
    "people:mentoring-show": "pair",
    "people:mentoring-met": "pair",
    "people:mentoring-end": "pair",
    "people:volunteer-own-training": "training session",
    "people:volunteer-own-met": "pair",
    "mobility:request-show": "lift request",
    "mobility:request-edit": "lift request",
    "mobility:request-settle": "lift request",
    "mobility:request-end": "lift request",
    "mobility:request-qualifies": "lift request",
    "mobility:offer-show": "offer",
    "mobility:offer-edit": "offer",
    "mobility:offer-settle": "offer",
    "mobility:offer-end": "offer",
    "mobility:driver-show": "driver",
    "mobility:driver-link": "driver",
    "mobility:rider-link": "rider",
    "mobility:rider-export": "rider",
    "mobility:proof-see": "driver",
    "mobility:proof-remove": "driver",
    "mobility:point-edit": "point",
    "mobility:point-close": "point",
    "mobility:rider-change": "lift request",
    "mobility:rider-day": "lift request",
    "mobility:rider-withdraw": "lift request",
    "mobility:driver-change": "offer",
    "mobility:driver-day": "offer",
    "mobility:driver-withdraw": "offer",
    "mobility:plan-propose": "ride plan",
    "mobility:plan-show": "ready plan",
    "mobility:plan-missing": "ready plan",
    "mobility:plan-stop": "ride plan",
    "mobility:plan-anew": "ride plan",
    "mobility:plan-by-hand": "ready plan",
    "mobility:outing-settle": "outing",
    "mobility:ride-settle": "ride",
    "mobility:driver-sheet": "driver",
    "mobility:driver-sheet-paper": "driver",
    "mobility:rider-sheet": "rider",
    "mobility:rider-sheet-paper": "rider",
    "mobility:driver-outing": "outing",
    "mobility:course-detail": "course",
    "mobility:course-enrol": "course",
    "mobility:course-show": "course",
    "mobility:course-edit": "course",
    "mobility:course-copy": "course",
    "mobility:course-close": "course",
    "mobility:course-rides": "course",
    "mobility:course-lessons": "course",
    "mobility:course-sheet": "course",
    "mobility:lesson-show": "lesson",
    "mobility:lesson-cancel": "lesson",
    "mobility:lesson-move": "lesson",
    "mobility:enrolment-settle": "seat",
    "mobility:rider-ride": "ride",
}
PRIMARY_KEYS: dict[str, str] = {
    "insight:coverage-newcomers-forget": "newcomers",
    "cooperation:reminder-take-back": "reminder",
    "people:role-edit": "membership",
    "people:role-remove": "membership",
    "desk:outbox-mail": "mail",
    "desk:outbox-preview": "mail",
    "desk:outbox-again": "mail",
    "mobility:holiday-remove": "holiday",
    "mobility:proof-remove": "proof",
}
VALUES: dict[str, Callable[[str, Rows], Any]] = {
    "region": lambda name, rows: rows["region"].slug,
    "programme": lambda name, rows: rows["region"].programme.slug,
    "number": lambda name, rows: rows["roundtable"].number,
    "public_id": lambda name, rows: rows[PUBLIC_IDS[name]].public_id,
    "pk": lambda name, rows: rows[PRIMARY_KEYS[name]].pk,
    "token": lambda name, rows: "altered~token~here",
    "language": lambda name, rows: rows["draft"].language,
    "version": lambda name, rows: rows["version"].number,
    "room": lambda name, rows: rows["room"].number,
    "report": lambda name, rows: rows["pilot-report"].public_id,
    "application": lambda name, rows: rows["application"].public_id,
    "assessor": lambda name, rows: rows["assessor"].public_id,
    "theme": lambda name, rows: "language_and_literacy",
    "path": lambda name, rows: "news/none.jpg",
    "edition": lambda name, rows: rows["factfile"].number,
    "block": lambda name, rows: "needs",
    "asked": lambda name, rows: rows["lift request"].public_id,
    "on": lambda name, rows: rows["plan day"].isoformat(),
}


@dataclass(frozen=True)
class Route:
    """One address of the product and whom it serves."""

    name: str
    policy: Policy | None
    parameters: tuple[str, ...]

    def address(self, rows: Rows, **instead: Rows) -> str:
        """The address for these rows; `instead` takes single parameters from other rows."""
        values = {key: VALUES[key](self.name, instead.get(key, rows)) for key in self.parameters}
        return reverse(self.name, kwargs=values)


def every_route() -> list[Route]:
    return sorted(_walk(get_resolver(), (), ()), key=lambda route: route.name)


def _walk(resolver: URLResolver, spaces: tuple[str, ...], parameters: tuple[str, ...]) -> list[Route]:
    found = []
    for entry in resolver.url_patterns:
        here = (*parameters, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            found += _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces, here)
        elif isinstance(entry, URLPattern) and entry.name:
            policy = getattr(entry.callback, "policy", None)
            found.append(Route(":".join((*spaces, entry.name)), policy, here))
    return found
