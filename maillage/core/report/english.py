"""The words of a report in English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from maillage.core.headcount import ORGANISATIONS, Headcount, from_in_words, people_in_words
from maillage.core.ordinals import nth_roundtable, ordinal, place_in_series
from maillage.core.plurals import joined, plural
from maillage.core.report.facts import Facts, Item, Need, Promise

LANGUAGE = "en"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TIMES = {1: "once more", 2: "two more times"}
HEADINGS = {
    "opening": "The roundtable",
    "attendance": "Who took part",
    "plenary_needs": "Raised around the table",
    "commitments": "What was promised",
    "practices": "Practices that were mentioned",
    "said": "What participants said",
    "remaining": "How it goes on",
    "credit": "The programme",
}
CATEGORIES = {
    "regional_authorities": "regional authorities and agencies",
    "local_authorities": "local authorities",
    "state_service": "State services",
    "public_employment": "public employment bodies",
    "mainstream_services": "mainstream service providers",
    "ngo": "NGOs",
    "international_ngo": "international NGOs",
    "international_organisation": "international organisations",
    "refugee_led": "refugee-led organisations",
    "migrant_led": "migrant-led organisations",
    "volunteers": "volunteers",
    "newcomers": "migrants and refugees as individuals",
    "citizens": "citizens",
    "faith_based": "religious or faith-based organisations",
    "labour_union": "labour unions",
    "cooperative": "cooperatives",
    "academia": "universities and researchers",
    "foundation": "foundations",
    "sports_club": "sports clubs",
    "private_or_cooperative": "companies and banks",
}
MODES = {"online": ", online", "on_site": ", on site", "hybrid": ", online and on site"}
ITEM_HEADINGS = {
    "commitments_review": "What was promised before",
    "open_needs": "Needs without an answer",
    "welcome": "Welcome",
    "new_members": "The project, for new members",
    "project_presentation": "The project",
    "field_update": "News from the field",
    "pilot_update": "The pilot",
    "member_presentation": "A member presents",
    "breakout": "In separate rooms",
    "plenary": "Back together",
    "training": "Training",
    "question": "A question to the members",
    "announcement": "Announcements",
    "next_date": "Next date",
    "other": "A further point",
}
ITEM_SENTENCES = {
    "commitments_review": "The members went through what had been promised before.",
    "open_needs": "The members came back to the needs that had no answer yet.",
    "welcome": "The roundtable began with a welcome.",
    "new_members": "The project was introduced to the organisations that were new on the platform.",
    "project_presentation": "The project was presented.",
    "field_update": "The team in the field told what had changed.",
    "pilot_update": "News of the pilot was told.",
    "member_presentation": "A member presented its work.",
    "breakout": "The participants went on in separate rooms.",
    "plenary": "All came back together.",
    "training": "A training was part of the roundtable.",
    "question": "A question was put to the members.",
    "announcement": "Announcements followed.",
    "next_date": "The next date was on the agenda.",
    "other": "What this point brought was not recorded.",
}
PRESENTED = {
    "pilot_update": "{presenter} gave news of the pilot.",
    "field_update": "{presenter} told what had changed in the field.",
    "member_presentation": "{presenter} presented its work.",
    "training": "{presenter} gave a training.",
}


def typeset(text: str) -> str:
    """Set apostrophes as they are printed."""
    return text.replace("'", "’")


def day(when: date) -> str:
    """Say a date in words."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def number(count: int) -> str:
    """Say a count in words up to twelve."""
    return SMALL[count] if count < len(SMALL) else str(count)


def counted_words(pairs: Sequence[tuple[int, str, str]]) -> str:
    """Join counted things, leaving out those of which there are none: five needs and one proposal."""
    return joined([f"{number(count)} {one if count == 1 else many}" for count, one, many in pairs if count], LANGUAGE)


def title(facts: Facts, region: str) -> str:
    """Title the report."""
    return f"{nth_roundtable(facts.number, LANGUAGE)} in {region}"


def lead(needs: int, proposals: int, promises: int) -> str:
    """Sum up what was recorded; nothing where nothing was."""
    words = counted_words(
        [(needs, "need", "needs"), (proposals, "proposal", "proposals"), (promises, "promise", "promises")]
    )
    return f"{words[:1].upper()}{words[1:]} came out of this roundtable." if words else ""


def held(facts: Facts, region: str, told: str) -> str:
    """Say when, where and how."""
    place = f"{region} ({told})" if told else region
    return (
        f"On {day(facts.date)}, the platform on which organisations cooperate for the integration of migrants and "
        f"refugees in {place} held its {place_in_series(facts.number, LANGUAGE)} roundtable{MODES.get(facts.mode, '')}."
    )


def lasted(start: time | None, minutes: int | None) -> str:
    """Say when it began and how long it was meant to last."""
    if start and minutes:
        return f"It began at {start:%H:%M}, with {minutes} minutes set aside for it."
    if start:
        return f"It began at {start:%H:%M}."
    return f"{minutes} minutes were set aside for it." if minutes else ""


def hosted(venue: str) -> str:
    """Say where it took place."""
    return f"It took place here: {venue}."


def organised(by: Sequence[str], with_: Sequence[str], cooperating: Sequence[str], supporting: Sequence[str]) -> str:
    """Say who stood behind it, in which capacity."""
    start = f"{joined(by, LANGUAGE)} organised it" if by else "It took place"
    parts = [
        f" together with {joined(with_, LANGUAGE)}" if with_ else "",
        f" in cooperation with {joined(cooperating, LANGUAGE)}" if cooperating else "",
        f" with the support of {joined(supporting, LANGUAGE)}" if supporting else "",
    ]
    said = ",".join(part for part in parts if part)
    comma = "," if by and said and not with_ else ""
    return f"{start}{comma}{said}." if by or said else ""


def attended(headcount: Headcount | None) -> str:
    """Say how many took part."""
    if headcount is None or not (headcount.is_recorded or headcount.organisations is not None):
        return "The head-count was not recorded."
    bodies = headcount.organisations
    if not headcount.is_recorded:
        verb = "was" if bodies == 1 else "were"
        return f"{plural(bodies or 0, ORGANISATIONS[LANGUAGE], LANGUAGE)} {verb} represented."
    people = from_in_words(people_in_words(headcount, LANGUAGE), bodies, LANGUAGE)
    parts = f", {headcount.online} online and {headcount.on_site} on site" if headcount.online is not None else ""
    return f"{people} took part{parts}."


def categories(said: str, *, complete: bool) -> str:
    """Say of which categories they were."""
    return f"By category, they were {said}." if complete else f"Among them were {said}."


def rooms(titles: Sequence[str], count: int) -> str:
    """Say in how many rooms the participants talked, and about what where every title is known."""
    if count == 1:
        return f"One room worked on “{titles[0]}”." if titles else "One room worked apart."
    if len(titles) != count:
        return f"The participants talked in {number(count)} rooms."
    quoted = joined([f"“{said}”" for said in titles], LANGUAGE)
    return f"The participants talked in {number(count)} rooms, about {quoted}."


def training(minutes: int, total: int | None) -> str:
    """Say how much of the roundtable was training."""
    return f"The training took {minutes} of the {total} minutes." if total else f"The training took {minutes} minutes."


def presented(item: Item) -> str:
    """Say who presented an item."""
    return PRESENTED.get(item.kind, "{presenter} led this point.").format(presenter=item.presenter)


def room_heading(place: int, said: str) -> str:
    """Title a room."""
    return f"Room {place}: {said}" if said else f"Room {place}"


def room_asked(needs: int, proposals: int) -> str:
    """Say how much a room asked for."""
    words = counted_words([(needs, "need", "needs"), (proposals, "proposal", "proposals")])
    return f"This room put forward {words}." if words else "No need was recorded for this room."


def asked_of(need: Need, addressees: str) -> str:
    """Say beside a need whom it asks, and whether it came back."""
    to_whom = f"addressed to {addressees}" if addressees else ""
    kind = "Proposal" if need.is_proposal else "Need"
    again = f"raised for the {ordinal(need.times_raised, LANGUAGE)} time" if need.times_raised > 1 else ""
    return ", ".join(part for part in (f"{kind} {to_whom}".strip(), again) if part)


def promised_by(promise: Promise) -> str:
    """Say beside a promise who gave it and by when."""
    owner = promise.owner or "nobody has taken it on yet"
    due = f"due {day(promise.due_on)}" if promise.due_on else "no date was set"
    return ", ".join([owner, due, *(["example"] if promise.is_example else [])])


def remaining(left: int, planned: int, years: Sequence[int]) -> str:
    """Say how many roundtables were still to come, seen from this one."""
    if left == 0:
        if planned == 1:
            return "It was the only planned roundtable."
        return f"It was the last of the {number(planned)} planned roundtables."
    when = f", in {joined([str(year) for year in years], LANGUAGE)}" if years else ""
    return f"The platform is to meet {TIMES.get(left, f'{number(left)} more times')}{when}."


def part_of(programme: str) -> str:
    """Name the programme."""
    return f"The platform is part of {programme}."


def other_regions(count: int, programme: str, countries: Sequence[str]) -> str:
    """Say how many other regions take part."""
    where = f" ({joined(countries, LANGUAGE)})" if countries else ""
    words = number(count)
    verb, whose = ("region takes", "its") if count == 1 else ("regions take", "their")
    return f"{words[:1].upper()}{words[1:]} other {verb} part in {programme} with a platform of {whose} own{where}."


def read_on(region: str) -> str:
    """Point to the page of the region."""
    return f"The page of {region} tells what else happens there."
