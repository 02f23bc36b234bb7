"""Places come in from tables: all of a file or nothing of it, and each error with its line."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.actions import ImportResult, import_places
from maillage.territory.models import Place, Region, RegionMap
from tests import factories as make

pytestmark = pytest.mark.django_db
Write = Callable[..., Path]
NOT_PEOPLE = ": a whole number from 0 to 50000000. Empty means unknown."
ADD_IT = " Add it to the first line and fill it for each place."
ADD_THEM = " Add them to the first line and fill them for each place."
HEADER = "code,name,country,population,population_year,latitude,longitude,degurba,parent_code"
MACON = "71270,Mâcon,FR,35177,2023,46.3,4.83,2,"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*lines: str, encoding: str = "utf-8", ends: str = "\n") -> Path:
        path = tmp_path / "places.csv"
        path.write_bytes((ends.join(lines) + ends).encode(encoding))
        return path

    return write


@pytest.fixture
def region(db: None) -> Region:
    return make.a_region(slug="saone-et-loire")


def take(source: Path, region: Region | None = None, *, dry_run: bool = False, **options: bool) -> ImportResult:
    return import_places(
        source, region=region, dry_run=dry_run, progress=lambda done, total: None, by=SYSTEM, **options
    )


def sentences(result: ImportResult) -> list[tuple[int, str]]:
    return list(result.errors)


# What comes in


def test_a_place_comes_in_with_its_figures_and_its_folded_name(write: Write, region: Region) -> None:
    assert take(write(HEADER, MACON), region) == ImportResult(created=1)
    place = Place.objects.get()
    assert (place.country, place.code, place.name, place.folded_name) == ("FR", "71270", "Mâcon", "macon")
    assert (place.population, place.population_year, place.latitude, place.longitude) == (35177, 2023, 46.3, 4.83)
    assert (place.degurba, place.degurba_source) == (2, "places.csv")


def test_an_empty_cell_is_unknown_and_never_zero(write: Write, region: Region) -> None:
    take(write(HEADER, "71001,Village,FR,,,,,,"), region)
    place = Place.objects.get()
    assert (place.population, place.population_year, place.latitude, place.degurba) == (None, None, None, None)


def test_the_places_stand_in_the_region_and_its_map_is_drawn(write: Write, region: Region) -> None:
    take(write(HEADER, MACON), region)
    assert [place.name for place in region.places.all()] == ["Mâcon"]
    assert RegionMap.objects.get(region=region).places_count == 1


def test_the_column_region_tells_the_region_where_none_is_named(write: Write, region: Region) -> None:
    other = make.a_region(slug="soria", country="ES")
    source = write("code,name,country,region", "1,Here,FR,saone-et-loire", "2,There,ES,soria", "3,Nowhere,FR,")
    assert take(source).created == 3
    assert [place.name for place in region.places.all()] == ["Here"]
    assert [place.name for place in other.places.all()] == ["There"]


def test_an_import_is_a_public_change_and_leaves_a_trail(write: Write, region: Region) -> None:
    before = region.public_version
    take(write(HEADER, MACON), region)
    region.refresh_from_db()
    assert region.public_version > before
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.owner, entry.details) == ("import_places", "saone-et-loire", {"places": 1})


def test_places_without_a_region_come_in_and_leave_their_trail(write: Write, db: None) -> None:
    assert take(write(HEADER, MACON)) == ImportResult(created=1)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.owner, entry.details) == ("import_places", "", {"created": 1, "updated": 0})


def test_empty_lines_are_passed_over_and_progress_is_told(write: Write, region: Region) -> None:
    told: list[tuple[int, int]] = []
    source = write(HEADER, "", *(f"{number},Village {number},FR,,,,,," for number in range(1, 400)))
    import_places(
        source, region=region, dry_run=True, progress=lambda done, total: told.append((done, total)), by=SYSTEM
    )
    assert told == [(200, 401), (400, 401), (399, 399)]


def test_the_same_file_twice_changes_nothing_the_second_time(write: Write, region: Region) -> None:
    source = write(HEADER, MACON)
    take(source, region)
    assert take(source, region) == ImportResult(unchanged=1)
    assert region.places.count() == 1


def test_a_new_figure_replaces_the_old_one_and_an_empty_cell_keeps_it(write: Write, region: Region) -> None:
    take(write(HEADER, MACON), region)
    result = take(write(HEADER, "71270,Mâcon,FR,36000,,,,,"), region)
    assert result == ImportResult(updated=1)
    place = Place.objects.get()
    assert (place.population, place.latitude, place.degurba) == (36000, 46.3, 2)


def test_a_rehearsal_says_what_would_change_and_changes_nothing(write: Write, region: Region) -> None:
    take(write(HEADER, MACON), region)
    RegionMap.objects.all().delete()
    source = write(HEADER, "71270,Mâcon,FR,36000,2024,46.3,4.83,2,", "71001,Village,FR,,,,,,")
    assert take(source, region, dry_run=True) == ImportResult(created=1, updated=1)
    assert Place.objects.get().population == 35177
    assert not RegionMap.objects.exists()


def test_parents_are_found_in_the_file_among_known_places_and_by_their_name(write: Write, region: Region) -> None:
    known = Place.objects.create(country="FR", code="C1", name="Known community")
    source = write(
        "code,name,country,parent_code,parent_name",
        "2,Child,FR,1,",
        "1,Mother,FR,C1,",
        "3,Cousin,FR,C2,Community by name",
    )
    assert take(source, region) == ImportResult(created=3)
    parents = {place.name: place.parent.name if place.parent else "" for place in Place.objects.all()}
    assert parents == {
        "Child": "Mother",
        "Mother": known.name,
        "Cousin": "Community by name",
        "Known community": "",
        "Community by name": "",
    }
    assert region.places.count() == 3


def test_other_headings_separators_and_a_byte_order_mark_are_understood(write: Write, region: Region) -> None:
    source = write(
        "Code;Name;nuts3;pop;pop_year;lat;lon",
        "2301;Karditsa;EL611;56747;2011;39,36;21,92",
        encoding="utf-8-sig",
        ends="\r\n",
    )
    assert take(source, region) == ImportResult(created=1)
    place = Place.objects.get()
    assert (place.country, place.population, place.latitude, place.longitude) == ("GR", 56747, 39.36, 21.92)


# What is refused


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1,A,FR,-5,,,,,", "“-5” is not a number of inhabitants" + NOT_PEOPLE),
        ("1,A,FR,99999999999,,,,,", "“99999999999” is not a number of inhabitants" + NOT_PEOPLE),
        ("1,A,FR,many,,,,,", "“many” is not a number of inhabitants" + NOT_PEOPLE),
        ("1,A,FR,,20,,,,", "“20” is not a year between 1800 and 2100."),
        ("1,A,FR,,,95,4,,", "“95” is not a latitude between -90 and 90."),
        ("1,A,FR,,,nan,4,,", "“nan” is not a latitude between -90 and 90."),
        ("1,A,FR,,,north,4,,", "“north” is not a latitude between -90 and 90."),
        ("1,A,FR,,,46,190,,", "“190” is not a longitude between -180 and 180."),
        ("1,A,FR,,,46,,,", "Only one of latitude and longitude is given. Give both, or leave both empty."),
        ("1,A,FR,,,,,4,", "“4” is not a degree of urbanisation: 1 city, 2 town, 3 rural. Empty means not known."),
        ("1,A,France,,,,,,", "The country is missing or has not two letters, such as FR."),
        ("1,A,,,,,,,", "The country is missing or has not two letters, such as FR."),
        (",A,FR,,,,,,", "The place has no code. Write one."),
        ("1,,FR,,,,,,", "The place has no name. Write one."),
        ("1,A,FR", "The line has 3 cells, the first line names 9 columns."),
        ('1,"A,FR,,,,,,', "A quotation mark is opened and not closed, or the other way round."),
        (f"1,{'A' * 161},FR,,,,,,", "The cell “name” is longer than 160 signs. Shorten it."),
        (f"1,{'A' * 4001},FR,,,,,,", "The line is longer than 4000 signs."),
        ("1,A,FR,,,,,,1", "The place is named as its own parent. Correct the parent’s code or leave it empty."),
        ("71270,Again,FR,,,,,,", "The code 71270 stands in line 2 already. Keep one of the two."),
        (
            "1,A,FR,,,,,,C9",
            "The parent C9 is neither in this file nor known here. Import the parents first, correct the code, "
            "or import with --ignore-unknown-parents.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_line_is_named_with_its_number_and_nothing_comes_in(
    write: Write, region: Region, line: str, sentence: str
) -> None:
    assert sentences(take(write(HEADER, MACON, line), region)) == [(3, sentence)]
    assert not Place.objects.exists()
    assert not RegionMap.objects.exists()


def test_all_errors_are_told_at_once(write: Write, region: Region) -> None:
    result = take(write(HEADER, "1,A,FR,-5,,95,4,,", MACON, "2,B,FR,,,,,9,"), region)
    assert [line for line, _sentence in result.errors] == [2, 2, 4]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["code,population", "1,5"], (1, "The columns name, country are missing." + ADD_THEM)),
        (["code,name", "1,A"], (1, "The column country is missing." + ADD_IT)),
        (["code,name,country,pop,population", "1,A,FR,5,5"],
         (1, "The column “population” stands there twice. Keep one.")),
        (["code,name,country"], (1, "The file has a header and no places. Add a line for each place.")),
        ([""], (1, "The file is empty. Its first line names the columns, for example: code,name,country.")),
        (['code,"name,country', "1,A,FR"], (1, "A quotation mark is opened and not closed, or the other way round.")),
        (["code,name,country", "1,A\0,FR"], (1, "This is not a text file. Save the table as “CSV UTF-8”.")),
    ],
)  # fmt: skip
def test_a_table_without_what_it_needs_is_refused(
    write: Write, region: Region, lines: list[str], expected: tuple[int, str]
) -> None:
    assert sentences(take(write(*lines), region)) == [expected]


def test_a_file_in_another_encoding_is_refused_with_the_line(write: Write, region: Region) -> None:
    source = write("code,name,country", "1,Autun,FR", "71270,Mâcon,FR", encoding="latin-1")
    assert sentences(take(source, region)) == [(3, "The file is not written in UTF-8. Save it again as “CSV UTF-8”.")]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, region: Region) -> None:
    assert sentences(take(tmp_path / "none.csv", region)) == [
        (0, "The file cannot be read: No such file or directory.")
    ]


def test_a_file_that_is_too_large_is_not_read(write: Write, region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maillage.territory.places_table.LARGEST_FILE", 10)
    assert sentences(take(write(HEADER, MACON), region)) == [
        (0, "The file is larger than 50 MB. Split it, one region each.")
    ]


def test_an_unknown_region_is_named_once(write: Write, region: Region) -> None:
    source = write("code,name,country,region", "1,A,FR,elsewhere", "2,B,FR,elsewhere")
    assert sentences(take(source)) == [
        (2, "There is no region “elsewhere” here. Add the region first, or correct the name.")
    ]


def test_parents_that_lead_back_are_refused(write: Write, region: Region) -> None:
    source = write("code,name,country,parent_code", "1,A,FR,2", "2,B,FR,1", "3,C,FR,1")
    assert sentences(take(source, region)) == [
        (2, "The parents of 1 lead back to itself."),
        (3, "The parents of 2 lead back to itself."),
    ]


# The real tables


@pytest.fixture
def real_tables() -> Path:
    if not settings.TERRITORY_DATA:
        pytest.skip("MAILLAGE_TERRITORY_DATA does not name the folder of the full tables")
    return Path(settings.TERRITORY_DATA)


def test_the_full_tables_of_four_countries_come_in(real_tables: Path) -> None:
    regions = {}
    for name in ("communes_fr", "municipios_es", "gminy_pl", "municipalities_el", "communities_el"):
        with (real_tables / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                regions.setdefault(row["region"], row["nuts3"][:2])
    for slug in regions:
        make.a_region(slug=slug)
    counts = {
        name: take(real_tables / f"{name}.csv", ignore_unknown_parents=name == "gminy_pl").created
        for name in ("communes_fr", "municipios_es", "gminy_pl", "municipalities_el", "communities_el")
    }
    assert counts == {
        "communes_fr": 1503,
        "municipios_es": 707,
        "gminy_pl": 483,
        "municipalities_el": 6,
        "communities_el": 144,
    }
    assert Region.objects.get(slug="saone-et-loire").places.count() == 563
    assert Place.objects.get(code="23010102").parent == Place.objects.get(code="2301")
    assert Place.objects.get(country="FR", code="71270").parent is not None


def test_a_second_import_of_1503_communes_asks_few_questions(
    real_tables: Path, django_assert_max_num_queries: Callable
) -> None:
    for slug in ("saone-et-loire", "isere", "vaucluse", "correze"):
        make.a_region(slug=slug)
    take(real_tables / "communes_fr.csv")
    with django_assert_max_num_queries(60):
        assert take(real_tables / "communes_fr.csv").unchanged == 1503
