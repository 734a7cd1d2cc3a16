"""Protocols are complete: words, pictures, a demonstration, a silhouette, and what to mind."""

from pathlib import Path
from typing import get_args

import av
import pytest

from drawings.__main__ import FOLDER, pictures
from server.domain import protocols
from server.domain.errors import NotFound
from server.domain.protocols import PROTOCOLS, Protocol, Step
from server.web.files import TYPES

EACH = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda protocol: protocol.key)
STEPS = [(protocol, step) for protocol in PROTOCOLS.values() for step in protocol.steps]
EACH_STEP = pytest.mark.parametrize(("protocol", "step"), STEPS, ids=[f"{one.key}-{step.key}" for one, step in STEPS])


def is_a_sentence(words: str) -> bool:
    return words[0].isupper() and words.endswith(".") and "!" not in words


def test_three_are_built_in() -> None:
    assert list(PROTOCOLS) == ["overhead-squat", "push-up", "single-leg-stance"]
    assert [[step.view for step in each.steps] for each in PROTOCOLS.values()] == [
        ["front", "side_left", "back"],
        ["side_left"],
        ["front", "front"],
    ]


def test_a_test_to_the_limit_is_never_done_alone() -> None:
    assert not protocols.get("push-up").may_be_done_alone
    assert protocols.get("overhead-squat").may_be_done_alone
    assert protocols.get("single-leg-stance").may_be_done_alone


@EACH
def test_a_protocol_says_what_it_is_for_and_what_to_mind(protocol: Protocol) -> None:
    assert PROTOCOLS[protocol.key] is protocol
    for words in (protocol.purpose, protocol.for_client, *protocol.prepare, *protocol.not_if, *protocol.stop_if):
        assert is_a_sentence(words), words
    assert len(protocol.not_if) >= 2
    assert len(protocol.stop_if) >= 2
    assert protocol.company in protocols.COMPANY
    assert 1 <= protocol.minutes <= 15
    assert len({step.key for step in protocol.steps}) == len(protocol.steps)


@EACH_STEP
def test_a_step_can_be_filmed_from_what_it_says(protocol: Protocol, step: Step) -> None:
    assert step.view in protocols.VIEWS
    assert step.hold in protocols.HOLDS
    assert 1 <= step.distance_m <= 5
    assert 0.2 <= step.camera_height_m <= 1.6
    assert 3 <= step.countdown_s <= 30
    assert len(step.words) >= 3
    assert all(is_a_sentence(words) for words in step.words)
    assert step.seconds is None or step.seconds <= step.longest_s
    assert 10 <= step.longest_s <= 300
    assert protocol.step(step.key) is step


@EACH_STEP
def test_a_step_is_drawn_from_start_to_end(protocol: Protocol, step: Step) -> None:
    assert len(step.pictures) == 2
    for picture in step.pictures:
        assert is_a_sentence(picture.words)
        assert (FOLDER / picture.file).is_file(), picture.file
    assert (FOLDER / f"framing-{step.framing}.svg").is_file()


@EACH_STEP
@pytest.mark.parametrize("ending", [".webm", ".mp4"])
def test_a_demonstration_is_a_short_silent_loop_that_weighs_little(protocol: Protocol, step: Step, ending: str) -> None:
    file = FOLDER / f"{step.demonstration}{ending}"
    assert file.stat().st_size < 60_000
    assert ending in TYPES
    with av.open(str(file)) as container:
        assert [stream.type for stream in container.streams] == ["video"]
        (stream,) = container.streams.video
        assert (stream.width, stream.height) == (640, 480)
        frames = sum(1 for _ in container.decode(video=0))
    assert 2 <= frames / 20 <= 8


def test_the_pictures_are_what_the_drawings_draw() -> None:
    drawn = dict(pictures())
    for name, text in drawn.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, f"run python -m drawings: {name}"
    assert {file.name for file in FOLDER.glob("*.svg")} == set(drawn)


def test_every_drawing_is_used_by_a_step() -> None:
    used = {picture.file for _, step in STEPS for picture in step.pictures}
    used |= {f"framing-{step.framing}.svg" for _, step in STEPS}
    used |= {f"{step.demonstration}{ending}" for _, step in STEPS for ending in (".webm", ".mp4")}
    assert {Path(file).name for file in FOLDER.iterdir()} == used
    assert set(protocols.FRAMINGS) == set(get_args(protocols.Framing))


def test_what_is_unknown_is_missing() -> None:
    with pytest.raises(NotFound):
        protocols.get("handstand")
    with pytest.raises(NotFound):
        protocols.get("push-up").step("front")
