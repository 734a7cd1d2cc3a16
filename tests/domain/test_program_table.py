"""Programs as a table: they come back as they went; what is broken is told by its row, and nothing of it is taken."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain.errors import OutOfRange
from server.domain.programs import json_shape, table
from server.domain.programs.outline import Block, Day, Entry, Rule, Set, Week
from server.domain.programs.program import Program

SQUAT = Entry(
    id="a",
    exercise="goblet-squat",
    name="Goblet squat",
    sets=(
        Set(kind="warmup", reps=10, load=10, unit="kg"),
        *[Set(reps=8, reps_to=10, load=20.5, unit="kg", rest_s=90)] * 3,
    ),
    rules=(Rule(what="load", amount=2.5),),
)
REST = (
    Entry(id="b", name="Pull-up", sets=(Set(amrap=True, unit="bodyweight", rir=2),)),
    Entry(id="c", name="Row", side="each", note="long, slow", sets=(Set(reps=8, amrap=True, unit="band", band="red"),)),
    Entry(id="d", name="Run", sets=(Set(distance_m=400, secs=90, rpe=7.5),)),
    Entry(id="e", name="Press", sets=(Set(reps=5, load=80, unit="percent", tempo="3-1-X-0"),)),
)
DAY = Day(
    id="f",
    name="Legs",
    blocks=(
        Block(id="g", entries=(SQUAT,)),
        Block(id="h", kind="for_time", rounds=3, rest_s=60, clock_s=900, entries=REST),
    ),
)
PROGRAM = Program(id="p", trainer_id="alice", name="Strong legs", weeks=(Week(id="w", times=3, days=(DAY,)),))
KEYS = {"goblet squat": "goblet-squat"}


def said(text: str) -> list[str]:
    return [str(problem) for problem in table.read(text, KEYS, "Imported").problems]


def bare(weeks: tuple[Week, ...]) -> object:
    """Weeks without their ids."""

    def without(piece: object) -> object:
        if isinstance(piece, dict):
            return {name: without(value) for name, value in piece.items() if name != "id"}
        return [without(one) for one in piece] if isinstance(piece, list) else piece

    return without([json_shape.told(week) for week in weeks])


def test_a_program_comes_back_as_it_went_with_its_weeks_written_out() -> None:
    read = table.read(table.write([PROGRAM]), KEYS, "Imported")
    assert read.problems == ()
    (found,) = read.found
    assert found.name == "Strong legs"
    assert [week.days[0].blocks[0].entries[0].sets[-1].load for week in found.weeks] == [20.5, 23, 25.5]
    first = replace(DAY, blocks=(replace(DAY.blocks[0], entries=(replace(SQUAT, rules=()),)), DAY.blocks[1]))
    assert bare(found.weeks[:1]) == bare((Week(id="w", days=(first,)),))


def test_a_table_is_safe_for_spreadsheets() -> None:
    hostile = '=HYPERLINK("http://x")'
    day = Day(id="d", name="@sum", blocks=(Block(id="b", entries=(Entry(id="e", name=hostile, note="+1"),)),))
    program = replace(PROGRAM, name="-2", weeks=(Week(id="w", days=(day,)),))
    text = table.write([program])
    (row,) = list(csv.reader(io.StringIO(text)))[1:]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row), row
    (found,) = table.read(text, KEYS, "Imported").found
    assert found.name == "-2"
    assert found.weeks[0].days[0].entries[0].name == hostile


def test_a_row_may_be_a_line_as_one_types_it() -> None:
    text = "week;day;line\n1;Monday;Goblet squat 3x8 20 kg, rest 90\n3;Monday;Plank 2x30s each side\n"
    (found,) = table.read(text, KEYS, "Imported").found
    assert found.name == "Imported"
    assert [len(week.days) for week in found.weeks] == [1, 0, 1], "a week that is passed over stays empty"
    (squat,) = found.weeks[0].days[0].entries
    assert (squat.exercise, len(squat.sets), squat.sets[0].rest_s) == ("goblet-squat", 3, 90)


def test_rows_of_one_block_go_together_and_several_programs_come_apart() -> None:
    rows = ["program,day,block,kind,rounds,exercise,sets,reps"]
    rows += ["One,A,A,superset,3,Row,3,8", "One,A,A,superset,3,Press,3,8", "One,A,B,,,Curl,2,12", "Two,A,A,,,Plank,1,"]
    one, two = table.read("\n".join(rows), KEYS, "Imported").found
    assert (one.name, two.name) == ("One", "Two")
    superset, curl = one.weeks[0].days[0].blocks
    assert (superset.kind, superset.rounds, [entry.name for entry in superset.entries]) == (
        "superset",
        3,
        ["Row", "Press"],
    )
    assert curl.kind == "straight"


BROKEN = [
    ("", "row 1: The table is empty."),
    ("week,exercise\n", "row 1: There is nothing below the heading."),
    ("week,excercise\n1,Row\n", "row 1: “excercise” is no column"),
    ("week,exercise\n1,\n2,Row\nx,Row\n", "row 2: There is no name of an exercise."),
    ("week,exercise\n1,Row\n0,Row\n", "row 3: week is 0; it is between 1 and 52."),
    ("exercise,reps\nRow,many\n", "row 2: reps is “many”; it is written 8, 8-10, 8+ or AMRAP."),
    ("exercise,reps\nRow,10-8\n", "row 2: Week 1, Day 1, Row: A range goes from less to more."),
    ("exercise,load\nRow,#DIV/0!\n", "row 2: load is “#DIV/0!”, which is no number."),
    ("exercise,load\nRow,nan\n", "row 2: load is “nan”, which is no number."),
    ("exercise,load,unit\nRow,20,stone\n", "row 2: “stone” is no unit; there are kg, lb, %, bodyweight, band."),
    ("exercise,load,unit\nRow,,kg\n", "row 2: Week 1, Day 1, Row: How much is the load?"),
    ("exercise,kind\nRow,giant\n", "row 2: “giant” is no kind"),
    ("exercise,sets\nRow,0\n", "row 2: sets is 0; it is between 1 and 20."),
    ("exercise,seconds\nRow,1.5\n", "row 2: seconds is 1.5; it is a whole number."),
    ("exercise,tempo\nRow,slow\n", "row 2: Week 1, Day 1, Row: A tempo is written like 3-1-X-0."),
    ("line\nSquat 3x8 RPE 12\n", "row 2: An effort is between 1 and 10, in halves."),
    ("exercise\n<b>Row\n", "row 2: Week 1, Day 1, <b>Row: Write plain words"),
    ('exercise\n"Row\n', "row 2: This row cannot be read."),
    ("exercise\nRow,8,9\n", "row 2: 3 cells under 1 headings."),
]


@pytest.mark.parametrize(("text", "sentence"), BROKEN)
def test_what_is_wrong_is_told_by_its_row(text: str, sentence: str) -> None:
    assert said(text)[0].startswith(sentence), said(text)


def test_more_rows_than_fit_are_refused_at_once() -> None:
    with pytest.raises(OutOfRange):
        table.read("exercise\n" + "Row\n" * 5001, KEYS, "Imported")


def test_progress_is_told_on_the_way() -> None:
    heard: list[int] = []
    table.read("day,exercise\n" + "".join(f"{n},Row\n" for n in range(10)) * 50, KEYS, "Imported", heard.append)
    assert heard == [250, 500]


def ways_to_break(chance: random.Random) -> list[Callable[[str], str]]:
    def cut(text: str) -> str:
        return text[: chance.randrange(len(text))]

    def swap(text: str) -> str:
        at = chance.randrange(len(text))
        return text[:at] + chance.choice('",;\t\n\0=<>🦊é\ufeff\r-') + text[at + 1 :]

    def shuffle(text: str) -> str:
        rows = text.split("\n")
        chance.shuffle(rows)
        return "\n".join(rows)

    def double(text: str) -> str:
        at = chance.randrange(len(text))
        return text[:at] + text[at : at + 200] * chance.randrange(1, 4) + text[at + 200 :]

    def columns(text: str) -> str:
        return "\n".join(row[chance.randrange(3) :] for row in text.split("\n"))

    return [cut, swap, swap, shuffle, double, columns]


def test_a_thousand_broken_files_end_in_sentences_or_in_a_whole_program(tenth: Callable[[int], int]) -> None:
    whole = table.write([PROGRAM, replace(PROGRAM, name="Other")])
    refused = 0
    for seed in range(tenth(1000)):
        chance = random.Random(seed)
        text = whole
        for _ in range(chance.randrange(1, 5)):
            text = chance.choice(ways_to_break(chance))(text) or " "
        try:
            read = table.read(text, KEYS, "Imported")
        except OutOfRange:
            continue
        assert read.problems or read.found
        for problem in read.problems:
            assert problem.row >= 1
            assert len(problem.message) > 10
        refused += bool(read.problems)
    assert refused > tenth(1000) // 3
