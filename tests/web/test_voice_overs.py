"""Voice-overs and films by HTTP, through the road of uploads and the media desk: made, played, sent, erased."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

from server import ids, jobs
from server.domain.accounts import DAY_MS
from server.domain.review import films as film_rules
from server.media import CLIP_FILES, MEDIA
from server.store import clips as clips_store
from server.store import jobs as jobs_store
from server.store import letters
from server.store.whole import erasing
from tests.cast import Person, until
from tests.desk import running
from tests.recordings import footage
from tests.uploads.tus import metadata
from tests.web.test_clips import Scene, scene

__all__ = ["scene"]

DRAWN = {"tool": "line", "at_ms": 100, "points": [[0.1, 0.1], [0.9, 0.9]], "fade_ms": 100}
EVENTS: list[list[Any]] = [
    [0, "go", 0],
    [200, "play", 0, 1],
    [400, "put", {"id": "a" * 24, "kind": "shape", "body": DRAWN}],
    [900, "pause", 700],
    [950, "point", 0.5, 0.5],
]


@pytest.fixture
async def filmed(scene: Scene, tmp_path: Path) -> Scene:
    """The clip has two seconds of film."""
    film = footage.video(tmp_path / "play.mp4", seconds=2, size=(384, 192))
    clip = await scene.spotter.keep(scene.clip, "play", film.read_bytes(), "video/mp4")
    await scene.change(duration_ms=2000, width=384, height=192)
    assert clip.media == "video"
    return scene


@pytest.fixture
async def desk(filmed: Scene) -> AsyncIterator[None]:
    """Somebody does the jobs."""
    async with running(filmed.spotter.app[MEDIA]):
        yield


def sound(tmp_path: Path) -> list[bytes]:
    """Two recordings of a voice."""
    first, second = tmp_path / "one.webm", tmp_path / "two.webm"
    return [footage.audio_only(first, seconds=1.5).read_bytes(), footage.audio_only(second, seconds=1.0).read_bytes()]


async def told(who: Person, path: str) -> Any:
    answer = await who.ask("GET", path)
    assert answer.status == 200, answer.text
    return answer.json


async def done(who: Person, path: str, **body: Any) -> Any:
    answer = await who.post(path, json=body)
    assert answer.status == 200, answer.text
    return answer.json


async def upload(who: Person, clip: str, voice: str, content: bytes) -> Any:
    """The sound of a voice-over by tus, in one request."""
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(content)),
        "Upload-Metadata": metadata(part="voice", clip=clip, voice_over=voice),
        "Content-Type": "application/offset+octet-stream",
    }
    return await who.ask("POST", "/uploads", headers=headers, data=content)


async def spoken(scene: Scene, tmp_path: Path, **more: Any) -> dict[str, Any]:
    """A voice-over, recorded and sent up."""
    parts = sound(tmp_path)
    pieces = [[len(parts[0]), 600], [len(parts[1]), 500]]
    body = {"duration_ms": 1100, "events": EVENTS, "pieces": pieces, "title": "Depth", **more}
    voice = (await done(scene.alice, f"{scene.theirs}/voice-overs", **body))["voice"]
    answer = await upload(scene.alice, scene.clip.id, voice["id"], b"".join(parts))
    assert answer.status == 201, answer.text
    return voice  # type: ignore[no-any-return]


async def becomes(scene: Scene, kind: str, id: str, state: str) -> dict[str, Any]:
    """The voice-over or film once it is in that state."""
    async with asyncio.timeout(40):
        while True:
            found = (await told(scene.alice, f"{scene.theirs}/{kind}"))[{"voice-overs": "voices"}.get(kind, kind)]
            one = next(each for each in found if each["id"] == id)
            if one["state"] == state:
                return one  # type: ignore[no-any-return]
            assert one["state"] != "refused", one
            await asyncio.sleep(0.05)


async def waits_in_the_post(scene: Scene) -> list[str]:
    """What is on its way to the client of it, by its subject."""
    async with scene.spotter.database.reading() as db:
        found = await letters.of_trainer(db, scene.bob.trainer_id, most=50)
    return [letter.subject for letter in found if letter.about.get("parts")]


async def test_a_voice_over_is_kept_played_captioned_and_sent(filmed: Scene, desk: None, tmp_path: Path) -> None:
    voice = await spoken(filmed, tmp_path)
    ready = await becomes(filmed, "voice-overs", voice["id"], "ready")
    assert (ready["title"], ready["duration_ms"], ready["is_sent"]) == ("Depth", 1100, False)
    whole = await told(filmed.alice, voice["here"])
    assert [event[:2] for event in whole["events"]] == [event[:2] for event in EVENTS]
    assert whole["events"][2][2]["body"]["tool"] == "line"
    heard = await filmed.alice.ask("GET", f"{voice['here']}/sound", headers={"Range": "bytes=0-99"})
    assert (heard.status, heard.headers["Content-Type"], len(heard.body)) == (206, "audio/mp4", 100)
    path = tmp_path / "heard.m4a"
    path.write_bytes((await filmed.alice.ask("GET", f"{voice['here']}/sound")).body)
    assert footage.tones(path) == pytest.approx([0, 0.6], abs=0.03)

    his = f"{filmed.his}/voice-overs"
    assert (await told(filmed.phone, his))["voices"] == []
    assert (await filmed.phone.ask("GET", f"{his}/{voice['id']}")).status == 404
    captions = [
        {"from_ms": 500, "to_ms": 900, "text": "Sit <b>back</b> & down"},
        {"from_ms": 0, "to_ms": 700, "text": "Look"},
    ]
    sent = await done(filmed.alice, voice["here"], captions=captions, sent=True)
    kept = sent["voice"]
    assert "A letter tells them" in sent["notice"]
    assert await waits_in_the_post(filmed) == ["Alice Archer has spoken over your video"]
    assert [(one["from_ms"], one["to_ms"]) for one in kept["captions"]] == [(0, 500), (500, 900)]
    assert [one["id"] for one in (await told(filmed.phone, his))["voices"]] == [voice["id"]]
    assert len((await told(filmed.phone, f"{his}/{voice['id']}"))["events"]) == len(EVENTS)
    assert (await filmed.phone.ask("GET", f"{his}/{voice['id']}/sound")).status == 200
    vtt = await filmed.phone.ask("GET", f"{his}/{voice['id']}/captions.vtt")
    assert vtt.headers["Content-Type"].startswith("text/vtt")
    assert "00:00:00.500 --> 00:00:00.900\nSit &lt;b&gt;back&lt;/b&gt; &amp; down" in vtt.text
    assert "does not see it" in (await done(filmed.alice, voice["here"], sent=False))["notice"]
    await done(filmed.alice, voice["here"], sent=True)
    assert len(await waits_in_the_post(filmed)) == 1, "several within a quarter of an hour are one letter"
    await done(filmed.alice, voice["here"], sent=False)
    assert (await filmed.phone.ask("GET", f"{his}/{voice['id']}/sound")).status == 404

    # A review of nothing else is not empty: what was spoken goes along with it.
    await done(filmed.alice, f"{filmed.theirs}/review/send", words="")
    assert [one["id"] for one in (await told(filmed.phone, his))["voices"]] == [voice["id"]]
    await done(filmed.alice, f"{filmed.theirs}/review/send", undo=True)
    assert (await told(filmed.phone, his))["voices"] == []


async def test_films_are_made_counted_sent_and_go_with_their_clip(filmed: Scene, desk: None, tmp_path: Path) -> None:
    spotter = filmed.spotter
    voice = await spoken(filmed, tmp_path)
    await becomes(filmed, "voice-overs", voice["id"], "ready")
    spec: dict[str, Any] = {"what": "clip", "from_ms": 500, "to_ms": 1500, "speed": 0.5}
    of_clip = (await done(filmed.alice, f"{filmed.theirs}/films", **spec))["film"]
    of_voice = (await done(filmed.alice, f"{filmed.theirs}/films", what="voice", voice=voice["id"]))["film"]
    pair = {"what": "pair", "other": filmed.clip.id, "map": [[0, 0, 500], [800, 800, 1300]], "layout": "above"}
    of_pair = (await done(filmed.alice, f"{filmed.theirs}/films", **pair))["film"]
    sizes = {}
    for film, length, size in ((of_clip, 2.0, (384, 192)), (of_voice, 1.1, (384, 192)), (of_pair, 0.8, (384, 392))):
        ready = await becomes(filmed, "films", film["id"], "ready")
        answer = await filmed.alice.ask("GET", f"{film['here']}/file")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        path = tmp_path / f"{film['id']}.mp4"
        path.write_bytes(answer.body)
        about = footage.pictures(path)
        assert (about["width"], about["height"]) == size, ready
        assert float(footage_length(path)) == pytest.approx(length, abs=0.15)
        sizes[film["id"]] = len(answer.body)
    assert footage.numbers(tmp_path / f"{of_clip['id']}.mp4") == list(range(15, 45))
    async with spotter.database.reading() as db:
        stored = await clips_store.stored(db, client_id=filmed.bob.id)
        folders = (await erasing.files_of(db, filmed.bob.id))[0]
    clip = await filmed.now()
    assert stored.size_bytes > clip.size_bytes + clip.stored_bytes + sum(sizes.values())
    assert {f"voice-{voice['id']}", *(f"film-{film}" for film in sizes)} <= set(folders)

    his = f"{filmed.his}/films"
    assert (await filmed.phone.ask("GET", f"{his}/{of_clip['id']}/file")).status == 404
    await done(filmed.alice, f"{of_clip['here']}/send", sent=True)
    assert [one["id"] for one in (await told(filmed.phone, his))["films"]] == [of_clip["id"]]
    assert (await filmed.phone.ask("GET", f"{his}/{of_clip['id']}/file")).status == 200
    await done(filmed.alice, f"{voice['here']}/delete")
    assert await spotter.app[CLIP_FILES].keys(f"voice-{voice['id']}") == []
    assert await spotter.app[CLIP_FILES].keys(f"film-{of_voice['id']}") == []
    assert (await filmed.alice.ask("GET", f"{of_voice['here']}/file")).status == 404
    spotter.clock.advance(ms=film_rules.KEPT_MS + 1)
    assert await jobs.remove_films(spotter.database, spotter.app[CLIP_FILES], spotter.clock()) == 2
    assert await spotter.app[CLIP_FILES].keys(f"film-{of_clip['id']}") == []


async def test_a_photo_is_spoken_over_heard_captioned_and_made_a_film(scene: Scene, tmp_path: Path) -> None:
    picture = footage.photo(tmp_path / "stance.jpg", (384, 192))
    await scene.spotter.keep(scene.clip, "play", picture.read_bytes(), "image/jpeg")
    await scene.change(media="photo", duration_ms=None, width=384, height=192)
    drawn = {"tool": "rectangle", "at_ms": 900, "points": [[0.2, 0.65], [0.4, 0.95]]}
    events = [
        [0, "play", 500, 1],
        [300, "put", {"id": "a" * 24, "kind": "shape", "body": drawn}],
        [600, "view", {"rotate": 180}],
        [700, "point", 0.5, 0.5],
    ]
    async with running(scene.spotter.app[MEDIA]):
        voice = await spoken(scene, tmp_path, events=events)
        await becomes(scene, "voice-overs", voice["id"], "ready")
        kept = (await told(scene.alice, voice["here"]))["events"]
        assert kept[0] == [0, "play", 0, 1], "a photo has one moment"
        assert kept[1][2]["body"]["at_ms"] == 0
        said = [{"from_ms": 0, "to_ms": 500, "text": "Toes out"}]
        await done(scene.alice, voice["here"], captions=said, sent=True)
        assert await waits_in_the_post(scene) == ["Alice Archer has spoken over your photo"]
        his = f"{scene.his}/voice-overs/{voice['id']}"
        assert len((await told(scene.phone, his))["events"]) == 4
        assert (await scene.phone.ask("GET", f"{his}/sound")).status == 200
        assert "Toes out" in (await scene.phone.ask("GET", f"{his}/captions.vtt")).text
        asked = (await done(scene.alice, f"{scene.theirs}/films", what="voice", voice=voice["id"]))["film"]
        ready = await becomes(scene, "films", asked["id"], "ready")
        assert ready["percent"] == 100
        path = tmp_path / "film.mp4"
        path.write_bytes((await scene.alice.ask("GET", f"{asked['here']}/file")).body)
    about = footage.pictures(path)
    assert (about["width"], about["height"], about["frames"]) == (384, 192, 33)
    assert about["streams"] == ["video", "audio", "subtitle"]
    with av.open(str(path)) as film:
        frames = list(film.decode(video=0))
    assert footage.read(frames[17]) == footage.read(footage.filtered(frames[30], "hflip,vflip")) == 1234
    for page in (scene.alice, scene.phone):
        where = scene.theirs if page is scene.alice else scene.his
        assert 'id="panel-voices"' in (await page.ask("GET", where)).text


def footage_length(path: Path) -> float:
    with av.open(str(path)) as opened:
        return (opened.duration or 0) / av.time_base


async def test_a_film_that_nobody_wants_any_more_leaves_nothing(filmed: Scene, tmp_path: Path) -> None:
    long = footage.video(tmp_path / "long.mp4", seconds=30, size=(384, 192), gop=60)
    await filmed.spotter.keep(await filmed.now(), "play", long.read_bytes(), "video/mp4")
    await filmed.change(duration_ms=30_000)
    film = (await done(filmed.alice, f"{filmed.theirs}/films", what="clip"))["film"]
    places = filmed.spotter.app[MEDIA].places
    async with running(filmed.spotter.app[MEDIA]):
        await becomes(filmed, "films", film["id"], "working")
        await done(filmed.alice, f"{film['here']}/cancel")
        assert (await told(filmed.alice, f"{filmed.theirs}/films"))["films"] == []
        await until(lambda: list(places.work.iterdir()) == [], 15)
    assert await filmed.spotter.app[CLIP_FILES].keys(f"film-{film['id']}") == []


async def test_nonsense_is_refused_and_says_why(filmed: Scene, tmp_path: Path) -> None:
    good = {"duration_ms": 1000, "events": EVENTS, "pieces": [[10, 1000]]}
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"duration_ms": 0}, "voice-over-too-long"),
        ({"duration_ms": 21 * 60_000, "pieces": [[10, 21 * 60_000]]}, "voice-over-too-long"),
        ({"events": [[0, "dance"]]}, "bad-input"),
        ({"events": [["x", "go", 0]]}, "bad-input"),
        ({"events": [[0, "put", {"id": "../x", "kind": "shape", "body": DRAWN}]]}, "bad-input"),
        ({"events": [[0, "put", {"id": "a" * 24, "kind": "shape", "body": {"tool": "magic"}}]]}, "bad-input"),
        ({"events": [[0, "view", {"rotate": 45}]]}, "bad-input"),
        ({"pieces": []}, "bad-input"),
        ({"pieces": [[10, 5000]]}, "bad-input"),
    ]
    for change, code in wrong:
        answer = await filmed.alice.post(f"{filmed.theirs}/voice-overs", json={**good, **change})
        assert (answer.status >= 400, answer.json["error"]) == (True, code), change
    films: list[tuple[dict[str, Any], str]] = [
        ({"what": "clip", "speed": 0.001}, "out-of-range"),
        ({"what": "clip", "from_ms": 3000}, "bad-input"),
        ({"what": "voice", "voice": ids.new()}, "not-found"),
        ({"what": "pair", "other": ids.new(), "map": [[0, 0, 0], [1, 1, 1]]}, "not-found"),
        ({"what": "pair", "other": filmed.clip.id, "map": [[0, 0, 0]]}, "bad-input"),
        ({"what": "pair", "other": filmed.clip.id, "map": [[0, 0, 0], [2e6, 1, 1]]}, "film-too-long"),
    ]
    for body, code in films:
        answer = await filmed.alice.post(f"{filmed.theirs}/films", json=body)
        assert answer.json.get("error") == code, body
    voice = (await done(filmed.alice, f"{filmed.theirs}/voice-overs", **good))["voice"]
    assert (await upload(filmed.alice, filmed.clip.id, voice["id"], b"not as long")).json["error"] == "bad-input"
    assert (await upload(filmed.alice, filmed.clip.id, ids.new(), b"x" * 10)).status == 404
    assert (await upload(filmed.alice, filmed.clip.id, voice["id"], b"x" * 10)).status == 201
    assert (await upload(filmed.alice, filmed.clip.id, voice["id"], b"x" * 10)).json["error"] == "moment-sent"
    async with running(filmed.spotter.app[MEDIA]):
        await becomes(filmed, "voice-overs", voice["id"], "refused")
    assert (await told(filmed.alice, voice["here"]))["why"]
    await filmed.change(duration_ms=2 * 3600 * 1000)
    answer = await filmed.alice.post(f"{filmed.theirs}/films", json={"what": "clip"})
    assert answer.json["error"] == "film-too-long"
    assert "twenty minutes" in answer.json["message"]
    for media in ("sound", "photo"):
        await filmed.change(media=media, duration_ms=None)
        refused = await filmed.alice.post(f"{filmed.theirs}/films", json={"what": "clip"})
        assert refused.json["error"] == "nothing-to-film"
    await filmed.change(media="sound")
    refused = await filmed.alice.post(f"{filmed.theirs}/voice-overs", json=good)
    assert refused.json["error"] == "nothing-to-speak-over"


async def test_one_whose_sound_never_came_goes_after_a_week(filmed: Scene) -> None:
    good = {"duration_ms": 1000, "events": EVENTS, "pieces": [[10, 1000]]}
    await done(filmed.alice, f"{filmed.theirs}/voice-overs", **good)
    spotter = filmed.spotter
    assert await jobs.remove_films(spotter.database, spotter.app[CLIP_FILES], spotter.clock()) == 0
    spotter.clock.advance(ms=8 * DAY_MS)
    assert await jobs.remove_films(spotter.database, spotter.app[CLIP_FILES], spotter.clock()) == 1


async def test_a_film_waits_while_there_is_no_room_for_it(filmed: Scene) -> None:
    media = filmed.spotter.app[MEDIA]
    media.places = replace(media.places, floor_bytes=1 << 60)
    film = (await done(filmed.alice, f"{filmed.theirs}/films", what="clip"))["film"]

    async def problem() -> str:
        async with filmed.spotter.database.reading() as db:
            return "".join(job.problem for job in await jobs_store.of(db, film["id"]))

    async with running(media):
        for _ in range(200):
            if why := await problem():
                break
            await asyncio.sleep(0.05)
    assert "too little room" in why
    assert list(media.places.work.iterdir()) == []
    (shown,) = (await told(filmed.alice, f"{filmed.theirs}/films"))["films"]
    assert shown["state"] in ("waiting", "working")
