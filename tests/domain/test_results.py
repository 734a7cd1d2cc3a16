"""Results: what may be entered, who may change what, what it comes to, and what is compared with what."""

from dataclasses import replace

import pytest

from server.domain import protocols
from server.domain.clips import Clip
from server.domain.errors import BadInput, OutOfRange
from server.domain.protocols import comparing, plot, results, scoring
from server.domain.protocols.results import Entry, Look, Result

NOON_MS = 1_700_000_000_000
DAY_MS = 86_400_000


def empty(key: str, **other: object) -> Result:
    protocol = protocols.get(key)
    made = Result(
        assessment_id="a1",
        client_id="c1",
        protocol=key,
        version=protocol.version,
        delivery="in_person",
        taken_at_ms=NOON_MS,
    )
    return replace(made, **other)  # type: ignore[arg-type]


def with_values(result: Result, by: str = "trainer", **values: str) -> Result:
    """Values by place, with two underscores for a dot."""
    entries = []
    for place, value in values.items():
        key, *rest = place.replace("_", "-").replace("--", ".").split(".")
        key = {"step-cm": "step_cm"}.get(key, key)
        trial = int(rest.pop()) if rest and rest[-1].isdecimal() else 1
        entries.append(Entry(measure=key, side=rest[0] if rest else "", trial=trial, value=value))
    return results.record(result, protocols.get(result.protocol, result.version), entries, by=by, now_ms=NOON_MS)  # type: ignore[arg-type]


def line(result: Result, key: str, side: str = "", age: int | None = 24) -> scoring.Line:
    found = scoring.lines(protocols.get(result.protocol), result, age)
    return next(one for one in found if (one.key, one.side) == (key, side))


def test_a_value_is_kept_with_its_place_and_who_entered_it() -> None:
    found = with_values(empty("sit-and-reach"), reach__2="12,5")
    (reading,) = found.readings
    assert (reading.measure, reading.trial, reading.value, reading.by) == ("reach", 2, 12.5, "trainer")
    assert found.rev == 1


def test_an_empty_value_takes_one_away_and_the_same_one_changes_nothing() -> None:
    found = with_values(empty("push-up"), count="20")
    assert with_values(found, count="20") is found
    assert with_values(found, count="").readings == ()


@pytest.mark.parametrize("value", ["many", "nan", "inf", "1e999", "--", "12.5.1", "0x10"])
def test_what_is_no_number_is_refused_at_its_place(value: str) -> None:
    with pytest.raises(BadInput) as refused:
        with_values(empty("push-up"), count=value)
    assert refused.value.where == "count"


@pytest.mark.parametrize(("key", "place", "value"), [("push-up", "count", "301"), ("step-test", "beats", "12")])
def test_a_slip_of_the_finger_is_out_of_range(key: str, place: str, value: str) -> None:
    with pytest.raises(OutOfRange) as refused:
        with_values(empty(key), **{place: value})
    assert refused.value.where == place


def test_a_place_that_does_not_exist_is_refused() -> None:
    with pytest.raises(BadInput):
        with_values(empty("push-up"), height="1")
    with pytest.raises(BadInput):
        with_values(empty("push-up"), count__left="1")
    with pytest.raises(BadInput):
        with_values(empty("side-plank"), time="1")
    with pytest.raises(OutOfRange):
        with_values(empty("push-up"), count__2="1")
    with pytest.raises(BadInput):
        with_values(empty("push-up"), position="handstand")


def test_minutes_and_seconds_may_be_typed() -> None:
    assert with_values(empty("front-plank"), time="1:30").readings[0].value == 90


def test_a_client_does_not_replace_what_the_trainer_entered() -> None:
    checked = with_values(empty("push-up"), count="18")
    after = with_values(checked, by="client", count="25", position="standard")
    assert [(one.measure, one.value) for one in after.readings] == [("count", 18), ("position", "standard")]


def test_a_checkpoint_is_seen_not_seen_or_open() -> None:
    squat = protocols.get("overhead-squat")
    looks = [Look(checkpoint="knee-in", side="left", seen="yes"), Look(checkpoint="knee-in", side="right", seen="no")]
    found = results.look(empty("overhead-squat"), squat, looks, by="trainer", now_ms=NOON_MS)
    left, right = found.seen("knee-in", "left"), found.seen("knee-in", "right")
    assert left is not None
    assert left.seen
    assert right is not None
    assert not right.seen
    assert found.seen("heel-rises", "left") is None
    gone = [Look(checkpoint="knee-in", side="left")]
    assert results.look(found, squat, gone, by="trainer", now_ms=NOON_MS).seen("knee-in", "left") is None
    for wrong in (Look(checkpoint="knee-in", seen="yes"), Look(checkpoint="nose", seen="yes")):
        with pytest.raises(BadInput):
            results.look(found, squat, [wrong], by="trainer", now_ms=NOON_MS)


def test_the_best_of_three_counts_and_the_two_legs_are_compared() -> None:
    found = with_values(
        empty("single-leg-stance"), open_left="30", open_left__2="41.5", open_left__3="22", open_right="35"
    )
    assert line(found, "open-left").value == 41.5
    assert len(line(found, "open-left").trials) == 3
    assert line(found, "difference").value == 6.5
    assert "secondary page" in line(found, "open-left").why_none


def test_the_step_test_is_rated_only_as_it_is_meant() -> None:
    as_meant = with_values(empty("step-test", sex="male"), beats="80", step_cm="30.5", completed="yes")
    rating = line(as_meant, "beats").rating
    assert rating is not None
    assert rating.band == "Good"
    high = with_values(as_meant, step_cm="40")
    assert "30.5 cm" in line(high, "beats").why_none
    assert line(replace(as_meant, sex=None), "beats").why_none.startswith("No norm: choose")
    assert "date of birth" in line(as_meant, "beats", age=None).why_none


def test_rockport_needs_all_it_is_made_of() -> None:
    walk = with_values(empty("rockport", sex="female"), minutes="12.25", bpm="80", kg="70.76")
    assert line(walk, "vo2", age=26).value == pytest.approx(58.3, abs=0.05)
    assert line(walk, "vo2", age=None).value is None
    assert line(with_values(walk, kg=""), "vo2", age=26).value is None


def test_a_run_gives_an_estimate_without_age_or_sex() -> None:
    assert line(with_values(empty("run-1.5-mile"), minutes="12"), "vo2", age=None).value == 43.8


def change(before: Result, after: Result, key: str) -> comparing.Change:
    found = comparing.compare(protocols.get(before.protocol), before, after, lambda _: 70)
    return next(one for one in found.changes if one.after.key == key)


def test_a_change_within_the_tests_own_error_is_neither_better_nor_worse() -> None:
    before = with_values(empty("chair-stand"), count="12", arms="no")
    small, large = with_values(before, count="13"), with_values(before, count="15")
    assert change(before, small, "count").is_within_error
    assert change(before, small, "count").direction == ""
    assert change(before, large, "count").direction == "better"
    assert change(large, before, "count").direction == "worse"


def test_lower_is_better_where_it_is() -> None:
    before = with_values(empty("step-test"), beats="110")
    assert change(before, with_values(before, beats="100"), "beats").direction == "better"


def test_another_method_does_not_compare_and_says_so() -> None:
    before = with_values(empty("sit-and-reach"), reach="10", zero="15")
    after = with_values(empty("sit-and-reach"), reach="21", zero="26")
    assert change(before, after, "reach").change is None
    words = comparing.differences(protocols.get("sit-and-reach"), before, after)
    assert words == ("The feet are at: then 15 cm, now 26 cm. These results do not compare.",)


def test_other_conditions_are_told_plainly() -> None:
    before = results.describe(empty("push-up"), conditions={"shoes": "Barefoot", "time_of_day": "Morning"})
    after = results.describe(
        empty("push-up", delivery="async"), conditions={"shoes": "Shoes", "time_of_day": "morning"}
    )
    assert comparing.differences(protocols.get("push-up"), before, after) == (
        "Then in person, now on their own time.",
        "Shoes: then Barefoot, now Shoes.",
    )


def test_what_was_not_noted_is_not_known_to_differ() -> None:
    before = results.describe(empty("push-up"), conditions={"shoes": "Barefoot"})
    assert comparing.differences(protocols.get("push-up"), before, empty("push-up")) == ()


def test_conditions_that_are_too_long_or_a_table_that_there_is_not_are_refused() -> None:
    with pytest.raises(OutOfRange):
        results.describe(empty("push-up"), conditions={"shoes": "x" * 61})
    with pytest.raises(BadInput):
        results.describe(empty("push-up"), sex="other")
    assert results.describe(empty("push-up", sex="male"), sex="").sex is None


def series(*values: str, zero: tuple[str, ...] = ()) -> list[Result]:
    return [
        replace(
            with_values(empty("sit-and-reach"), reach=value, zero=zero[place] if zero else "15"),
            assessment_id=f"a{place}",
            taken_at_ms=NOON_MS + place * 42 * DAY_MS,
        )
        for place, value in enumerate(values)
    ]


def of(trends: list[comparing.Trend], key: str) -> comparing.Trend:
    return next(one for one in trends if one.key == key)


def test_a_trend_runs_from_the_first_to_the_last_result() -> None:
    found = of(
        comparing.trends(series("10", "14", "13.5")[::-1], lambda one: protocols.get(one.protocol), lambda _: 30),
        "reach",
    )
    assert [point.value for point in found.points] == [10, 14, 13.5]
    assert found.change == 3.5
    assert not found.has_methods


def test_points_of_different_methods_are_not_joined_nor_subtracted() -> None:
    made = series("10", "14", "25", zero=("15", "15", "26"))
    found = of(comparing.trends(made, lambda one: protocols.get(one.protocol), lambda _: 30), "reach")
    assert found.change is None
    assert found.has_methods
    assert [len(run) for run in plot.plot(found).runs] == [2, 1]


def test_a_plot_holds_all_its_points_between_its_lines() -> None:
    for values in (("10",), ("10", "10"), ("-5", "3", "70"), ("0.5", "0.7")):
        found = of(comparing.trends(series(*values), lambda one: protocols.get(one.protocol), lambda _: 30), "reach")
        drawn = plot.plot(found)
        assert len(drawn.marks) == len(values)
        top, bottom = min(tick.y for tick in drawn.ticks), max(tick.y for tick in drawn.ticks)
        assert 2 <= len(drawn.ticks) <= 8
        for mark in drawn.marks:
            assert top <= mark.y <= bottom
            assert plot.LEFT <= mark.x <= plot.WIDTH - plot.RIGHT


def test_the_band_of_the_known_error_lies_around_the_first_value() -> None:
    first = with_values(empty("chair-stand"), count="12", arms="no")
    found = of(comparing.trends([first], lambda one: protocols.get(one.protocol), lambda _: 70), "count")
    drawn = plot.plot(found)
    assert drawn.error is not None
    assert drawn.error[0] < drawn.marks[0].y < drawn.error[1]


def test_what_was_tapped_while_the_phone_filmed_stands_at_its_moment_of_the_clip() -> None:
    squat = protocols.get("overhead-squat")
    looks = [Look(checkpoint="knee-in", side="left", seen="yes")]
    observed = results.look(empty("overhead-squat"), squat, looks, by="trainer", now_ms=NOON_MS).observations[0]
    clip = Clip(
        id="k1",
        client_id="c1",
        source="assessment",
        entered_by="trainer",
        state="ready",
        media="video",
        captured_at_ms=NOON_MS - 4000,
        duration_ms=10_000,
        created_at_ms=NOON_MS,
    )
    assert results.moment_ms(observed, clip) == 4000
    assert results.moment_ms(observed, replace(clip, captured_at_ms=NOON_MS + 1)) is None
    assert results.moment_ms(observed, replace(clip, duration_ms=3000)) is None
    proved = replace(observed, proof=results.Proof(clip_id="k1", at_ms=700))
    assert results.moment_ms(proved, clip) == 700
    assert results.moment_ms(proved, replace(clip, id="k2")) is None
