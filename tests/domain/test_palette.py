"""The built-in cues keep their own rules, and those of the wire."""

import msgspec

from server.domain import palette
from signaling.messages.cues import SendCue


def test_a_dozen_cues_each_on_its_own_key_of_at_most_five_words() -> None:
    assert len(palette.CUES) == 12
    assert len({cue.key for cue in palette.CUES}) == 12
    assert [cue.key for cue in palette.CUES[:9]] == list("123456789")
    assert all(len(cue.say.split()) <= 5 for cue in palette.CUES)


def test_there_are_external_and_internal_cues_one_for_safety_praise_and_counts() -> None:
    assert [cue.focus for cue in palette.CUES].count("external") == 2
    assert {"safety", "motivation", "count"} <= {cue.kind for cue in palette.CUES}


def test_every_cue_fits_the_wire() -> None:
    for cue in palette.for_room()["cues"]:
        msgspec.convert({"id": "12345678", **{name: cue[name] for name in ("say", "kind", "focus")}}, SendCue)
