"""Every page of the product: found through the resolver, with the states that an address alone does not show."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.running import Installation

# Routes that answer with something else than a page: feeds, files, parts of a page, a mail alone.
NOT_PAGES = {
    "healthz",
    "robots",
    "sitemap",
    "cooperation:certificate-paper",
    "cooperation:invitation-calendar",
    "cooperation:roundtable-certificates",
    "cooperation:roundtable-minutes",
    "cooperation:roundtable-signing-sheet",
    "cooperation:present-now",
    "cooperation:room-page-now",
    "cooperation:roundtable-live-arrivals",
    "cooperation:roundtable-live-clock",
    "cooperation:roundtable-rooms-bigbluebutton",
    "cooperation:roundtable-rooms-list",
    "cooperation:roundtable-rooms-teams",
    "cooperation:roundtable-rooms-zoom",
    "cooperation:roundtable-live-ideas",
    "cooperation:roundtable-live-lines",
    "cooperation:roundtable-projector-now",
    "desk:outbox-preview",
    "initiatives:funding-sheet",
    "initiatives:means-sheet",
    "initiatives:post-sheet",
    "insight:factfile-csv",
    "insight:factfile-draft-pdf",
    "insight:factfile-pdf",
    "insight:factfile-xlsx",
    "mobility:driver-calendar",
    "mobility:driver-sheet-paper",
    "mobility:driver-week-paper",
    "mobility:own-course-calendar",
    "mobility:ride-report-paper",
    "mobility:ride-report-sheet",
    "mobility:rider-calendar",
    "mobility:rider-sheet-paper",
    "mobility:rider-week-paper",
    "mobility:travel-table",
    "people:person-export",
    "website:feed",
    "website:news-picture",
    "website:picture",
    "website:region-calendar",
    "website:region-feed",
    "website:roundtable-report",
}
OPEN = {"public", "link", "loopback"}


@dataclass(frozen=True)
class Place:
    """A page to look at: what it is called, where it is, and as whom it is opened; "" is nobody."""

    name: str
    path: str
    who: str = ""

    @property
    def is_open(self) -> bool:
        """Whether people read it who never saw a desk."""
        return not self.who


def every_page(installation: Installation) -> list[Place]:
    """Furnish the demonstration and return its pages."""
    said = installation.shell("from tests.journeys.furnish import furnish; furnish()")
    assert said.returncode == 0, said.stderr
    routes = json.loads(said.stdout)
    found = [
        Place(route["name"], route["path"], who_opens(route["policy"]))
        for route in routes
        if route["name"] not in NOT_PAGES
    ]
    paths = {route["name"]: route["path"] for route in routes}
    return [*found, *further_states(paths)]


def who_opens(policy: str) -> str:
    if policy in OPEN:
        return ""
    return "network lead" if policy == "lead" else "convenor of Vaucluse"


def further_states(paths: dict[str, str]) -> list[Place]:
    """Pages in states that matter and that no route names."""
    live = paths["cooperation:roundtable-live"]
    note = paths["cooperation:roundtable-note-detail"].split("/lines/")[1].split("/")[0]
    desk = {
        "live, the agenda changes": f"{live}?change=agenda",
        "live, all guests": f"{live}?guests=all",
        "live, somebody new": f"{live}?change=new",
        "screen of the room, with names": f"{live}projector/?names=shown&rooms=shown",
        "live, a line is reworded": f"{live}?edit={note}",
        "wrap-up of a published report": "/en/desk/vaucluse/roundtables/2/wrap-up/",
        "an open call on the desk": "/en/desk/vaucluse/calls/furnishedopen/",
        "a decided call on the desk": "/en/desk/vaucluse/calls/furnisheddecided/applications/",
        "a draft of a factfile": "/en/desk/vaucluse/factfile/2/",
        "words in a draft of a factfile": "/en/desk/vaucluse/factfile/2/words/needs/",
        "no such page on the desk": "/en/desk/vaucluse/roundtables/99/",
    }
    public = {
        "a published report": "/en/saone-et-loire/roundtables/3/",
        "a region with needs": "/en/saone-et-loire/",
        "a region without a roundtable": "/en/guadalajara/",
        "roundtables of a region without any": "/en/guadalajara/roundtables/",
        "no such page": "/en/nowhere/",
        "no such roundtable": "/en/saone-et-loire/roundtables/99/",
        "an altered link": "/en/link/answer/cut/",
        "an open call": "/en/vaucluse/calls/furnishedopen/",
        "apply to an open call": "/en/vaucluse/calls/furnishedopen/apply/",
        "a decided call": "/en/vaucluse/calls/furnisheddecided/",
        "practices that nothing fits": "/en/practices/?q=nothing+fits+this",
        "promises by theme": "/en/saone-et-loire/commitments/",
        "a text written ahead is sent": f"{paths['cooperation:contribution-open']}?said=1",
    }
    member = {
        "desk of a member": "/en/desk/saone-et-loire/",
        "promises of a member": "/en/desk/commitments/",
        "calendar of a member": "/en/desk/saone-et-loire/calendar/",
        "roundtables of a member": "/en/desk/saone-et-loire/roundtables/",
        "not for a member": "/en/desk/saone-et-loire/settings/",
    }
    # Corrèze is the region in which dates are asked for: see furnish_before.
    dates = {
        "dates, who can come when": "/en/desk/correze/roundtables/5/dates/",
        "dates, asked anew": "/en/desk/correze/roundtables/5/dates/?ask=anew",
    }
    return [
        *(Place(name, path, "network lead") for name, path in dates.items()),
        *(Place(name, path) for name, path in public.items()),
        *(Place(name, path, "convenor of Vaucluse") for name, path in desk.items()),
        *(Place(name, path, "member in Saône-et-Loire") for name, path in member.items()),
    ]


# Pages whose form is sent empty, so that it comes back with what is missing: name, path, who, the button's form.
FORMS = (
    Place("sign in", "/en/account/login/"),
    Place("subscribe", "/en/saone-et-loire/subscribe/"),
    Place("new organisation", "/en/desk/vaucluse/directory/organisations/new/", "convenor of Vaucluse"),
    Place("new contact", "/en/desk/vaucluse/directory/contacts/new/", "convenor of Vaucluse"),
    Place("import", "/en/desk/vaucluse/directory/import/", "convenor of Vaucluse"),
    Place("roles", "/en/desk/vaucluse/roles/", "convenor of Vaucluse"),
    Place("next roundtable", "/en/desk/saone-et-loire/roundtables/next/", "convenor of Saône-et-Loire"),
    Place("former roundtable", "/en/desk/vaucluse/roundtables/former/", "convenor of Vaucluse"),
    Place("new promise", "/en/desk/vaucluse/commitments/new/", "convenor of Vaucluse"),
    Place("settings", "/en/desk/vaucluse/settings/", "convenor of Vaucluse"),
    Place("ask for a lift", "/en/saone-et-loire/lifts/ask/"),
    Place("offer to drive", "/en/saone-et-loire/lifts/offer/"),
    Place("become a volunteer", "/en/saone-et-loire/volunteers/join/"),
)
# The same for the gallery and `make axe` alone.
FURTHER_FORMS = (
    Place("news", "/en/desk/vaucluse/news/new/", "convenor of Vaucluse"),
    Place("new figure", "/en/desk/vaucluse/figures/new/", "convenor of Vaucluse"),
    Place("table of people", "/en/desk/vaucluse/figures/tables/new/", "convenor of Vaucluse"),
    Place("rules of lifts", "/en/desk/saone-et-loire/lifts/rules/", "convenor of Saône-et-Loire"),
    Place("new course", "/en/desk/saone-et-loire/lessons/new/", "convenor of Saône-et-Loire"),
    Place("new pair of mentoring", "/en/desk/saone-et-loire/volunteers/mentoring/new/", "convenor of Saône-et-Loire"),
)
EMPTY_AND_SEND = """() => {
  const forms = [...document.querySelectorAll('main form[method=post]')];
  const form = forms.sort((a, b) => b.elements.length - a.elements.length)[0];
  form.noValidate = true;
  for (const control of form.elements) {
    if (control.type === 'hidden' || control.tagName === 'BUTTON') continue;
    if (['checkbox', 'radio'].includes(control.type)) control.checked = false;
    else if (control.tagName === 'SELECT') control.selectedIndex = -1;
    else control.value = '';
  }
  form.requestSubmit(form.querySelector('.btn:not(.quiet)'));
}"""
