"""Our starters and the names of formats are those that pages build: tests/js/starters.test.js reads the same file."""

import json
from pathlib import Path

from server.domain import starter_timers, timer_words

WRITTEN = Path(__file__).parent.parent / "vectors" / "timers.json"


def test_starters_and_names_are_as_written_down_for_the_pages() -> None:
    told = {"formats": timer_words.FORMATS, "starters": [starter.wire for starter in starter_timers.STARTERS]}
    assert json.loads(WRITTEN.read_text(encoding="utf-8")) == told


def test_every_starter_has_a_key_and_a_name_of_its_own() -> None:
    for of in ("key", "name"):
        found = [getattr(starter, of) for starter in starter_timers.STARTERS]
        assert len(set(found)) == len(found)
    assert {starter.format for starter in starter_timers.STARTERS} == set(timer_words.FORMATS)


def test_a_length_is_said_as_a_face_shows_it() -> None:
    assert [timer_words.length(ms) for ms in (1000, 20_000, 725_000, 3_723_000)] == ["0:01", "0:20", "12:05", "1:02:03"]
