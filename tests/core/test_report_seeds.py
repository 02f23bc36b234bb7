"""The drafted report states every fact of the two published accounts, each sentence with its record."""

import re

import pytest

from maillage.core.report import draft_report
from tests.core.report_facts import SAONE_ET_LOIRE_3, VAUCLUSE_2

SOURCE = re.compile(r"roundtable|attendance|programme|(agenda|room):\d+|(need|commitment|practice|note):\w+")


def told(draft, source=""):
    return [sentence.text for sentence in draft.sentences if sentence.source.startswith(source)]


def test_the_third_roundtable_in_saone_et_loire_states_each_fact():
    draft = draft_report(SAONE_ET_LOIRE_3, "en")
    assert draft.title == "Third roundtable in Saône-et-Loire"
    assert draft.lead == "Eight needs and one proposal came out of this roundtable."
    assert told(draft, "roundtable") == [
        "On 25 January 2022, the platform on which organisations cooperate for the integration of migrants and "
        "refugees in Saône-et-Loire (department, France) held its third roundtable, online.",
        "Entraide Pierre Valdo organised it, with the support of ICMC Europe (lead of the SHARE Network).",
        "The platform is to meet once more, in 2022.",
    ]
    assert told(draft, "attendance") == [
        "22 stakeholders took part.",
        "Among them were regional authorities and agencies, local authorities, public employment bodies and NGOs.",
    ]
    assert told(draft, "agenda") == [
        "The project was introduced to the organisations that were new on the platform.",
        "The team told of people who arrived and of partnerships that began.",
        "Humanity gave news of the pilot.",
        "The participants talked in two rooms, about “Social link through interculturality” and “Mobilising local and "
        "regional authorities”.",
    ]
    assert told(draft, "room:") == ["This room put forward five needs.", "This room put forward one need."]
    assert [sentence.source for sentence in draft.sentences if sentence.source.startswith("need")] == [
        f"need:sl0{number}" for number in range(1, 10)
    ]
    assert told(draft, "practice") == [
        "Driving lessons. Associations teach driving and the language of the written test.",
        "Carpool schedules. Residents drive those without car or licence.",
    ]
    assert told(draft, "note") == [
        "The project advances well and becomes concrete with the pilot.",
        "Several came to know Humanity through it.",
    ]
    assert told(draft, "programme") == [
        "The platform is part of Share SIRA.",
        "It strengthens and widens the social orientation and the integration of newcomers in rural territories of "
        "Europe.",
        "Co-funded by the European Union’s Asylum, Migration and Integration Fund.",
        "Nine other regions take part in Share SIRA with a platform of their own (Spain, France, Greece and Poland).",
        "The page of Saône-et-Loire tells what else happens there.",
    ]


def test_whom_a_need_asks_stands_beside_it():
    asides = {sentence.source: sentence.aside for sentence in draft_report(SAONE_ET_LOIRE_3, "en").sentences}
    assert asides["need:sl01"] == "Need addressed to NGOs and foundations"
    assert asides["need:sl02"] == "Need addressed to funders"
    assert asides["need:sl03"] == "Need"
    assert asides["need:sl07"] == "Proposal addressed to local authorities"
    assert asides["need:sl09"] == "Need, raised for the second time"
    assert asides["note:n01"] == "The pilot"


def test_the_second_roundtable_in_vaucluse_states_each_fact():
    draft = draft_report(VAUCLUSE_2, "en")
    assert draft.title == "Second roundtable in Vaucluse"
    assert told(draft, "roundtable")[1:] == [
        "Entraide Pierre Valdo organised it, in cooperation with ICMC Europe (lead of the SHARE Network).",
        "The platform is to meet two more times, in 2021 and 2022.",
    ]
    assert "On 27 July 2021," in told(draft, "roundtable")[0]
    assert told(draft, "attendance") == ["10 stakeholders took part."]
    assert "vocational training and employment, language support, culture and sport" in told(draft, "agenda:1")[0]
    assert told(draft, "agenda:2") == ["The factfile and pilots are to come."]
    assert told(draft, "need") == ["Initiatives sit mostly in towns, where exclusion and unemployment are noticed."]
    assert told(draft, "practice") == [
        "A focal point for French as a foreign language in the AGIR project.",
        "Art exhibitions where many newcomers settle.",
    ]
    assert draft.sentences[-1].text == "The page of Vaucluse tells what else happens there."


def test_the_french_report_says_the_same_in_its_own_words():
    draft = draft_report(SAONE_ET_LOIRE_3, "fr")
    assert draft.title == "Saône-et-Loire\u202f: troisième table ronde"
    assert draft.lead == "De cette table ronde sont issus\u202f: huit besoins et une proposition."
    assert told(draft, "roundtable") == [
        "Le 25 janvier 2022, la plateforme Saône-et-Loire (département, France), où des organisations coopèrent pour "
        "l’intégration des personnes migrantes et réfugiées, a tenu sa troisième table ronde, en ligne.",
        "Elle a été organisée par Entraide Pierre Valdo, avec le soutien d’ICMC Europe (tête du réseau SHARE).",
        "La plateforme doit encore se réunir une fois, en 2022.",
    ]
    assert told(draft, "attendance") == [
        "22 parties prenantes ont pris part.",
        "Y étaient représentés, entre autres\u202f: autorités et agences régionales, collectivités locales, organismes "
        "publics de l’emploi et ONG.",
    ]
    assert "«\u202fLe lien social par l’interculturalité\u202f»" in told(draft, "agenda:4")[0]
    assert (
        "Neuf autres territoires prennent part à Share SIRA avec leur propre plateforme" in told(draft, "programme")[3]
    )
    assert told(draft_report(VAUCLUSE_2, "fr"), "roundtable")[2] == (
        "La plateforme doit encore se réunir deux fois, en 2021 et en 2022."
    )


@pytest.mark.parametrize("facts", [SAONE_ET_LOIRE_3, VAUCLUSE_2], ids=["saone-et-loire-3", "vaucluse-2"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_sentence_is_whole_and_names_its_record(facts, language):
    draft = draft_report(facts, language)
    kinds = [block.kind for block in draft.blocks]
    order = ["opening", "attendance", "item", "room", "commitments", "practices", "said", "remaining", "credit"]
    assert kinds == sorted(kinds, key=order.index)
    for sentence in draft.sentences:
        assert SOURCE.fullmatch(sentence.source)
        assert sentence.text[0].upper() == sentence.text[0]
        assert sentence.text.endswith(".")
        assert "'" not in sentence.text + sentence.aside
        assert not sentence.lang


@pytest.mark.parametrize("facts", [SAONE_ET_LOIRE_3, VAUCLUSE_2], ids=["saone-et-loire-3", "vaucluse-2"])
def test_french_signs_stand_behind_a_narrow_no_break_space(facts):
    for sentence in draft_report(facts, "fr").sentences:
        assert not re.search(r"[^\u202f][:;?!»]|«[^\u202f]", sentence.text + sentence.aside)
