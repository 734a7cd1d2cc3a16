"""The server's fold of the log equals the page's: the same histories are folded in tests/js/room.test.js."""

import json
from pathlib import Path
from typing import Any

import pytest

from signaling.folding import fold_all
from signaling.log import Entry
from signaling.views import snapshot

HISTORIES = json.loads((Path(__file__).parent.parent / "vectors" / "rooms.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("at", range(len(HISTORIES)))
def test_each_viewers_snapshot_of_a_history_is_as_written_down(at: int) -> None:
    history = HISTORIES[at]
    room = fold_all(_entry(event) for event in history["events"])
    for viewer in history["viewers"]:
        assert snapshot(room, viewer["peer"], viewer["role"], viewer["person"]) == viewer["snapshot"]


def _entry(event: dict[str, Any]) -> Entry:
    audience = event["audience"]
    return Entry(**{**event, "audience": tuple(audience) if isinstance(audience, list) else audience})
