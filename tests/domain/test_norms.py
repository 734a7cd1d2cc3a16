"""Norms hold for their method, age and sex alone; where a printed table has a gap, the worse band counts."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as any_of

from server.domain.protocols.norms import SCALES, Person, Rating, Scale, Table, oxygen, rate
from server.domain.protocols.results import age_on

STEP = SCALES["ymca-step-60s"]
PUSH_UP = SCALES["csep-push-up"]
CHAIR = SCALES["cdc-chair-stand"]
AS_MEANT = {"step_cm": "30.5", "pace_bpm": "96", "count_s": "60", "completed": "yes"}
ON_TOES = {"position": "standard"}
ARMS_CROSSED = {"arms": "no"}
TABLES = [(scale, table) for scale in SCALES.values() for table in scale.tables]


def step(beats: float, age: int) -> str:
    return rate(STEP, beats, Person(age=age, sex="male"), AS_MEANT).band


@pytest.mark.parametrize(
    ("beats", "band"),
    [
        (50, "Excellent"),
        (76, "Excellent"),
        (77, "Good"),  # 77 and 78 are in no printed band
        (79, "Good"),
        (84, "Good"),
        (85, "Above average"),
        (93, "Above average"),
        (94, "Average"),
        (100, "Average"),
        (101, "Below average"),
        (107, "Below average"),
        (108, "Poor"),
        (119, "Poor"),
        (120, "Very poor"),
        (157, "Very poor"),
        (190, "Very poor"),
        (40, "Excellent"),
    ],
)
def test_the_step_test_of_a_young_man_as_printed(beats: float, band: str) -> None:
    assert step(beats, 20) == band


@pytest.mark.parametrize(
    ("age", "excellent", "average", "poor"),
    [
        (26, 76, 102, 121),
        (40, 76, 105, 124),
        (55, 82, 111, 126),
        (56, 77, 109, 128),
        (66, 81, 110, 126),
        (90, 81, 110, 126),
    ],
)
def test_every_age_has_its_own_row(age: int, excellent: int, average: int, poor: int) -> None:
    assert step(excellent, age) == "Excellent"
    assert step(excellent + 1, age) == "Good"
    assert step(average, age) == "Average"
    assert step(average + 1, age) == "Below average"
    assert step(poor, age) == "Poor"
    assert step(poor + 1, age) == "Very poor"


def test_a_count_of_92_is_above_average_in_the_row_that_one_print_gets_wrong() -> None:
    assert step(92, 40) == "Above average"
    assert step(98, 40) == "Above average"


@pytest.mark.parametrize(
    "other",
    [{"step_cm": "40"}, {"count_s": "15"}, {"pace_bpm": "88"}, {"completed": "no"}, {"completed": ""}],
)
def test_another_method_has_no_norm_and_says_why(other: dict[str, str]) -> None:
    found = rate(STEP, 80, Person(age=20, sex="male"), AS_MEANT | other)
    assert found.band == ""
    assert "30.5 cm" in found.why_none
    assert "full 60 seconds" in found.why_none


def test_a_method_that_was_not_noted_is_not_taken_for_granted() -> None:
    assert rate(STEP, 80, Person(age=20, sex="male"), {}).band == ""
    assert rate(PUSH_UP, 40, Person(age=20, sex="male"), {}).band == ""
    assert rate(CHAIR, 20, Person(age=70, sex="female"), {}).band == ""


def test_women_have_no_table_of_the_step_test_that_could_be_checked() -> None:
    found = rate(STEP, 80, Person(age=20, sex="female"), AS_MEANT)
    assert found.band == ""
    assert "could be checked" in found.why_none


def test_nobody_is_compared_who_does_not_want_to_be_or_whose_age_is_not_known() -> None:
    assert "choose which table" in rate(STEP, 80, Person(age=20), AS_MEANT).why_none
    assert "date of birth" in rate(STEP, 80, Person(sex="male"), AS_MEANT).why_none


def test_an_age_outside_the_table_has_no_norm() -> None:
    assert "age of 17" in rate(STEP, 80, Person(age=17, sex="male"), AS_MEANT).why_none
    assert "age of 59" in rate(CHAIR, 12, Person(age=59, sex="male"), ARMS_CROSSED).why_none
    assert "age of 95" in rate(CHAIR, 12, Person(age=95, sex="male"), ARMS_CROSSED).why_none
    assert "age of 30" in rate(PUSH_UP, 30, Person(age=30, sex="male"), ON_TOES).why_none


@pytest.mark.parametrize(
    ("age", "count", "band"),
    [
        (15, 39, "Excellent"),
        (19, 38, "Very good"),
        (19, 29, "Very good"),
        (19, 28, "Good"),
        (19, 18, "Fair"),
        (19, 17, "Needs improvement"),
        (20, 36, "Excellent"),
        (29, 35, "Very good"),
        (29, 22, "Good"),
        (29, 21, "Fair"),
        (29, 17, "Fair"),
        (29, 16, "Needs improvement"),
        (29, 0, "Needs improvement"),
    ],
)
def test_push_ups_of_young_men(age: int, count: int, band: str) -> None:
    assert rate(PUSH_UP, count, Person(age=age, sex="male"), ON_TOES).band == band


def test_push_ups_on_the_knees_or_of_women_have_no_checked_table() -> None:
    assert rate(PUSH_UP, 30, Person(age=20, sex="male"), {"position": "modified"}).band == ""
    assert "one place only" in rate(PUSH_UP, 30, Person(age=20, sex="female"), ON_TOES).why_none


@pytest.mark.parametrize(
    ("sex", "age", "least"),
    [
        ("male", 60, 14),
        ("male", 64, 14),
        ("male", 65, 12),
        ("male", 79, 11),
        ("male", 94, 7),
        ("female", 60, 12),
        ("female", 69, 11),
        ("female", 74, 10),
        ("female", 79, 10),
        ("female", 84, 9),
        ("female", 90, 4),
    ],
)
def test_the_chair_stand_is_below_average_below_a_count(sex: str, age: int, least: int) -> None:
    person = Person(age=age, sex=sex)  # type: ignore[arg-type]
    assert rate(CHAIR, least, person, ARMS_CROSSED).band == "Average or above"
    assert rate(CHAIR, least - 1, person, ARMS_CROSSED).band == "Below average"
    assert rate(CHAIR, 0, person, {"arms": "yes"}).band == ""


def test_a_rating_names_its_source_and_who_it_is_about() -> None:
    found = rate(STEP, 80, Person(age=70, sex="male"), AS_MEANT)
    assert found.who == "men, 66 years and older"
    assert found.scale.source
    assert rate(STEP, 80, Person(age=30, sex="male"), AS_MEANT).who == "men, 26 to 35 years"


@pytest.mark.parametrize(("scale", "table"), TABLES, ids=[f"{one.key}-{two.sex}-{two.ages[0]}" for one, two in TABLES])
def test_a_table_goes_one_way_and_ends_open(scale: Scale, table: Table) -> None:
    ends = [band.worst for band in table.bands]
    assert ends[-1] is None
    numbers = [end for end in ends[:-1] if end is not None]
    assert len(numbers) == len(ends) - 1
    assert numbers == sorted(set(numbers), reverse=scale.better == "higher")
    first, last = table.ages
    assert last is None or first < last


@pytest.mark.parametrize("scale", SCALES.values(), ids=lambda scale: scale.key)
def test_the_ages_of_a_scale_follow_each_other(scale: Scale) -> None:
    for sex in ("male", "female"):
        ages = [table.ages for table in scale.tables if table.sex == sex]
        for (_, last), (first, _) in itertools.pairwise(ages):
            assert last is not None
            assert first == last + 1


@given(any_of.floats(0, 250), any_of.floats(0, 250), any_of.sampled_from(TABLES))
def test_a_better_value_is_never_in_a_worse_band(one: float, other: float, of: tuple[Scale, Table]) -> None:
    scale, table = of
    method = {name: allowed[0] for name, allowed in scale.method.items()}
    person = Person(age=table.ages[0], sex=table.sex)
    names = [band.name for band in table.bands]
    better, worse = sorted((one, other), reverse=scale.better == "higher")
    assert names.index(rate(scale, better, person, method).band) <= names.index(rate(scale, worse, person, method).band)


@given(any_of.floats(-1e6, 1e6), any_of.integers(0, 120) | any_of.none(), any_of.sampled_from(["male", "female", None]))
def test_there_is_a_band_or_a_reason_never_both(value: float, age: int | None, sex: str | None) -> None:
    for scale in SCALES.values():
        method = {name: allowed[0] for name, allowed in scale.method.items()}
        found: Rating = rate(scale, value, Person(age=age, sex=sex), method)  # type: ignore[arg-type]
        assert bool(found.band) != bool(found.why_none)


def test_oxygen_from_a_run_of_one_and_a_half_miles() -> None:
    assert oxygen.run_1_5_mile(12) == pytest.approx(43.75)
    assert oxygen.run_1_5_mile(10) == pytest.approx(51.8)


def test_oxygen_from_a_walk_takes_pounds_and_the_age_once() -> None:
    """A worked example that is printed with its answer: 26 years, 156 lb, 12 min 15 s, 80 bpm, a woman."""
    found = oxygen.rockport(kg=156 / oxygen.LB_PER_KG, age=26, sex="female", minutes=12.25, bpm=80)
    assert found == pytest.approx(132.853 - 11.9964 - 10.0802 - 39.995025 - 12.52)
    man = oxygen.rockport(kg=156 / oxygen.LB_PER_KG, age=26, sex="male", minutes=12.25, bpm=80)
    assert man - found == pytest.approx(6.315)


def test_age_is_counted_in_full_years_on_the_day_of_the_test() -> None:
    assert age_on("2000-02-29", date(2025, 2, 28)) == 24
    assert age_on("2000-02-29", date(2025, 3, 1)) == 25
    assert age_on("1990-05-01", date(2025, 5, 1)) == 35
    assert age_on("1990-05-02", date(2025, 5, 1)) == 34
    assert age_on("", date(2025, 5, 1)) is None
