"""The consent gate: whatever the order of joining, agreeing and withdrawing, nobody is in a file who did not agree."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.conftest import Tenth
from tests.recordings.recorded import BOB, Studio, on_session_clock, studio, whole
from tests.recordings.sending import EPOCH_MS, Device, Sent, arriving, call, encoded, spoken

GRACE_MS = 500  # what a withdrawal may take; the recorder itself takes none


def kept(made: Studio, person: str = BOB) -> list[float]:
    """When the pictures of a person that reached the disk were taken, by the numbers they bear."""
    found = []
    for segment in whole(made.folder, made.recorder.manifest):
        if segment.person == person and segment.tracks.video:
            found += [EPOCH_MS + number * 1000 / 30 for number, _ in on_session_clock(made.folder, segment)]
    return found


def said(made: Studio) -> list[tuple[str, str, str]]:
    """What was told: (what, who, why)."""
    return [(each.what, each.person, each.why) for each in made.events]


def until(packets: list[Sent], ms: float) -> list[Sent]:
    """Those that arrive before that time of the test, taken out of the list."""
    found = [each for each in packets if each.arrived_ms < EPOCH_MS + ms]
    del packets[: len(found)]
    return found


async def test_somebody_who_joins_late_and_does_not_agree_is_not_recorded(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.join()
        await made.play(call(Device(), 3))
        await made.recorder.stop()
        assert list(made.folder.glob("*.webm")) == []
        assert made.recorder.manifest.segments == ()
        assert said(made) == [("not-recorded", BOB, "no-consent"), ("ended", "", "stopped")]
        assert made.asked == []  # nobody's camera is asked for what is not kept


async def test_withdrawing_ends_it_at_once_and_agreeing_again_begins_another_file(tmp_path: Path):
    packets = call(Device(), 6, gop=10)
    async with studio(tmp_path / "r") as made:
        made.join()
        await made.play(until(packets, 1000))
        made.consents.give(BOB, "recording", made.now_ms)
        await made.play(until(packets, 3000))
        made.consents.withdraw(BOB, "recording")
        await made.play(until(packets, 5000))
        made.consents.give(BOB, "recording", made.now_ms)
        await made.play(packets)
        await made.recorder.stop()
        first, second = whole(made.folder, made.recorder.manifest)
        assert first.why == "consent-withdrawn"
        told = "not-recorded started stopped started stopped ended"
        assert " ".join(what for what, _, _ in said(made)) == told
        assert [why for what, _, why in said(made) if what == "stopped"] == ["consent-withdrawn", "stopped"]
        times = [at - EPOCH_MS for at in kept(made)]
        assert all(1000 <= at < 3000 or at >= 5000 for at in times)
        assert len([at for at in times if at < 3000]) > 45
        assert second.started_at_ms >= EPOCH_MS + 5000


async def test_what_waits_to_be_written_when_consent_is_withdrawn_is_dropped(tmp_path: Path):
    """Three seconds are held back because no sender report comes."""
    packets = [each for each in call(Device(), 4) if not each.is_report]
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(until(packets, 2500))
        made.consents.withdraw(BOB, "recording")
        await made.play(packets)
        await made.recorder.stop()
        assert made.recorder.manifest.segments == ()


async def test_taking_it_back_and_agreeing_within_a_moment_leaves_the_moment_out(tmp_path: Path):
    """Too quick for any look at who agrees; the file ends all the same."""
    packets = call(Device(), 4, gop=15)
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(until(packets, 2000))
        made.consents.withdraw(BOB, "recording")
        made.consents.give(BOB, "recording", made.now_ms)
        await made.play(packets)
        await made.recorder.stop()
        one, two = whole(made.folder, made.recorder.manifest)
        assert (one.why, two.why) == ("consent-withdrawn", "stopped")
        assert not [at for at in kept(made) if EPOCH_MS + 2000 <= at < EPOCH_MS + 2200]


async def test_another_purpose_is_no_consent_to_this_one(tmp_path: Path):
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "clips", EPOCH_MS - 1000)
        made.consents.give("c:carol", "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(call(Device(), 2))
        await made.recorder.stop()
        assert made.recorder.manifest.segments == ()


async def test_when_nobody_can_hear_of_withdrawals_nobody_is_recorded(tmp_path: Path):
    packets = call(Device(), 4)
    async with studio(tmp_path / "r") as made:
        made.consents.give(BOB, "recording", EPOCH_MS - 1000)
        made.join()
        await made.play(until(packets, 2000))
        made.consents.forget_all()
        await made.play(packets)
        await made.recorder.stop()
        assert max(kept(made)) < EPOCH_MS + 2000


@dataclass
class Guest:
    """Somebody in a random story: what they send, and when they agreed."""

    person: str
    device: Device
    packets: list[Sent]
    spans: list[tuple[float, float]]
    is_in: bool = False


def guest(person: str, chance: Random) -> Guest:
    """A device with a clock, a delay and losses of its own. All films begin together, so that numbers tell the time."""
    device = Device(
        clock_off_ms=chance.choice([0.0, -7_200_000.0, 90_000.0]),
        delay_ms=chance.uniform(5, 80),
        jitter_ms=chance.choice([0.0, 10.0, 60.0]),
        first_report_ms=chance.choice([50.0, 900.0, 1e9]),
        chance=chance,
    )
    film = device.film("vp8", encoded("vp8", 6, gop=10))
    reports = [*device.reports("video", 6000), *device.reports("audio", 6000)]
    return Guest(person, device, arriving(film, device.speak(spoken(6)), reports), [])


async def one_story(folder: Path, seed: int) -> int:
    """Two people, some ten things that happen; gives how many pictures were kept after checking each."""
    chance = Random(seed)
    guests = [guest(person, chance) for person in ("c:bob", "c:carol")]
    async with studio(folder) as made:
        for at_ms in sorted(chance.uniform(0, 6000) for _ in range(chance.randrange(4, 16))):
            who = chance.choice(guests)
            for each in guests:
                coming = until(each.packets, at_ms)
                if each.is_in:
                    await made.play(coming, f"{each.person}/phone")
            made.now_ms = EPOCH_MS + at_ms
            happens = chance.choice(["join", "join", "leave", "give", "give", "withdraw", "both"])
            if happens == "join" and not who.is_in:
                made.join(who.person)
                who.is_in = True
            elif happens == "leave" and who.is_in:
                made.recorder.leave(f"{who.person}/phone")
                who.is_in = False
            elif happens in ("withdraw", "both"):
                made.consents.withdraw(who.person, "recording")
                who.spans[-1:] = [(began, min(ended, made.now_ms)) for began, ended in who.spans[-1:]]
            if happens in ("give", "both") and not (who.spans and who.spans[-1][1] == float("inf")):
                made.consents.give(who.person, "recording", made.now_ms)
                who.spans.append((made.now_ms, float("inf")))
        for each in guests:
            if each.is_in:
                await made.play(each.packets, f"{each.person}/phone")
        await made.recorder.stop()
        count = 0
        for each in guests:
            for taken_ms in kept(made, each.person):
                agreed = [began <= taken_ms < ended + GRACE_MS for began, ended in each.spans]
                assert any(agreed), f"seed {seed}: {each.person} at {taken_ms - EPOCH_MS:.0f} ms, {each.spans}"
                count += 1
        return count


@pytest.mark.parametrize("part", range(5))
async def test_in_no_order_of_joining_and_agreeing_is_anybody_kept_who_did_not_agree(
    tmp_path: Path, tenth: Tenth, part: int
):
    """500 stories in all."""
    kept_at_all = 0
    for story in range(tenth(100)):
        kept_at_all += await one_story(tmp_path / f"story-{story}", seed=part * 1000 + story)
    assert kept_at_all > 0
