"""The session sheet's words."""

import pytest

from server.domain import sheet


@pytest.mark.parametrize(
    ("ms", "shown"),
    [(0, "0:00"), (7_999, "0:07"), (754_000, "12:34"), (3_723_000, "1:02:03"), (-5_000, "−0:05"), (-300, "0:00")],
)
def test_time_since_the_beginning(ms: int, shown: str) -> None:
    assert sheet.clock(ms) == shown


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (400, "0 s"),
        (40_000, "40 s"),
        (260_000, "4 min 20 s"),
        (300_000, "5 min"),
        (3_480_000, "58 min"),
        (3_900_000, "1 h 5 min"),
    ],
)
def test_lengths(ms: int, said: str) -> None:
    assert sheet.length(ms) == said


def cue(**changes: object) -> str:
    given: dict[str, object] = {"is_private": False, "shown_to": ["Bob"], "missed_by": [], "tapped_by": []}
    return sheet.cue("Slower", **(given | changes))  # type: ignore[arg-type]


def test_a_cue_says_who_missed_it_and_whom_it_was_for() -> None:
    assert cue() == "“Slower”"
    assert cue(missed_by=["Bea"]) == "“Slower”, missed by Bea"
    assert cue(shown_to=[], missed_by=["Bob", "Bea"]) == "“Slower”, missed"
    assert cue(is_private=True) == "“Slower” to Bob alone"
    assert cue(is_private=True, missed_by=["Bea"]) == "“Slower” to Bob and Bea, missed by Bea"
    assert cue(tapped_by=["Bob"]) == "“Slower”, tapped away by Bob"
    assert cue(shown_to=[]) == "“Slower”"


def test_equal_cues_are_one_line_the_most_said_first() -> None:
    found = sheet.sum_up(
        [
            ("Slower", "form", 5, True),
            ("Two more", "count", 1, False),
            ("Slower", "form", 9, False),
            ("Up", "form", 3, True),
        ]
    )
    assert [(one.say, one.words) for one in found] == [
        ("Slower", "twice, 1 of them missed"),
        ("Two more", "once"),
        ("Up", "once, missed"),
    ]
    assert sheet.sum_up([("Up", "form", at, False) for at in range(3)])[0].words == "3 times"


def timer(**changes: object) -> str:
    given: dict[str, object] = {
        "is_finished": False,
        "is_running": False,
        "was_stopped": False,
        "round_reached": 5,
        "rounds": 8,
        "worked_ms": 155_000,
        "paused_ms": 0,
    }
    return sheet.timer("Tabata", **(given | changes))  # type: ignore[arg-type]


def test_an_answer_says_how_hard_it_was() -> None:
    plain = {"after": "", "rir": None, "pain": None, "where": (), "first_rpe": None}
    assert sheet.effort("Bob", rpe=1, **plain) == "Bob: very easy (1 of 10)"  # type: ignore[arg-type]
    told = sheet.effort("Bob", after="Tabata", rpe=5, rir=2, pain=True, where=("left-knee", "chest"), first_rpe=2)
    assert told == "Bob after Tabata: hard (5 of 10), 2 more to go, pain: left knee and chest; first said easy"
    ease = sheet.effort("Bob", after="", rpe=10, rir=0, pain=False, where=(), first_rpe=None)
    assert ease == "Bob: all they had (10 of 10), no more, no pain"
    assert [sheet.effort_word(rpe) for rpe in (0, 2, 4, 7)] == ["very easy", "easy", "medium", "hard"]


def test_a_stop_says_whose_it_was_and_how_it_was_settled() -> None:
    def told(
        why: str, by: str = "Bob", lasted_ms: int | None = 40_000, red_flag: bool | None = None, word: str = ""
    ) -> str:
        return sheet.stopped("Bob", why=why, by=by, lasted_ms=lasted_ms, red_flag=red_flag, word=word)

    assert told("pause") == "Bob paused for 40 s"
    assert told("pause", by="Alice", lasted_ms=None) == "Bob paused (pressed by Alice)"
    assert told("unwell", lasted_ms=None) == "Bob felt unwell, not settled"
    assert told("unwell", red_flag=True, word="dizzy") == "Bob felt unwell; settled after 40 s: a red flag, dizzy"
    assert told("unwell", red_flag=False) == "Bob felt unwell; settled after 40 s: no red flag"


def test_a_timer_says_how_far_it_came() -> None:
    assert timer(is_finished=True, worked_ms=240_000) == "Tabata: all 8 rounds, 4 min"
    assert (
        timer(was_stopped=True, paused_ms=30_000) == "Tabata: stopped in round 5 of 8 after 2 min 35 s, paused for 30 s"
    )
    assert timer() == "Tabata: ended with the session in round 5 of 8 after 2 min 35 s"
    assert timer(is_running=True) == "Tabata: runs, round 5 of 8"
    assert timer(is_finished=True, rounds=0) == "Tabata: to its end, 2 min 35 s"


def test_a_timer_says_what_each_client_counted() -> None:
    nothing = {"rounds": 0, "finish_ms": None, "out": None}
    counted = [
        ("Bob", nothing | {"rounds": 7}),
        ("Bea", nothing | {"finish_ms": 272_000}),
        ("Gus", nothing | {"out": 9}),
        ("Ann", nothing | {"rounds": 1}),
        ("Cleo", nothing),
        ("Dora", nothing | {"rounds": 4, "reps": 12}),
    ]
    words = timer(is_finished=True, rounds=0, tallies=counted)
    assert words == (
        "Tabata: to its end, 2 min 35 s. Bob: 7 rounds; Bea: done after 4 min 32 s; Gus: out in round 9; Ann: 1 round; "
        "Dora: 4 rounds and 12"
    )


def test_coming_and_going() -> None:
    assert sheet.came("Bob", is_camera=False) == "Bob came in"
    assert sheet.came("Bob", is_camera=True) == "Bob added a second camera"
    said = [sheet.went("Bob", why, is_camera=False) for why in ("left", "lost", "removed", "moved", "whatever")]
    assert said == ["Bob left", "Bob's connection was lost", "Bob was removed", "Bob changed devices", "Bob left"]


def test_consents_and_the_phone() -> None:
    assert sheet.consent("Bob", "Recording", given=True) == "Bob agreed to: Recording"
    assert sheet.consent("Bob", "Recording", given=False) == "Bob withdrew: Recording"
    assert (sheet.phone(on=True), sheet.phone(on=False)) == ("Carried on by phone", "Back to video")


def test_cues_are_summed_up_for_each_exercise_in_the_order_they_came() -> None:
    said = [("Squat", "Sit back", "form", 10, False), ("", "Two more", "count", 20, False)]
    said += [("Squat", "Sit back", "form", 30, True), ("Plank", "Sit back", "form", 40, False)]
    found = [(exercise, [(one.say, one.words) for one in cues]) for exercise, cues in sheet.by_exercise(said)]
    assert found == [
        ("Squat", [("Sit back", "twice, 1 of them missed")]),
        ("", [("Two more", "once")]),
        ("Plank", [("Sit back", "once")]),
    ]
