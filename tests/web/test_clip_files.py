"""A clip's files: by range, after access, never sniffable; from the local disk and from a bucket alike."""

import asyncio
import os
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from recordings.work import OUTPUTS
from server import ids
from server.domain import links
from server.domain.clips import Clip, download_name
from server.domain.people import Client
from server.live import LIVE
from server.store import audit, clips
from server.web.ranges import NoSuchPart, part
from signaling.log import Draft
from tests import engines
from tests.cast import Answer, Person, Spotter, open_spotter

BYTES = os.urandom(700_001)
FILE = "/files/play"


@dataclass
class Scene:
    """Bob with a clip of his, everybody who may want to look at it, and where."""

    spotter: Spotter
    alice: Person
    phone: Person
    bob: Client
    clip: Clip

    @property
    def theirs(self) -> str:
        """The clip's address for its trainer."""
        return f"/clips/{self.clip.id}"

    @property
    def his(self) -> str:
        """The clip's address for its client."""
        return f"/c/{link(self.spotter, self.bob)}/clips/{self.clip.id}"

    async def ask(self, range: str | None = None, *, method: str = "GET", **headers: str) -> Answer:
        """Alice asks for the video."""
        if range is not None:
            headers["Range"] = range
        return await self.alice.ask(method, self.theirs + FILE, html=True, headers=headers)

    async def audited(self) -> list[tuple[str, str]]:
        """Who opened what."""
        async with self.spotter.database.reading() as db:
            found = await audit.about(db, f"c:{self.bob.id}")
        return [(note.actor[0], note.action) for note in reversed(found) if note.action.startswith("clip.")]


def link(spotter: Spotter, client: Client) -> str:
    return links.client_token(spotter.settings.secret_key, client.id, client.link_generation)


async def scene_in(spotter: Spotter) -> Scene:
    alice, bob = await spotter.sign_in("alice"), await spotter.client("bob")
    phone = spotter.browser()
    assert (await phone.post(f"/c/{link(spotter, bob)}/confirm", {})).status == 200
    clip = await spotter.keep(await spotter.clip(bob, file_name="Kniebeuge.MOV"), "play", BYTES, "video/mp4")
    clip = await spotter.keep(clip, "original", b"as it came")
    return Scene(spotter, alice, phone, bob, clip)


@pytest.fixture(scope="module")
def s3_server() -> Iterator[str]:
    with engines.s3() as address:
        yield address


@pytest.fixture
def in_a_bucket(s3_server: str) -> dict[str, str]:
    """The settings of a server that keeps its clips in a fresh bucket."""
    bucket = f"clips-{ids.new()}"
    urllib.request.urlopen(urllib.request.Request(f"{s3_server}/{bucket}", method="PUT")).close()
    return {"CLIPS_URL": f"s3://{bucket}/here?endpoint={s3_server}", "CLIPS_KEY": "key", "CLIPS_SECRET": "secret"}


@pytest.fixture
async def scene(spotter: Spotter) -> Scene:
    return await scene_in(spotter)


@pytest.fixture(params=["local", "s3"])
async def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Scene]:
    """The scene with its files on the local disk, and again with them in a bucket."""
    environ = request.getfixturevalue("in_a_bucket") if request.param == "s3" else {}
    async with open_spotter(tmp_path / "var", **environ) as spotter:
        yield await scene_in(spotter)


async def test_the_whole_and_each_part_of_it_are_the_bytes_that_were_kept(anywhere: Scene) -> None:
    whole = await anywhere.ask()
    assert (whole.status, whole.body) == (200, BYTES)
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Content-Length"] == str(len(BYTES))
    size = len(BYTES)
    for asked, start, end in [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, size),
        ("bytes=100-299999", 100, 300_000),
        ("bytes=262143-262145", 262_143, 262_146),  # over the edge of a piece
        ("bytes=-5", size - 5, size),
        ("bytes=-9999999", 0, size),
        (f"bytes={size - 1}-", size - 1, size),
        ("bytes=5-9999999", 5, size),
        ("BYTES=1-2", 1, 3),
    ]:
        answer = await anywhere.ask(asked)
        assert (answer.status, answer.body) == (206, BYTES[start:end]), asked
        assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{size}"
        assert answer.headers["Content-Length"] == str(end - start)


async def test_a_part_that_does_not_exist_is_refused(anywhere: Scene) -> None:
    for asked in (f"bytes={len(BYTES)}-", "bytes=999999999999999999-", "bytes=-0"):
        answer = await anywhere.ask(asked)
        assert (answer.status, answer.headers["Content-Range"]) == (416, f"bytes */{len(BYTES)}"), asked
    shaped = await anywhere.ask("bytes=9999999-", Accept="application/json")
    assert shaped.json["error"] == "no-such-part"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-6",
        "bytes=5-1",
        "bytes=-",
        "bytes=a-b",
        "bytes",
        "items=0-1",
        "bytes=0-1;",
        "bytes=" + "9" * 500 + "-",
    ],
)
async def test_what_is_no_single_range_gets_the_whole(scene: Scene, asked: str) -> None:
    answer = await scene.ask(asked)
    assert (answer.status, len(answer.body)) == (200, len(BYTES))


async def test_a_part_of_another_state_of_the_file_is_not_mixed_in(scene: Scene) -> None:
    etag = (await scene.ask()).headers["ETag"]
    assert (await scene.ask("bytes=0-9", **{"If-Range": etag})).status == 206
    for other in ('"another"', f"W/{etag}", "Wed, 21 Oct 2026 07:28:00 GMT"):
        assert (await scene.ask("bytes=0-9", **{"If-Range": other})).status == 200
    known = await scene.ask(**{"If-None-Match": etag})
    assert (known.status, known.body) == (304, b"")
    async with scene.spotter.database.writing() as db, db.begin():
        await clips.change(db, scene.clip.id, ready_at_ms=scene.clip.created_at_ms + 5)
    assert (await scene.ask("bytes=0-9", **{"If-Range": etag})).status == 200


async def test_head_says_the_same_and_sends_nothing(anywhere: Scene) -> None:
    whole = await anywhere.ask()
    head = await anywhere.ask("bytes=0-9", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Accept-Ranges", "Content-Security-Policy"):
        assert head.headers[name] == whole.headers[name]


async def test_nothing_can_be_made_of_a_file_but_what_it_is(scene: Scene) -> None:
    for answer in (await scene.ask(), await scene.ask("bytes=0-9"), await scene.ask("bytes=9999999-")):
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert (await scene.ask()).headers["Content-Type"] == "video/mp4"


async def test_a_type_that_is_none_of_ours_is_bytes_to_save(scene: Scene) -> None:
    for said in ("text/html", "image/svg+xml", "application/javascript", "video/mp4; charset=x", ""):
        await scene.spotter.keep(scene.clip, "play", b"<script>alert(1)</script>", said)
        answer = await scene.ask()
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_the_original_is_a_download_under_its_senders_name(scene: Scene) -> None:
    for person, path in ((scene.alice, scene.theirs), (scene.phone, scene.his)):
        answer = await person.get(f"{path}/files/original")
        assert (answer.status, answer.body) == (200, b"as it came")
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Kniebeuge.MOV"
        assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    ("sent", "saved"),
    [
        ("IMG_1.MOV", "IMG_1.MOV"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Bob\\squat.mp4", "squat.mp4"),
        ("..", "clip-c1"),
        (".bashrc", "bashrc"),
        ('a"b\r\nSet-Cookie: x=y.mp4', "abSet-Cookie x=y.mp4"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("Übung – Tag 1.mov", "Übung – Tag 1.mov"),
        ("", "clip-c1"),
        ("x" * 400 + ".mp4", "x" * 196 + ".mp4"),
        ("<img src=x>.png", "img src=x.png"),
    ],
)
def test_a_senders_name_is_made_harmless(sent: str, saved: str) -> None:
    clip = Clip(id="c1", client_id="bob", source="upload", entered_by="client", file_name=sent, created_at_ms=0)
    assert download_name(clip) == saved


async def test_names_outside_the_list_and_files_not_made_are_missing(scene: Scene) -> None:
    await scene.spotter.keep(scene.clip, "notes.txt", b"not one of ours", "text/plain")
    for name in (
        "poster.jpg",
        "notes.txt",
        "..%2f..%2fspotter.db",
        "PLAY",
        "play%00",
        ".part-1",
        "play/",
        "x" * 300,
    ):
        for person, path in ((scene.alice, scene.theirs), (scene.phone, scene.his)):
            answer = await person.get(f"{path}/files/{name}", html=False)
            assert (answer.status, answer.json["error"]) == (404, "not-found"), name


async def test_what_could_only_be_encoded_anew_plays_under_the_one_name_the_room_knows(
    spotter: Spotter, scene: Scene
) -> None:
    clip = await spotter.keep(await spotter.clip(scene.bob), "proxy", b"encoded anew", "video/mp4")
    answer = await scene.alice.get(f"/clips/{clip.id}/files/play")
    assert (answer.status, answer.body) == (200, b"encoded anew")
    assert (await scene.alice.get(f"/clips/{clip.id}/files/preview")).status == 404
    assert (await scene.ask()).body == BYTES  # where there is one, it is that


async def test_every_output_of_the_worker_can_be_had(scene: Scene) -> None:
    clip = scene.clip
    for name in OUTPUTS:
        clip = await scene.spotter.keep(clip, name, name.encode(), "image/jpeg")
    for name in OUTPUTS:
        assert (await scene.alice.get(f"{scene.theirs}/files/{name}")).body == name.encode()


async def test_a_stranger_another_client_and_another_trainer_learn_nothing(
    scene: Scene, stranger: Person, anna: Person
) -> None:
    spotter, nobody = scene.spotter, ids.new()
    charlie = await spotter.client("charlie")
    other_phone = spotter.browser()
    assert (await other_phone.post(f"/c/{link(spotter, charlie)}/confirm", {})).status == 200
    own = f"/c/{link(spotter, charlie)}/clips/{scene.clip.id}{FILE}"
    for person, path in (
        (anna, scene.theirs + FILE),
        (other_phone, own),
        (anna, f"/clips/{scene.clip.id}/files/chapters.vtt"),
    ):
        answer = await person.get(path, html=False, headers={"Range": "bytes=0-9"})
        nothing = await person.get(path.replace(scene.clip.id, nobody), html=False)
        assert (answer.status, answer.body) == (404, nothing.body)
        assert sorted(answer.headers) == sorted(nothing.headers)
    assert (await stranger.get(scene.theirs + FILE, html=False)).status == 401
    assert (await stranger.get(scene.his + FILE, html=False)).status == 401
    assert await scene.audited() == []


async def test_a_deleted_clip_is_for_the_trainers_bin_alone(scene: Scene) -> None:
    assert (await scene.phone.get(scene.his + FILE)).status == 200
    await scene.alice.post("/library/delete", json={"clips": [scene.clip.id]})
    assert (await scene.alice.get(scene.theirs + FILE)).status == 200
    assert (await scene.phone.get(scene.his + FILE)).status == 404
    await scene.alice.post("/library/restore", json={"clips": [scene.clip.id]})
    await scene.phone.post(f"{scene.his}/delete", {})
    assert (await scene.alice.get(scene.theirs + FILE)).status == 404
    assert (await scene.phone.get(scene.his + FILE)).status == 404


async def test_an_opening_is_written_down_once_and_every_download(scene: Scene) -> None:
    await scene.ask("bytes=0-99")
    await scene.ask("bytes=100-199")
    await scene.ask("bytes=0-")
    await scene.ask(method="HEAD")
    await scene.phone.get(scene.his + FILE, headers={"Range": "bytes=5-9"})
    assert await scene.audited() == [("t", "clip.opened"), ("c", "clip.opened")]
    scene.spotter.clock.advance(minutes=11)
    await scene.ask("bytes=300-399")
    for headers in ({}, {"Range": "bytes=4-"}, {}):
        await scene.alice.get(f"{scene.theirs}/files/original", headers=headers)
    assert (await scene.audited())[2:] == [("t", "clip.opened"), ("t", "clip.downloaded"), ("t", "clip.downloaded")]


async def test_a_moment_is_saved_as_what_plays_and_not_as_the_pieces_it_was_sent_in(scene: Scene) -> None:
    """Anything else is saved as it came."""
    assert "/files/original" in (await scene.alice.get(scene.theirs)).text
    clip = await scene.spotter.clip(scene.bob, source="moment", file_name="m-1.webm")
    clip = await scene.spotter.keep(clip, "original", b"head and tail")
    theirs, his = f"/clips/{clip.id}", scene.his.replace(scene.clip.id, clip.id)
    assert "/files/original" in (await scene.alice.get(theirs)).text  # refused: better than nothing
    await scene.spotter.keep(clip, "play", BYTES, "video/mp4")
    for person, at in ((scene.alice, theirs), (scene.phone, his)):
        text = (await person.get(at)).text
        assert f"{at}/files/play?download=1" in text
        assert "/files/original" not in text
        answer = await person.get(f"{at}/files/play?download=1")
        assert answer.body == BYTES
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''m-1.mp4"
        assert answer.headers["Content-Type"] == "video/mp4"
        assert "Content-Disposition" not in (await person.get(f"{at}/files/play")).headers
    assert await scene.audited() == [(who, what) for who in "tc" for what in ("clip.downloaded", "clip.opened")]


@pytest.mark.parametrize(
    ("sent_as", "saved_as"),
    [("a.mov", "a.mp4"), ("a", "a.mp4"), ("v1. of my squats", "v1. of my squats.mp4"), (".mov", "mov.mp4")],
)
async def test_what_was_made_of_a_file_is_saved_with_its_own_ending(scene: Scene, sent_as: str, saved_as: str) -> None:
    assert download_name(replace(scene.clip, file_name=sent_as), "video/mp4") == saved_as


async def test_a_file_that_went_is_missing(scene: Scene) -> None:
    (scene.spotter.settings.data_dir / "clips" / scene.clip.id / "play").unlink()
    answer = await scene.ask(Accept="application/json")
    assert (answer.status, answer.json["error"]) == (404, "not-found")


async def test_the_session_is_the_chapters_of_the_clip(scene: Scene) -> None:
    spotter, bea = scene.spotter, await scene.spotter.client("bea")
    session = await spotter.session("alice", scene.bob, bea)
    live = spotter.app[LIVE]

    async def happens(type: str, payload: dict[str, Any], audience: Any = "everyone") -> None:
        await live.append(session.id, Draft(type=type, payload=payload, audience=audience))

    def peer(id: str, client: Client) -> dict[str, Any]:
        known = {"role": "client", "device": "main", "state": "in"}
        return {"peer": {"id": id, "person": f"c:{client.id}", "name": client.name, **known}}

    def cue(say: str, to: Any) -> dict[str, Any]:
        return {"say": say, "kind": "form", "focus": "", "to": to, "speak": False}

    began_ms = spotter.clock()
    await happens("session.opened", {"title": "Workout"})
    await happens("peer.admitted", peer("p-bob", scene.bob))
    await happens("peer.admitted", peer("p-bea", bea))
    spotter.clock.advance(s=5)
    await happens("cue", cue("Slower", "everyone"))
    await happens("cue", cue("Hips back", ["p-bob"]), ("p-bob",))
    await happens("cue", cue("For Bea alone", ["p-bea"]), ("p-bea",))
    spotter.clock.advance(s=2)
    await happens("marker", {"label": "knee <b>"}, "trainers")
    await happens("cue", cue("By person", [f"c:{scene.bob.id}"]), (f"c:{scene.bob.id}",))
    async with spotter.database.writing() as db, db.begin():
        await clips.change(
            db, scene.clip.id, session_id=session.id, captured_at_ms=began_ms, duration_ms=12_500, start_ms=500
        )
    theirs = await scene.alice.get(f"{scene.theirs}/files/chapters.vtt")
    his = await scene.phone.get(f"{scene.his}/files/chapters.vtt")
    assert theirs.headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert theirs.text.startswith("WEBVTT\n\n1\n00:00:00.500 --> 00:00:05.")
    for word in ("Slower", "Hips back", "By person"):
        assert word in theirs.text
        assert word in his.text
    assert "knee &lt;b&gt;" in theirs.text
    assert "knee" not in his.text
    for text in (
        theirs.text,
        his.text,
        (await scene.alice.get(scene.theirs)).text,
        (await scene.phone.get(scene.his)).text,
    ):
        assert "For Bea alone" not in text


async def test_without_a_session_there_are_no_chapters(scene: Scene) -> None:
    assert (await scene.alice.get(f"{scene.theirs}/files/chapters.vtt")).text == "WEBVTT\n"


@pytest.mark.parametrize(
    ("asked", "found"),
    [(None, None), ("bytes=2-3", (2, 2)), ("bytes=2-", (2, 8)), ("bytes=-3", (7, 3)), ("bytes=0-99", (0, 10))],
)
def test_one_range_is_read(asked: str | None, found: tuple[int, int] | None) -> None:
    assert part(asked, 10) == found


def test_an_empty_file_has_no_parts() -> None:
    assert part(None, 0) is None
    for asked in ("bytes=0-", "bytes=0-0", "bytes=-1"):
        with pytest.raises(NoSuchPart):
            part(asked, 0)


async def test_a_loop_that_cannot_let_the_kernel_send_sends_in_pieces(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As uvloop, under which the server runs."""

    async def cannot(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(asyncio.get_running_loop(), "sendfile", cannot, raising=False)
    assert (await scene.ask("bytes=3-600000")).body == BYTES[3:600_001]
    assert (await scene.ask()).body == BYTES


async def test_a_reader_who_goes_away_leaves_no_file_open(scene: Scene) -> None:
    big = os.urandom(1024) * 40_000
    await scene.spotter.keep(scene.clip, "play", big, "video/mp4")

    def open_files() -> int:
        found = 0
        for name in os.listdir("/proc/self/fd"):
            try:
                found += f"/clips/{scene.clip.id}/" in os.readlink(f"/proc/self/fd/{name}")
            except OSError:
                continue
        return found

    before = open_files()
    for _ in range(3):
        answer = await scene.alice.http.get(scene.spotter.url + scene.theirs + FILE)
        assert len(await answer.content.readexactly(1000)) == 1000
        answer.close()
    for _ in range(200):
        if open_files() == before:
            break
        await asyncio.sleep(0.02)
    assert open_files() == before
