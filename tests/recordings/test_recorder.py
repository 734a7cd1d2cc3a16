"""The recorder: what devices send becomes files that play, in step with the session clock and with lips that fit."""

import asyncio
import os
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import pytest

from recordings.manifest import Segment
from tests.cast import until
from tests.disks import small_disk
from tests.recordings import footage
from tests.recordings.recorded import BOB, Studio, length_s, on_session_clock, sizes, studio, whole
from tests.recordings.sending import EPOCH_MS, Device, Sent, arriving, call, encoded, lossy, shuffled, spoken


async def recorded(folder: Path, packets: list[Sent]) -> list[Segment]:
    """What a recording of Bob becomes, who agrees from the start."""
    async with studio(folder) as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(packets)
        return whole(folder, await made.recorder.stop())


def off_ms(folder: Path, segment: Segment, begins_ms: float = EPOCH_MS) -> list[float]:
    """How far each picture's time in the file is from when it was taken."""
    return [at - (begins_ms + number * 1000 / 30) for number, at in on_session_clock(folder, segment)]


def lips_ms(path: Path) -> list[float]:
    """How much later each tone is heard than the picture is seen that was taken with it."""
    seen = {number: float(at) * 1000 for number, at in footage.shown(path)}
    heard = [at * 1000 for at in footage.tones(path)]
    found = []
    for number, at in seen.items():
        if number % 30 == 0:
            found += [tone - at for tone in heard if abs(tone - at) < 300]
    return found


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_what_is_sent_is_there_whole_and_plays_and_seeks(tmp_path: Path, codec: str):
    [segment] = await recorded(tmp_path / "r", call(Device(), 4, codec=codec))
    path = tmp_path / "r" / segment.file
    assert path.suffix == {"vp8": ".webm", "h264": ".mkv"}[codec]
    assert footage.numbers(path) == list(range(120))
    assert length_s(path) == pytest.approx(4.0, abs=0.1)
    assert (segment.tracks.video, segment.tracks.size) == (codec, (192, 96))
    assert segment.length_ms == pytest.approx(4000, abs=60)
    said = footage.pictures(path)
    assert (said["streams"], said["width"], said["height"]) == (["video", "audio"], 192, 96)
    with av.open(str(path)) as source:  # by its cues
        source.seek(3_000_000)
        first = next(source.decode(video=0))
        assert footage.read(first) == 90


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_a_log_event_lands_within_100_ms_of_its_frame_whatever_the_phones_clock_says(tmp_path: Path, codec: str):
    device = Device(clock_off_ms=-3 * 3_600_000, delay_ms=40, jitter_ms=30)
    [segment] = await recorded(tmp_path / "r", call(device, 4, codec=codec))
    assert max(map(abs, off_ms(tmp_path / "r", segment))) < 100


async def test_lips_fit_though_sound_and_picture_come_at_different_times(tmp_path: Path):
    """The picture is 250 ms later on the wire than the sound."""
    device = Device()
    packets = [
        replace(each, arrived_ms=each.arrived_ms + (250 if each.kind == "video" else 0)) for each in call(device, 5)
    ]
    [segment] = await recorded(tmp_path / "r", arriving(packets))
    found = lips_ms(tmp_path / "r" / segment.file)
    assert len(found) >= 4
    assert max(map(abs, found)) < 40


async def test_lips_fit_after_an_hour_of_a_clock_that_runs_fast_and_events_still_land(tmp_path: Path):
    """200 ppm; the hour itself is silent, but for its reports."""
    hour = 3_600_000.0
    device = Device(clock_rate=1.0002)
    film, sound = encoded("vp8", 3), spoken(3)
    early = [*device.film("vp8", film), *device.speak(sound)]
    late = [*device.film("vp8", film, after_ms=hour, first=1000), *device.speak(sound, after_ms=hour)]
    device.reports_every_ms = 5000
    reports = [*device.reports("video", hour + 3000), *device.reports("audio", hour + 3000)]
    [segment] = await recorded(tmp_path / "r", arriving(early, late, reports))
    shown = on_session_clock(tmp_path / "r", segment)
    assert len(shown) == 180
    for (number, at), taken in zip(shown[90:], range(90), strict=True):
        assert at == pytest.approx(EPOCH_MS + hour + taken * 1000 / 30, abs=100), number


async def test_a_phone_whose_clock_is_set_while_it_films_goes_on_in_step(tmp_path: Path):
    device = Device()
    packets = call(device, 6)
    set_back = {"video": Device(clock_off_ms=-60_000), "audio": Device(clock_off_ms=-60_000)}
    reports = [
        each
        for kind, other in set_back.items()
        for each in other.reports(kind, 6000)
        if each.arrived_ms > EPOCH_MS + 3000
    ]
    packets = [each for each in packets if not (each.is_report and each.arrived_ms > EPOCH_MS + 3000)]
    [segment] = await recorded(tmp_path / "r", arriving(packets, reports))
    assert max(map(abs, off_ms(tmp_path / "r", segment))) < 100
    assert max(map(abs, lips_ms(tmp_path / "r" / segment.file))) < 40


async def test_without_sender_reports_it_begins_after_three_seconds_and_loses_nothing(tmp_path: Path):
    packets = [each for each in call(Device(), 5) if not each.is_report]
    [segment] = await recorded(tmp_path / "r", packets)
    assert footage.numbers(tmp_path / "r" / segment.file) == list(range(150))
    assert max(map(abs, off_ms(tmp_path / "r", segment))) < 100


async def test_numbers_that_wrap_are_not_seen(tmp_path: Path):
    """Both counters of the picture wrap within the first seconds, as they do for everybody sooner or later."""
    device = Device(
        sequence={"video": 65_530, "audio": 65_500}, rtp_at_0={"video": 2**32 - 90_000, "audio": 2**32 - 48_000}
    )
    [segment] = await recorded(tmp_path / "r", call(device, 3))
    assert footage.numbers(tmp_path / "r" / segment.file) == list(range(90))
    assert max(map(abs, lips_ms(tmp_path / "r" / segment.file))) < 40


async def test_packets_out_of_order_and_twice_are_put_right(tmp_path: Path):
    [segment] = await recorded(tmp_path / "r", shuffled(call(Device(), 4), 60))
    numbers = footage.numbers(tmp_path / "r" / segment.file)
    assert numbers == list(range(120))


async def test_after_a_loss_nothing_is_kept_until_a_key_picture_which_is_asked_for(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        packets = call(Device(), 6, gop=60)
        gone = [each for each in packets if each.number == 70 and not each.is_report]
        await made.play([each for each in packets if each not in gone])
        [segment] = whole(made.folder, await made.recorder.stop())
    numbers = footage.numbers(tmp_path / "r" / segment.file)
    assert numbers == [*range(70), *range(120, 180)]
    asked = [at for _, at in made.asked if at > EPOCH_MS + 70 * 1000 / 30]
    assert EPOCH_MS + 2333 < asked[0] < EPOCH_MS + 2333 + 450  # after the wait for a retransmission
    assert all(later - earlier >= 1000 for earlier, later in pairwise(asked))


async def test_a_key_picture_is_asked_for_every_ten_seconds_so_that_players_can_seek(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(call(Device(), 14, gop=10_000))
    asked = [round(at - EPOCH_MS) for _, at in made.asked]
    assert [at for at in asked if 1000 < at < 11_000] == pytest.approx([10_050], abs=150)


@pytest.mark.parametrize("share", [0.03, 0.1])
async def test_whatever_is_lost_every_picture_that_is_kept_can_be_decoded(tmp_path: Path, share: float):
    packets = lossy(call(Device(), 8, gop=15), share)
    [segment] = await recorded(tmp_path / "r", packets)
    shown = on_session_clock(tmp_path / "r", segment)  # reads every number; a broken picture has none
    assert len(shown) > 30  # how many depends on how large the encoder made them
    assert max(abs(at - EPOCH_MS - number * 1000 / 30) for number, at in shown) < 100


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_a_phone_that_is_turned_goes_on_in_the_same_file(tmp_path: Path, codec: str):
    device = Device()
    upright = encoded(codec, 2, size=(96, 192), first=60)
    film = [*device.film(codec, encoded(codec, 2)), *device.film(codec, upright, after_ms=2000, first=60)]
    reports = [*device.reports("video", 4000), *device.reports("audio", 4000)]
    [segment] = await recorded(tmp_path / "r", arriving(film, device.speak(spoken(4)), reports))
    path = tmp_path / "r" / segment.file
    assert sizes(path) == [(192, 96), (96, 192)]
    assert footage.numbers(path) == list(range(120))


async def test_another_codec_begins_another_file(tmp_path: Path):
    device = Device()
    other = encoded("h264", 2, first=60)
    film = [*device.film("vp8", encoded("vp8", 2)), *device.film("h264", other, after_ms=2000, first=60)]
    reports = [*device.reports("video", 4000), *device.reports("audio", 4000)]
    one, two = await recorded(tmp_path / "r", arriving(film, device.speak(spoken(4)), reports))
    assert (one.tracks.video, one.why, two.tracks.video) == ("vp8", "codec", "h264")
    assert footage.numbers(tmp_path / "r" / one.file) == list(range(60))
    assert footage.numbers(tmp_path / "r" / two.file) == list(range(60, 120))
    assert max(map(abs, off_ms(tmp_path / "r", one) + off_ms(tmp_path / "r", two))) < 100


async def test_a_new_sender_in_the_same_place_goes_on_in_the_same_file(tmp_path: Path):
    """As after another camera was chosen, or the network had changed."""
    first, second = Device(), Device(begins_ms=EPOCH_MS + 2500, ssrc={"video": 5, "audio": 6}, clock_off_ms=777)
    film = encoded("vp8", 2, first=75)
    after = [*second.film("vp8", film, first=75), *second.speak(spoken(2))]
    reports = [*second.reports("video", 2000), *second.reports("audio", 2000)]
    [segment] = await recorded(tmp_path / "r", [*call(first, 2), *arriving(after, reports)])
    assert footage.numbers(tmp_path / "r" / segment.file) == [*range(60), *range(75, 135)]
    assert max(map(abs, off_ms(tmp_path / "r", segment))) < 100


async def test_sound_alone_is_kept_and_a_camera_that_is_switched_on_begins_a_file_with_both(tmp_path: Path):
    device = Device()
    sound = device.speak(spoken(8))
    film = device.film("vp8", encoded("vp8", 2), after_ms=6000)
    reports = [
        *device.reports("audio", 8000),
        *(r for r in device.reports("video", 8000) if r.arrived_ms > EPOCH_MS + 6000),
    ]
    one, two = await recorded(tmp_path / "r", arriving(sound, film, reports))
    assert (one.tracks.video, one.why, two.tracks.video, two.tracks.has_sound) == (None, "camera-on", "vp8", True)
    assert len(footage.tones(tmp_path / "r" / one.file)) >= 2
    assert footage.numbers(tmp_path / "r" / two.file) == list(range(60))


async def test_a_disk_without_room_ends_it_with_a_reason_and_keeps_what_was_written(tmp_path: Path):
    with small_disk(tmp_path / "disk", 400_000) as disk:
        async with studio(disk / "r") as made:
            made.consents.give(BOB, "recording", EPOCH_MS - 1000)
            made.join()
            await made.play(call(Device(), 12))
            manifest = await made.recorder.stop()
        assert not made.recorder.is_alive
        assert (manifest.why, [each.what for each in made.events]) == ("disk-full", ["started", "stopped", "ended"])
        assert {each.why for each in made.events[1:]} == {"disk-full"}
        numbers = footage.numbers(disk / "r" / manifest.segments[0].file)
        assert len(numbers) > 30
        assert numbers == list(range(len(numbers)))


async def test_the_disks_floor_is_respected_before_the_disk_is_full(tmp_path: Path):
    with small_disk(tmp_path / "disk", 4 << 20) as disk:
        async with studio(disk / "r", floor_bytes=8 << 20) as made:
            made.consents.give(BOB, "recording", EPOCH_MS - 1000)
            made.join()
            await until(lambda: made.events)  # the thread says it, by way of this loop
            assert [(each.what, each.why) for each in made.events] == [("ended", "disk-full")]


async def test_two_devices_of_one_person_have_files_of_their_own(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        phone, tablet = made.join(source="phone"), made.join(source="tablet")
        await made.play(call(Device(), 2), phone)
        await made.play(call(Device(begins_ms=EPOCH_MS + 3000), 2), tablet)
        made.recorder.leave(phone)
        found = whole(made.folder, await made.recorder.stop())
    assert [(each.file, each.source) for each in found] == [("01-001.webm", "phone"), ("02-001.webm", "tablet")]


async def test_no_file_can_be_made_twice_in_the_same_place(tmp_path: Path):
    async with studio(tmp_path / "r"):
        with pytest.raises(OSError):
            await Studio(tmp_path / "r").recorder.start()


async def test_stopping_twice_gives_the_same(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        one, two = await asyncio.gather(made.recorder.stop("done"), made.recorder.stop())
    assert one == two
    assert one.why == "done"


async def test_what_goes_wrong_with_one_device_ends_nobody_elses_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A mistake of ours, made here by breaking one stream's clock."""
    async with studio(tmp_path / "r") as made:
        for person in (BOB, "c:carol"):
            made.consents.give(person, "recording", EPOCH_MS - 1000)
            made.join(person)
        packets = call(Device(), 4)
        first = [each for each in packets if each.arrived_ms < EPOCH_MS + 2000]
        for person in (BOB, "c:carol"):
            await made.play(first, f"{person}/phone")
        broken = made.recorder._devices[f"{BOB}/phone"]
        monkeypatch.setattr(broken, "packet", lambda *_: 1 // 0)
        for person in (BOB, "c:carol"):
            await made.play(packets[len(first) :], f"{person}/phone")
        manifest = await made.recorder.stop()
    why = {each.person: (each.why, each.state) for each in manifest.segments}
    assert why == {BOB: ("trouble", "closed"), "c:carol": ("stopped", "closed")}
    assert footage.numbers(tmp_path / "r" / "02-001.webm") == list(range(120))


async def test_a_device_that_changes_its_codec_all_the_time_does_not_fill_the_folder(tmp_path: Path):
    device = Device()
    film = []
    for turn in range(40):
        codec = ("vp8", "h264")[turn % 2]
        film += list(device.film(codec, encoded(codec, 0.1), after_ms=turn * 100, first=0))
    reports = [*device.reports("video", 4000), *device.reports("audio", 4000)]
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(arriving(film, device.speak(spoken(4)), reports))
        manifest = await made.recorder.stop()
    assert 1 <= len(manifest.segments) <= 5


@pytest.mark.long
async def test_what_the_thread_cannot_keep_up_with_is_a_gap_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("recordings.recorder.MOST_WAITING", 200)
    packets = call(Device(), 8)
    async with studio(tmp_path / "r", look_s=0.3) as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        made.now_ms = EPOCH_MS + 5000
        for each in packets:
            if each.arrived_ms < EPOCH_MS + 5000:  # all at once
                feed = made.feeds[f"{BOB}/phone", each.kind]
                (feed.report if each.is_report else feed.packet)(each.data, each.arrived_ms)
        assert made.recorder.waiting <= 200 + 20  # reports are few and always taken
        await made.looked()
        assert made.recorder.dropped > 100
        await made.play([each for each in packets if each.arrived_ms >= EPOCH_MS + 5000])
        segments = whole(made.folder, await made.recorder.stop())
    numbers = [number for each in segments for number, _ in on_session_clock(tmp_path / "r", each)]
    assert set(range(180, 240)) <= set(numbers)


async def test_what_was_written_is_synced_while_it_grows_for_a_power_cut_gives_no_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    synced: list[int] = []
    monkeypatch.setattr("recordings.recorder.LOOK_AT_DISK_S", 0.02)
    monkeypatch.setattr("recordings.segment.os.fdatasync", lambda fd: synced.append(os.fstat(fd).st_size))
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        for each in call(Device(), 3):
            await made.play([each])
        assert len(set(synced)) > 5
        assert synced == sorted(synced)
