"""The words of a report in Greek; names take no article, so they stand after a colon, in quotes or beside a noun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from maillage.core.headcount import ORGANISATIONS, Headcount, from_in_words, people_in_words
from maillage.core.ordinals import ROUNDTABLE, nth_roundtable, ordinal, place_in_series
from maillage.core.plurals import form_for, joined, plural
from maillage.core.report.facts import Facts, Item, Need, Promise

LANGUAGE = "el"
MONTHS = (
    "Ιανουαρίου",
    "Φεβρουαρίου",
    "Μαρτίου",
    "Απριλίου",
    "Μαΐου",
    "Ιουνίου",
    "Ιουλίου",
    "Αυγούστου",
    "Σεπτεμβρίου",
    "Οκτωβρίου",
    "Νοεμβρίου",
    "Δεκεμβρίου",
)
# Everything that is counted in words here is feminine, in the nominative or the accusative, which are one.
SMALL = (
    *("", "μία", "δύο", "τρεις", "τέσσερις", "πέντε", "έξι"),
    *("επτά", "οκτώ", "εννέα", "δέκα", "έντεκα", "δώδεκα"),
)
HEADINGS = {
    "opening": "Η συνάντηση",
    "attendance": "Ποιοι συμμετείχαν",
    "plenary_needs": "Όσα τέθηκαν από κοινού",
    "commitments": "Δεσμεύσεις που αναλήφθηκαν",
    "practices": "Πρακτικές που αναφέρθηκαν",
    "said": "Τι είπαν οι συμμετέχοντες",
    "remaining": "Η συνέχεια",
    "credit": "Το πρόγραμμα",
}
CATEGORIES = {
    "regional_authorities": "περιφερειακές αρχές και υπηρεσίες",
    "local_authorities": "τοπικές αρχές",
    "state_service": "κρατικές υπηρεσίες",
    "public_employment": "δημόσιοι φορείς απασχόλησης",
    "mainstream_services": "πάροχοι γενικών υπηρεσιών",
    "ngo": "ΜΚΟ",
    "international_ngo": "διεθνείς ΜΚΟ",
    "international_organisation": "διεθνείς οργανισμοί",
    "refugee_led": "οργανώσεις προσφύγων",
    "migrant_led": "οργανώσεις μεταναστών",
    "volunteers": "εθελόντριες και εθελοντές",
    "newcomers": "μετανάστες και πρόσφυγες σε ατομική βάση",
    "citizens": "πολίτες",
    "faith_based": "θρησκευτικές οργανώσεις",
    "labour_union": "συνδικαλιστικές οργανώσεις",
    "cooperative": "συνεταιρισμοί",
    "academia": "πανεπιστήμια και ερευνητές",
    "foundation": "ιδρύματα",
    "sports_club": "αθλητικοί σύλλογοι",
    "private_or_cooperative": "επιχειρήσεις και τράπεζες",
}
MODES = {"online": ", διαδικτυακά", "on_site": ", διά ζώσης", "hybrid": ", διαδικτυακά και διά ζώσης"}
ITEM_HEADINGS = {
    "commitments_review": "Οι προηγούμενες δεσμεύσεις",
    "open_needs": "Ανάγκες χωρίς απάντηση",
    "welcome": "Καλωσόρισμα",
    "new_members": "Το έργο, για τα νέα μέλη",
    "project_presentation": "Το έργο",
    "field_update": "Νέα από το πεδίο",
    "pilot_update": "Το πιλοτικό έργο",
    "member_presentation": "Ένα μέλος παρουσιάζει",
    "breakout": "Σε ομάδες",
    "plenary": "Ξανά όλοι μαζί",
    "training": "Κατάρτιση",
    "question": "Ένα ερώτημα προς τα μέλη",
    "announcement": "Ανακοινώσεις",
    "next_date": "Επόμενη ημερομηνία",
    "other": "Ένα ακόμη θέμα",
}
ITEM_SENTENCES = {
    "commitments_review": "Τα μέλη εξέτασαν τις προηγούμενες δεσμεύσεις.",
    "open_needs": "Τα μέλη επανήλθαν στις ανάγκες που δεν είχαν βρει ακόμη απάντηση.",
    "welcome": "Η συνάντηση άρχισε με ένα καλωσόρισμα.",
    "new_members": "Το έργο παρουσιάστηκε στους φορείς που ήταν νέοι στην πλατφόρμα.",
    "project_presentation": "Παρουσιάστηκε το έργο.",
    "field_update": "Η ομάδα πεδίου ενημέρωσε για όσα είχαν αλλάξει.",
    "pilot_update": "Δόθηκαν νέα για το πιλοτικό έργο.",
    "member_presentation": "Ένα μέλος παρουσίασε τη δουλειά του.",
    "breakout": "Οι συμμετέχοντες συνέχισαν σε ομάδες.",
    "plenary": "Όλοι συγκεντρώθηκαν ξανά.",
    "training": "Η συνάντηση περιλάμβανε κατάρτιση.",
    "question": "Τέθηκε ένα ερώτημα στα μέλη.",
    "announcement": "Ακολούθησαν ανακοινώσεις.",
    "next_date": "Η επόμενη ημερομηνία ήταν στην ημερήσια διάταξη.",
    "other": "Δεν καταγράφηκε τι προέκυψε από αυτό το θέμα.",
}
# The gender of a name is not known: «ο φορέας» stands before it and takes the article.
PRESENTED = {
    "pilot_update": "Ο φορέας {presenter} ενημέρωσε για το πιλοτικό έργο.",
    "field_update": "Ο φορέας {presenter} ενημέρωσε για όσα είχαν αλλάξει στο πεδίο.",
    "member_presentation": "Ο φορέας {presenter} παρουσίασε τη δουλειά του.",
    "training": "Ο φορέας {presenter} πραγματοποίησε κατάρτιση.",
}
NEEDS, PROPOSALS, PROMISES = ("ανάγκη", "ανάγκες"), ("πρόταση", "προτάσεις"), ("δέσμευση", "δεσμεύσεις")


def typeset(text: str) -> str:
    """Set apostrophes as they are printed."""
    return text.replace("'", "’")


def day(when: date) -> str:
    """Say a date in words, the month in the genitive; the first of a month is an ordinal."""
    return f"{'1η' if when.day == 1 else when.day} {MONTHS[when.month - 1]} {when.year}"


def number(count: int) -> str:
    """Say a count in words up to twelve, in the feminine."""
    return SMALL[count] if 0 < count < len(SMALL) else str(count)


def the(place: int) -> str:
    """Return the article before an ordinal in the accusative; its ν falls before δ: τη δεύτερη, την τρίτη, τη 13η."""
    return "τη" if place in {2, 10, 12} or 13 <= place <= 19 else "την"


def counted_words(needs: int, proposals: int, promises: int = 0) -> str:
    """Join counted things, leaving out those of which there are none: πέντε ανάγκες και μία πρόταση."""
    pairs = ((needs, NEEDS), (proposals, PROPOSALS), (promises, PROMISES))
    return joined([f"{number(count)} {form_for(count, forms, LANGUAGE)}" for count, forms in pairs if count], LANGUAGE)


def title(facts: Facts, region: str) -> str:
    """Title the report; the region stands first because its article cannot be known."""
    said = nth_roundtable(facts.number, LANGUAGE)
    return f"{region}: {said[:1].lower()}{said[1:]}"


def lead(needs: int, proposals: int, promises: int) -> str:
    """Sum up what was recorded; nothing where nothing was."""
    words = counted_words(needs, proposals, promises)
    verb = "προέκυψε" if needs + proposals + promises == 1 else "προέκυψαν"
    return f"Από τη συνάντηση {verb} {words}." if words else ""


def held(facts: Facts, region: str, told: str) -> str:
    """Say when, where and how."""
    place = f"«{region}» ({told})" if told else f"«{region}»"
    when = f"{'Την' if facts.date.day == 1 else 'Στις'} {day(facts.date)}"
    return (
        f"{when}, η πλατφόρμα {place}, στην οποία φορείς συνεργάζονται για την ένταξη μεταναστών και προσφύγων, "
        f"πραγματοποίησε {the(facts.number)} {place_in_series(facts.number, LANGUAGE)} {ROUNDTABLE[LANGUAGE][0]}"
        f"{MODES.get(facts.mode, '')}."
    )


def lasted(start: time | None, minutes: int | None) -> str:
    """Say when it began and how long it was meant to last."""
    at = f"{'στη' if start.hour == 1 else 'στις'} {start:%H:%M}" if start else ""
    if start and minutes:
        return f"Άρχισε {at}, με προβλεπόμενη διάρκεια {plural(minutes, ('λεπτού', 'λεπτών'), LANGUAGE)}."
    if start:
        return f"Άρχισε {at}."
    return f"Η προβλεπόμενη διάρκεια ήταν {plural(minutes, ('λεπτό', 'λεπτά'), LANGUAGE)}." if minutes else ""


def hosted(venue: str) -> str:
    """Say where it took place."""
    return f"Τόπος της συνάντησης: {venue}."


def organised(by: Sequence[str], with_: Sequence[str], cooperating: Sequence[str], supporting: Sequence[str]) -> str:
    """Say who stood behind it, in which capacity."""
    capacities = ("διοργάνωση", "συνδιοργάνωση", "συνεργασία", "υποστήριξη")
    named = zip(capacities, (by, with_, cooperating, supporting), strict=True)
    said = "· ".join(f"{capacity}: {joined(names, LANGUAGE)}" for capacity, names in named if names)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def attended(headcount: Headcount | None) -> str:
    """Say how many took part."""
    if headcount is None or not (headcount.is_recorded or headcount.organisations is not None):
        return "Ο αριθμός των συμμετεχόντων δεν καταγράφηκε."
    bodies = headcount.organisations
    if not headcount.is_recorded:
        verb = "Εκπροσωπήθηκε" if bodies == 1 else "Εκπροσωπήθηκαν"
        return f"{verb} {plural(bodies or 0, ORGANISATIONS[LANGUAGE], LANGUAGE)}."
    people = from_in_words(people_in_words(headcount, LANGUAGE), bodies, LANGUAGE)
    parts = (
        f", {headcount.online} διαδικτυακά και {headcount.on_site} διά ζώσης" if headcount.online is not None else ""
    )
    return f"{'Συμμετείχε' if headcount.total == 1 else 'Συμμετείχαν'} {people}{parts}."


def categories(said: str, *, complete: bool) -> str:
    """Say of which categories they were."""
    return f"Ανά κατηγορία: {said}." if complete else f"Μεταξύ άλλων εκπροσωπήθηκαν: {said}."


def rooms(titles: Sequence[str], count: int) -> str:
    """Say in how many rooms the participants talked, and about what where every title is known."""
    if count == 1:
        return f"Μία ομάδα εργάστηκε με θέμα «{titles[0]}»." if titles else "Μία ομάδα εργάστηκε χωριστά."
    if len(titles) != count:
        return f"Οι συμμετέχοντες συζήτησαν σε {number(count)} ομάδες."
    quoted = joined([f"«{said}»" for said in titles], LANGUAGE)
    return f"Οι συμμετέχοντες συζήτησαν σε {number(count)} ομάδες: {quoted}."


def training(minutes: int, total: int | None) -> str:
    """Say how much of the roundtable was training."""
    if total:
        return f"Η κατάρτιση διήρκεσε {minutes} από τα {total} λεπτά."
    return f"Η κατάρτιση διήρκεσε {plural(minutes, ('λεπτό', 'λεπτά'), LANGUAGE)}."


def presented(item: Item) -> str:
    """Say who presented an item."""
    return PRESENTED.get(item.kind, "Το θέμα αυτό παρουσίασε ο φορέας {presenter}.").format(presenter=item.presenter)


def room_heading(place: int, said: str) -> str:
    """Title a room."""
    return f"Ομάδα {place}: {said}" if said else f"Ομάδα {place}"


def room_asked(needs: int, proposals: int) -> str:
    """Say how much a room asked for."""
    words = counted_words(needs, proposals)
    return f"Αυτή η ομάδα διατύπωσε {words}." if words else "Σε αυτή την ομάδα δεν καταγράφηκε καμία ανάγκη."


def asked_of(need: Need, addressees: str) -> str:
    """Say beside a need whom it asks, and whether it came back."""
    kind = "Πρόταση" if need.is_proposal else "Ανάγκη"
    to_whom = f"αποδέκτες: {addressees}" if addressees else ""
    again = f"τέθηκε για {ordinal(need.times_raised, LANGUAGE, 'feminine')} φορά" if need.times_raised > 1 else ""
    return "· ".join(part for part in (kind, to_whom, again) if part)


def promised_by(promise: Promise) -> str:
    """Say beside a promise who gave it and by when."""
    owner = promise.owner or "δεν την έχει αναλάβει ακόμη κανείς"
    due = f"προθεσμία: {day(promise.due_on)}" if promise.due_on else "δεν ορίστηκε προθεσμία"
    return ", ".join([owner, due, *(["παράδειγμα"] if promise.is_example else [])])


def remaining(left: int, planned: int, years: Sequence[int]) -> str:
    """Say how many roundtables were still to come, seen from this one."""
    if left == 0:
        if planned == 1:
            return "Ήταν η μοναδική προγραμματισμένη συνάντηση."
        return f"Ήταν η τελευταία από τις {number(planned)} προγραμματισμένες συναντήσεις."
    verb, noun = ("γίνει", "συνάντηση") if left == 1 else ("γίνουν", "συναντήσεις")
    when = f", {joined([f'το {year}' for year in years], LANGUAGE)}" if years else ""
    return f"Προβλέπεται να {verb} ακόμη {number(left)} {noun}{when}."


def part_of(programme: str) -> str:
    """Name the programme."""
    return f"Η πλατφόρμα αποτελεί μέρος του προγράμματος {programme}."


def other_regions(count: int, programme: str, countries: Sequence[str]) -> str:
    """Say how many other regions take part."""
    where = f" ({joined(countries, LANGUAGE)})" if countries else ""
    if count == 1:
        return f"Στο πρόγραμμα {programme} συμμετέχει άλλη μία περιοχή, με δική της πλατφόρμα{where}."
    words = f"συμμετέχουν άλλες {number(count)} περιοχές, η καθεμία με δική της πλατφόρμα"
    return f"Στο πρόγραμμα {programme} {words}{where}."


def read_on(region: str) -> str:
    """Point to the page of the region."""
    return f"Στη σελίδα «{region}» διαβάζετε τι άλλο γίνεται εκεί."
