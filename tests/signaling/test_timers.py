"""Timers as values: what they show, and what a change makes of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signaling import timers, timing
from signaling.messages.timers import Interval
from signaling.refusals import Refused
from signaling.room import Room
from signaling.timers import Timer
from signaling.views import snapshot
from tests.signaling.people import NOW_MS, PLAN, arrived, command, done, seat, training

S = 1000


def running(elapsed_ms: int = 0) -> Timer:
    return Timer(id="t1", rev=1, title="Tabata", plan=tuple(PLAN), state="running", at_ms=NOW_MS, elapsed_ms=elapsed_ms)


@pytest.mark.parametrize(
    ("after_ms", "index", "left_ms", "state"),
    [
        (-500, 0, 10 * S, "running"),
        (0, 0, 10 * S, "running"),
        (9_999, 0, 1, "running"),
        (10_000, 1, 20 * S, "running"),
        (29_999, 1, 1, "running"),
        (45_000, 3, 15 * S, "running"),
        (60_000, 3, 0, "done"),
        (10_000_000, 3, 0, "done"),
    ],
)
def test_the_face_is_a_formula_of_the_clock(after_ms: int, index: int, left_ms: int, state: str) -> None:
    face = timers.face(running(), NOW_MS + after_ms)
    assert (face.index, face.left_ms, face.state) == (index, left_ms, state)


def test_the_revision_before_counts_until_the_next_does() -> None:
    before = running()
    after = timers.change(before, "pause", NOW_MS + 5 * S)
    assert timers.face(after, NOW_MS + 4 * S, before).elapsed_ms == 4 * S
    assert timers.face(after, NOW_MS + 6 * S, before).elapsed_ms == 5 * S


def test_pause_and_resume_lose_nothing() -> None:
    paused = timers.change(running(), "pause", NOW_MS + 12 * S)
    assert (paused.state, paused.rev, paused.elapsed_ms) == ("paused", 2, 12 * S)
    resumed = timers.change(paused, "resume", NOW_MS + 100 * S)
    assert timers.elapsed(resumed, NOW_MS + 103 * S) == 15 * S


@pytest.mark.parametrize(("at_s", "to_ms"), [(3, 10 * S), (12, 30 * S), (35, 40 * S)])
def test_skip_goes_to_the_next_interval(at_s: int, to_ms: int) -> None:
    assert timers.change(running(), "skip", NOW_MS + at_s * S).elapsed_ms == to_ms


def test_skipping_the_last_interval_ends_it() -> None:
    skipped = timers.change(running(), "skip", NOW_MS + 50 * S)
    assert (skipped.state, skipped.elapsed_ms) == ("done", 60 * S)


@pytest.mark.parametrize(("at_s", "to_ms"), [(1, 0), (11, 0), (13, 10 * S), (30, 10 * S), (33, 30 * S)])
def test_back_goes_to_the_start_and_at_the_start_to_the_one_before(at_s: int, to_ms: int) -> None:
    assert timers.change(running(), "back", NOW_MS + at_s * S).elapsed_ms == to_ms


def test_adding_makes_the_interval_that_runs_longer() -> None:
    longer = timers.change(running(), "add", NOW_MS + 12 * S, 10_000)
    assert [one.duration_ms for one in longer.plan] == [10_000, 30_000, 10_000, 20_000]
    assert timers.face(longer, NOW_MS + 12 * S).left_ms == 28 * S
    with pytest.raises(Refused, match="out-of-range"):
        timers.change(running(), "add", NOW_MS + 25 * S, -10_000)


def test_what_has_run_out_can_only_be_stopped() -> None:
    late_ms = NOW_MS + 61 * S
    for do in ("pause", "resume", "skip", "back", "add"):
        with pytest.raises(Refused, match="timer-done"):
            timers.change(running(), do, late_ms)
    stopped = timers.change(running(), "stop", late_ms)
    assert stopped.state == "done"
    with pytest.raises(Refused, match="timer-done"):
        timers.change(stopped, "stop", late_ms)


def test_pausing_what_is_paused_is_stale() -> None:
    paused = timers.change(running(), "pause", NOW_MS + S)
    with pytest.raises(Refused, match="stale"):
        timers.change(paused, "pause", NOW_MS + 2 * S)


def test_a_change_never_takes_effect_before_the_one_it_follows() -> None:
    first = timers.change(running(), "pause", NOW_MS + 1000)
    assert timers.change(first, "resume", NOW_MS + 400).at_ms == NOW_MS + 1000


@given(
    st.lists(
        st.tuples(st.sampled_from(["pause", "resume", "skip", "back", "add"]), st.integers(0, 30_000)), max_size=30
    )
)
def test_whatever_is_done_the_face_is_always_sound(changes: list[tuple[str, int]]) -> None:
    timer, now_ms = running(), NOW_MS
    for do, later_ms in changes:
        now_ms += later_ms
        try:
            after = timers.change(timer, do, now_ms + 300, 10_000)
        except Refused:
            continue
        assert after.rev == timer.rev + 1
        assert after.at_ms >= timer.at_ms
        if do in ("pause", "resume", "add"):
            assert timers.elapsed(after, after.at_ms) == timers.elapsed(timer, after.at_ms)
        timer = after
        face = timers.face(timer, now_ms)
        assert 0 <= face.gone_ms <= face.interval.duration_ms
        assert 0 <= face.left_ms <= face.interval.duration_ms
        assert timers.read(timer.wire()) == timer


# ---- in a room


def started(room: Room, **body: object) -> Room:
    given = {"timer": "t1", "title": "Tabata", "plan": PLAN}
    return done(room, "alice", command("timer.start", **(given | body)), lead_ms=400)


def test_a_timer_starts_a_moment_ahead() -> None:
    room = started(training("bob"))
    assert room.timers["t1"].at_ms == NOW_MS + 400
    with pytest.raises(Refused, match="timer-exists"):
        started(room)


def test_an_older_revision_is_refused() -> None:
    room = done(started(training("bob")), "alice", command("timer.change", timer="t1", do="pause", rev=1), NOW_MS + S)
    with pytest.raises(Refused, match="stale"):
        done(room, "alice", command("timer.change", timer="t1", do="resume", rev=1), NOW_MS + 2 * S)


def test_a_timer_for_one_is_not_in_the_others_room() -> None:
    room = started(training("bob", "bea"), to=["bob"])
    assert list(snapshot(room, "bob", "client", "c:bob")["timers"]) == ["t1"]
    assert snapshot(room, "bea", "client", "c:bea")["timers"] == {}


def test_a_timer_for_one_is_there_for_the_device_they_change_to() -> None:
    room = arrived(started(training("bob", "bea"), to=["bob"]), seat("laptop", "c:bob"))
    room = done(room, "alice", command("admit", peer="laptop"))
    assert list(snapshot(room, "laptop", "client", "c:bob")["timers"]) == ["t1"]


def test_two_for_each_of_twelve_run_at_once() -> None:
    room = training("bob", "bea")
    for place in range(timing.RUNNING_AT_ONCE):
        room = started(room, timer=f"t{place}", to=["bob"] if place % 2 else "everyone")
    with pytest.raises(Refused, match="too-many"):
        started(room, timer="more")


def test_twenty_are_kept_of_those_for_the_same_people() -> None:
    room = started(training("bob", "bea"), timer="beas", to=["bea"])
    for place in range(24):
        room = started(room, timer=f"t{place}", to=["bob"])
        room = done(room, "alice", command("timer.change", timer=f"t{place}", do="stop", rev=1))
    bobs = [f"t{place}" for place in range(4, 24)]
    assert list(room.timers) == ["beas", *bobs]
    assert list(snapshot(room, "bob", "client", "c:bob")["timers"]) == bobs


HOUR = 3_600_000


def hours(count: int) -> list[Interval]:
    return [Interval(name="Row", kind="work", duration_ms=HOUR) for _ in range(count)]


def test_a_plan_of_thirty_hours_is_refused_and_one_of_six_is_not() -> None:
    room = training("bob")
    with pytest.raises(Refused, match="too-long") as refused:
        started(room, plan=hours(30))
    assert refused.value.where == "$.plan"
    long = started(room, plan=hours(6))
    with pytest.raises(Refused, match="too-long"):
        done(long, "alice", command("timer.change", timer="t1", do="add", rev=1), NOW_MS + S)


MARKED = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"title": f"Row {MARKED}"}, "$.title"),
        ({"plan": [replace(PLAN[1], name=MARKED)]}, "$.plan[0].name"),
        ({"plan": [PLAN[0], replace(PLAN[1], say="</b>")]}, "$.plan[1].say"),
        ({"plan": [replace(PLAN[1], label="two\nlines")]}, "$.plan[0].label"),
    ],
)
def test_words_with_markup_are_refused(body: dict[str, object], where: str) -> None:
    with pytest.raises(Refused, match="markup") as refused:
        started(training("bob"), **body)
    assert refused.value.where == where


def test_less_and_more_are_words() -> None:
    plan = [replace(PLAN[1], name="5 < 6 > 4", label="<3, 20 kg")]
    assert started(training("bob"), plan=plan).timers["t1"].plan[0].label == "<3, 20 kg"


def test_an_interval_is_told_without_what_is_as_by_default() -> None:
    plan = [replace(PLAN[1], bpm=96, side="left"), replace(PLAN[1], count_up=True, label="12 burpees")]
    told = started(training("bob"), plan=plan).timers["t1"].wire()
    usual = {"name": "Work", "kind": "work", "duration_ms": 20_000, "round": 1, "rounds": 2}
    assert told["plan"] == [usual | {"side": "left", "bpm": 96}, usual | {"count_up": True, "label": "12 burpees"}]
    assert timers.read(told).plan == tuple(plan)
