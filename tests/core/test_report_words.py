"""What a report says, and leaves out, when records are thin, partial, or in another language."""

from dataclasses import replace
from datetime import date, time

import pytest

from maillage.core.headcount import Headcount
from maillage.core.report import (
    LANGUAGES,
    Facts,
    Item,
    Need,
    Organiser,
    Practice,
    Programme,
    Promise,
    Room,
    Said,
    draft_report,
    english,
)
from maillage.core.report.composition import VOICES
from maillage.core.wording import Wording
from maillage.people.enums import Category
from tests.core.report_facts import both

BARE = Facts(number=2, date=date(2021, 7, 1), region=both("Near", "Près"), planned=4)


def told(facts, language="en", kind=""):
    return [
        sentence.text
        for block in draft_report(facts, language).blocks
        for sentence in block.sentences
        if not kind or block.kind == kind
    ]


def test_what_is_not_recorded_is_left_out_or_said_to_be_so():
    assert told(BARE) == [
        "On 1 July 2021, the platform on which organisations cooperate for the integration of migrants and refugees in "
        "Near held its second roundtable.",
        "The head-count was not recorded.",
        "The platform is to meet two more times.",
        "The page of Near tells what else happens there.",
    ]
    assert told(BARE, "fr")[1] == "Le nombre de présents n’a pas été relevé."
    assert "1er juillet 2021" in told(BARE, "fr")[0]
    assert draft_report(BARE, "en").lead == ""


@pytest.mark.parametrize(
    ("headcount", "english_words", "french_words"),
    [
        (
            Headcount("people", exact=21, online=18, on_site=3),
            "21 people took part, 18 online and 3 on site.",
            "21 personnes ont pris part, 18 en ligne et 3 sur place.",
        ),
        (
            Headcount("stakeholders", least=9, most=16),
            "9 to 16 stakeholders took part.",
            "De 9 à 16 parties prenantes ont pris part.",
        ),
        (
            Headcount("people", exact=30, organisations=21),
            "30 people from 21 organisations took part.",
            "30 personnes de 21 organisations ont pris part.",
        ),
        (Headcount("people", exact=1), "1 person took part.", "1 personne a pris part."),
        (
            Headcount("people", organisations=21),
            "21 organisations were represented.",
            "21 organisations étaient représentées.",
        ),
        (Headcount("people", organisations=1), "1 organisation was represented.", "1 organisation était représentée."),
    ],
)
def test_a_head_count_becomes_a_sentence(headcount, english_words, french_words):
    facts = replace(BARE, headcount=headcount)
    assert told(facts, "en", "attendance") == [english_words]
    assert told(facts, "fr", "attendance") == [french_words]


def test_categories_that_add_up_are_told_with_their_counts():
    facts = replace(BARE, headcount=Headcount("people", exact=5), categories={"ngo": 3, "citizens": 2, "academia": 0})
    assert told(facts, "en", "attendance")[1] == "By category, they were NGOs (3) and citizens (2)."
    assert told(facts, "fr", "attendance")[1] == "Par catégorie\u202f: ONG (3) et habitantes et habitants (2)."
    partial = replace(facts, headcount=Headcount("people", exact=9))
    assert told(partial, "en", "attendance")[1] == "Among them were NGOs (3) and citizens (2)."


def test_a_training_is_told_with_its_share_of_the_time():
    facts = replace(BARE, minutes=300, items=(Item(2, "training", minutes=240, presenter="An expert"),))
    assert told(facts, "en", "item") == ["An expert gave a training.", "The training took 240 of the 300 minutes."]
    assert told(facts, "fr", "item")[1] == "La formation a occupé 240 des 300 minutes."
    assert told(replace(facts, minutes=None), "en", "item")[1] == "The training took 240 minutes."
    assert told(replace(facts, minutes=None), "fr", "item")[1] == "La formation a duré 240 minutes."


def test_organisers_are_told_by_capacity():
    facts = replace(
        BARE,
        organisers=(
            Organiser("A", "organiser"),
            Organiser("B", "organiser"),
            Organiser("C", "co_organiser"),
            Organiser("D", "cooperation"),
            Organiser("E", "support"),
        ),
    )
    assert told(facts)[1] == ("A and B organised it together with C, in cooperation with D, with the support of E.")
    assert told(facts, "fr")[1] == (
        "Elle a été organisée par A et B, avec C, en coopération avec D, avec le soutien d’E."
    )
    alone = replace(BARE, organisers=(Organiser("E", "support"),))
    assert told(alone)[1] == "It took place with the support of E."
    assert told(alone, "fr")[1] == "Elle a eu lieu avec le soutien d’E."


def test_a_remark_in_another_language_gets_a_sentence_of_its_own():
    facts = replace(BARE, organisers=(Organiser("D", "organiser", Wording(fr="tête du réseau")),))
    sentence = draft_report(facts, "en").blocks[0].sentences[2]
    assert (sentence.text, sentence.aside, sentence.lang) == ("tête du réseau.", "D", "fr")


def test_time_length_place_and_subject_are_told_where_they_are_known():
    facts = replace(
        BARE,
        mode="hybrid",
        start_time=time(14, 30),
        minutes=120,
        venue=both("the town hall.", "la mairie"),
        subject=both("Housing in small towns", "Le logement dans les bourgs"),
    )
    assert told(facts)[1:3] == [
        "It began at 14:30, with 120 minutes set aside for it.",
        "It took place here: the town hall.",
    ]
    assert told(facts, "fr")[1:3] == [
        "Elle a commencé à 14\u00a0h\u00a030\u202f; 120 minutes lui étaient réservées.",
        "Lieu de la rencontre\u202f: la mairie.",
    ]
    assert draft_report(facts, "en").lead == "Housing in small towns."
    assert told(replace(facts, minutes=None))[1] == "It began at 14:30."
    assert told(replace(facts, minutes=None), "fr")[1] == "Elle a commencé à 14\u00a0h\u00a030."
    assert told(replace(facts, start_time=None))[1] == "120 minutes were set aside for it."
    assert told(replace(facts, start_time=None), "fr")[1] == "120 minutes lui étaient réservées."


def test_a_record_in_another_language_speaks_it_and_is_marked():
    facts = replace(
        BARE,
        subject=Wording(fr="Le logement"),
        venue=Wording(fr="Mairie"),
        items=(Item(1, "other", Wording(fr="Le pilote"), Wording(fr="Il avance.")),),
        rooms=(Room(1, Wording(fr="Le lien social"), (Need("n1", Wording(fr="Un poste")),)),),
        practices=(Practice("p1", Wording(fr="Le jardin"), both("A garden", "Un jardin")),),
    )
    draft = draft_report(facts, "en")
    marked = {sentence.text: sentence.lang for sentence in draft.sentences if sentence.lang}
    assert marked == dict.fromkeys(
        ["Mairie.", "Le logement.", "Il avance.", "Un poste.", "Le jardin. Un jardin."], "fr"
    )
    assert [(block.heading, block.lang) for block in draft.blocks if block.lang] == [
        ("Le pilote", "fr"),
        ("Le lien social", "fr"),
    ]
    assert not [sentence for sentence in draft_report(facts, "fr").sentences if sentence.lang]


def test_a_breakout_without_titles_tells_how_many_rooms_there_were():
    rooms = (Room(1, Wording()), Room(2, both("Health", "Santé")))
    facts = replace(BARE, items=(Item(1, "breakout"),), rooms=rooms)
    assert told(facts, "en", "item") == ["The participants talked in two rooms."]
    assert told(facts, "fr", "item") == ["Les participants ont échangé dans deux ateliers."]
    assert told(facts, "en", "room") == ["No need was recorded for this room."] * 2
    assert told(facts, "fr", "room") == ["Aucun besoin n’a été relevé pour cet atelier."] * 2
    one = replace(facts, rooms=rooms[1:])
    assert told(one, "en", "item") == ["One room worked on “Health”."]
    assert told(one, "fr", "item") == ["Un atelier a travaillé sur «\u202fSanté\u202f»."]
    untitled = replace(facts, rooms=rooms[:1])
    assert told(untitled, "en", "item") == ["One room worked apart."]
    assert told(untitled, "fr", "item") == ["Un atelier a travaillé à part."]


def test_promises_name_owner_and_date():
    facts = replace(
        BARE,
        promises=(
            Promise(
                "c1", both("We write one page", "Nous écrivons une page"), "Viltaïs", date(2022, 4, 30), is_example=True
            ),
            Promise("c2", both("A list", "Une liste")),
        ),
    )
    asides = [
        sentence.aside for sentence in draft_report(facts, "en").sentences if sentence.source.startswith("commitment")
    ]
    assert asides == ["Viltaïs, due 30 April 2022, example", "nobody has taken it on yet, no date was set"]
    french_asides = [
        sentence.aside for sentence in draft_report(facts, "fr").sentences if sentence.source.startswith("commitment")
    ]
    assert french_asides == [
        "Viltaïs, pour le 30 avril 2022, exemple",
        "personne ne s’en charge encore, aucune date fixée",
    ]
    assert draft_report(facts, "fr").lead == "De cette table ronde sont issus\u202f: deux promesses."


def test_news_stand_under_their_item_or_room():
    facts = replace(
        BARE,
        items=(Item(1, "field_update"), Item(2, "other")),
        rooms=(Room(1, both("Health", "Santé")),),
        news=(
            Said("n1", both("Six families arrived", "Six familles"), item=1),
            Said("n2", both("A visit", "Une visite"), room=1),
        ),
    )
    blocks = draft_report(facts, "en").blocks
    assert [sentence.text for sentence in blocks[2].sentences] == ["Six families arrived."]
    assert [sentence.text for sentence in blocks[3].sentences] == ["What this point brought was not recorded."]
    assert blocks[4].sentences[1].source == "note:n2"


@pytest.mark.parametrize(
    ("number", "planned", "english_words", "french_words"),
    [
        (
            4,
            4,
            "It was the last of the four planned roundtables.",
            "C’était la dernière des quatre tables rondes prévues.",
        ),
        (1, 1, "It was the only planned roundtable.", "C’était l’unique table ronde prévue."),
        (1, 4, "The platform is to meet three more times.", "La plateforme doit encore se réunir trois fois."),
        (3, 16, "The platform is to meet 13 more times.", "La plateforme doit encore se réunir 13 fois."),
    ],
)
def test_what_remains_is_counted_from_this_roundtable(number, planned, english_words, french_words):
    facts = replace(BARE, number=number, planned=planned)
    assert told(facts, "en", "remaining") == [english_words]
    assert told(facts, "fr", "remaining") == [french_words]


def test_a_roundtable_beyond_the_plan_says_nothing_of_what_remains():
    assert told(replace(BARE, number=5), "en", "remaining") == []


def test_one_other_region_is_told_in_the_singular():
    facts = replace(BARE, programme=Programme("Alpha", other_regions=1))
    assert "One other region takes part in Alpha with a platform of its own." in told(facts)
    assert "Un autre territoire prend part à Alpha avec sa propre plateforme." in told(facts, "fr")
    assert "La plateforme fait partie d’Alpha." in told(facts, "fr")


def test_a_need_that_came_back_says_so_in_french_with_agreement():
    proposal = Need("n1", both("A walk", "Une promenade"), True, ("ngo",), times_raised=3)
    need = Need("n2", both("A post", "Un poste"), times_raised=2)
    facts = replace(BARE, other_needs=(proposal, need))
    asides = [sentence.aside for sentence in draft_report(facts, "fr").sentences if sentence.source.startswith("need")]
    assert asides == [
        "Proposition adressée à\u202f: ONG\u202f; exprimée pour la troisième fois",
        "Besoin\u202f; exprimé pour la deuxième fois",
    ]


def test_every_voice_knows_the_whole_vocabulary_in_its_order():
    for voice in VOICES.values():
        assert list(voice.CATEGORIES) == list(Category)
        assert voice.ITEM_HEADINGS.keys() == voice.ITEM_SENTENCES.keys() == english.ITEM_HEADINGS.keys()
        assert voice.HEADINGS.keys() == english.HEADINGS.keys()


def test_a_language_without_a_voice_is_refused():
    assert LANGUAGES == ("en", "fr", "es", "pl", "el")
    with pytest.raises(KeyError):
        draft_report(BARE, "uk")
