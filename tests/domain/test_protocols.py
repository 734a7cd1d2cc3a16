"""Protocols are complete: words, pictures, a demonstration, a silhouette, and what to mind."""

from pathlib import Path
from typing import get_args

import av
import pytest

from drawings.__main__ import FOLDER, pictures
from server.domain import protocols
from server.domain.errors import NotFound
from server.domain.protocols import PROTOCOLS, Protocol, Step, norms
from server.web.files import TYPES

EACH = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda protocol: protocol.key)
STEPS = [(protocol, step) for protocol in PROTOCOLS.values() for step in protocol.steps]
EACH_STEP = pytest.mark.parametrize(("protocol", "step"), STEPS, ids=[f"{one.key}-{step.key}" for one, step in STEPS])


def is_a_sentence(words: str) -> bool:
    return words[0].isupper() and words.endswith(".") and "!" not in words


def test_every_assessment_of_the_list_is_built_in() -> None:
    assert set(PROTOCOLS) == {
        "resting-heart-rate",
        "overhead-squat",
        "bend-and-lift",
        "hurdle-step",
        "shoulder-push",
        "thoracic-mobility",
        "stork",
        "single-leg-stance",
        "single-leg-stance-closed",
        "push-up",
        "curl-up",
        "front-plank",
        "side-plank",
        "step-test",
        "sit-and-reach",
        "run-1.5-mile",
        "rockport",
        "chair-stand",
        "four-stage-balance",
        "timed-up-and-go",
        "talk-test",
        "body",
    }


@pytest.mark.parametrize(
    "key",
    [
        "push-up",
        "curl-up",
        "front-plank",
        "side-plank",
        "step-test",
        "run-1.5-mile",
        "rockport",
        "talk-test",
        "single-leg-stance-closed",
        "four-stage-balance",
        "timed-up-and-go",
        "chair-stand",
    ],
)
def test_tests_to_the_limit_with_closed_eyes_or_a_step_are_never_done_alone(key: str) -> None:
    assert not protocols.get(key).may_be_done_alone


def test_a_version_that_was_given_once_stays_as_it_was() -> None:
    assert protocols.get("single-leg-stance").version == 2
    assert [step.seconds for step in protocols.get("single-leg-stance").steps] == [45, 45]
    assert [step.seconds for step in protocols.get("single-leg-stance", 1).steps] == [30, 30]
    with pytest.raises(NotFound):
        protocols.get("single-leg-stance", 3)


@EACH
def test_measures_and_checkpoints_have_names_that_a_form_can_carry(protocol: Protocol) -> None:
    keys = [each.key for each in protocol.measures]
    keys += [each.key for each in protocol.checkpoints]
    keys += [each.key for each in protocol.scores]
    assert len(set(keys)) == len(keys)
    for key in keys:
        assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_"), key
    for measure in protocol.measures:
        assert measure.unit in protocols.UNITS
        assert measure.low < measure.high
        assert measure.trials >= 1
        assert not (measure.choices and measure.better), "a choice is no number"
        assert measure.error is None or measure.error.amount > 0


@EACH
def test_a_measure_has_a_norm_of_a_known_scale_or_says_why_there_is_none(protocol: Protocol) -> None:
    known = {each.key for each in protocol.measures} | {each.key for each in protocol.scores}
    for norm in protocol.norms:
        assert norm.measure in known
        assert (norm.scale in norms.SCALES) != bool(norm.why_none), norm


@EACH
def test_what_a_norm_asks_about_is_noted_by_the_protocol(protocol: Protocol) -> None:
    methods = {measure.key for measure in protocol.measures if measure.is_method} | set(protocol.method)
    for norm in protocol.norms:
        if norm.scale:
            assert set(norms.SCALES[norm.scale].method) <= methods


@EACH
def test_clients_read_none_of_the_trades_words(protocol: Protocol) -> None:
    said = " ".join(
        [protocol.for_client, *protocol.prepare, *protocol.not_if, *protocol.stop_if]
        + [words for step in protocol.steps for words in (step.title, *step.words)]
        + [words for measure in protocol.measures for words in (measure.ask, measure.hint)]
    ).lower()
    for word in ("readiness", "referred", "rir", "protocol", "baseline", "checkpoint"):
        assert f" {word}" not in said, word


@EACH
def test_a_pulse_that_is_counted_alone_is_practised_first(protocol: Protocol) -> None:
    for step in protocol.steps:
        asks_beats = any("beats" in measure.ask.lower() for measure in step.measures)
        assert step.counts_pulse or not asks_beats


@EACH
def test_a_protocol_says_what_it_is_for_and_what_to_mind(protocol: Protocol) -> None:
    assert PROTOCOLS[protocol.key] is protocol
    for words in (protocol.purpose, protocol.for_client, *protocol.prepare, *protocol.not_if, *protocol.stop_if):
        assert is_a_sentence(words), words
    assert protocol.not_if
    assert protocol.stop_if
    assert protocol.company in protocols.COMPANY
    assert 1 <= protocol.minutes <= 25
    assert len({step.key for step in protocol.steps}) == len(protocol.steps)


@EACH_STEP
def test_a_step_can_be_filmed_from_what_it_says(protocol: Protocol, step: Step) -> None:
    if step.camera is not None:
        assert step.camera.view in protocols.VIEWS
        assert step.camera.hold in protocols.HOLDS
        assert 1 <= step.camera.distance_m <= 5
        assert 0.2 <= step.camera.height_m <= 1.6
        assert len(step.words) >= 3
    assert 3 <= step.countdown_s <= 30
    assert len(step.words) >= 2
    assert all(is_a_sentence(words) for words in step.words)
    assert step.seconds is None or step.seconds <= step.longest_s
    assert 10 <= step.longest_s <= 600
    assert protocol.step(step.key) is step


@EACH_STEP
def test_a_step_is_drawn_from_start_to_end(protocol: Protocol, step: Step) -> None:
    for picture in step.pictures:
        assert is_a_sentence(picture.words)
        assert (FOLDER / picture.file).is_file(), picture.file
    if step.camera is not None:
        assert step.pictures
        assert (FOLDER / f"framing-{step.camera.framing}.svg").is_file()


@pytest.mark.parametrize("demonstration", sorted({step.demonstration for _, step in STEPS} - {""}))
@pytest.mark.parametrize("ending", [".webm", ".mp4"])
def test_a_demonstration_is_a_short_silent_loop_that_weighs_little(demonstration: str, ending: str) -> None:
    file = FOLDER / f"{demonstration}{ending}"
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
    used |= {f"framing-{step.camera.framing}.svg" for _, step in STEPS if step.camera}
    used |= {f"{step.demonstration}{ending}" for _, step in STEPS if step.demonstration for ending in (".webm", ".mp4")}
    assert {Path(file).name for file in FOLDER.iterdir()} == used
    assert set(protocols.FRAMINGS) == set(get_args(protocols.Framing))


def test_what_is_unknown_is_missing() -> None:
    with pytest.raises(NotFound):
        protocols.get("handstand")
    with pytest.raises(NotFound):
        protocols.get("push-up").step("front")
