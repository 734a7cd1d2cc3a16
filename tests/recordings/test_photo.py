"""Photos: seen the right way round, not too large, and without a word about where and with what they were taken."""

import contextlib
from pathlib import Path

import av
import pytest

from recordings.refusals import Refusal
from tests.recordings import footage, heic
from tests.recordings.made import make


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_seen_the_right_way_round(tmp_path: Path, orientation: int) -> None:
    made = make(footage.photo(tmp_path / "photo.jpg", orientation=orientation))
    for name in ("play", "poster.jpg"):
        with av.open(str(made[name])) as shown:
            frame = next(shown.decode(video=0))
        assert (frame.width, frame.height, frame.rotation) == (640, 480, 0)
        assert footage.read(frame) == 1234
    assert (made.about.media, made.about.duration_ms) == ("photo", None)
    assert (made.about.width, made.about.height) == (640, 480)
    assert made.about.files == {"play": "image/jpeg", "poster.jpg": "image/jpeg"}


def test_neither_place_nor_device_are_in_what_is_shown(tmp_path: Path) -> None:
    source = footage.photo(tmp_path / "photo.jpg", orientation=6)
    assert b"Apple" in source.read_bytes()
    made = make(source)
    for name in ("play", "poster.jpg"):
        data = made[name].read_bytes()
        assert data.startswith(b"\xff\xd8\xff")
        for secret in (b"Exif", b"Apple", b"GPS", b"Lavc"):
            assert secret not in data
        with av.open(str(made[name])) as shown:
            assert next(shown.decode(video=0)).metadata == {}


@pytest.mark.parametrize("suffix", ["png", "webp", "avif"])
def test_other_kinds_of_photos_become_jpeg(tmp_path: Path, suffix: str) -> None:
    made = make(footage.photo(tmp_path / f"photo.{suffix}"))
    with av.open(str(made["play"])) as shown:
        assert footage.read(next(shown.decode(video=0))) == 1234


def test_a_large_photo_gets_smaller(tmp_path: Path) -> None:
    made = make(footage.photo(tmp_path / "large.jpg", (4000, 3000)))
    assert (made.about.width, made.about.height) == (2048, 1536)
    with av.open(str(made["poster.jpg"])) as shown:
        frame = next(shown.decode(video=0))
    assert (frame.width, frame.height) == (640, 480)


def test_a_photo_that_was_cut_off_at_once_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="damaged"):
        make(footage.truncated(footage.photo(tmp_path / "photo.jpg"), 0.02))


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"MM",
        b"XX\0*\0\0\0\x08",
        b"MM\0*\0\0\xff\xff",
        b"MM\0*\0\0\0\x08\xff\xff\x01\x12\0\x03",
        b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x63\0\0",
    ],
)
def test_exif_that_is_nonsense_turns_nothing(tmp_path: Path, exif: bytes) -> None:
    source = footage.photo(tmp_path / "photo.jpg", exif=b"Exif\0\0" + exif)
    with av.open(str(make(source)["play"])) as shown:
        assert footage.read(next(shown.decode(video=0))) == 1234


@pytest.mark.parametrize("quarter_turns", range(4))
@pytest.mark.parametrize("mirror", [None, 0, 1])
def test_a_photo_of_a_phone_is_put_together_from_its_tiles(
    tmp_path: Path, quarter_turns: int, mirror: int | None
) -> None:
    made = make(heic.write(tmp_path / "phone.heic", quarter_turns=quarter_turns, mirror=mirror))
    assert (made.about.width, made.about.height) == ((120, 250) if quarter_turns % 2 else (250, 120))
    with av.open(str(made["play"])) as shown:
        assert footage.read(next(shown.decode(video=0))) == 1234


def test_a_photo_of_many_tiles_is_whole(tmp_path: Path) -> None:
    made = make(heic.write(tmp_path / "phone.heic", columns=4, rows=3))
    assert (made.about.width, made.about.height) == (506, 184)
    with av.open(str(made["play"])) as shown:
        assert footage.read(next(shown.decode(video=0))) == 1234


@pytest.mark.parametrize("at", range(40, 520, 24))
def test_a_photo_of_a_phone_that_lies_about_itself_is_refused_or_shown(tmp_path: Path, at: int) -> None:
    source = heic.write(tmp_path / "phone.heic")
    data = bytearray(source.read_bytes())
    data[at : at + 4] = b"\xff\xff\xff\xff"
    source.write_bytes(bytes(data))
    with contextlib.suppress(Refusal, av.FFmpegError):  # both are "damaged" to the parent
        assert make(source).about.media == "photo"
