"""What a file is by its first bytes, and what is too much of it."""

import io
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import pytest

from recordings import probe
from recordings.probe import opened
from recordings.refusals import SENTENCES, Refusal
from tests.recordings import footage


def _refusal(path: Path) -> str:
    with path.open("rb") as source, pytest.raises(Refusal) as refused, opened(source):
        pass
    return refused.value.code


@pytest.mark.parametrize(
    ("name", "made", "kind", "media"),
    [
        ("a.mp4", lambda path: footage.video(path, seconds=0.5), "mov", "video"),
        ("live.mp4", lambda path: footage.video(path, seconds=0.5, live=True), "mov", "video"),
        ("a.mov", lambda path: footage.video(path, seconds=0.5, codec="hevc", data_track=True), "mov", "video"),
        ("prores.mov", lambda path: footage.video(path, seconds=0.5, codec="prores"), "mov", "video"),
        ("240.mp4", lambda path: footage.video(path, seconds=0.5, fps=240), "mov", "video"),
        ("a.webm", lambda path: footage.video(path, seconds=0.5, codec="vp8"), "matroska", "video"),
        ("live.webm", lambda path: footage.video(path, seconds=0.5, codec="vp9", live=True), "matroska", "video"),
        ("a.mkv", lambda path: footage.video(path, seconds=0.5), "matroska", "video"),
        ("a.jpg", footage.photo, "jpeg", "photo"),
        ("a.png", footage.photo, "png", "photo"),
        ("a.webp", footage.photo, "webp", "photo"),
        ("a.avif", footage.photo, "heif", "photo"),
    ],
)
def test_each_kind_that_phones_and_browsers_make_is_taken(
    tmp_path: Path, name: str, made: Callable[[Path], Path], kind: str, media: str
):
    with made(tmp_path / name).open("rb") as source, opened(source) as found:
        assert (found.kind, found.media) == (kind, media)
        assert next(found.container.decode(video=0)).width > 0
        assert found.container.streams.video[0].codec_context.thread_count == 1


def test_a_name_says_nothing_about_what_a_file_is(tmp_path: Path):
    video = footage.video(tmp_path / "a.mp4", seconds=0.5).rename(tmp_path / "photo.jpg")
    with video.open("rb") as source, opened(source) as found:
        assert found.media == "video"


@pytest.mark.parametrize(
    "head",
    [
        b"#EXTM3U\n#EXTINF:10,\nother.mp4\n",
        b"ffconcat version 1.0\nfile other.mp4\n",
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n",
        b"<?xml version='1.0'?><MPD/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!doctype html>",
        b"PK\x03\x04",
        b"GIF89a",
        b"%PDF-1.7",
        b"RIFF\0\0\0\0AVI LIST",
        b"RIFF\0\0\0\0WAVEfmt ",
        b"OggS\0",
        b"FLV\x01",
        b"\x47\x40\x00\x10" * 47,
        b"ID3\x04",
        b"\0\0\x01\xba",
        b"II*\0",
        b"\x1f\x8b\x08",
        b"\0" * 64,
        b"x",
    ],
    ids=lambda head: repr(head[:12]),
)
def test_what_is_no_video_and_no_photo_is_refused_by_its_first_bytes(head: bytes):
    with pytest.raises(Refusal) as refused, opened(io.BytesIO(head)):
        pass
    assert refused.value.code == "not-media"


def test_an_empty_file_has_nothing_in_it():
    with pytest.raises(Refusal) as refused, opened(io.BytesIO()):
        pass
    assert refused.value.code == "nothing-in-it"


def test_sound_alone_is_a_voice_note(tmp_path: Path):
    for name in ("a.mp4", "a.webm"):
        with footage.audio_only(tmp_path / name).open("rb") as file, opened(file) as found:
            assert found.media == "sound"


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.avif"])
def test_a_photo_with_more_pixels_than_may_be_is_too_large(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    photo = footage.photo(tmp_path / name, (640, 480))
    monkeypatch.setattr(probe, "MOST_PHOTO_PIXELS", 640 * 480)
    with photo.open("rb") as source, opened(source):
        pass
    monkeypatch.setattr(probe, "MOST_PHOTO_PIXELS", 640 * 480 - 1)
    assert _refusal(photo) == "too-many-pixels"


def test_what_phones_take_by_default_is_not_too_large():
    probe.check_size(5712, 4284, probe.MOST_PHOTO_PIXELS)
    probe.check_size(8160, 6144, probe.MOST_PHOTO_PIXELS)


@pytest.mark.parametrize(("width", "height", "fine"), [(4096, 4096, True), (8192, 2048, True), (8192, 2049, False)])
def test_pixels_count_and_not_sides(width: int, height: int, fine: bool):
    if fine:
        probe.check_size(width, height)
        return
    with pytest.raises(Refusal):
        probe.check_size(width, height)


def test_a_strip_that_is_far_too_long_is_too_large():
    with pytest.raises(Refusal):
        probe.check_size(20_000, 1)


def test_more_than_240_pictures_a_second_are_too_fast(tmp_path: Path):
    assert _refusal(footage.video(tmp_path / "a.mp4", seconds=1, fps=300)) == "too-fast"
    probe.check_length(1000, 240)
    with pytest.raises(Refusal):
        probe.check_length(1000, 300)


def _sparse(path: Path, hours: float) -> Path:
    """A video of two frames so many hours apart."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=30, options={"preset": "ultrafast", "bf": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for number, frame in enumerate(footage.frames(2, (64, 64))):
            frame.pts, frame.time_base = int(number * hours * 3_600_000), Fraction(1, 1000)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv"])
def test_more_than_two_hours_are_too_long(tmp_path: Path, name: str):
    assert _refusal(_sparse(tmp_path / name, 2.2)) == "too-long"
    with _sparse(tmp_path / name, 1.9).open("rb") as source, opened(source):
        pass


def _many(path: Path, count: int) -> Path:
    """A video with so many sound tracks beside it."""
    with av.open(str(path), "w") as out:
        picture = out.add_stream("libx264", rate=30, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 64, 64, "yuv420p"
        for _ in range(count):
            out.add_stream("aac", rate=48_000, layout="mono")
        for number, frame in enumerate(footage.frames(3, (64, 64))):
            frame.pts, frame.time_base = number, Fraction(1, 30)
            out.mux(picture.encode(frame))
        out.mux(picture.encode(None))
    return path


def test_more_than_sixteen_tracks_are_too_many(tmp_path: Path):
    assert _refusal(_many(tmp_path / "a.mkv", 16)) == "too-many-streams"
    with _many(tmp_path / "b.mkv", 15).open("rb") as source, opened(source):
        pass


def test_a_codec_no_phone_uses_is_refused(tmp_path: Path):
    with av.open(str(tmp_path / "a.mkv"), "w") as out:
        stream = out.add_stream("ffv1", rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for number, frame in enumerate(footage.frames(3, (64, 64))):
            frame.pts, frame.time_base = number, Fraction(1, 30)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    assert _refusal(tmp_path / "a.mkv") == "unknown-codec"


def test_a_file_that_was_cut_off_is_damaged(tmp_path: Path):
    assert _refusal(footage.truncated(footage.video(tmp_path / "a.mp4", seconds=0.5))) == "damaged"


def test_every_code_has_a_sentence():
    import ast
    import inspect

    codes = {
        node.args[0].value
        for node in ast.walk(ast.parse(inspect.getsource(probe)))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Refusal"
        and isinstance(node.args[0], ast.Constant)
    }
    assert codes | {code for _, code in probe.SAYINGS} <= set(SENTENCES)
