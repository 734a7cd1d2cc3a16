"""Entries of a program as one types them: read, written, and read again as they were."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.programs import json_shape, limits, lines
from server.domain.programs.lines import LineProblem, Typed
from server.domain.programs.outline import Block, Day, Entry, Set, Week

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "program-lines.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["line"][:30])
def test_a_line_is_read_as_in_the_browser(vector: dict[str, Any]) -> None:
    if "problem" in vector:
        with pytest.raises(LineProblem) as no:
            lines.read_line(vector["line"])
        assert no.value.key == vector["problem"]
        return
    typed = lines.read_line(vector["line"])
    assert (typed.name, typed.side, typed.note) == (vector["name"], vector["side"], vector["note"])
    assert [json_shape.told(one) for one in typed.sets] == vector["sets"]
    assert lines.write_line(typed) == vector["written"]
    assert lines.read_line(vector["written"]) == typed


amounts = st.one_of(
    st.builds(lambda reps: {"reps": reps}, st.integers(0, 999)),
    st.builds(lambda reps, more: {"reps": reps, "reps_to": reps + more}, st.integers(0, 900), st.integers(0, 99)),
    st.builds(lambda reps: {"reps": reps, "amrap": True}, st.one_of(st.none(), st.integers(0, 999))),
    st.builds(lambda secs: {"secs": secs}, st.integers(0, 7200)),
    st.builds(lambda metres: {"distance_m": metres / 2}, st.integers(0, 9999)),
)
loads = st.one_of(
    st.builds(lambda half, unit: {"load": half / 2, "unit": unit}, st.integers(0, 1999), st.sampled_from(["kg", "lb"])),
    st.sampled_from([{}, {"unit": "bodyweight"}, {"unit": "band", "band": "red"}, {"load": 70.0, "unit": "percent"}]),
)
sets = st.builds(
    lambda amount, load, kind, tempo, rpe, rest_s: Set(
        **amount, **load, kind=kind, tempo=tempo, rpe=rpe, rest_s=rest_s
    ),
    amounts,
    loads,
    st.sampled_from(["normal", "warmup", "drop", "myo", "partial", "forced", "tut", "iso"]),
    st.sampled_from(["", "3-1-X-0", "2-0-2"]),
    st.one_of(st.none(), st.integers(2, 20).map(lambda half: half / 2)),
    st.integers(0, 1800),
)
typed = st.builds(
    Typed,
    name=st.sampled_from(
        ["Squat", "Push-up", "Farmer’s carry", "90/90 breathing", "Überzüge", "Band pull-apart", "Bodyweight squat"]
    ),
    side=st.sampled_from(["", "left", "right", "each"]),
    note=st.sampled_from(["", "slowly", "heels down, chest tall"]),
    sets=st.lists(st.tuples(sets, st.integers(1, 4)), min_size=1, max_size=4).map(
        lambda groups: tuple(one for one, count in groups for _ in range(count))
    ),
)


@given(typed)
def test_what_is_written_is_read_as_it_was(one: Typed) -> None:
    assert lines.read_line(lines.write_line(one)) == one
    entry = Entry(id="e", name=one.name, side=one.side, note=one.note, sets=one.sets)
    assert limits.checked([Week(id="w", days=(Day(id="d", blocks=(Block(id="b", entries=(entry,)),)),))])


@given(st.text(max_size=120))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(line: str) -> None:
    try:
        found = lines.read_line(line)
    except LineProblem as problem:
        if problem.message != lines.PROBLEMS[problem.key]:
            raise
        return
    assert found.name
    assert 1 <= len(found.sets) <= 20
