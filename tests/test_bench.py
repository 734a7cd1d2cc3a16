"""The bench: names its figures, prints one JSON line each, and one that breaks hides no other."""

import json

import pytest

from bench import __main__ as bench
from bench.figure import Figure, Measured, line, percentile

FIGURE = Figure(name="step-rate", what="How fast a step is.", unit="ms", goal="<= 2.0 x", peer="a stone")
KEYS = ["figure", "value", "unit", "peer", "peer_value", "ratio", "goal", "ok"]


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> dict[str, bench.Entry]:
    """What the bench finds, to be filled by a test."""
    found: dict[str, bench.Entry] = {}
    monkeypatch.setattr(bench, "discover", lambda: found)
    return found


def test_a_line_has_its_eight_names_first_and_a_ratio_to_the_peer():
    made = line(FIGURE, Measured(value=3.00004, peer_value=2.0, ok=True, detail={"p99": 4.0}))
    assert list(made) == [*KEYS, "p99"]
    assert (made["value"], made["peer_value"], made["ratio"]) == (3.0, 2.0, 1.5)


def test_a_figure_without_a_peer_has_no_ratio():
    made = line(FIGURE, Measured(value=3, ok=True))
    assert made["peer_value"] is None
    assert made["ratio"] is None


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 5), (0.95, 10), (0.99, 10), (1.0, 10)])
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: float):
    assert percentile([float(value) for value in range(10, 0, -1)], share) == expected


def test_one_that_breaks_is_told_and_the_next_is_measured(figures: dict[str, bench.Entry], capsys):
    async def fine() -> Measured:
        return Measured(value=1.0, peer_value=4.0, ok=True)

    def broken() -> Measured:
        raise RuntimeError("the stone is gone")

    figures["broken"] = bench.Entry(Figure(name="broken", what="Breaks.", unit="ms", goal="none"), broken)
    figures["step-rate"] = bench.Entry(FIGURE, fine)
    assert bench.main([]) == 1
    shown = capsys.readouterr()
    first, second = (json.loads(text) for text in shown.out.splitlines())
    assert (first["figure"], first["ok"]) == ("broken", False)
    assert (second["figure"], second["ok"], second["ratio"]) == ("step-rate", True, 0.25)
    assert "the stone is gone" in shown.err


def test_a_figure_that_misses_its_goal_ends_with_1(figures: dict[str, bench.Entry], capsys):
    figures["step-rate"] = bench.Entry(FIGURE, lambda: Measured(value=9.0, ok=False))
    assert bench.main(["step-rate"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_a_name_that_is_none_is_a_sentence(figures: dict[str, bench.Entry], capsys):
    figures["step-rate"] = bench.Entry(FIGURE, lambda: Measured(value=1.0, ok=True))
    assert bench.main(["step"]) == 2
    assert "There is no figure 'step'" in capsys.readouterr().err


def test_every_figure_there_is_can_be_listed(capsys):
    assert bench.main(["--list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert len(listed) == len(bench.discover())
