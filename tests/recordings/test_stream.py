"""Packets into pictures and sound: whatever is in them, nothing raises, and nothing comes out that was not sent."""

import struct
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from recordings.h264 import H264, picture_size
from recordings.reorder import Reorder
from recordings.rtp import Rtp, Unwrapped, parse, sender_reports
from recordings.sender_clock import SenderClock
from recordings.stream import Stream
from recordings.vp8 import Vp8, unpack
from tests.conftest import Tenth
from tests.recordings.recorded import BOB, on_session_clock, studio, whole
from tests.recordings.sending import (
    CODECS,
    EPOCH_MS,
    Device,
    Sent,
    arriving,
    call,
    encoded,
    h264_payloads,
    report,
    rtp,
    vp8_payloads,
)


def packet(sequence: int) -> Rtp:
    """One with this number."""
    return Rtp(96, False, sequence, 0, 1, b"x")


def through(*sequences: int) -> list[tuple[int, bool]]:
    """(number, whether something is missing before it) as they come out, one every 10 ms, then after a second."""
    buffer = Reorder()
    found = [each for at, number in enumerate(sequences) for each in buffer.push(packet(number), at * 10)]
    found += buffer.due(10_000)
    return [(one.sequence, is_gap) for one, _, is_gap in found]


def test_a_header_with_everything_in_it_is_read():
    extension = struct.pack("!HH", 0xBEDE, 1) + b"\x10\xff\0\0"
    data = struct.pack("!BBHII", 0x80 | 0x20 | 0x10 | 2, 0x80 | 96, 7, 8, 9) + bytes(8) + extension + b"abc" + b"\0\2"
    assert parse(data) == Rtp(96, True, 7, 8, 9, b"abc")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(11),
        bytes(40),
        b"\x8f" + bytes(11),
        b"\x90" + bytes(12),
        b"\xa0" + bytes(15),
        b"\xa0" + bytes(11) + b"\xff",
    ],
    ids=["empty", "short", "version 0", "sources", "extension", "padding of 0", "padding too long"],
)
def test_what_is_no_rtp_is_none(data: bytes):
    assert parse(data) is None


def test_sender_reports_are_found_in_a_compound_and_one_without_a_clock_says_nothing():
    one, two = report(1, EPOCH_MS, 5), report(2, EPOCH_MS + 0.5, 6)
    found = sender_reports(struct.pack("!BBHI", 0x80, 201, 1, 9) + one + two)
    assert [(each.ssrc, each.timestamp) for each in found] == [(1, 5), (2, 6)]
    assert [each.sent_ms for each in found] == pytest.approx([EPOCH_MS, EPOCH_MS + 0.5], abs=0.01)
    assert sender_reports(one[:8] + bytes(8) + one[16:]) == []


async def test_a_report_that_the_relay_has_read_already_counts_as_much(tmp_path: Path):
    device = Device(clock_off_ms=-60_000)
    packets = call(device, 2)
    late = [replace(each, arrived_ms=each.arrived_ms + (200 if each.kind == "video" else 0)) for each in packets]
    begins: list[int] = []
    for name in ("raw", "read"):
        async with studio(tmp_path / name) as made:
            made.consents.give(BOB, "recording", EPOCH_MS - 1000)
            made.join()
            for each in arriving(late):
                if name == "raw" or not each.is_report:
                    await made.play([each])
                    continue
                feed = made.feeds[f"{BOB}/phone", each.kind]
                ssrc, ntp, timestamp = struct.unpack_from("!IQI", each.data, 4)
                feed.reported(ssrc, ntp, timestamp, each.arrived_ms)
                feed.reported(ssrc, 0, timestamp, each.arrived_ms)
            begins.append(whole(made.folder, await made.recorder.stop())[0].started_at_ms)
    assert begins[0] == begins[1]


def test_a_clock_of_32_bits_is_unwrapped_in_both_directions():
    clock, turn = Unwrapped(), 2**32
    seen = [clock.advance(each) for each in (turn - 10, 5, turn - 1, 20)]
    assert seen == [turn - 10, turn + 5, turn - 1, turn + 20]
    assert clock.near(2**31 + 100) == 2**31 + 100
    assert clock.advance(21) == turn + 21


def test_packets_come_out_in_order_and_once():
    assert through(65534, 0, 65535, 65535, 1, 0, 2) == [(each, False) for each in (65534, 65535, 0, 1, 2)]


def test_what_is_missing_is_waited_for_and_then_given_up():
    assert through(1, 2, 4, 5) == [(1, False), (2, False), (4, True), (5, False)]
    late = through(1, *range(3, 40), 2)
    assert late[:3] == [(1, False), (3, True), (4, False)]
    assert (2, False) not in late


def test_one_packet_out_of_all_order_changes_nothing_and_two_in_a_row_are_a_new_count():
    assert through(1, 2, 30_000, 3) == [(1, False), (2, False), (3, False)]
    assert through(1, 2, 30_000, 30_001, 30_002) == [(1, False), (2, False), (30_001, True), (30_002, False)]


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (b"\x10abc", (b"abc", True)),
        (b"\x00abc", (b"abc", False)),
        (b"\x11abc", (b"abc", False)),  # another partition
        (b"\x90\x80\x05abc", (b"abc", True)),
        (b"\x90\xf0\x85\x05\x01\x20abc", (b"abc", True)),
        (b"\x90\x10\x20abc", (b"abc", True)),
        (b"\x90\xf0\x85\x05\x01\x20", None),
        (b"\x90\x80", None),
        (b"\x90", None),
        (b"", None),
    ],
)
def test_a_vp8_descriptor_is_taken_off(payload: bytes, expected: tuple[bytes, bool] | None):
    assert unpack(payload) == expected


def test_a_vp8_picture_says_its_size_or_is_none():
    frame = encoded("vp8", 1)[0]
    made = Vp8().build(list(vp8_payloads(frame, 0)))
    assert made is not None
    assert (made.data, made.is_key, made.size) == (frame, True, (192, 96))
    assert Vp8().build([b"\x10" + frame[:8]]) is None
    assert Vp8().build([b"\x10" + b"\x10\0\0" + b"\x9d\x01\x2a" + bytes(10)]) is None


@pytest.mark.parametrize("size", [(192, 96), (1920, 1080), (360, 640), (50, 34)])
def test_an_h264_parameter_set_says_the_size_that_is_seen(size: tuple[int, int]):
    made = H264().build(list(h264_payloads(encoded("h264", 0.1, size=size)[0], 0)))
    assert made is not None
    assert (made.is_key, made.size) == (True, size)
    assert made.config[0] == 1


def test_parameter_sets_that_came_alone_are_put_before_the_key_picture():
    first, *slices = h264_payloads(encoded("h264", 1)[0], 0)
    apart = H264()
    together = H264().build([first, *slices])
    alone = apart.build([first])
    assert alone is not None
    assert alone.data == b""
    made = apart.build(slices)
    assert made is not None
    assert together is not None
    assert made.config == together.config
    assert H264().build(slices) is None


def test_no_bytes_make_a_picture_raise(tenth: Tenth):
    chance = Random(3)
    good = [*vp8_payloads(encoded("vp8", 1)[0], 0), *h264_payloads(encoded("h264", 1)[0], 0)]
    h264, vp8 = H264(), Vp8()
    for _ in range(tenth(50_000)):
        payloads = []
        for _ in range(chance.randrange(1, 4)):
            data = bytearray(
                chance.choice(good) if chance.random() < 0.7 else chance.randbytes(chance.randrange(1, 60))
            )
            for _ in range(chance.randrange(4)):
                data[chance.randrange(min(len(data), 40))] = chance.randrange(256)
            payloads.append(bytes(data[: chance.randrange(1, len(data) + 1)]))
        for builder in (h264, vp8):
            builder.begins(payloads[0])
            builder.build(payloads)
        picture_size(payloads[0][:4].ljust(4, b"g") + payloads[0])


def test_no_bytes_make_a_stream_raise_and_it_keeps_little(tenth: Tenth):
    chance = Random(4)
    sender = SenderClock()
    streams = {kind: Stream(kind, codecs, sender) for kind, codecs in CODECS.items()}  # type: ignore[arg-type]
    sent = call(Device(), 1)
    for at in range(tenth(100_000)):
        one = chance.choice(sent)
        data = bytearray(one.data)
        for _ in range(chance.choice([0, 1, 1, 3, 12])):
            data[chance.randrange(min(len(data), 32))] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(len(data) + 1)]) if chance.random() < 0.2 else bytes(data)
        stream = streams[one.kind]
        (stream.reports if chance.random() < 0.1 or one.is_report else stream.packet)(cut, EPOCH_MS + at)
    assert len(sender.streams) <= 2


async def test_forged_packets_are_in_no_file_that_others_are_in_and_the_recording_goes_on(tmp_path: Path):
    """What gets through SRTP is the device's own; even so it cannot end or bend a recording."""
    chance = Random(5)
    packets = call(Device(), 6, gop=15)
    forged = [
        Sent(
            arrived_ms=EPOCH_MS + chance.uniform(1000, 3000),
            kind="video",
            data=rtp(
                chance.choice([96, 97, 111, 102, 0]),
                chance.randrange(65536),
                chance.randrange(2**32),
                chance.choice([1, 2, 0xFFFFFFFF]),
                chance.randbytes(30),
            ),
        )
        for _ in range(500)
    ]
    reports = [
        Sent(EPOCH_MS + chance.uniform(1000, 3000), "video", report(0x1111, chance.uniform(0, 2e12), 0), is_report=True)
        for _ in range(50)
    ]
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(arriving(packets, forged, reports))
        segments = whole(made.folder, await made.recorder.stop())
    shown = []
    for segment in segments:
        if segment.tracks.video == "vp8":
            shown += on_session_clock(tmp_path / "r", segment)
    late = [(number, at) for number, at in shown if number >= 150]
    assert len(late) >= 15
    assert max(abs(at - EPOCH_MS - number * 1000 / 30) for number, at in late) < 1000
