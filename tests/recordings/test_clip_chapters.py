"""The session's log on a clip's own clock."""

from recordings.chapters import webvtt
from recordings.clip_chapters import Point, cut, points, with_gaps
from tests.recordings.test_timeline import T0, Log, S, opened


def told(found: list[Point]) -> list[tuple[int, str, str]]:
    return [(point.at_ms, point.kind, point.title) for point in found]


def busy() -> Log:
    log = opened()
    log.come(5, "bob", "Bob")
    log.timer(10, "running")
    log.add(42, "cue", "alice", say="Slower", kind="form", to="everyone")
    log.add(44, "marker", "alice", label="")
    log.add(47, "cue", "alice", say="Stop", kind="safety", to="everyone")
    log.add(200, "marker", "alice", label="Long after")
    return log


def test_what_happened_while_it_was_filmed_is_told_on_its_own_clock() -> None:
    found = points(busy().read(), T0 + 40 * S, 15 * S)
    assert told(found) == [
        (0, "start", "Tabata, round 1 of 2"),
        (2 * S, "cue", "Slower"),
        (4 * S, "marker", "Marker"),
        (7 * S, "safety", "Stop"),
        (10 * S, "timer", "Tabata, round 2 of 2"),
    ]


def test_a_clip_from_outside_the_session_has_no_points() -> None:
    log = busy()
    log.add(300, "session.ended")
    assert points(log.read(), T0 - 20 * S, 15 * S) == []
    assert points(log.read(), T0 + 300 * S, 15 * S) == []
    assert told(points(log.read(), T0 + 100 * S, 15 * S)) == [(0, "start", "After Tabata")]


def test_a_clip_that_began_before_the_room_opened_starts_plainly() -> None:
    assert told(points(busy().read(), T0 - 5 * S, 12 * S))[0] == (0, "start", "Start")


def test_chapters_leave_no_gap_and_begin_where_playing_does() -> None:
    log = busy()
    log.add(47, "marker", "alice", label="knee")
    cuts = cut(points(log.read(), T0 + 40 * S, 15 * S), start_ms=400, length_ms=15 * S)
    assert [(one.start_ms, one.end_ms, one.title) for one in cuts] == [
        (400, 2400, "Tabata, round 1 of 2"),
        (2400, 4400, "Slower"),
        (4400, 7400, "Marker"),
        (7400, 10_400, "Stop · knee"),
        (10_400, 15_400, "Tabata, round 2 of 2"),
    ]
    assert webvtt(cuts).startswith("WEBVTT\n\n1\n00:00:00.400 --> 00:00:02.400\nTabata, round 1 of 2\n")


def test_without_points_there_are_no_chapters() -> None:
    assert webvtt(cut([], start_ms=0, length_ms=15 * S)) == "WEBVTT\n"


def test_a_gap_is_told_where_it_begins_and_where_it_ends() -> None:
    found = points(busy().read(), T0 + 40 * S, 15 * S)
    assert told(with_gaps(found, [[3 * S, 5 * S]]))[1:5] == [
        (2 * S, "cue", "Slower"),
        (3 * S, "gap", "Not recorded for 2 s"),
        (4 * S, "marker", "Marker"),
        (5 * S, "start", "Recorded again"),
    ]
    assert told(with_gaps([], [[61 * S, 123_400]])) == [
        (0, "start", "Start"),
        (61 * S, "gap", "Not recorded for 1 min 2 s"),
        (123_400, "start", "Recorded again"),
    ]
    assert with_gaps([], []) == []
