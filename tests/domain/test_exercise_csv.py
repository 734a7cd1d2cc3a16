"""Exercises as a table: it comes back as it went, however a spreadsheet wrote it; broken ones are told by their row."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import exercise_csv as tables
from server.domain import exercises as rules
from server.domain.errors import DomainError, OutOfRange
from server.domain.exercises import Exercise, ExerciseCue, ExerciseDetails
from server.domain.our_exercises import ANYTHING, BY_KEY, OURS

ALL = (ANYTHING, *OURS)


def said(text: str) -> list[str]:
    return [str(problem) for problem in tables.read(text, ALL).problems]


def test_the_whole_list_comes_back_as_it_went() -> None:
    table = tables.read(tables.write(ALL), ALL)
    assert table.problems == ()
    assert [one.details for one in table.found] == [one.details for one in ALL]
    assert not any(one.is_changed for one in table.found)
    assert table.rows == 60 * 5 + 12


def test_a_cell_that_a_spreadsheet_would_compute_is_written_as_text_and_read_back() -> None:
    hostile = ['=HYPERLINK("http://x")', "+1 more", "-2", "@SUM(A1)", "'quoted", '"both", ends']
    for name in hostile:
        details = ExerciseDetails(name=name, equipment=("=cmd",), cues=(ExerciseCue(say=name.replace(" ", "")),))
        text = tables.write([Exercise(key="k", details=details)])
        (cells,) = list(csv.reader(io.StringIO(text)))[1:]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells), cells
        (found,) = tables.read(text, ()).found
        assert found.details == details


@pytest.mark.parametrize("delimiter", ",;\t")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_it_is_read_as_any_spreadsheet_writes_it(delimiter: str, newline: str) -> None:
    rows = [
        ["Exercise", "CUE", "kind"],
        ["Bear crawl", "Carry a tray", "External"],
        ["", "", ""],
        ["bear  CRAWL", "Go", ""],
    ]
    text = "\ufeff" + newline.join(delimiter.join(row) for row in rows) + newline
    table = tables.read(text, ALL)
    assert table.problems == ()
    (found,) = table.found
    assert (found.before, found.details.name) == (None, "Bear crawl")
    assert [(cue.say, cue.focus) for cue in found.details.cues] == [("Carry a tray", "external"), ("Go", "")]


def test_what_a_table_does_not_say_stays_as_it_is() -> None:
    (found,) = tables.read("exercise,equipment\nFRONT plank,\n", ALL).found
    assert found.before is BY_KEY["plank"]
    assert not found.is_changed
    (found,) = tables.read("exercise,cue\nFront plank,Hold\n", ALL).found
    plank = BY_KEY["plank"].details
    assert found.details == replace(plank, cues=(ExerciseCue(say="Hold"),))
    assert found.is_changed


HEAD = "exercise,movement,one-sided,cue,kind,part\n"
BROKEN = {
    "": "row 1: The table is empty.",
    "\n\n": "row 1: The table is empty.",
    "exercise\n": "row 1: There is nothing below the heading.",
    "name,cue\nSquat,Up\n": "row 1: “name” is no column",
    "cue\nUp\n": "row 1: There is no column “exercise”.",
    "exercise,cue,cue\nSquat,Up,Down\n": "row 1: The column “cue” is there twice.",
    f"{HEAD}Bear,pace,no,Up,external,\n,pace,no,Up,external,\n": "row 3: There is no name of an exercise.",
    f"{HEAD}Bear,dance,no,Up,external,\n": "row 2: “dance” is no movement; there are squat,",
    f"{HEAD}Bear,pace,maybe,Up,external,\n": "row 2: “maybe” is no one-sided; there are yes or no.",
    f"{HEAD}Bear,pace,no,Up,shout,\n": "row 2: “shout” is no kind; there are external,",
    f"{HEAD}Bear,pace,no,Up,internal,soul\n": "row 2: “soul” is no part; there are head,",
    f"{HEAD}Bear,pace,no,Up,form,\n\nBear,push,no,Up,form,\n": "row 4: movement is “push” here and “pace” in row 2.",
    f"{HEAD}Bear,pace,no,Up,form,\nBear,,,one two three four five six,form,\n": "row 3: A cue has at most five words",
    f"{HEAD}Bear,pace,no,<img src=x>,form,\n": "row 2: Write plain words",
    f"{HEAD}<b>Bear,pace,no,Up,form,\n": "row 2: Write plain words",
    f"{HEAD}{'x' * 61},pace,no,Up,form,\n": "row 2: ",
    f"{HEAD}Bear,pace,no,Up,form,,more\n": "row 2: 7 cells under 6 headings.",
    f'{HEAD}Bear,pace,no,"Up,form,\n': "row 2: This row cannot be read.",
    f'{HEAD}Bear,pace,no,"Up"wards,form,\n': "row 2: This row cannot be read.",
    HEAD + "Bear,pace,no,Up,form,\n" * 13: "row 2: An exercise has at most 12 cues; these are 13.",
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_wrong_is_told_by_its_row(text: str) -> None:
    first, *_ = said(text)
    assert first.startswith(BROKEN[text]), first
    with pytest.raises(tables.BadRows) as refused:
        tables.check(tables.read(text, ALL))
    assert refused.value.message.startswith(f"Nothing was kept: {BROKEN[text]}")


def test_everything_that_is_wrong_is_told_at_once_in_order() -> None:
    problems = said(HEAD + "Bear,dance,no,Up,form,\nCrab,pace,no,a b c d e f,form,\nDuck,pace,no,Up,shout,\n")
    assert [problem.split(":")[0] for problem in problems] == ["row 2", "row 3", "row 4"]
    assert len(said(HEAD + "Bear,dance,,,,\n" * 400)) == 50


def test_five_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows = [f"Exercise {number // 5},Cue {number}\n" for number in range(5000)]
    table = tables.read("exercise,cue\n" + "".join(rows), ALL)
    assert (table.rows, len(table.found), table.problems) == (5000, 1000, ())
    with pytest.raises(OutOfRange):
        tables.read("exercise,cue\n" + "".join(rows) + "One,More\n", ALL)


CELL = st.text(st.sampled_from("ab=+-@'\"<>,;\t\n\r ÄsS0é\u202e\ufeff"), max_size=12)
ROWS = st.lists(st.lists(CELL, max_size=11), max_size=8)


@given(ROWS, st.sampled_from(",;\t"), st.booleans())
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_read_or_refused_and_never_half(rows: list[list[str]], delimiter: str, quoted: bool) -> None:
    out = io.StringIO()
    if quoted:
        csv.writer(out, delimiter=delimiter).writerows([list(tables.COLUMNS), *rows])
    else:
        out.write("\n".join(delimiter.join(row) for row in [list(tables.COLUMNS), *rows]))
    _is_sound(out.getvalue())


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    _is_sound(text)
    _is_sound("exercise,cue\n" + text)


def _is_sound(text: str) -> None:
    table = tables.read(text, ALL)
    for problem in table.problems:
        assert 1 <= problem.row <= text.count("\n") + text.count("\r") + 2
        assert problem.message[-1] in ".?"
    if table.problems:
        with pytest.raises(DomainError):
            tables.check(table)
        return
    tables.check(table)
    for one in table.found:
        assert rules.checked(one.details) == one.details
    names = [rules.name_key(one.details.name) for one in table.found]
    assert len(set(names)) == len(names)
    again = tables.read(tables.write(Exercise(key="k", details=one.details) for one in table.found), ALL)
    assert again.problems == ()
