"""From the rows of a log to who was there, what was said and how timers ran."""

from itertools import pairwise
from typing import Any

from recordings.chapters import chapters, webvtt
from recordings.entries import (
    Came,
    ConsentChanged,
    CueSaid,
    EffortTold,
    Ended,
    Knocked,
    Line,
    Mark,
    Phone,
    Stopped,
    TimerRan,
    TurnedAway,
    Went,
)
from recordings.timeline import Row, Timeline, present, read_log

T0 = 1_900_000_000_000
S = 1000
PLAN = [
    {"name": "Get ready", "kind": "prepare", "duration_ms": 10 * S, "round": 0, "rounds": 0},
    {"name": "Work", "kind": "work", "duration_ms": 20 * S, "round": 1, "rounds": 2},
    {"name": "Rest", "kind": "rest", "duration_ms": 10 * S, "round": 1, "rounds": 2},
    {"name": "Work", "kind": "work", "duration_ms": 20 * S, "round": 2, "rounds": 2},
]
TOTAL = 60 * S


class Log:
    """Writes rows as a room does."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def add(self, at_s: float, type: str, actor: str = "server", **payload: Any) -> int:
        seq = len(self.rows) + 1
        self.rows.append(Row(seq=seq, at_ms=T0 + round(at_s * S), type=type, actor=actor, payload=payload))
        return seq

    def come(self, at_s: float, id: str, name: str, role: str = "client", device: str = "main") -> None:
        peer = {"id": id, "person": f"c:{name}", "name": name, "role": role, "device": device, "state": "in"}
        self.add(at_s, "peer.admitted", peer=peer)

    def knock(self, at_s: float, id: str, shown: str, **door: str) -> None:
        peer = {"id": id, "person": f"c:{shown}", "name": shown, "role": "client", "device": "main", "state": "lobby"}
        self.add(at_s, "peer.knocked", id, peer=peer, door=door)

    def timer(self, at_s: float, state: str, elapsed_s: float = 0, rev: int = 1, id: str = "t1") -> None:
        at_ms = T0 + round(at_s * S)
        timer = {
            "id": id,
            "rev": rev,
            "title": "Tabata",
            "plan": PLAN,
            "state": state,
            "at_ms": at_ms,
            "elapsed_ms": round(elapsed_s * S),
            "to": "everyone",
        }
        self.add(at_s, "timer", "alice", timer=timer)

    def read(self, now_s: float = 3600) -> Timeline:
        found = read_log(self.rows, now_ms=T0 + round(now_s * S))
        assert found is not None
        return found


def opened() -> Log:
    log = Log()
    log.add(0, "session.opened", title="Workout with Bob")
    log.come(0, "alice", "Alice", "trainer")
    return log


def of(timeline: Timeline, kind: type) -> list[Any]:
    return [entry for entry in timeline.entries if isinstance(entry, kind)]


def test_an_empty_log_has_no_timeline() -> None:
    assert read_log([], now_ms=T0) is None


def test_the_trainers_story_has_the_whole_name_of_whom_others_read_a_part() -> None:
    log = opened()
    log.knock(10, "bob", "Bob", name="Bob Birch")
    log.come(15, "bob", "Bob")
    log.come(20, "bob2", "Bob", device="camera")
    log.add(30, "chat", "bob", text="Hello", name="Bob")
    told = [entry.name for entry in log.read().entries if isinstance(entry, Came | Knocked | Line)]
    assert told == ["Alice", "Bob Birch", "Bob Birch", "Bob Birch", "Bob Birch"]


def test_who_knocked_came_and_went_is_told_in_order() -> None:
    log = opened()
    log.knock(10, "bob", "Bob")
    log.come(15, "bob", "Bob")
    log.come(20, "bob2", "Bob", device="camera")
    log.add(100, "peer.left", peer="bob2", reason="lost")
    log.add(120, "peer.left", peer="bob", reason="left")
    log.add(130, "session.ended", "alice")
    told = [
        (type(entry).__name__, (entry.at_ms - T0) // S, entry.name)
        for entry in log.read().entries
        if isinstance(entry, Came | Went | Knocked)
    ]
    assert told == [
        ("Came", 0, "Alice"),
        ("Knocked", 10, "Bob"),
        ("Came", 15, "Bob"),
        ("Came", 20, "Bob"),
        ("Went", 100, "Bob"),
        ("Went", 120, "Bob"),
    ]
    assert [went.why for went in of(log.read(), Went)] == ["lost", "left"]
    assert of(log.read(), Ended) == [Ended(at_ms=T0 + 130 * S)]
    assert log.read().is_ended


def test_presence_counts_the_clients_own_device_and_every_visit() -> None:
    log = opened()
    log.come(10, "bob", "Bob")
    log.come(20, "bob2", "Bob", device="camera")
    log.add(70, "peer.left", peer="bob", reason="lost")
    log.come(100, "bob", "Bob")
    log.come(100, "bea", "Bea")
    log.add(160, "session.ended")
    assert present(log.read()) == {"Bob": 120 * S, "Bea": 60 * S}


def test_whoever_changes_devices_stays_present() -> None:
    log = opened()
    log.come(10, "phone", "Bob")
    log.come(40, "laptop", "Bob")
    log.add(40, "peer.left", peer="phone", reason="moved")
    log.add(100, "peer.left", peer="laptop", reason="left")
    assert present(log.read()) == {"Bob": 90 * S}


def test_a_retried_admission_is_one_arrival() -> None:
    log = opened()
    log.come(10, "bob", "Bob")
    log.come(11, "bob", "Bob")
    assert len([came for came in of(log.read(), Came) if came.name == "Bob"]) == 1


def test_denied_and_removed_people_are_told_apart() -> None:
    log = opened()
    log.knock(5, "gus", "Gus")
    log.add(8, "peer.denied", "alice", peer="gus")
    log.come(10, "bob", "Bob")
    log.come(11, "bob2", "Bob", device="camera")
    log.add(20, "peer.kicked", "alice", peer="bob", person="c:Bob")
    log.knock(25, "zed", "Zed")
    log.add(30, "peer.kicked", "alice", peer="zed", person="c:Zed")
    timeline = log.read()
    assert [away.name for away in of(timeline, TurnedAway)] == ["Gus", "Zed"]
    assert [(went.name, went.why) for went in of(timeline, Went)] == [("Bob", "removed"), ("Bob", "removed")]


def test_a_cue_knows_who_was_shown_it_and_who_missed_it() -> None:
    log = opened()
    log.come(1, "bob", "Bob")
    log.come(1, "bob2", "Bob", device="camera")
    log.come(1, "bea", "Bea")
    first = log.add(10, "cue", "alice", say="Knees out", kind="form", focus="", to="everyone", speak=False)
    log.add(10.1, "cue.shown", "bea", cue_seq=first, peer="bea", at_ms=T0)
    log.add(10.2, "cue.shown", "bea", cue_seq=first, peer="bea", at_ms=T0)
    private = log.add(20, "cue", "alice", say="Slower", kind="form", focus="", to=["bob"], speak=False)
    stop = log.add(30, "cue", "alice", say="Stop", kind="safety", focus="", to=["bob"], speak=True)
    log.add(30.1, "cue.shown", "bob", cue_seq=stop, peer="bob", at_ms=T0)
    log.add(33, "cue.acked", "bob", cue_seq=stop, peer="bob")
    everyone, alone, safety = of(log.read(), CueSaid)
    assert (everyone.shown_to, everyone.missed_by, everyone.is_missed) == (("Bea",), ("Bob",), False)
    assert (alone.is_private, alone.missed_by, alone.is_missed) == (True, ("Bob",), True)
    assert (safety.shown_to, safety.tapped_by, safety.missed_by) == (("Bob",), ("Bob",), ())
    assert private > first


def test_a_cue_into_an_empty_room_is_not_missed() -> None:
    log = opened()
    log.add(10, "cue", "alice", say="Knees out", kind="form", focus="", to="everyone", speak=False)
    (cue,) = of(log.read(), CueSaid)
    assert not cue.is_missed


def test_a_timer_that_runs_out_ends_by_itself() -> None:
    log = opened()
    log.timer(100, "running")
    (entry,) = of(log.read(), TimerRan)
    assert entry.run.ended_at_ms == T0 + 160 * S
    assert entry.run.is_finished
    assert (entry.run.worked_ms, entry.run.paused_ms) == (TOTAL, 0)
    assert entry.run.rounds_began == ((1, T0 + 110 * S), (2, T0 + 140 * S))
    assert (entry.run.rounds, entry.run.round_reached) == (2, 2)


def test_a_timer_tells_what_each_client_counted_on_it_last() -> None:
    log = opened()
    log.come(5, "bob", "Bob")
    log.timer(100, "running")
    nothing = {"rounds": 0, "finish_ms": None, "out": None}
    for at_s, rounds in ((110, 1), (120, 2)):
        log.add(at_s, "timer.tally", "bob", timer="t1", person="c:Bob", tally=nothing | {"rounds": rounds})
    log.add(130, "timer.tally", "alice", timer="another", person="c:Bob", tally=nothing)
    (entry,) = of(log.read(), TimerRan)
    assert entry.tallies == (("Bob", nothing | {"rounds": 2}),)


def test_a_pause_shifts_what_comes_after_it() -> None:
    log = opened()
    log.timer(100, "running")
    log.timer(120, "paused", 20, rev=2)
    log.timer(150, "running", 20, rev=3)
    (entry,) = of(log.read(), TimerRan)
    assert entry.run.rounds_began == ((1, T0 + 110 * S), (2, T0 + 170 * S))
    assert (entry.run.worked_ms, entry.run.paused_ms) == (TOTAL, 30 * S)
    assert entry.run.ended_at_ms == T0 + 190 * S


def test_a_stopped_timer_says_how_far_it_came() -> None:
    log = opened()
    log.timer(100, "running")
    log.timer(125, "done", 25, rev=2)
    (entry,) = of(log.read(), TimerRan)
    assert not entry.run.is_finished
    assert (entry.run.ended_at_ms, entry.run.round_reached, entry.run.rounds) == (T0 + 125 * S, 1, 2)


def test_a_skip_begins_the_next_round_at_once_and_a_step_back_keeps_the_first_beginning() -> None:
    log = opened()
    log.timer(100, "running")
    log.timer(105, "running", 40, rev=2)  # skipped to round 2
    log.timer(108, "running", 10, rev=3)  # and back to round 1
    log.timer(110, "done", 12, rev=4)
    (entry,) = of(log.read(), TimerRan)
    assert entry.run.rounds_began == ((1, T0 + 108 * S), (2, T0 + 105 * S))


def test_a_timer_that_still_runs_has_no_end_and_one_cut_by_the_end_of_the_session_is_not_finished() -> None:
    log = opened()
    log.timer(100, "running")
    (entry,) = of(log.read(now_s=130), TimerRan)
    assert entry.run.ended_at_ms is None
    log.add(130, "session.ended")
    (entry,) = of(log.read(), TimerRan)
    assert (entry.run.ended_at_ms, entry.run.is_finished, entry.run.worked_ms) == (None, False, 30 * S)


def test_an_answer_how_hard_it_was_stands_once_with_what_was_said_at_first() -> None:
    log = opened()
    log.come(5, "bob", "Bob")
    log.timer(10, "running")

    def tell(at_s: float, ask: str, rpe: int, pain: bool | None = None, where: tuple[str, ...] = ()) -> None:
        said = {"ask": ask, "person": "c:Bob", "at_ms": 0, "rpe": rpe, "rir": None, "pain": pain, "where": where}
        log.add(at_s, "effort", "bob", effort=said)

    tell(75, "t1", 2)
    tell(80, "t1", 5, True, ("left-knee",))
    tell(90, "asked-by-alice", 3)
    tell(91, "asked-by-alice", 3, False)
    efforts = of(log.read(), EffortTold)
    assert [(one.at_ms - T0, one.name, one.after, one.rpe, one.first_rpe) for one in efforts] == [
        (75 * S, "Bob", "Tabata", 5, 2),
        (90 * S, "Bob", "", 3, None),
    ]
    assert (efforts[0].pain, efforts[0].where, efforts[1].pain) == (True, ("left-knee",), False)


def test_stops_are_told_from_the_press_to_their_end_and_unwell_is_a_chapter() -> None:
    log = opened()
    log.come(5, "bob", "Bob")

    def stop(at_s: float, why: str, state: str = "open", by: str = "bob", **more: Any) -> None:
        told = {"person": "c:Bob", "why": why, "at_ms": 0, "by": by, "state": state, **more}
        log.add(at_s, "stop", by, stop=told)

    stop(10, "pause")
    stop(30, "pause", "over")
    stop(40, "pause", by="alice")
    stop(50, "unwell")
    stop(52, "unwell", is_taken=True)
    stop(170, "unwell", "over", by="alice")
    log.add(170, "stop.resolved", "alice", person="c:Bob", red_flag=True, word="dizzy")
    found = log.read()
    assert [
        (one.at_ms - T0, one.why, one.by, (one.until_ms or 0) - T0, one.red_flag, one.word)
        for one in of(found, Stopped)
    ] == [
        (10 * S, "pause", "Bob", 30 * S, None, ""),
        (40 * S, "pause", "Alice", 50 * S, None, ""),
        (50 * S, "unwell", "Bob", 170 * S, True, "dizzy"),
    ]
    assert "Bob felt unwell" in [chapter.title for chapter in chapters(found)]


def test_chat_markers_consents_and_the_phone_are_told() -> None:
    log = opened()
    log.come(1, "bob", "Bob")
    log.add(10, "chat", "bob", text="Here")
    log.add(20, "marker", "alice", label="")
    log.add(30, "consent", person="c:Bob", purpose="recording", given=False)
    log.add(40, "phone", "alice", on=True)
    log.add(50, "something.new", "alice", whatever=1)
    timeline = log.read()
    assert of(timeline, Line) == [Line(at_ms=T0 + 10 * S, name="Bob", text="Here")]
    assert of(timeline, Mark) == [Mark(at_ms=T0 + 20 * S, label="")]
    assert of(timeline, ConsentChanged)[0].name == "Bob"
    assert of(timeline, Phone) == [Phone(at_ms=T0 + 40 * S, on=True)]


def test_a_choice_at_the_door_is_told_with_the_name_of_whoever_came_in_then() -> None:
    log = opened()
    log.add(1, "consent", person="c:Bob", purpose="clips", given=True)
    log.add(2, "consent", person="c:nobody", purpose="clips", given=True)
    log.come(3, "bob", "Bob")
    assert [one.name for one in of(log.read(), ConsentChanged)] == ["Bob", "A client"]


def test_chapters_cover_the_session_without_a_gap() -> None:
    log = opened()
    log.add(30, "marker", "alice", label="Good <squat> & more")
    log.timer(100, "running")
    log.add(300, "session.ended")
    found = chapters(log.read())
    assert [(one.start_ms // S, one.title) for one in found] == [
        (0, "Start"),
        (30, "Good <squat> & more"),
        (100, "Tabata"),
        (110, "Tabata, round 1 of 2"),
        (140, "Tabata, round 2 of 2"),
        (160, "After Tabata"),
    ]
    assert all(one.end_ms == later.start_ms for one, later in pairwise(found))
    assert found[-1].end_ms == 300 * S


def test_what_lies_beyond_the_end_is_no_chapter() -> None:
    log = opened()
    log.timer(100, "running")
    log.add(120, "session.ended")
    assert [one.title for one in chapters(log.read())] == ["Start", "Tabata", "Tabata, round 1 of 2"]


def test_the_webvtt_file_is_what_players_read() -> None:
    log = opened()
    log.add(3_661.5, "marker", "alice", label="a --> b\n<i>")
    log.add(3_700, "session.ended")
    assert webvtt(chapters(log.read())) == (
        "WEBVTT\n\n1\n00:00:00.000 --> 01:01:01.500\nStart\n\n2\n01:01:01.500 --> 01:01:40.000\na --&gt; b &lt;i&gt;\n"
    )
