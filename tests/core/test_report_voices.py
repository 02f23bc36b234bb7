"""Spanish, Polish and Greek inflect what they count, date and name, as somebody who speaks them would write it."""

from dataclasses import replace
from datetime import date, time

import pytest

from maillage.core.headcount import Headcount
from maillage.core.report import (
    Item,
    Need,
    Organiser,
    Promise,
    Room,
    draft_report,
)
from maillage.core.wording import Wording
from tests.core.other_tongues import BARE, OTHERS, asides, in_all, in_three, told


def test_the_first_sentence_names_day_place_and_number():
    spanish, polish, greek = in_three(BARE, "opening")
    assert spanish == (
        "El 1 de julio de 2021, la plataforma de Soria, en la que distintas organizaciones cooperan para la "
        "integración de personas migrantes y refugiadas, celebró su segunda mesa redonda."
    )
    assert polish == (
        "1 lipca 2021 r. platforma Soria, na której organizacje współpracują na rzecz integracji migrantów i "
        "uchodźców, odbyła swoje drugie spotkanie okrągłego stołu."
    )
    assert greek == (
        "Την 1η Ιουλίου 2021, η πλατφόρμα «Soria», στην οποία φορείς συνεργάζονται για την ένταξη μεταναστών και "
        "προσφύγων, πραγματοποίησε τη δεύτερη συνάντηση στρογγυλής τραπέζης."
    )


@pytest.mark.parametrize(
    ("mode", "endings"),
    [
        ("online", (", en línea.", " w trybie online.", ", διαδικτυακά.")),
        ("on_site", (", de forma presencial.", " w trybie stacjonarnym.", ", διά ζώσης.")),
        (
            "hybrid",
            (", en línea y de forma presencial.", " w trybie hybrydowym.", ", διαδικτυακά και διά ζώσης."),
        ),
    ],
)
def test_the_mode_ends_the_first_sentence(mode, endings):
    for said, ending in zip(in_three(replace(BARE, mode=mode), "opening"), endings, strict=True):
        assert said.endswith(ending)


@pytest.mark.parametrize(
    ("number", "greek"),
    [(1, "την πρώτη"), (3, "την τρίτη"), (8, "την όγδοη"), (10, "τη δέκατη"), (13, "τη 13η"), (20, "την 20ή")],
)
def test_the_greek_article_keeps_its_last_letter_where_the_next_sound_asks_for_it(number, greek):
    assert f"πραγματοποίησε {greek} συνάντηση" in told(replace(BARE, number=number), "el", "opening")[0]


def test_a_title_needs_no_case_of_the_region():
    titles = [draft_report(replace(BARE, number=3), language).title for language in OTHERS]
    assert titles == [
        "Tercera mesa redonda en Soria",
        "Soria: trzecie spotkanie okrągłego stołu",
        "Soria: τρίτη συνάντηση στρογγυλής τραπέζης",
    ]


@pytest.mark.parametrize(
    ("headcount", "spanish", "polish", "greek"),
    [
        (
            Headcount("stakeholders", exact=22),
            "Participaron 22 partes interesadas.",
            "W spotkaniu wzięło udział 22 interesariuszy.",
            "Συμμετείχαν 22 ενδιαφερόμενα μέρη.",
        ),
        (
            Headcount("stakeholders", exact=1),
            "Participó 1 parte interesada.",
            "W spotkaniu wziął udział 1 interesariusz.",
            "Συμμετείχε 1 ενδιαφερόμενο μέρος.",
        ),
        (
            Headcount("people", exact=1),
            "Participó 1 persona.",
            "W spotkaniu wzięła udział 1 osoba.",
            "Συμμετείχε 1 άτομο.",
        ),
        (
            Headcount("people", exact=22),
            "Participaron 22 personas.",
            "W spotkaniu wzięły udział 22 osoby.",
            "Συμμετείχαν 22 άτομα.",
        ),
        (
            Headcount("people", exact=12),
            "Participaron 12 personas.",
            "W spotkaniu wzięło udział 12 osób.",
            "Συμμετείχαν 12 άτομα.",
        ),
        (
            Headcount("people", least=9, most=16),
            "Participaron de 9 a 16 personas.",
            "W spotkaniu wzięło udział od 9 do 16 osób.",
            "Συμμετείχαν από 9 έως 16 άτομα.",
        ),
        (
            Headcount("people", exact=21, online=18, on_site=3),
            "Participaron 21 personas, 18 en línea y 3 de forma presencial.",
            "W spotkaniu wzięło udział 21 osób: 18 online i 3 stacjonarnie.",
            "Συμμετείχαν 21 άτομα, 18 διαδικτυακά και 3 διά ζώσης.",
        ),
        (
            Headcount("people", exact=30, organisations=21),
            "Participaron 30 personas de 21 organizaciones.",
            "W spotkaniu wzięło udział 30 osób z 21 organizacji.",
            "Συμμετείχαν 30 άτομα από 21 φορείς.",
        ),
        (
            Headcount(organisations=1),
            "Estuvo representada 1 organización.",
            "Reprezentowana była 1 organizacja.",
            "Εκπροσωπήθηκε 1 φορέας.",
        ),
        (
            Headcount(organisations=3),
            "Estuvieron representadas 3 organizaciones.",
            "Reprezentowane były 3 organizacje.",
            "Εκπροσωπήθηκαν 3 φορείς.",
        ),
        (
            Headcount(organisations=13),
            "Estuvieron representadas 13 organizaciones.",
            "Reprezentowanych było 13 organizacji.",
            "Εκπροσωπήθηκαν 13 φορείς.",
        ),
        (
            None,
            "No se registró el número de asistentes.",
            "Liczby uczestników nie odnotowano.",
            "Ο αριθμός των συμμετεχόντων δεν καταγράφηκε.",
        ),
    ],
)
def test_a_head_count_becomes_a_sentence_whose_verb_agrees(headcount, spanish, polish, greek):
    assert in_three(replace(BARE, headcount=headcount), "attendance") == (spanish, polish, greek)


def test_categories_stand_in_the_order_of_the_vocabulary():
    facts = replace(BARE, headcount=Headcount(exact=5), categories={"ngo": 3, "local_authorities": 2})
    assert in_three(facts, "attendance", 1) == (
        "Por categorías: autoridades locales (2) y ONG (3).",
        "Według kategorii: władze lokalne (2) i organizacje pozarządowe (3).",
        "Ανά κατηγορία: τοπικές αρχές (2) και ΜΚΟ (3).",
    )


def test_organisers_are_told_by_capacity_without_a_case_of_their_names():
    roles = ["organiser", "organiser", "co_organiser", "cooperation", "support"]
    facts = replace(BARE, organisers=tuple(Organiser(name, role) for name, role in zip("ABCDE", roles, strict=True)))
    assert in_three(facts, "opening", 1) == (
        "La organizaron A y B junto con C, en colaboración con D, con el apoyo de E.",
        "Organizacja spotkania: A i B; współorganizacja: C; współpraca: D; wsparcie: E.",
        "Διοργάνωση: A και B· συνδιοργάνωση: C· συνεργασία: D· υποστήριξη: E.",
    )
    alone = replace(BARE, organisers=facts.organisers[-1:])
    assert in_three(alone, "opening", 1) == (
        "Se celebró con el apoyo de E.",
        "Wsparcie spotkania: E.",
        "Υποστήριξη: E.",
    )


def test_hour_and_length_are_told_together_or_apart():
    facts = replace(BARE, start_time=time(14, 30), minutes=122)
    assert in_three(facts, "opening", 1) == (
        "Comenzó a las 14:30, con una duración prevista de 122 minutos.",
        "Spotkanie rozpoczęło się o godz. 14:30; przewidziano na nie 122 minuty.",
        "Άρχισε στις 14:30, με προβλεπόμενη διάρκεια 122 λεπτών.",
    )
    assert in_three(replace(facts, minutes=None, start_time=time(1, 5)), "opening", 1) == (
        "Comenzó a la 1:05.",
        "Spotkanie rozpoczęło się o godz. 01:05.",
        "Άρχισε στη 01:05.",
    )
    assert in_three(replace(facts, start_time=None, minutes=120), "opening", 1) == (
        "La duración prevista era de 120 minutos.",
        "Na spotkanie przewidziano 120 minut.",
        "Η προβλεπόμενη διάρκεια ήταν 120 λεπτά.",
    )
    assert in_three(replace(BARE, venue=in_all("Plaza Mayor 1.")), "opening", 1) == (
        "Lugar de celebración: Plaza Mayor 1.",
        "Miejsce spotkania: Plaza Mayor 1.",
        "Τόπος της συνάντησης: Plaza Mayor 1.",
    )


def test_a_training_is_told_with_its_share_of_the_time():
    facts = replace(BARE, minutes=300, items=(Item(1, "training", minutes=240, presenter="Accem"),))
    assert in_three(facts, "item", 0) == (
        "Accem impartió una formación.",
        "Przedstawiciele organizacji Accem poprowadzili szkolenie.",
        "Ο φορέας Accem πραγματοποίησε κατάρτιση.",
    )
    assert in_three(facts, "item", 1) == (
        "La formación ocupó 240 de los 300 minutos.",
        "Szkolenie zajęło 240 z 300 minut.",
        "Η κατάρτιση διήρκεσε 240 από τα 300 λεπτά.",
    )
    assert in_three(replace(facts, minutes=None), "item", 1) == (
        "La formación duró 240 minutos.",
        "Szkolenie trwało 240 minut.",
        "Η κατάρτιση διήρκεσε 240 λεπτά.",
    )


def asked(needs, proposals):
    return tuple(Need(f"n{place}", in_all("A"), place >= needs) for place in range(needs + proposals))


@pytest.mark.parametrize(
    ("needs", "proposals", "spanish", "polish", "greek"),
    [
        (
            5,
            1,
            "Este grupo planteó cinco necesidades y una propuesta.",
            "Ta grupa zgłosiła pięć potrzeb i jedną propozycję.",
            "Αυτή η ομάδα διατύπωσε πέντε ανάγκες και μία πρόταση.",
        ),
        (
            1,
            2,
            "Este grupo planteó una necesidad y dos propuestas.",
            "Ta grupa zgłosiła jedną potrzebę i dwie propozycje.",
            "Αυτή η ομάδα διατύπωσε μία ανάγκη και δύο προτάσεις.",
        ),
        (
            22,
            0,
            "Este grupo planteó 22 necesidades.",
            "Ta grupa zgłosiła 22 potrzeby.",
            "Αυτή η ομάδα διατύπωσε 22 ανάγκες.",
        ),
        (
            0,
            0,
            "En este grupo no se registró ninguna necesidad.",
            "W tej grupie nie odnotowano żadnej potrzeby.",
            "Σε αυτή την ομάδα δεν καταγράφηκε καμία ανάγκη.",
        ),
    ],
)
def test_what_a_room_asked_for_is_counted_in_the_right_case(needs, proposals, spanish, polish, greek):
    facts = replace(BARE, rooms=(Room(1, in_all("X"), asked(needs, proposals)),))
    assert in_three(facts, "room") == (spanish, polish, greek)


def test_the_lead_counts_what_came_out():
    promises = (Promise("c1", in_all("A")), Promise("c2", in_all("B")))
    facts = replace(BARE, other_needs=asked(8, 1), promises=promises)
    assert [draft_report(facts, language).lead.replace("\u00a0", " ") for language in OTHERS] == [
        "De esta mesa redonda surgieron ocho necesidades, una propuesta y dos compromisos.",
        "Podczas spotkania zgłoszono osiem potrzeb i jedną propozycję oraz podjęto dwa zobowiązania.",
        "Από τη συνάντηση προέκυψαν οκτώ ανάγκες, μία πρόταση και δύο δεσμεύσεις.",
    ]
    one = replace(BARE, promises=promises[:1])
    assert [draft_report(one, language).lead for language in OTHERS] == [
        "De esta mesa redonda surgió un compromiso.",
        "Podczas spotkania podjęto jedno zobowiązanie.",
        "Από τη συνάντηση προέκυψε μία δέσμευση.",
    ]


def test_the_participants_talked_in_so_many_rooms():
    facts = replace(BARE, items=(Item(1, "breakout"),), rooms=tuple(Room(place, Wording()) for place in (1, 2, 3)))
    assert in_three(facts, "item") == (
        "Se trabajó en tres grupos.",
        "Uczestnicy rozmawiali w trzech grupach.",
        "Οι συμμετέχοντες συζήτησαν σε τρεις ομάδες.",
    )
    one = replace(facts, rooms=(Room(1, in_all("X")),))
    assert in_three(one, "item") == (
        "Un grupo trabajó sobre «X».",
        "Jedna grupa pracowała nad tematem „X”.",
        "Μία ομάδα εργάστηκε με θέμα «X».",
    )


def test_beside_a_need_stands_whom_it_asks_and_that_it_came_back():
    proposal = Need("n1", in_all("A"), True, ("foundation", "ngo"), times_raised=3)
    facts = replace(BARE, other_needs=(proposal, Need("n2", in_all("B"), times_raised=2)))
    assert [asides(facts, language)[-4:-2] for language in OTHERS] == [
        ["Propuesta dirigida a: ONG y fundaciones; planteada por tercera vez", "Necesidad; planteada por segunda vez"],
        [
            "Propozycja; adresaci: organizacje pozarządowe i fundacje; zgłoszona po raz trzeci",
            "Potrzeba; zgłoszona po raz drugi",
        ],
        ["Πρόταση· αποδέκτες: ΜΚΟ και ιδρύματα· τέθηκε για τρίτη φορά", "Ανάγκη· τέθηκε για δεύτερη φορά"],
    ]


def test_beside_a_promise_stand_owner_and_date():
    facts = replace(
        BARE,
        promises=(Promise("c1", in_all("A"), "Accem", date(2022, 5, 1), is_example=True), Promise("c2", in_all("B"))),
    )
    assert [asides(facts, language)[-4:-2] for language in OTHERS] == [
        ["Accem, para el 1 de mayo de 2022, ejemplo", "nadie lo ha asumido todavía, sin fecha fijada"],
        ["Accem, termin: 1 maja 2022 r., przykład", "nikt się tego jeszcze nie podjął, nie ustalono terminu"],
        [
            "Accem, προθεσμία: 1η Μαΐου 2022, παράδειγμα",
            "δεν την έχει αναλάβει ακόμη κανείς, δεν ορίστηκε προθεσμία",
        ],
    ]


def test_polish_keeps_words_of_one_letter_with_the_next():
    text = draft_report(replace(BARE, number=3, later_years=(2022,)), "pl").blocks[-2].sentences[0].text
    assert text == "Platforma ma się spotkać jeszcze raz, w\u00a02022\u00a0r."


def test_a_greek_question_ends_as_it_is_and_what_trails_off_gets_a_point():
    texts = ("Τι χρειάζεται;", "Μια θέση,", "Μια θέση (πλήρης)", "«Μια θέση.»")
    facts = replace(BARE, other_needs=tuple(Need("n", Wording(el=text)) for text in texts))
    assert told(facts, "el", "room") == ["Τι χρειάζεται;", "Μια θέση.", "Μια θέση (πλήρης).", "«Μια θέση.»"]
