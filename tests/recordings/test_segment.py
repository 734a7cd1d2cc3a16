"""A file while it grows: at every moment a demuxer that is not ours reads all that was written."""

import errno
import os
from pathlib import Path

import av
import pytest

from recordings import matroska
from recordings.matroska import AUDIO, VIDEO, Tracks
from recordings.read_back import blocks, head
from recordings.segment import SegmentFile
from tests.recordings.sending import encoded, spoken

BOTH = Tracks(video="vp8", has_sound=True, size=(192, 96))


def packets(path: Path) -> list[tuple[str, int, bytes]]:
    """(kind, ms, data) of every packet FFmpeg finds."""
    with av.open(str(path)) as source:
        return [(one.stream.type, int(one.pts or 0), bytes(one)) for one in source.demux() if one.size]


def test_what_is_filled_in_later_has_exactly_its_room():
    assert len(matroska.seek_head(2**40)) == matroska.SEEK_BYTES
    assert len(matroska.duration(7_200_000)) == matroska.DURATION_BYTES
    assert [len(matroska.void(length)) for length in (2, 11, 26, 128)] == [2, 11, 26, 128]
    assert len(matroska.whole(2**50)) == len(matroska.UNKNOWN) == 8
    assert [matroska.size(value) for value in (0, 126, 127, 16382, 16383)] == [
        b"\x80",
        b"\xfe",
        b"\x40\x7f",
        b"\x7f\xfe",
        b"\x20\x3f\xff",
    ]


def test_everything_is_there_after_every_block_and_after_the_end(tmp_path: Path):
    film, sound = encoded("vp8", 3), spoken(3)
    path = tmp_path / "file.webm"
    file = SegmentFile(path, BOTH)
    wanted: list[tuple[str, int, bytes]] = []
    for at, frame in enumerate(film):
        file.write(VIDEO, round(at * 1000 / 30), frame, at % 30 == 0)
        file.write(AUDIO, at * 20 - 5 if at else 0, sound[at], True)
        wanted += [("video", round(at * 1000 / 30), frame), ("audio", at * 20 - 5 if at else 0, sound[at])]
        if at % 10 == 0:
            assert sorted(packets(path)) == sorted(wanted)
    size, length_ms = file.close()
    assert sorted(packets(path)) == sorted(wanted)
    assert (size, length_ms) == (path.stat().st_size, pytest.approx(3000, abs=40))


def test_times_that_do_not_rise_are_moved_and_long_silences_are_no_matter(tmp_path: Path):
    path = tmp_path / "file.webm"
    file = SegmentFile(path, BOTH)
    frame = encoded("vp8", 1)[0]
    for at_ms in (0, 33, 33, 20, 5_000_000, 5_000_033):
        file.write(VIDEO, at_ms, frame, True)
    file.close()
    assert [at for _, at, _ in packets(path)] == [0, 33, 34, 35, 5_000_000, 5_000_033]


def test_a_write_that_fails_leaves_whole_blocks_and_the_file_can_still_be_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """As on a full disk, which takes a part of a frame and then no more."""
    path = tmp_path / "file.webm"
    film = encoded("vp8", 1)
    file = SegmentFile(path, BOTH)
    for at, frame in enumerate(film[:5]):
        file.write(VIDEO, at * 33, frame, at == 0)
    real = os.writev
    with monkeypatch.context() as patch:
        patch.setattr(os, "writev", lambda fd, parts: real(fd, [b"".join(parts)[:50]]))
        patch.setattr(os, "write", lambda _fd, _data: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        with pytest.raises(OSError):
            file.write(VIDEO, 165, film[5], False)
    assert len(packets(path)) == 5
    file.write(VIDEO, 165, film[5], False)
    file.close()
    assert [data for _, _, data in packets(path)] == list(film[:6])


def test_what_we_read_back_is_what_we_wrote(tmp_path: Path):
    path = tmp_path / "file.mkv"
    film = encoded("vp8", 2)
    file = SegmentFile(path, Tracks(video="h264", has_sound=False, size=(192, 96), config=b"\1abc"))
    for at, frame in enumerate(film):
        file.write(VIDEO, at * 33, frame, at % 30 == 0)
    file.close()
    data = path.read_bytes()
    header = head(data)
    assert header is not None
    found = list(blocks(data, len(header.data)))
    assert [(each.at_ms, each.is_key, data[each.start : each.end]) for each in found] == [
        (at * 33, at % 30 == 0, frame) for at, frame in enumerate(film)
    ]
