"""The reports of the demonstration state every fact of their sources, in each language of their region."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maillage.cooperation.models import ReportText, ReportVersion
from maillage.cooperation.queries.facts import facts_of
from maillage.core.report import LANGUAGES, Draft, draft_report
from maillage.core.series import InFeed, feed_neighbours
from maillage.website.models import NewsPost
from tests.demonstration.told import everything, report, roundtable, sentences

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]

EXPECTED = Path(__file__).parent / "saone_et_loire_3"
REGIONAL = {"es": {"teruel", "soria"}, "pl": {"lower-silesia", "mazovia"}, "el": {"karditsa"}}

# The third roundtable in Saône-et-Loire


def in_plain_lines(draft: Draft) -> str:
    """One sentence a line: the words, the record, what stands beside; blanks that do not break are plain ones here."""
    lines = [f"# {draft.title}", draft.lead]
    for block in draft.blocks:
        lines += ["", f"## {block.heading}"]
        for sentence in block.sentences:
            source = re.sub(r"^note:.+", "note", sentence.source)
            lines.append(" | ".join(part for part in (sentence.text, source, sentence.aside) if part))
    return re.sub("[\u00a0\u202f]", " ", "\n".join(lines)) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_of_saone_et_loire_reads_as_somebody_wrote_it_down(language: str) -> None:
    draft = draft_report(facts_of(roundtable("saone-et-loire", 3)), language)
    assert in_plain_lines(draft) == (EXPECTED / f"{language}.txt").read_text()
    assert [sentence for sentence in draft.sentences if sentence.lang or not sentence.source] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ["25 January 2022", "Entraide Pierre Valdo", "ICMC Europe (lead of the SHARE Network)", "22 stakeholders",
             "regional authorities and agencies, local authorities, public employment bodies and NGOs", "Humanity",
             "new to the platform", "who arrived lately", "partnerships", "concrete", "interests us",
             "came to know the association Humanity", "social link through interculturality",
             "local and regional authorities", "staff", "budget", "regular intervals", "in which languages",
             "Volunteers", "refugee status", "social and political life", "written test", "carpool",
             "State services, local authorities, service providers, associations", "once more, in 2022",
             "Nine other regions", "Asylum, Migration and Integration Fund", "Share SIRA"],
        ),
        (
            "fr",
            ["25 janvier 2022", "Entraide Pierre Valdo", "ICMC Europe (pilote du réseau SHARE)",
             "22 parties prenantes", "collectivités locales", "nouveaux membres", "nouvelles arrivées",
             "partenariats", "Humanity", "concret", "nous intéresse", "Il nous a fait connaître",
             "lien social par l’interculturalité", "collectivités locales et régionales", "postes dédiés", "budget",
             "régulièrement", "dans quelles langues", "bénévoles", "statut de réfugié", "vie sociale et politique",
             "épreuve écrite", "covoiturage", "services de l’État", "une fois, en 2022", "Neuf autres territoires",
             "FAMI"],
        ),
    ],
)  # fmt: skip
def test_the_report_of_saone_et_loire_states_every_fact(language: str, told: list[str]) -> None:
    text = everything(report("saone-et-loire", 3, language))
    assert [words for words in told if words not in text] == []


# The second roundtable in Vaucluse


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            ["27 July 2021", "Entraide Pierre Valdo", "in cooperation with ICMC Europe (lead of the SHARE Network)",
             "10 stakeholders", "first roundtable", "good practices", "mobility, vocational training and employment",
             "language support, culture and sport", "past and present", "factfile", "pilot", "AGIR", "FLE",
             "Art et vivre", "newcomers settle", "varied", "towns", "exclusion and unemployment",
             "two more times, in 2021 and 2022", "Nine other regions", "Asylum, Migration and Integration Fund"],
        ),
        (
            "fr",
            ["27 juillet 2021", "en coopération avec ICMC Europe (pilote du réseau SHARE)", "10 parties prenantes",
             "première table ronde", "la mobilité, la formation professionnelle et l’emploi",
             "l’apprentissage de la langue, la culture et le sport", "fiche territoriale", "projet pilote", "AGIR",
             "FLE", "Art et vivre", "en ville", "deux fois, en 2021 et en 2022", "Neuf autres territoires"],
        ),
    ],
)  # fmt: skip
def test_the_report_of_vaucluse_states_every_fact(language: str, told: list[str]) -> None:
    text = everything(report("vaucluse", 2, language)).lower()
    assert [words for words in told if words.lower() not in text] == []


# Reports and news in time


def test_each_documented_roundtable_has_its_report_in_the_languages_of_its_region() -> None:
    published = ReportVersion.objects.filter(published_at__isnull=False, withdrawn_at=None)
    assert published.count() == 20
    for version in published.select_related("roundtable__region"):
        region = version.roundtable.region
        assert set(version.texts.values_list("language", flat=True)) == {*region.languages, "en"}
        own = [language for language, slugs in REGIONAL.items() if region.slug in slugs]
        assert sorted(region.languages) == sorted([*own, "en", "fr"])


def test_no_text_is_said_to_be_read_by_somebody_who_did_not_read_it() -> None:
    assert not ReportText.objects.filter(read_by_speaker=True).exists()


def test_no_report_falls_back_to_another_language() -> None:
    marked = [
        sentence
        for text in ReportText.objects.all()
        for block in text.blocks
        for sentence in block["sentences"]
        if sentence.get("lang")
    ]
    assert marked == []


def test_a_report_stands_after_its_meeting() -> None:
    for version in ReportVersion.objects.select_related("roundtable"):
        assert version.published_at
        assert version.published_at.date() > version.roundtable.date
        assert version.frozen_at <= version.published_at


def test_the_feed_runs_from_the_statement_through_saone_et_loire_to_correze() -> None:
    feed = [
        InFeed(f"{version.roundtable.region.name['en']} {version.roundtable.number}", version.published_at, "report")
        for version in ReportVersion.objects.select_related("roundtable__region")
        if version.published_at
    ]
    news = NewsPost.objects.filter(published_at__isnull=False)
    feed += [InFeed(post.title["en"], post.published_at, "news") for post in news if post.published_at]
    here = next(entry for entry in feed if entry.id == "Saône-et-Loire 3")
    neighbours = feed_neighbours(feed, here)
    assert neighbours.previous
    assert neighbours.previous.id == "ECRE Statement - EU response to displacement from and within Ukraine"
    assert neighbours.next
    assert neighbours.next.id == "Corrèze 3"


def test_made_up_commitments_are_in_no_report() -> None:
    told = [sentences(text, "commitments") for text in ReportText.objects.all()]
    assert told == [[]] * 49
