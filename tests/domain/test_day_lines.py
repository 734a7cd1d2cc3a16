"""Exercises as one types them: read, written, and read again as they were."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain import day_lines
from server.domain.day_lines import LineProblem, Planned, Target
from server.domain.errors import BadInput

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "day-lines.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["line"][:30])
def test_a_line_is_read_as_in_the_browser(vector: dict[str, Any]) -> None:
    if "problem" in vector:
        with pytest.raises(LineProblem) as no:
            day_lines.read_line(vector["line"])
        assert no.value.key == vector["problem"]
        return
    one = day_lines.read_line(vector["line"])
    assert {**asdict(one), "exercise": None} == {**vector["entry"], "exercise": None}
    assert day_lines.write_line(one) == vector["written"]


names = st.sampled_from(["Squat", "Push-up", "Farmer’s carry", "90/90 breathing", "Überzüge"])
targets = st.builds(
    Target,
    reps=st.one_of(st.none(), st.integers(0, 999)),
    load=st.one_of(st.none(), st.integers(0, 2000).map(lambda half: half / 2)),
    unit=st.sampled_from(["kg", "lb"]),
    note=st.sampled_from(["", "red band", "each side, slowly"]),
).map(lambda one: one if one.load else Target(reps=one.reps, load=one.load, note=one.note))


@given(
    st.builds(
        Planned,
        name=names,
        sets=st.integers(1, 20),
        target=targets,
        rest_ms=st.integers(0, 1800).map(lambda s: s * 1000),
    )
)
def test_what_was_written_is_read_again_as_it_was(one: Planned) -> None:
    assert day_lines.read_line(day_lines.write_line(one)) == one
    assert day_lines.read(one.wire()) == one


@given(st.text(max_size=120))
def test_no_text_does_anything_but_be_read_or_be_refused(text: str) -> None:
    try:
        one = day_lines.read_line(text)
    except LineProblem:
        return
    assert 1 <= len(one.name) <= 60
    assert "\0" not in one.name + one.target.note


def test_a_list_names_the_line_that_is_wrong_and_finds_what_is_kept() -> None:
    first, second = day_lines.read_list("goblet Squat 3x8\n\nRow 3x8\n", {"goblet squat": "goblet-squat"})
    assert (first.exercise, second.exercise) == ("goblet-squat", None)
    with pytest.raises(BadInput, match="Line 3"):
        day_lines.read_list("Squat 3x8\n\n3x8", {})
    with pytest.raises(BadInput, match="at most 40"):
        day_lines.read_list("Squat\n" * 41, {})
    with pytest.raises(BadInput, match="without tags"):
        day_lines.read_list("<b>Squat</b>", {})
