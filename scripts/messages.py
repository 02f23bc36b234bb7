"""Collects the sentences to translate from Python and templates, and keeps the committed catalogues up to date.

    python scripts/messages.py            update the languages that are translated
    python scripts/messages.py --check    list what they lack, exit code 1 if anything
    python scripts/messages.py uk         begin, or update, other languages as well

French says everything; Spanish, Polish and Greek say what members and the public see, which is all but the files in
`DESK_ALONE`; Arabic, Dari, Pashto, Ukrainian and Tigrinya say what newcomers read, the files in `NEWCOMERS_READ`
(`tests/demonstration/test_languages.py` notices a page of theirs that asks for more).

Where only newcomers' pages are said, the other catalogue holds a header alone: Django needs no more to offer the
addresses.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "maillage"
LOCALE = PACKAGE / "locale"
WHOLE = ["fr"]
SEEN = ["es", "pl", "el"]
# What newcomers read, in a catalogue of its own (maillage/territory/newcomers_words.py).
NEWCOMERS = ["ar", "prs", "ps", "uk", "ti"]
TRANSLATED = [*WHOLE, *SEEN, *NEWCOMERS]
# What convenors, editors and the lead alone see: patterns of paths below the package.
DESK_ALONE = [
    "config/*", "demonstration/*", "territory/actions/*", "territory/places_*", "desk/*.py", "desk/actions/*",
    "desk/forms/*", "desk/views/*", "kit/delivery.py", "kit/uploads.py", "website/pictures.py",
    "website/views/news_desk.py", "website/templates/website/news_desk.html",
    "website/templates/website/news_edit.html",
    *(f"desk/templates/desk/{name}.html" for name in (
        "_answers", "_mail_state", "_next", "_no_mail_server", "_programme_row", "_to_do", "agenda", "outbox",
        "outbox_mail", "programme", "region", "settings", "trail",
    )),
    *(f"people/{name}.py" for name in (
        "contact_list", "forms/contact", "forms/contact_list", "forms/organisation", "forms/role",
        "views/contact_import", "views/directory", "views/one_person", "views/roles",
    )),
    *(f"people/templates/people/{name}.html" for name in (
        "_back", "_organisation", "_person", "contact_form", "contact_import", "contact_import_check", "directory",
        "organisation_form", "person_erase", "role_form", "role_list",
    )),
    *(f"cooperation/actions/{name}.py" for name in (
        "attendance", "former", "invite", "needs", "remind", "report", "room_links", "room_plan", "rooms",
        "running_agenda", "schedule", "seating",
    )),
    *(f"cooperation/forms/{name}.py" for name in (
        "former", "invite", "live", "need", "next", "rooms", "who", "wrap_up",
    )),
    *(f"cooperation/queries/{name}.py" for name in ("audience", "former")),
    *(f"cooperation/{name}.py" for name in ("room_lists", "rooms_page", "seating_words")),
    "cooperation/templatetags/retention.py",
    *(f"cooperation/views/{name}.py" for name in (
        "arrivals", "cancel", "commitments", "contributions", "former", "guests", "live", "needs", "next", "reminders",
        "reviewing", "room_links", "rooms", "seats", "who", "wrap_up",
    )),
    *(f"cooperation/templates/cooperation/{name}.html" for name in (
        "_answers", "_audience", "_carried", "_chosen*", "_clash*", "_contribution", "_dates_best",
        "_dates_categories", "_dates_people", "_dates_table", "_former_*", "_guest_*", "_guests",
        "_live_*", "_next_*", "_on_paper", "_reminders", "_retention*", "_rooms_*", "_roundtable_screens", "_seats",
        "_steps", "_to_read", "_video_open", "_wrap_up_*", "cancel", "commitment", "commitment_new", "commitments",
        "contribution_sheet", "contributions", "date_record", "dates", "dates_ask", "former", "former_remove",
        "guest", "live", "need", "needs", "next", "note_history", "room_links", "rooms", "series", "video", "who",
        "wrap_up", "call_needs",
    )),
    *(f"cooperation/{folder}/call_needs.py" for folder in ("actions", "forms", "views")),
    *(f"initiatives/actions/{name}.py" for name in (
        "becoming", "budgets", "calls", "deciding", "evaluations", "grids", "means", "merging", "milestones", "pilots",
        "practices", "proposals", "targets",
    )),
    *(f"initiatives/forms/{name}.py" for name in ("calls", "deciding", "grids", "means", "pilot", "practice")),
    *(f"initiatives/{name}.py" for name in ("means_sheets", "queries/twins")),
    *(f"initiatives/views/{name}.py" for name in (
        "call_desk", "call_judging", "cards", "means", "pilot_end", "pilot_reports", "pilots", "practices", "twins",
    )),
    *(f"initiatives/templates/initiatives/{name}.html" for name in (
        "_call_decided", "_call_next", "_call_row", "_card_rhythm", "_card_row", "_pilot_end",
        "_pilot_line", "_pilot_milestones", "_pilot_money", "_pilot_report_state", "_pilot_reports", "_pilot_sums",
        "_pilot_targets", "_pilots_programme_row", "_practice_form", "_practice_proposals", "_practice_row",
        "_practice_told", "_twin", "call_application", "call_assessors", "call_decide", "call_desk", "call_edit",
        "call_lines", "call_preview", "call_prolong", "call_show", "call_table", "call_withdraw", "card_ask",
        "cards", "means", "means_line", "pilot_desk", "pilot_evaluation", "pilot_form", "pilots", "pilots_programme",
        "practice", "practices", "twins",
    )),
    "insight/actions/*", "insight/forms/*",
    *(f"insight/{name}.py" for name in (
        "figure_check", "figures_table", "newcomers_table", "people_sheet", "sheet_reading", "siting_page",
    )),
    *(f"insight/views/{name}.py" for name in ("coverage_desk", "factfile_desk", "figures", "people_tables", "siting")),
    *(f"insight/templates/insight/{name}.html" for name in (
        "_factfile_state", "_siting_*", "coverage_desk", "coverage_listeners", "coverage_newcomers*", "coverage_nones",
        "coverage_settings", "coverage_siting*", "factfile_desk", "factfile_draft", "factfile_words", "figure*",
        "people_table*", "strategy_form",
    )),
    *(f"people/{name}.py" for name in ("actions/points", "forms/points", "views/points")),
    "people/templates/people/_points.html", "people/templates/people/whom.html",
    "territory/outlines_file.py", "territory/workbook.py",
    *(f"people/{name}.py" for name in (
        "actions/charters", "actions/skills_sought", "forms/training", "forms/volunteer_terms",
        "training_templates", "views/mentoring", "views/training", "views/volunteer_deeds", "views/volunteer_terms",
    )),
    *(f"people/templates/people/{name}.html" for name in (
        "_new_link", "_training_session", "_volunteer*", "mentoring*", "training_*", "volunteer", "volunteer_charter",
        "volunteer_end", "volunteer_form", "volunteer_sought", "volunteers_desk",
    )),
    "mobility/travel/*",
    *(f"mobility/actions/{name}.py" for name in (
        "attendance", "by_hand", "course_rides", "courses", "drivers", "find_wishes", "hand_made", "keep_plan",
        "lift_settings", "outcomes",
        "plan_week", "proofs", "proposing", "ride_reports", "settling", "travel_times", "watch",
    )),
    *(f"mobility/forms/{name}.py" for name in ("courses", "lift_settings", "on_call", "plan", "ride_report", "travel")),
    *(f"mobility/{name}.py" for name in (
        "by_hand_page", "changed_cars", "diary", "lift_steps", "missing_page", "plan_desk_page", "plan_map",
        "plan_page", "plan_words", "queries/lift_warnings", "queries/week_asked", "ride_report",
    )),
    *(f"mobility/views/{name}.py" for name in (
        "course_desk", "drivers", "lift_settings", "offer_desk", "plans", "request_desk", "ride_report", "travel",
        "week_desk",
    )),
    *(f"mobility/templates/mobility/{name}.html" for name in (
        "_course_people", "_course_person", "_course_row", "_diary_*", "_lift_nav", "_lift_steps", "_lift_warnings",
        "_plan_*", "_settle", "_travel_source", "course_desk", "course_edit", "course_lessons", "course_sheet",
        "course_show", "diary", "driver_desk", "driver_show", "holiday_desk", "lesson_show", "lift_desk",
        "offer_desk", "offer_edit", "offer_show", "plan_*", "point_*", "request_*", "ride_*", "travel",
    )),
]  # fmt: skip
# What newcomers read: asking for a lift or a seat in a course, their own pages, papers, mails, and the frame of a page.
NEWCOMERS_READ = [
    *(f"kit/templates/kit/{name}.html" for name in (
        "page", "narrow", "gone", "_brand", "_eu_flag", "_field", "_field_note", "_footer", "_form_errors",
        "_language_menu", "_messages", "_optional", "_pagination", "mail/base",
    )),
    "kit/templates/kit/mail/base.txt", "territory/papers/frame.py",
    "people/templates/people/mail/letter.*", "people/personal_pages.py",
    "people/templates/people/link_altered.html", "people/forms/choices.py", "people/forms/required.py",
    "website/templates/website/page.html",
    *(f"mobility/{name}.py" for name in (
        "access_courses", "access_lifts", "actions/answering", "actions/asking", "actions/enrolling", "asked",
        "countries", "course_calendar", "course_mails", "course_words", "enums", "forms/asking", "forms/enrolling",
        "forms/lift_fields", "forms/prefill", "lift_mails", "lift_words", "own_week", "own_week_page", "queries/board",
        "templatetags/*", "views/courses", "views/lifts", "views/own_course", "views/own_papers", "views/own_weeks",
        "views/riding", "week_calendar", "week_mails", "week_spoken",
    )),
    *(f"mobility/templates/mobility/{name}.html" for name in (
        "_ask_fields", "_course_card", "_half_day", "_lesson_dates", "_lift_days", "_lift_done", "_lift_states",
        "_own_*", "_person_fields", "_request_row", "_rider_week", "_week_said", "ask", "board", "course_detail",
        "course_enrol", "course_list", "own_*", "rider*", "_car_fields", "_driver_week", "_offer_fields", "driver",
        "driver_car", "driver_form", "driver_offers", "driver_withdraw", "offer", "offered",
    )),
    *(f"mobility/{name}.py" for name in (
        "actions/offering", "forms/car", "forms/offering", "on_call_words", "views/driving",
    )),
    *(f"people/{name}.py" for name in (
        "access_volunteers", "forms/places", "training_mails", "training_words", "views/joining", "volunteer_mails",
    )),
    *(f"people/templates/people/{name}.html" for name in (
        "_charter", "_months", "_own_*", "own_*", "volunteer_join", "volunteer_joined", "held", "link_replaced",
        "link_sent_again",
    )),
    # What is held about somebody is told to them by the names of the columns.
    "people/held.py", "mobility/link_mails.py",
    *(f"mobility/models/{name}.py" for name in (
        "attendance", "driver", "enrolment", "lift_word", "newcomer", "offer", "offer_exception", "outing", "proof",
        "request_exception", "ride", "ride_need", "ride_request", "telling", "unserved",
    )),
    *(f"people/models/{name}.py" for name in (
        "charter_acceptance", "mentoring", "mentoring_meeting", "training_presence", "volunteer", "volunteer_pause",
    )),
]  # fmt: skip
# Of these newcomers read some classes or functions alone.
READ_IN_PART = {
    "people/enums.py": {"Skill", "HalfDay", "VolunteerState", "Coming"},
    "people/actions/charters.py": {"accept_charter"},
    "people/actions/mentoring.py": {"note_meeting"},
    "people/actions/sessions.py": {"answer_training"},
    "people/actions/volunteer_course.py": {"pause_volunteer"},
    "people/actions/volunteers.py": {"edit_volunteer"},
    "people/forms/mentoring.py": {"MetForm"},
    "people/forms/volunteer.py": {"VolunteerForm", "JoinForm", "OwnForm", "PauseForm"},
    "people/volunteer_page.py": {"half_days"},
}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NOTES = ("Translators:",)
LEFT_OUT = {"migrations", "locale", "static"}
Found = tuple[str, int, str | tuple[str, ...], list[str], str | None]


def sources() -> Iterator[tuple[Path, io.BytesIO]]:
    """Go through all files with sentences, templates rewritten as Python."""
    for path in sorted(PACKAGE.rglob("*")):
        if LEFT_OUT & set(path.relative_to(PACKAGE).parts):
            continue
        if path.suffix == ".py":
            yield path, io.BytesIO(path.read_bytes())
        elif "templates" in path.parts and path.suffix in {".html", ".txt", ".xml"}:
            yield path, io.BytesIO(as_python(path.read_text(), str(path)).encode())


def as_python(template: str, name: str) -> str:
    """Let Django find the sentences of a template, without the indentation, which Python would take for its own."""
    return re.sub(r"(?m)^[ \t]+", "", templatize(template, origin=name))


def is_read_in(language: str, path: Path) -> bool:
    """Tell whether those who read a language read what a file says."""
    inside = path.relative_to(PACKAGE).as_posix()
    if language in NEWCOMERS:
        return inside in READ_IN_PART or any(fnmatch(inside, pattern) for pattern in NEWCOMERS_READ)
    return language not in SEEN or not any(fnmatch(inside, pattern) for pattern in DESK_ALONE)


def messages(language: str) -> Iterator[Found]:
    """Return (file, line, sentence, notes, context) for every sentence that is said in a language."""
    for path, content in sources():
        if not is_read_in(language, path):
            continue
        where, parts = path.relative_to(ROOT).as_posix(), read_parts(language, path)
        for line, sentence, notes, context in extract("python", content, KEYWORDS, NOTES):
            if parts is None or any(line in part for part in parts):
                yield where, line, sentence, notes, context


def read_parts(language: str, path: Path) -> list[range] | None:
    """Return the lines of a file that are read in a language, where not all of it is."""
    names = READ_IN_PART.get(path.relative_to(PACKAGE).as_posix()) if language in NEWCOMERS else None
    if names is None:
        return None
    known = [one for one in ast.parse(path.read_text()).body if isinstance(one, ast.ClassDef | ast.FunctionDef)]
    return [range(one.lineno, (one.end_lineno or one.lineno) + 1) for one in known if one.name in names]


def collected(language: str) -> Catalog:
    """Return a catalogue of everything there is to translate into a language."""
    catalog = Catalog(fuzzy=False)
    for where, line, sentence, notes, context in messages(language):
        catalog.add(sentence, locations=[(where, line)], auto_comments=notes, context=context)
    return catalog


def path_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / ("newcomers.po" if language in NEWCOMERS else "django.po")


def update(language: str, template: Catalog) -> tuple[int, int]:
    """Bring one language up to date, keeping what is translated; return how many sentences there are and lack."""
    path = path_of(language)
    header, catalog = read(path, language)
    revive(catalog)
    catalog.update(template, no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, catalog, width=120, no_location=False, include_lineno=False, sort_by_file=True, omit_header=True)
    text = header.rstrip() + "\n\n" + body.getvalue().decode().strip() + "\n"
    if text != path.read_text():
        path.write_text(text)
    return len(catalog), len(untranslated(catalog))


def read(path: Path, language: str) -> tuple[str, Catalog]:
    """Return the header as it is written, so that an update changes no date, and the catalogue."""
    text = path.read_text()
    header = text.partition("\n\n")[0]
    return header, read_po(io.StringIO(text), locale=None)


def revive(catalog: Catalog) -> None:
    """A sentence that went away and came back gets its translation back."""
    for key in list(catalog.obsolete):
        old = catalog.obsolete[key]
        if old.string and catalog.get(old.id, old.context) is None:
            catalog[old.id] = old


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the sentences without, or with half, a translation."""
    return [message for message in catalog if message.id and (not is_whole(message) or message.fuzzy)]


def is_whole(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def lacking(language: str, template: Catalog) -> list[Message]:
    """Return what a language lacks of what the product says today."""
    _header, catalog = read(path_of(language), language)
    lacks = []
    for message in template:
        known = catalog.get(message.id, message.context) if message.id else None
        if message.id and (known is None or not is_whole(known) or known.fuzzy):
            lacks.append(message)
    return lacks


def check() -> int:
    """List what is missing; return the exit code."""
    missing = 0
    for language in TRANSLATED:
        for message in lacking(language, collected(language)):
            missing += 1
            first = message.id if isinstance(message.id, str) else message.id[0]
            where = message.locations[0][0] if message.locations else ""
            print(f"{language}: {where}: {first}")
    if missing:
        print(f"{missing} sentences are not translated; run `make messages`, then write them into the .po file.")
    return 1 if missing else 0


def main(arguments: list[str]) -> int:
    """Update, or check."""
    settings.configure(USE_I18N=True)
    if arguments == ["--check"]:
        return check()
    for language in [*TRANSLATED, *(given for given in arguments if given not in TRANSLATED)]:
        if not path_of(language).exists():
            print(f"There is no {path_of(language).relative_to(ROOT)}; copy the header of another language first.")
            return 1
        known, lacks = update(language, collected(language))
        print(f"{language}: {known} sentences, {lacks} not translated yet")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
