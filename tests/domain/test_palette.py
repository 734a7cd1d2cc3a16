"""The built-in cues and timers keep their own rules, and those of the wire."""

import msgspec

from server.domain import palette
from signaling.messages.cues import SendCue
from signaling.messages.timers import Interval, StartTimer


def test_a_dozen_cues_each_on_its_own_key_of_at_most_five_words() -> None:
    assert len(palette.CUES) == 12
    assert len({cue.key for cue in palette.CUES}) == 12
    assert [cue.key for cue in palette.CUES[:9]] == list("123456789")
    assert all(len(cue.say.split()) <= 5 for cue in palette.CUES)


def test_there_are_external_and_internal_cues_one_for_safety_praise_and_counts() -> None:
    assert [cue.focus for cue in palette.CUES].count("external") == 2
    assert {"safety", "motivation", "count"} <= {cue.kind for cue in palette.CUES}


def test_every_cue_and_every_timer_fits_the_wire() -> None:
    room = palette.for_room()
    for cue in room["cues"]:
        msgspec.convert({"id": "12345678", **{name: cue[name] for name in ("say", "kind", "focus")}}, SendCue)
    for timer in room["timers"]:
        sent = msgspec.convert(
            {"id": "12345678", "timer": "t", "title": timer["name"], "plan": timer["plan"]}, StartTimer
        )
        assert all(isinstance(interval, Interval) for interval in sent.plan)


def test_the_presets_last_as_long_as_they_say() -> None:
    plans = {preset.name: preset.plan for preset in palette.TIMERS}
    lengths = {name: sum(interval["duration_ms"] for interval in plan) // 1000 for name, plan in plans.items()}
    assert lengths == {
        "Tabata": 10 + 8 * 20 + 7 * 10,
        "30 / 30 × 10": 10 + 10 * 30 + 9 * 30,
        "40 / 20 × 8": 10 + 8 * 40 + 7 * 20,
        "Every minute × 10": 10 + 600,
        "Rest 90 s": 90,
    }
    assert [interval["round"] for interval in plans["Tabata"] if interval["kind"] == "work"] == list(range(1, 9))
