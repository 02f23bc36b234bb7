"""Posts and money: written, summed, flagged and shown as far as organisations agree."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from maillage.initiatives.actions.means import add_line, change_line
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import Funding, Initiative, Post
from maillage.initiatives.queries.means import activities_by_theme, silent_organisations
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.models import Theme
from tests import factories as make

THIS_YEAR = timezone.localdate().year


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.editor)
    return client


@pytest.fixture
def mobility(db):
    return Theme.objects.get(key="mobility")


def money(region, theme, **fields):
    organisation = fields.pop("organisation", None) or make.an_organisation(region)
    fields = {"title": {"en": "Minibus"}, "planned_eur": Decimal(12000), "is_public": True, **fields}
    return Funding.objects.create(region=region, theme=theme, organisation=organisation, **fields)


def post(region, theme, **fields):
    organisation = fields.pop("organisation", None) or make.an_organisation(region)
    fields = {"title": {"en": "Mediator"}, "planned_fte": Decimal("1.5"), "is_public": True, **fields}
    return Post.objects.create(region=region, theme=theme, organisation=organisation, **fields)


def words(response):
    return " ".join(response.content.decode().replace("\xa0", " ").replace("\u202f", " ").split())


def typed(cast, about, **fields):
    line = {
        "title_en": "Minibus",
        "title_fr": "",
        "organisation": cast.host.pk,
        "theme": about.pk,
        "planned_eur": "12 000,50",
        "secured_eur": "10000",
        "spent_eur": "",
    }
    return {**line, **fields}


def address(name, cast, *more, language="en"):
    with translation.override(language):
        return reverse(f"initiatives:{name}", args=[cast.near.slug, *more])


@pytest.mark.parametrize(("language", "text"), [("fr", "12 000,50"), ("en", "12,000.50"), ("en", "12 000,50")])
def test_amounts_are_read_as_the_writer_wrote_them(desk, cast, mobility, language, text):
    there = address("funding-create", cast, language=language)
    answer = desk.post(there, typed(cast, mobility, planned_eur=text, is_public="on", funder=" AMIF "))
    assert answer.status_code == 302
    line = Funding.objects.get()
    assert (line.planned_eur, line.secured_eur, line.spent_eur) == (Decimal("12000.50"), Decimal(10000), Decimal(0))
    assert (line.title, line.funder, line.is_public) == ({"en": "Minibus"}, "AMIF", True)
    assert line.checked_on == timezone.localdate()
    assert AuditEntry.objects.get(verb="add funding").owner == "near"


@pytest.mark.parametrize(
    "wrong",
    [
        ("planned_eur", "-5", "never below zero"),
        ("planned_eur", "1000000001", "more than 1,000,000,000"),
        ("planned_eur", "much", "Write it as 12,000.5"),
        ("planned_eur", "12.000", "can be read in two ways"),
        ("ends_on", "2025-01-01", "The end is before the beginning"),
        ("title_en", " ", "in one language at least"),
        ("organisation", "", "Choose the organisation"),
        ("theme", "999999", "Choose one of the list"),
        ("ends_on", "2025-02-30", "This is not a day"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(desk, cast, mobility, wrong):
    field, text, sentence = wrong
    given = typed(cast, mobility, starts_on="2026-01-01", funder="A funder", **{field: text})
    answer = desk.post(address("funding-create", cast), given)
    assert sentence in words(answer)
    assert "A funder" in words(answer)
    assert not Funding.objects.exists()


def test_a_post_has_a_limit_of_its_own_and_some_amount(desk, cast, mobility):
    given = {"title_en": "x", "organisation": cast.host.pk, "theme": mobility.pk}
    there = address("post-create", cast)
    assert "All amounts are empty" in words(desk.post(there, given))
    assert "more than 500" in words(desk.post(there, {**given, "planned_fte": "10000000"}))
    desk.post(there, {**given, "planned_fte": "0,5"})
    assert Post.objects.get().planned_fte == Decimal("0.5")


def test_more_spent_than_secured_is_kept_and_told(desk, cast, mobility):
    answer = desk.post(address("funding-create", cast), typed(cast, mobility, spent_eur="10500"), follow=True)
    assert words(answer).count("More is spent than secured: €500.") == 2
    assert "Mobility: more is spent than secured, by €500." in words(answer)


def test_a_form_that_arrives_twice_makes_one_line(desk, cast, mobility):
    for _time in range(2):
        answer = desk.post(address("funding-create", cast), typed(cast, mobility))
    assert "This line stands here already" in words(answer)
    assert Funding.objects.count() == 1
    line = Funding.objects.get()
    with pytest.raises(ValidationError):
        add_line(
            line=Funding(**{f.attname: getattr(line, f.attname) for f in Funding._meta.fields[3:]}, region=line.region),
            by=SYSTEM,
        )


def test_a_line_is_changed_and_removed(desk, cast, mobility):
    line = money(cast.near, mobility, organisation=cast.host)
    there = address("funding-edit", cast, line.public_id)
    assert 'value="12,000"' in words(desk.get(there))
    desk.post(there, typed(cast, mobility, planned_eur="7"))
    line.refresh_from_db()
    assert (line.planned_eur, line.is_public) == (7, False)
    desk.post(address("funding-remove", cast, line.public_id))
    assert not Funding.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "change funding",
        "remove funding",
    ]


def test_a_line_of_another_region_is_not_found(desk, cast, mobility):
    line = money(cast.far, mobility)
    for name in ("funding-edit", "funding-remove", "post-edit"):
        assert desk.post(address(name, cast, line.public_id)).status_code == 404
    assert Funding.objects.count() == 1


def test_the_overview_sums_by_shown_theme_and_says_what_is_missing(desk, cast, mobility):
    theory = Theme.objects.get(key="driving_theory")
    money(cast.near, mobility, secured_eur=Decimal(2000), spent_eur=Decimal(500))
    money(cast.near, theory, planned_eur=Decimal(3000))
    post(cast.near, mobility, secured_fte=Decimal(1))
    money(cast.far, mobility, planned_eur=Decimal(999))
    body = words(desk.get(address("means", cast)))
    row = body[body.index('role="rowheader">Mobility') :]
    shown = [row.index(f"<span>{cell}</span>") for cell in ("1.5", "1", "€15,000", "€2,000", "€500")]
    assert shown == sorted(shown)
    assert "0.5 full-time equivalents<br>€13,000" in row
    assert 'aria-label="Planned €15,000, secured €2,000, spent €500."' in row
    assert "999" not in body


def test_a_theme_with_activities_and_nothing_behind_them_is_flagged_in_words(desk, cast, mobility):
    theory, housing = (Theme.objects.get(key=key) for key in ("driving_theory", "housing"))
    running = Initiative.objects.create(region=cast.near, name={"en": "Lessons"})
    running.themes.add(mobility, theory)
    for fields in (
        {"standing": Standing.PAST},
        {"ended_on": date(2020, 1, 1)},
        {"merged_into": running},
        {"started_on": date(THIS_YEAR + 2, 1, 1)},
    ):
        Initiative.objects.create(region=cast.near, name={"en": "Not now"}, **fields).themes.add(mobility)
    Initiative.objects.create(region=cast.near, name={"en": "Flat"}).themes.add(housing)
    money(cast.near, housing, is_public=False)
    body = words(desk.get(address("means", cast)))
    assert "neither a post nor money is entered for them: Mobility (1 activity)." in body
    assert f"on plans alone, nothing is secured for them: {housing.shown}." in body
    assert '>Mobility</th> <td role="cell" colspan="7"><span class="unknown">nothing is entered</span>' in body
    assert activities_by_theme(cast.near, 2019, timezone.localdate())[mobility.pk] == 2
    post(cast.near, mobility)
    assert "neither a post nor money" not in words(desk.get(address("means", cast)))


def test_a_year_shows_the_lines_that_run_in_it(desk, cast, mobility):
    money(cast.near, mobility, starts_on=date(2024, 3, 1), ends_on=date(2025, 2, 28), title={"en": "Old bus"})
    money(cast.near, mobility, starts_on=date(2025, 6, 1), title={"en": "New bus"})
    money(cast.near, mobility, title={"en": "Some bus"})

    def buses(year):
        body = words(desk.get(address("means", cast), {"year": year}))
        return [name for name in ("Old", "New", "Some") if f"{name} bus" in body], body

    assert buses("2024")[0] == ["Old", "Some"]
    found, body = buses("2025")
    assert found == ["Old", "New", "Some"]
    assert "counts whole in each of them" in body
    assert "1 line has no dates and counts in every year." in body
    assert buses("all")[0] == ["Old", "New", "Some"]
    assert buses("20\x0025")[0] == ["New", "Some"]


def test_the_public_sees_agreed_lines_and_their_sums_alone(client, cast, mobility):
    shown = money(cast.near, mobility, secured_eur=Decimal(700))
    hidden = money(cast.near, mobility, planned_eur=Decimal(4321), is_public=False, title={"en": "Secret bus"})
    body = words(client.get(address("funding-public", cast)))
    assert "€12,000" in body
    assert shown.organisation.name in body
    for kept in ("4,321", "16,321", "Secret bus", hidden.organisation.name):
        assert kept not in body
    assert "One organisation has not agreed to show all of its posts and money." in body
    post(cast.near, mobility, is_public=False)
    post(cast.near, mobility, is_public=False, organisation=hidden.organisation)
    assert silent_organisations(cast.near) == 2


def test_the_public_page_is_the_same_whatever_is_hidden(client, cast, mobility):
    money(cast.near, mobility)
    hidden = money(cast.near, mobility, is_public=False)
    Initiative.objects.create(region=cast.near, name={"en": "x"}).themes.add(Theme.objects.get(key="housing"))
    before = client.get(address("funding-public", cast)).content
    hidden.planned_eur, hidden.theme, hidden.starts_on = Decimal(99), Theme.objects.get(key="housing"), date(2001, 1, 1)
    hidden.save()
    assert client.get(address("funding-public", cast)).content == before


def test_the_public_page_is_kept_until_a_line_changes(client, cast, mobility):
    line = money(cast.near, mobility)
    first = client.get(address("funding-public", cast))
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert client.get(address("funding-public", cast), **again).status_code == 304
    line.region.refresh_from_db()
    line.planned_eur = Decimal(3)
    change_line(line=line, by=SYSTEM)
    assert client.get(address("funding-public", cast), **again).status_code == 200


def test_sheets_carry_typed_cells_sums_and_definitions(desk, cast, mobility):
    money(
        cast.near, mobility, title={"en": "=HYPERLINK(1)"}, starts_on=date(2026, 1, 1), secured_eur=Decimal("2000.50")
    )
    post(cast.near, mobility)
    answer = desk.get(address("means-sheet", cast), {"year": "2026"})
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Sums by theme", "Posts", "Money", "What the columns mean"]
    row = dict(zip(*([cell.value for cell in row] for row in book["Money"].iter_rows()), strict=True))
    assert (row["What for"], row["Planned"], row["Secured"]) == ("=HYPERLINK(1)", 12000, 2000.5)
    assert (row["From"].date(), row["Until"], row["Shown to everybody"]) == (date(2026, 1, 1), None, "yes")
    sums = [[cell.value for cell in row] for row in book["Sums by theme"].iter_rows(min_row=2)]
    assert sums == [
        ["Mobility", 0, 1.5, 0, 12000, 2000.5, 0, 9999.5],
        ["All themes", 0, 1.5, 0, 12000, 2000.5, 0, 9999.5],
    ]
    told = {(row[0].value, row[1].value): row[2].value for row in book["What the columns mean"].iter_rows()}
    assert told["Money", "Planned"] == "EUR"
    assert told["Posts", "Planned"] == "full-time equivalents"
    lines = desk.get(address("funding-sheet", cast))
    assert "attachment" in lines["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(lines.content.decode("utf-8-sig"))))
    assert (rows[0]["What for"], rows[0]["Secured"], rows[0]["From"]) == ("'=HYPERLINK(1)", "2000.50", "2026-01-01")
