"""Sums of posts and money hold whatever is summed, and say where nothing stands behind what is done."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from maillage.core.means import Amounts, Line, ThemeMeans, by_theme, total, years_of

money = some.decimals(0, 10**6, places=2)
amounts = some.builds(Amounts, money, money, money)
lines = some.lists(some.builds(Line, some.integers(1, 4), amounts, some.booleans()), max_size=12)


@settings(max_examples=60)
@given(lines, some.dictionaries(some.integers(1, 4), some.integers(0, 3)))
def test_the_total_is_the_sum_of_all_lines_however_they_are_grouped(given_lines, activities):
    whole = total(by_theme(given_lines, activities, [1, 2, 3, 4]))
    for is_post, sums in ((True, whole.posts), (False, whole.money)):
        mine = [line.amounts for line in given_lines if line.is_post == is_post]
        assert sums == sum(mine, Amounts())
    assert whole.lines == len(given_lines)
    assert whole.money.missing == whole.money.planned - whole.money.secured


def test_a_theme_where_something_is_done_on_nothing_stands_alone():
    post = Line(2, Amounts(Decimal(1)), is_post=True)
    rows = by_theme([post, Line(3, Amounts(), is_post=False)], {1: 2, 2: 1, 3: 1}, [3, 2, 1, 9])
    assert [row.theme for row in rows] == [3, 2, 1]
    assert [row.theme for row in rows if row.stands_alone] == [3, 1]
    assert [row.theme for row in rows if row.only_planned] == [2]
    assert not ThemeMeans(1).stands_alone


def test_a_line_runs_in_each_year_that_it_touches_and_without_days_in_all():
    def runs(begins, ends):
        line = Line(1, Amounts(), is_post=True, begins=begins, ends=ends)
        return [year for year in range(2020, 2025) if line.runs_in(year)]

    assert runs(date(2021, 12, 31), date(2023, 1, 1)) == [2021, 2022, 2023]
    assert runs(None, date(2021, 5, 1)) == [2020, 2021]
    assert runs(date(2023, 5, 1), None) == [2023, 2024]
    assert runs(None, None) == [2020, 2021, 2022, 2023, 2024]


def test_the_years_to_choose_from_hold_this_one_and_no_absurd_ones():
    at = Line(1, Amounts(), is_post=True, begins=date(2024, 1, 1), ends=date(2025, 1, 1))
    assert years_of([at], 2026) == [2026, 2025, 2024]
    assert years_of([], 2026) == [2026]
    far = Line(1, Amounts(), is_post=True, begins=date(1990, 1, 1), ends=date(2199, 1, 1))
    assert len(years_of([far], 2026)) == 61


def test_what_is_spent_beyond_what_is_secured_is_known():
    assert Amounts(Decimal(5), Decimal(3), Decimal(4)).overspent == 1
    assert Amounts(Decimal(5), Decimal(3), Decimal(2)).overspent == 0
