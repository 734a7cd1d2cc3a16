"""Moments: the beginning of a recording and the last chunks of a rolling buffer become exactly what was wanted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from recordings.refusals import Refusal
from recordings.work import Splice
from tests.recordings import footage
from tests.recordings.made import Made, make
from tests.recordings.watching import Viewer, viewer

CLUSTER, FRAGMENT = b"\x1f\x43\xb6\x75", b"moof"


def cut_out(whole: Path, mark: bytes, share: float = 0.5) -> tuple[Path, int]:
    """A file without its middle, as a ring leaves it: everything before the first cluster or fragment, then the end,
    which begins anywhere; and how long the first part is."""
    data = whole.read_bytes()
    head = data[: data.index(mark) - (4 if mark == FRAGMENT else 0) + 40]
    moment = whole.with_name(f"moment-{whole.name}")
    moment.write_bytes(head + data[int(len(data) * share) :])
    return moment, len(head)


def wanted(made: Made, name: str = "play") -> list[int]:
    """The numbers of the frames that a player shows: those from `start_ms` on."""
    return [number for number, at in footage.shown(made[name]) if at * 1000 >= made.about.start_ms - 1]


RECORDINGS = {
    "vp8.webm": ("vp8", CLUSTER),
    "vp9.webm": ("vp9", CLUSTER),
    "h264.mkv": ("h264", CLUSTER),
    "h264.mp4": ("h264", FRAGMENT),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_exactly_the_last_seconds_are_kept(tmp_path: Path, name: str) -> None:
    codec, mark = RECORDINGS[name]
    whole = footage.video(
        tmp_path / name, codec=codec, live=True, seconds=6, gop=15, muxing={"cluster_time_limit": "300"}
    )
    moment, head = cut_out(whole, mark)
    made = make(moment, splice=Splice(head_bytes=head, keep_ms=2000))
    numbers = wanted(made)
    assert numbers == list(range(numbers[0], 180))
    assert abs(len(numbers) - 60) <= 1
    assert made.about.duration_ms == pytest.approx(2000, abs=40)
    assert made.about.start_ms < 600
    assert made.times() == [at for _, at in footage.shown(made["play"])]
    assert made.times()[0] == 0


@pytest.mark.parametrize("name", RECORDINGS)
def test_what_came_after_the_press_is_left_out_and_sound_stays_with_the_picture(tmp_path: Path, name: str) -> None:
    codec, mark = RECORDINGS[name]
    whole = footage.video(
        tmp_path / name, codec=codec, live=True, seconds=6, gop=15, muxing={"cluster_time_limit": "300"}
    )
    moment, head = cut_out(whole, mark, 0.3)
    made = make(moment, splice=Splice(head_bytes=head, keep_ms=2500, drop_end_ms=800))
    numbers = wanted(made)
    assert abs(numbers[-1] - 155) <= 1  # 5.2 s of 30 frames
    assert abs(numbers[0] - 81) <= 1
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    at = {number: float(time) for number, time in footage.shown(made["play"])}
    # A tone at each whole second of the recording, which is where frames 90, 120 and 150 were.
    drift = footage.tones(whole)[3] - float(dict(footage.shown(whole))[90])
    assert footage.tones(made["play"]) == pytest.approx([at[n] + drift for n in (90, 120, 150)], abs=0.02)


def test_frames_before_the_first_key_frame_are_dropped(tmp_path: Path) -> None:
    whole = footage.video(tmp_path / "sparse.webm", codec="vp8", live=True, seconds=6, gop=60)
    moment, head = cut_out(whole, CLUSTER)
    made = make(moment, splice=Splice(head_bytes=head, keep_ms=60_000))
    assert wanted(made) == list(range(120, 180))
    assert made.about.start_ms == 0


def test_a_ring_that_still_holds_everything_has_no_gap(tmp_path: Path) -> None:
    whole = footage.video(tmp_path / "short.webm", codec="vp8", live=True, seconds=3)
    made = make(whole, splice=Splice(head_bytes=0, keep_ms=60_000))
    assert wanted(made) == list(range(90))
    made = make(whole, splice=Splice(head_bytes=0, keep_ms=1000))
    assert wanted(made)[-1] == 89
    assert abs(len(wanted(made)) - 30) <= 1


def test_a_preview_is_made_the_same_way(tmp_path: Path) -> None:
    whole = footage.video(tmp_path / "vp8.webm", codec="vp8", live=True, seconds=6)
    moment, head = cut_out(whole, CLUSTER)
    made = make(moment, "preview", Splice(head_bytes=head, keep_ms=1000))
    assert set(made.about.files) == {"preview", "poster.jpg"}
    assert abs(len(wanted(made, "preview")) - 30) <= 1


def test_the_proxy_of_a_moment_has_the_frames_of_the_moment(tmp_path: Path) -> None:
    whole = footage.video(tmp_path / "sparse.webm", codec="vp8", live=True, seconds=6, gop=60)
    moment, head = cut_out(whole, CLUSTER)
    splice = Splice(head_bytes=head, keep_ms=1500, drop_end_ms=200)
    assert footage.shown(make(moment, "proxy", splice)["proxy"]) == footage.shown(make(moment, splice=splice)["play"])


def test_bytes_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    whole = footage.video(tmp_path / "vp8.webm", codec="vp8", live=True, seconds=3)
    data = whole.read_bytes()
    head = data[: data.index(CLUSTER)]
    other = footage.video(tmp_path / "h264.mp4", live=True, seconds=3).read_bytes()
    for tail in (b"", bytes(5000), other[2000:], data[-200:]):
        moment = tmp_path / "moment.webm"
        moment.write_bytes(head + tail)
        with pytest.raises(Refusal, match=r"damaged|nothing-in-it"):
            make(moment, splice=Splice(head_bytes=len(head), keep_ms=1000))


# ---- what a real browser recorded

TYPES = [
    "video/webm;codecs=vp8,opus",
    "video/webm;codecs=vp9,opus",
    "video/webm;codecs=h264,opus",
    "video/x-matroska;codecs=avc1,opus",
    "video/mp4;codecs=avc1,opus",
]


def beginning(chunks: list[bytes]) -> bytes:
    """The first chunks until they hold the whole header, as a page collects them: Chromium's first may be one byte."""
    held = b""
    for chunk in chunks:
        held += chunk
        if CLUSTER in held or FRAGMENT in held:
            return held
    raise AssertionError("nothing was recorded")


@pytest.fixture
async def chromium(tmp_path: Path) -> AsyncIterator[Viewer]:
    """Chromium, which opens what lies in the test's folder."""
    async with viewer(tmp_path) as opened:
        yield opened


@pytest.mark.browser
async def test_what_chromium_records_is_cut_without_losing_a_frame(tmp_path: Path, chromium: Viewer) -> None:
    recorded = await chromium.record(TYPES, seconds=5)
    assert len(recorded) >= 4, f"Chromium records only {list(recorded)}"
    for number, (type, chunks) in enumerate(recorded.items()):
        suffix = "mp4" if "mp4" in type else "webm"
        whole, moment = tmp_path / f"whole-{number}.{suffix}", tmp_path / f"moment-{number}.{suffix}"
        whole.write_bytes(b"".join(chunks))
        head = beginning(chunks)
        moment.write_bytes(b"".join([head, *chunks[-6:]]))
        before = footage.shown(whole)
        end = before[-1][1]
        made = make(moment, splice=Splice(head_bytes=len(head), keep_ms=1500, drop_end_ms=300))
        found = wanted(made)
        # Every frame that the browser recorded between the first and the last: 0 missing.
        between = [one for one, _ in before if found[0] <= one <= found[-1]]
        assert found == between, type
        at = dict(before)
        assert float(end - at[found[0]]) == pytest.approx(1.8, abs=0.12), type
        assert float(end - at[found[-1]]) == pytest.approx(0.3, abs=0.12), type
        middle = (made.about.start_ms + made.about.duration_ms / 2) / 1000
        seen = await chromium.watch(made["play"], [middle], made.about.files["play"])
        assert seen.duration == pytest.approx((made.about.start_ms + made.about.duration_ms) / 1000, abs=0.05), type
        assert seen.numbers[0] in found, type


@pytest.mark.browser
async def test_a_short_test_of_the_recorder_shows_that_it_can_be_cut(tmp_path: Path, chromium: Viewer) -> None:
    for type, chunks in (await chromium.record(TYPES, seconds=2.5)).items():
        moment, head = tmp_path / "test", beginning(chunks)
        moment.write_bytes(b"".join([head, *chunks[-3:]]))
        made = make(moment, "preview", Splice(head_bytes=len(head), keep_ms=1000))
        assert (made.about.duration_ms or 0) >= 200, type
