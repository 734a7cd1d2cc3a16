"""What was to be seen at a moment of a performance, by the same vectors as its twin in the browser."""

import json
from pathlib import Path

import pytest

from recordings.performance import Performance

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "performance.json").read_text())


def test_every_moment_of_a_performance_is_as_it_was() -> None:
    made = Performance(VECTORS["events"], VECTORS["length_ms"])
    for moment in VECTORS["moments"]:
        said = made.transport(moment["t"])
        assert (said.media_ms, said.playing, said.rate) == (moment["media_ms"], moment["playing"], moment["rate"])
        assert list(made.marks(moment["t"])) == moment["marks"]
        assert made.view(moment["t"]).rotate == moment["rotate"]
        pointer = made.pointer(moment["t"])
        assert pointer == (moment["pointer"] and pytest.approx(moment["pointer"]))
