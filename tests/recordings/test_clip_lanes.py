"""The session's log as lanes under a clip."""

from recordings.clip_lanes import lanes
from tests.recordings.test_timeline import T0, S, opened


def test_lanes_lie_on_the_clips_own_clock_and_end_with_it() -> None:
    log = opened()
    log.come(5, "bob", "Bob")
    log.timer(10, "running")  # 10 s to get ready, 20 work, 10 rest, 20 work
    log.add(18, "cue", "alice", say="Slower", kind="form", to="everyone")
    log.add(27, "marker", "alice", label="Rep 1", kind="rep")
    log.add(29, "marker", "alice", label="", kind="free")
    log.add(60, "cue", "alice", say="Long after", kind="form", to="everyone")
    found = lanes(log.read(), log.rows, T0 + 19 * S, 25 * S)
    assert [(bar.lane, bar.at_ms, bar.until_ms, bar.kind, bar.title) for bar in found] == [
        ("timer", 0, 1 * S, "prepare", "Get ready"),
        ("timer", 1 * S, 21 * S, "work", "Work"),
        ("timer", 21 * S, 25 * S, "rest", "Rest"),
        ("cues", 0, 2 * S, "cue", "Slower"),
        ("reps", 8 * S, None, "rep", "Rep 1"),
        ("markers", 10 * S, None, "marker", "Marker"),
    ]


def test_a_pause_of_the_timer_is_a_gap_in_its_lane() -> None:
    log = opened()
    log.timer(10, "running")
    log.timer(25, "paused", elapsed_s=15, rev=2)
    log.timer(30, "running", elapsed_s=15, rev=3)
    found = [bar for bar in lanes(log.read(), log.rows, T0, 60 * S) if bar.kind == "work"]
    assert [(bar.at_ms, bar.until_ms) for bar in found][:2] == [(20 * S, 25 * S), (30 * S, 45 * S)]


def test_nothing_is_on_the_lanes_of_a_clip_from_another_time() -> None:
    log = opened()
    log.timer(10, "running")
    assert lanes(log.read(), log.rows, T0 + 500 * S, 10 * S) == []
