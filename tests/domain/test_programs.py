"""What a program says, what may stand in it, and how repeated weeks are written out."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from server.domain.errors import BadInput, DomainError, Markup, OutOfRange, Stale
from server.domain.programs import day_list, delivery, json_shape, limits, program, progression, words
from server.domain.programs.outline import Block, Day, Entry, Rule, Set, Week, rounds_of
from server.domain.programs.program import NeedsSpotter, Program, ProgramDetails, TooManyPrograms

HEAVIER = Rule(what="load", amount=2.5)
SQUAT = Entry(
    id="squat",
    exercise="goblet-squat",
    name="Goblet squat",
    sets=(Set(kind="warmup", reps=10, load=10, unit="kg"), *[Set(reps=8, load=20, unit="kg", rest_s=90)] * 3),
    rules=(HEAVIER,),
)
PLANK = Entry(id="plank", name="Plank", side="each", sets=(Set(secs=30),) * 3, note="long line")
DAY = Day(
    id="d",
    name="Legs",
    blocks=(Block(id="b", entries=(SQUAT,)), Block(id="c", kind="circuit", rest_s=60, entries=(PLANK,))),
)
WEEK = Week(id="w", times=4, days=(DAY,))
DETAILS = ProgramDetails(name="Strong legs", weeks=(WEEK,))


def of(*rules: Rule, sets: tuple[Set, ...] = (Set(reps=8, load=20, unit="kg"),)) -> Entry:
    return Entry(id="e", name="Row", sets=sets, rules=rules)


def kept(**change: object) -> Program:
    made = program.new_program("p", "alice", DETAILS, kept=0, now_ms=5)
    return replace(made, **change)  # type: ignore[arg-type]


# ---- the outline


def test_a_program_is_the_same_after_a_round_through_json() -> None:
    text = msgspec.json.encode([json_shape.told(WEEK)])
    assert json_shape.weeks(msgspec.json.decode(text)) == (WEEK,)
    assert msgspec.json.decode(text, type=tuple[Week, ...]) == (WEEK,)


def test_json_leaves_out_what_is_as_by_default() -> None:
    assert json_shape.told(Entry(id="e", name="Row")) == {"id": "e", "name": "Row"}
    assert json_shape.told(Entry(id="e", name="Row", sets=(Set(reps=0),)))["sets"] == [{"reps": 0}]


def test_a_block_goes_around_as_often_as_its_longest_entry_has_sets_unless_it_says_so() -> None:
    assert rounds_of(Block(id="b", kind="superset", entries=(SQUAT, PLANK))) == 4
    assert rounds_of(Block(id="b", kind="circuit", rounds=6, entries=(SQUAT,))) == 6
    assert rounds_of(Block(id="b", kind="amrap", rounds=6, clock_s=600)) == 0


WRONG = [
    (Set(reps=1000), "repetitions"),
    (Set(reps_to=10), "begins with a number"),
    (Set(reps=10, reps_to=8), "less to more"),
    (Set(load=20), "kg, lb or percent"),
    (Set(unit="kg"), "How much"),
    (Set(rpe=7.3), "halves"),
    (Set(rpe=11), "between 1 and 10"),
    (Set(tempo="slow"), "3-1-X-0"),
    (Set(rest_s=1801), "30 minutes"),
    (Set(secs=7201), "two hours"),
    (Set(distance_m=-1), "100 km"),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_a_wrong_set_is_refused_with_where_it_stands(wrong: Set, sentence: str) -> None:
    entry = replace(SQUAT, sets=(wrong,))
    week = replace(WEEK, days=(replace(DAY, blocks=(Block(id="b", entries=(entry,)),)),))
    with pytest.raises(OutOfRange) as refused:
        limits.checked([week])
    assert refused.value.where == "squat"
    assert refused.value.message.startswith("Week 1, Legs, Goblet squat: ")
    assert sentence in refused.value.message


def test_words_are_plain_and_fit() -> None:
    for week in (replace(WEEK, name="<b>One"), replace(WEEK, days=(replace(DAY, note="<i>"),))):
        with pytest.raises(Markup):
            limits.checked([week])
    with pytest.raises(OutOfRange, match="at most 60"):
        limits.checked([replace(WEEK, name="x" * 61)])


def test_two_pieces_never_have_one_id_not_even_once_written_out() -> None:
    with pytest.raises(BadInput):
        limits.checked([WEEK, WEEK])
    with pytest.raises(BadInput):
        limits.checked([replace(WEEK, days=()), Week(id="w-3")])
    with pytest.raises(BadInput):
        limits.checked([Week(id="../x")])
    assert limits.checked([replace(WEEK, days=()), Week(id="w-5")])


def test_a_program_is_no_longer_than_a_year() -> None:
    assert limits.checked([Week(id="a", times=40), Week(id="b", times=12)])
    with pytest.raises(OutOfRange, match="at most 52 weeks; these are 53"):
        limits.checked([Week(id="a", times=40), Week(id="b", times=13)])


# ---- progression


def loads(entry: Entry, times: int, met: progression.Met = progression.reached) -> list[float | None]:
    return [progression.at(entry, repeat, met).sets[-1].load for repeat in range(1, times + 1)]


def test_a_load_grows_each_week_by_kilograms_or_percent_and_rounds_to_halves() -> None:
    assert loads(of(HEAVIER), 4) == [20, 22.5, 25, 27.5]
    assert loads(of(Rule(what="load", how="percent", amount=5)), 4) == [20, 21, 22, 23]
    assert loads(of(Rule(what="load", how="replace", amount=30, first=3, every=0)), 4) == [20, 20, 30, 30]


def test_a_rule_works_every_second_week_from_the_third_on_and_not_beyond_its_end() -> None:
    rule = Rule(what="load", amount=5, first=3, every=2, most=32)
    assert loads(of(rule), 9) == [20, 20, 25, 25, 30, 30, 32, 32, 32]


def test_a_rule_that_takes_away_stops_at_its_end_and_at_nothing() -> None:
    rest = of(Rule(what="rest", amount=-30, most=45), sets=(Set(rest_s=90),))
    assert [progression.at(rest, repeat).sets[0].rest_s for repeat in (1, 2, 3, 4)] == [90, 60, 45, 45]
    assert loads(of(Rule(what="load", amount=-15)), 3) == [20, 5, 0]


def test_a_rule_that_needs_a_log_waits_for_it() -> None:
    rule = Rule(what="load", amount=2.5, needs_log=True)
    logged = {"e", "e-3"}
    assert loads(of(rule), 5, logged.__contains__) == [20, 22.5, 22.5, 25, 25]
    assert loads(of(rule), 3) == [20, 22.5, 25], "a preview takes it that all went well"


def test_sets_are_added_and_taken_and_a_range_of_repetitions_moves_as_one() -> None:
    more = of(Rule(what="sets", amount=1, most=3))
    assert [len(progression.at(more, repeat).sets) for repeat in (1, 2, 3, 4)] == [1, 2, 3, 3]
    fewer = of(Rule(what="sets", amount=-1), sets=(Set(reps=5),) * 2)
    assert [len(progression.at(fewer, repeat).sets) for repeat in (1, 2, 3)] == [2, 1, 1]
    ranged = progression.at(of(Rule(what="reps", amount=2), sets=(Set(reps=8, reps_to=10),)), 2).sets[0]
    assert (ranged.reps, ranged.reps_to) == (10, 12)


def test_a_warm_up_and_what_is_open_stay_as_they_are() -> None:
    after = progression.at(SQUAT, 3)
    assert [one.load for one in after.sets] == [10, 25, 25, 25]
    assert progression.at(of(HEAVIER, sets=(Set(reps=8),)), 3).sets == (Set(reps=8),)


def test_repeated_weeks_are_written_out_under_ids_that_say_which_repeat_they_are() -> None:
    written = progression.written_out([WEEK, Week(id="z")])
    assert [one.week.id for one in written] == ["w", "w-2", "w-3", "w-4", "z"]
    assert [one.number for one in written] == [1, 2, 3, 4, 5]
    assert [entry.id for entry in written[2].week.days[0].entries] == ["squat-3", "plank-3"]
    again = progression.written_out([one.week for one in written])
    assert [one.week for one in again] == [one.week for one in written], "once written out it says the same"


VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "program-progression.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["what"])
def test_rules_make_of_an_entry_what_they_make_of_it_in_the_browser(vector: dict[str, Any]) -> None:
    week = json_shape.weeks([{"id": "w", "days": [{"id": "d", "blocks": [{"id": "b", "entries": [vector["entry"]]}]}]}])
    (entry,) = week[0].days[0].entries
    for repeat, sets in enumerate(vector["weeks"], start=1):
        assert [json_shape.told(one) for one in progression.at(entry, repeat).sets] == sets


# ---- what is kept


def test_a_clients_copy_begins_as_its_template_and_is_changed_alone() -> None:
    template = kept()
    copied = program.for_client(template, "q", "bob", starts_on="2031-05-07", training_days=(5, 1, 1), now_ms=9)
    assert (copied.client_id, copied.from_id, copied.rev, copied.training_days) == ("bob", "p", 1, (1, 5))
    assert copied.weeks == template.weeks
    after = program.change(copied, replace(program.details_of(copied), weeks=()), rev=1, now_ms=10)
    assert (after.weeks, after.rev, template.weeks) == ((), 2, (WEEK,))


def test_a_save_of_an_older_revision_is_refused() -> None:
    with pytest.raises(Stale):
        program.change(kept(), DETAILS, rev=0, now_ms=6)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"name": " "}, "name"),
        ({"name": "<b>x"}, "name"),
        ({"starts_on": "tomorrow"}, "starts_on"),
        ({"training_days": ()}, "training_days"),
        ({"training_days": (0,)}, "training_days"),
        ({"training_days": (8,)}, "training_days"),
    ],
)
def test_a_copy_needs_a_name_a_start_and_days_to_train_on(changed: dict[str, object], where: str) -> None:
    copied = program.for_client(kept(), "q", "bob", starts_on="2031-05-07", training_days=(1,), now_ms=9)
    with pytest.raises(DomainError) as refused:
        program.change(copied, replace(program.details_of(copied), **changed), rev=1, now_ms=10)  # type: ignore[arg-type]
    assert refused.value.where == where


def test_a_copy_of_a_template_has_a_name_that_is_free() -> None:
    assert program.copy(kept(), "q", kept=1, names=["Strong legs"], now_ms=9).name == "Strong legs, copy"
    names = ["Strong legs", "strong legs, copy"]
    assert program.copy(kept(), "q", kept=2, names=names, now_ms=9).name == "Strong legs, copy 2"
    with pytest.raises(TooManyPrograms):
        program.copy(kept(), "q", kept=program.PROGRAMS_MOST, names=[], now_ms=9)


def test_what_needs_a_spotter_stays_out_of_a_program_done_alone() -> None:
    with pytest.raises(NeedsSpotter, match="Goblet squat"):
        program.check_alone(kept(), ["goblet-squat"])
    program.check_alone(kept(alone=False), ["goblet-squat"])
    program.check_alone(kept(), ["bench-press"])


# ---- when


def test_a_week_is_seven_days_from_the_start_and_days_go_on_training_days() -> None:
    copied = program.for_client(kept(), "q", "bob", starts_on="2031-05-07", training_days=(1, 3, 5), now_ms=9)
    three = replace(WEEK, times=2, days=tuple(Day(id=f"d{n}") for n in range(4)))
    days = delivery.days_of(replace(copied, weeks=(three,)))
    first = [date(2031, 5, 7), date(2031, 5, 9), date(2031, 5, 12), None]  # a Wednesday, Friday, Monday
    assert [one.on for one in days] == [*first, date(2031, 5, 14), date(2031, 5, 16), date(2031, 5, 19), None]
    assert [one.id for one in days][4:6] == ["d0-2", "d1-2"]
    assert days[0].title == "Day 1"
    assert delivery.ends_on(replace(copied, weeks=(three,))) == date(2031, 5, 20)


def test_a_day_keeps_its_id_when_the_copy_is_changed_around_it() -> None:
    before = delivery.day_of(kept(), "d-3")
    moved = kept(weeks=(Week(id="new"), replace(WEEK, days=(Day(id="x"), DAY))))
    after = delivery.day_of(moved, "d-3")
    assert before
    assert after
    assert after.day == before.day
    assert (before.week.number, after.week.number) == (3, 4)
    assert delivery.day_of(kept(), "gone") is None


def test_a_template_has_no_dates() -> None:
    assert {one.on for one in delivery.days_of(kept())} == {None}
    assert delivery.ends_on(kept()) is None


def test_a_day_as_a_rooms_list() -> None:
    squat, plank = day_list.planned(DAY)
    assert (squat.name, squat.exercise, squat.sets, squat.rest_ms) == ("Goblet squat", "goblet-squat", 4, 90_000)
    assert (squat.target.reps, squat.target.load, squat.target.note) == (8, 20, "sets differ: see the program")
    assert (plank.target.secs, plank.rest_ms, plank.target.note) == (
        30,
        60_000,
        "long line, each side, circuit, 3 rounds, rest 1 min",
    )


# ---- words


def test_words_of_sets_blocks_and_rules() -> None:
    assert words.entry(SQUAT) == "1 × 10 × 10 kg, warm-up, then 3 × 8 × 20 kg, rest 1:30 min"
    assert words.amount(Set(reps=8, reps_to=10, load=70, unit="percent")) == "8-10 × 70 % of your best"
    assert words.amount(Set(amrap=True, unit="band", band="red")) == "as many as possible × red band"
    assert words.amount(Set(distance_m=1500)) == "1.5 km"
    assert words.details(Set(kind="drop", tempo="3-1-X-0", rpe=8.5, rir=1)) == [
        "drop set",
        "tempo 3-1-X-0",
        "effort 8.5 of 10",
        "1 left in you",
    ]
    assert words.block(Block(id="b", kind="emom", rounds=10, clock_s=90)) == "Every 1:30 min, 10 rounds"
    assert words.block(Block(id="b", kind="tabata", rounds=8, rest_s=10)) == "Tabata, 8 rounds of 20 s, rest 10 s"
    assert words.rule(HEAVIER) == "load + 2.5 each week"
    fewer = Rule(what="rest", how="percent", amount=-10, first=3, every=2, most=30, needs_log=True)
    assert words.rule(fewer) == "rest − 10 % every 2 weeks, from week 3, to 30, once logged"
