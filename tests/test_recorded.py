"""A finished recording becomes clips in the library, once, with the session as chapters; then its own files go."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from recordings import manifest
from recordings.segment import SegmentFile
from server import ids
from server.domain.clips import Clip
from server.domain.people import Client
from server.domain.sessions import Session
from server.live import LIVE
from server.media import MEDIA, MediaDesk
from server.recorded import sweep
from server.store import clips
from server.store import jobs as jobs_store
from signaling.log import Draft, Entry
from tests.cast import Person, Spotter
from tests.recordings import footage
from tests.recordings.recorded import Studio
from tests.recordings.sending import Device, call


@dataclass
class House:
    """A server with Bob, his session now, and a place for recordings."""

    spotter: Spotter
    alice: Person
    bob: Client
    session: Session

    @property
    def folder(self) -> Path:
        """Where recordings lie."""
        return self.spotter.settings.data_dir / "recordings"

    @property
    def desk(self) -> MediaDesk:
        """Opens what was taken in."""
        return self.spotter.app[MEDIA]

    async def record(
        self,
        person: str,
        seconds: float = 3,
        *,
        began_ms: float | None = None,
        is_killed: bool = False,
        whole: str = "",
    ) -> Path:
        """A recording of one person from now on, or from then. whole: the recording that it is a part of."""
        folder = self.folder / ids.new()
        began_ms = float(self.spotter.clock()) if began_ms is None else began_ms
        studio = Studio(folder, session=self.session.id, whole=whole)
        studio.now_ms = began_ms
        studio.consents.give(person, "recording", began_ms - 1000)
        await studio.recorder.start()
        source = studio.join(person)
        await studio.play(call(Device(begins_ms=began_ms), seconds, gop=60), source)
        if is_killed:
            left = {path.name: path.read_bytes() for path in folder.iterdir()}
        await studio.recorder.stop()
        if is_killed:
            for name, data in left.items():
                (folder / name).write_bytes(data)
        return folder

    async def says(self, recording: str, state: str) -> None:
        """The room began or ended a recording. It is not open: one in which nobody is would end it by itself."""
        at_ms = self.spotter.clock()
        said = {"id": recording, "by": "p1", "state": state, "started_at_ms": at_ms}
        log, room = self.spotter.app[LIVE].log, self.session.id
        head = (await log.heads([room])).get(room, 0)
        payload = {"recording": said}
        entry = Entry(seq=head + 1, at_ms=at_ms, type="recording", payload=payload, audience="everyone", actor="p1")
        await log.append(room, [entry])

    async def sweep(self) -> list[Clip]:
        """What a start does."""
        return await sweep(self.spotter.database, self.folder, self.desk.places.uploads, self.spotter.clock())

    async def clip(self, clip: Clip) -> Clip:
        """As it is now."""
        async with self.spotter.database.reading() as db:
            found = await clips.get(db, clip.id)
        assert found is not None
        return found

    async def prepared(self, clip: Clip) -> Clip:
        """As it is once the desk has done all it has to."""
        task = asyncio.create_task(self.desk.run())
        try:
            async with asyncio.timeout(60):
                while True:
                    async with self.spotter.database.reading() as db:
                        todo = await jobs_store.of(db, clip.id)
                    if all(job.state in ("done", "failed") for job in todo):
                        return await self.clip(clip)
                    await asyncio.sleep(0.05)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def _cues(vtt: str) -> list[tuple[str, str]]:
    """(beginning, title) of each chapter."""
    return re.findall(r"([0-9:.]+) --> .*\n(.*)", vtt)


def _ms(stamp: str) -> int:
    hours, minutes, seconds = stamp.split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1000)


@pytest.fixture
async def house(spotter: Spotter, alice: Person) -> House:
    """Bob alone with Alice."""
    bob = await spotter.client("bob")
    return House(spotter, alice, bob, await spotter.session("alice", bob))


async def test_a_recording_becomes_a_clip_that_plays_with_the_session_as_chapters(house: House):
    live = house.spotter.app[LIVE]
    await live.append(house.session.id, Draft(type="session.opened", payload={"title": "Workout"}, audience="everyone"))
    began_ms = house.spotter.clock()
    house.spotter.clock.advance(s=2)
    payload = {"say": "Hips back", "kind": "form", "focus": "", "to": "everyone", "speak": False}
    cue_ms = (await live.append(house.session.id, Draft(type="cue", payload=payload, audience="everyone"))).at_ms
    folder = await house.record(f"c:{house.bob.id}", 4, began_ms=began_ms)
    house.spotter.clock.advance(s=5)
    [clip] = await house.sweep()
    assert not folder.exists()
    assert (clip.source, clip.state, clip.client_id) == ("recording", "uploaded", house.bob.id)
    after = await house.prepared(clip)
    assert (after.state, after.media, after.start_ms) == ("ready", "video", 0)
    assert after.duration_ms == pytest.approx(4000, abs=100)
    assert after.captured_at_ms == pytest.approx(began_ms, abs=100)
    assert {"play", "original", "poster.jpg", "frames.json"} <= set(after.files)
    assert "proxy" not in after.files
    chapters = (await house.alice.get(f"/clips/{clip.id}/files/chapters.vtt")).text
    assert "Hips back" in chapters
    at_ms = cue_ms - (after.captured_at_ms or 0)
    [said_ms] = [_ms(began) for began, title in _cues(chapters) if title == "Hips back"]
    assert said_ms == pytest.approx(at_ms, abs=2)
    play = house.spotter.settings.data_dir / "clips" / clip.id / "play"
    shown = {number: float(at) * 1000 for number, at in footage.shown(play)}
    taken_then = (cue_ms - began_ms) * 30 // 1000
    assert shown[taken_then] == pytest.approx(said_ms, abs=100)
    assert (await house.alice.get(f"/clips/{clip.id}")).status == 200


async def test_what_a_killed_server_left_becomes_a_clip_at_the_next_start_and_only_one(house: House):
    await house.record(f"c:{house.bob.id}", is_killed=True)
    [clip] = await house.sweep()
    assert await house.sweep() == []
    assert (await house.prepared(clip)).state == "ready"


async def test_cut_short_between_the_rows_and_the_files_nothing_is_made_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    folder = await house.record(f"c:{house.bob.id}")
    with monkeypatch.context() as patch:
        patch.setattr("recordings.manifest.remove", lambda _folder: (_ for _ in ()).throw(OSError("gone")))
        assert await house.sweep() == []  # logged; the clip is there
    assert folder.exists()
    assert await house.sweep() == []
    assert not folder.exists()


async def test_a_clip_that_went_for_good_does_not_come_back(house: House, monkeypatch: pytest.MonkeyPatch):
    folder = await house.record(f"c:{house.bob.id}")
    with monkeypatch.context() as patch:
        patch.setattr("recordings.manifest.remove", lambda _folder: (_ for _ in ()).throw(OSError("gone")))
        await house.sweep()
    assert {path.name for path in folder.iterdir()} == {"manifest.json", "lock"}  # its own files are not kept either
    async with house.spotter.database.writing() as db, db.begin():
        await clips.remove(db, [f"{folder.name}-1"])
    assert await house.sweep() == []
    assert not folder.exists()


async def test_a_film_leaves_the_disk_its_floor_and_waits(house: House):
    folder = await house.record(f"c:{house.bob.id}")
    places = house.desk.places
    database, now_ms = house.spotter.database, house.spotter.clock()
    assert await sweep(database, house.folder, places.uploads, now_ms, floor_bytes=2**60) == []
    assert folder.exists()
    assert list(places.uploads.glob("*")) == []
    assert len(await house.sweep()) == 1


async def test_what_two_relays_recorded_is_one_clip_that_says_where_nothing_was(house: House):
    began_ms = house.spotter.clock()
    await house.says("press", "running")
    await house.record(f"c:{house.bob.id}", began_ms=began_ms, is_killed=True, whole="press")
    await house.record(f"c:{house.bob.id}", began_ms=began_ms + 8000, whole="press")
    assert await house.sweep() == [], "the room records: there may be a third"
    await house.says("press", "stopped")
    [clip] = await house.sweep()
    assert list(house.folder.iterdir()) == []
    after = await house.prepared(clip)
    assert after.captured_at_ms == pytest.approx(began_ms, abs=100)
    assert after.duration_ms == pytest.approx(11_000, abs=200)
    ((from_ms, to_ms),) = after.gaps
    assert (from_ms, to_ms) == (pytest.approx(3000, abs=150), pytest.approx(8000, abs=400))
    play = house.spotter.settings.data_dir / "clips" / clip.id / "play"
    shown = [float(at) * 1000 for _, at in footage.shown(play)]
    assert not [at for at in shown if from_ms + 50 < at < to_ms - 50]
    assert len([at for at in shown if at >= to_ms - 50]) > 70
    chapters = (await house.alice.get(f"/clips/{clip.id}/files/chapters.vtt")).text
    assert [title for _, title in _cues(chapters)][-2:] == ["Not recorded for 5 s", "Recorded again"]
    assert "Not recorded for 5 s" in (await house.alice.get(f"/clips/{clip.id}")).text


async def test_a_recording_that_its_room_never_ended_is_taken_in_after_ten_minutes(house: House):
    await house.says("press", "running")
    await house.record(f"c:{house.bob.id}", whole="press")
    assert await house.sweep() == []
    house.spotter.clock.advance(s=11 * 60)
    assert len(await house.sweep()) == 1


async def test_a_part_that_turns_up_after_the_clip_was_begun_is_a_clip_of_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    await house.record(f"c:{house.bob.id}", whole="press")
    with monkeypatch.context() as patch:
        patch.setattr("recordings.manifest.remove", lambda _folder: (_ for _ in ()).throw(OSError("gone")))
        await house.sweep()
    await house.record(f"c:{house.bob.id}", whole="press")
    assert len(await house.sweep()) == 1
    assert list(house.folder.iterdir()) == []


@pytest.mark.parametrize("gone", [0, 1, 2])
async def test_cut_short_among_the_parts_nothing_is_made_twice_or_lost(
    house: House, monkeypatch: pytest.MonkeyPatch, gone: int
):
    began_ms = house.spotter.clock()
    for at in range(3):
        await house.record(f"c:{house.bob.id}", 2, began_ms=began_ms + at * 4000, whole="press")
    removed: list[Path] = []
    with monkeypatch.context() as patch:
        remove = manifest.remove

        def until(folder: Path) -> None:
            if len(removed) == gone:
                raise OSError("the power went")
            removed.append(folder)
            remove(folder)

        patch.setattr("recordings.manifest.remove", until)
        assert await house.sweep() == []
    assert await house.sweep() == []
    assert list(house.folder.iterdir()) == []
    async with house.spotter.database.reading() as db:
        [clip] = await clips.of_client(db, house.bob.id)
    assert [[round(at / 1000) for at in gap] for gap in clip.gaps] == [[2, 4], [6, 8]]


async def test_the_trainers_film_is_the_only_clients_and_of_a_class_the_trainers_alone(house: House):
    folder = await house.record(f"t:{house.session.trainer_id}")
    [clip] = await house.sweep()
    assert (clip.client_id, clip.title) == (house.bob.id, "Trainer")
    assert not folder.exists()
    bea = await house.spotter.client("bea")
    house.session = await house.spotter.session("alice", house.bob, bea)
    folder = await house.record(f"t:{house.session.trainer_id}")
    live = house.spotter.app[LIVE]
    await live.append(house.session.id, Draft(type="session.opened", payload={"title": "Workout"}, audience="everyone"))
    payload = {"say": "Hips back", "kind": "form", "focus": "", "to": ["p2"], "speak": False}
    house.spotter.clock.advance(s=1)
    await live.append(house.session.id, Draft(type="cue", payload=payload, audience=("p2", f"c:{bea.id}")))
    [clip] = await house.sweep()
    assert (clip.client_id, clip.trainer_id, clip.session_id) == (None, house.session.trainer_id, house.session.id)
    assert not folder.exists()
    assert (await house.prepared(clip)).state == "ready"
    for address in ("", "/state", "/files/play", "/files/chapters.vtt"):
        assert (await house.alice.get(f"/clips/{clip.id}{address}")).status == 200
        assert (await (await house.spotter.sign_in("anna")).get(f"/clips/{clip.id}{address}")).status == 404
    assert "Hips back" in (await house.alice.get(f"/clips/{clip.id}/files/chapters.vtt")).text
    for page in ("/library", f"/sessions/{house.session.id}", "/library?kind=recording"):
        assert clip.id in (await house.alice.get(page)).text
    assert (await house.alice.post("/library/delete", {"clips": [clip.id]})).status == 200
    assert clip.id in (await house.alice.get("/library?show=bin")).text


async def test_a_film_that_cannot_be_written_is_taken_in_the_next_time(house: House, monkeypatch: pytest.MonkeyPatch):
    folder = await house.record(f"c:{house.bob.id}")
    with monkeypatch.context() as patch:
        patch.setattr(SegmentFile, "close", lambda _self: (_ for _ in ()).throw(OSError(28, "full")))
        assert await house.sweep() == []
    assert folder.exists()
    assert list(house.desk.places.uploads.glob("*")) == []
    assert len(await house.sweep()) == 1


async def test_one_that_goes_on_is_left_alone(house: House, tmp_path: Path):
    studio = Studio(house.folder / "goes-on")
    await studio.recorder.start()
    assert await house.sweep() == []
    await studio.recorder.stop()
    assert (house.folder / "goes-on").exists()
