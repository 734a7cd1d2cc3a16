"""One clip's page on both sides: watching, comments at a moment, what is new, trying again, deleting."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from recordings.refusals import SENTENCES
from server import ids
from server.domain import links
from server.domain.clips import Clip
from server.domain.comments import MAX_TEXT, MOST, Comment, moment
from server.domain.errors import BadInput
from server.domain.jobs import Job
from server.domain.people import Client
from server.store import clips, comments, jobs
from tests.cast import BOTH, Person, Spotter

HOSTILE = "</script><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}"


@dataclass
class Scene:
    """Bob and his trainer, each before the same clip."""

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
    def home(self) -> str:
        """Bob's page."""
        return f"/c/{links.client_token(self.spotter.settings.secret_key, self.bob.id, self.bob.link_generation)}"

    @property
    def his(self) -> str:
        """The clip's address for Bob."""
        return f"{self.home}/clips/{self.clip.id}"

    async def now(self) -> Clip:
        """The clip as it is stored."""
        async with self.spotter.database.reading() as db:
            found = await clips.get(db, self.clip.id)
        assert found is not None
        return found

    async def written(self) -> list[Comment]:
        """Its comments."""
        async with self.spotter.database.reading() as db:
            return await comments.of(db, self.clip.id)

    async def change(self, **values: Any) -> None:
        """Other columns of its row."""
        async with self.spotter.database.writing() as db, db.begin():
            await clips.change(db, self.clip.id, **values)


@pytest.fixture
async def scene(spotter: Spotter, alice: Person) -> Scene:
    bob, phone = await spotter.client("bob"), spotter.browser()
    clip = await spotter.clip(bob, title="Squat from the side", source="upload", file_name="IMG_1.MOV")
    clip = await spotter.keep(clip, "play", b"video", "video/mp4")
    found = Scene(spotter, alice, phone, bob, clip)
    assert (await phone.post(f"{found.home}/confirm", {})).status == 200
    return found


def config(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', text, re.S)
    assert found is not None
    page: dict[str, Any] = json.loads(found[1])
    return page


async def test_both_watch_it_on_pages_of_their_own(scene: Scene) -> None:
    theirs, his = await scene.alice.get(scene.theirs), await scene.phone.get(scene.his)
    for page, under in ((theirs, scene.theirs), (his, scene.his)):
        assert f'src="{under}/files/play#t=0.0"' in page.text
        assert "Squat from the side" in page.text
        assert "fullscreen=(self)" in page.headers["Permissions-Policy"]
        assert "camera=()" in page.headers["Permissions-Policy"]
    assert "IMG_1.MOV" in theirs.text
    assert "Bob Birch" in theirs.text
    assert "Looked at" not in his.text


async def test_the_best_there_is_is_played(scene: Scene) -> None:
    for name in ("preview", "proxy"):
        scene.clip = await scene.spotter.keep(scene.clip, name, b"video", "video/mp4")
    assert config((await scene.alice.get(scene.theirs)).text)["playable"] == ["proxy", "play", "preview"]
    assert "/files/proxy#t=" in (await scene.alice.get(scene.theirs)).text


async def test_playing_begins_where_the_moment_does(scene: Scene) -> None:
    await scene.change(start_ms=400)
    page = (await scene.alice.get(scene.theirs)).text
    assert "/files/play#t=0.4" in page
    assert '<span id="length">0:10</span>' in page


async def test_a_second_cameras_view_says_so_wherever_it_is_shown(scene: Scene) -> None:
    pages = [
        (scene.alice, scene.theirs),
        (scene.phone, scene.his),
        (scene.alice, "/library"),
        (scene.phone, scene.home),
    ]
    for person, path in pages:
        assert "Second camera" not in (await person.get(path)).text
    await scene.change(device="camera")
    for person, path in pages:
        assert "Second camera" in (await person.get(path)).text


async def test_a_photo_is_shown_without_a_time_line(scene: Scene) -> None:
    await scene.change(media="photo", duration_ms=None, width=640, height=480)
    page = (await scene.alice.get(scene.theirs)).text
    assert f'<img id="photo" src="{scene.theirs}/files/play"' in page
    assert "<video" not in page
    assert 'id="seek"' not in page
    answer = await scene.alice.post(f"{scene.theirs}/comments", json={"text": "Nice.", "moment_ms": 500})
    assert answer.json["comment"]["moment_ms"] is None


async def test_while_it_is_made_ready_its_percent_is_shown_and_its_preview_plays(scene: Scene) -> None:
    await scene.change(state="processing", percent=60, files={"preview": {"type": "video/mp4", "size": 5}})
    page = (await scene.phone.get(scene.his)).text
    assert "Being made ready 60 %" in page
    assert "/files/preview#t=" in page
    told = (await scene.phone.get(f"{scene.his}/state", html=False)).json
    assert (told["percent"], told["on_its_way"], told["playable"]) == (60, True, ["preview"])
    await scene.change(state="uploading", percent=40, files={})
    assert "Uploading 40 %" in (await scene.alice.get(scene.theirs)).text


@BOTH
async def test_both_write_at_a_moment_and_answer(scene: Scene) -> None:
    asked = await scene.phone.post(f"{scene.his}/comments", json={"text": "Is this  deep enough?", "moment_ms": 7200})
    assert asked.json["comment"]["author"] == "client"
    said = await scene.alice.post(f"{scene.theirs}/comments", json={"text": "Yes.\r\nGood.", "moment_ms": 7200})
    assert said.json["comment"]["text"] == "Yes.\nGood."
    await scene.alice.post(f"{scene.theirs}/comments", {"text": "Well done"}, html=True)
    assert [(one.author, one.moment_ms) for one in await scene.written()] == [
        ("client", 7200),
        ("trainer", 7200),
        ("trainer", None),
    ]
    page = (await scene.phone.get(scene.his)).text
    assert page.index("Well done") < page.index("Is this  deep enough?") < page.index("Good.")
    assert 'href="?t=7.2#comment-' in page
    told = (await scene.alice.get(f"{scene.theirs}/state", html=False)).json["comments"]
    assert [one["text"] for one in told] == ["Well done", "Is this  deep enough?", "Yes.\nGood."]


async def test_without_script_a_moment_is_typed(scene: Scene) -> None:
    for typed, ms in (("0:07", 7000), ("7.5", 7500), ("0:59", 10_000), ("", None)):
        answer = await scene.alice.post(f"{scene.theirs}/comments", {"text": "Here", "at": typed}, html=True)
        assert (answer.status, answer.location) == (303, f"{scene.theirs}#comments")
        assert (await scene.written())[-1].moment_ms == ms, typed
    answer = await scene.alice.post(f"{scene.theirs}/comments", {"text": "Here", "at": "soon"})
    assert (answer.status, answer.json["where"]) == (400, "at")


@pytest.mark.parametrize(
    ("body", "error", "where"),
    [
        ({"text": ""}, "nothing-written", "text"),
        ({"text": " \n\t "}, "nothing-written", "text"),
        ({}, "nothing-written", "text"),
        ({"text": "x" * (MAX_TEXT + 1)}, "comment-too-long", "text"),
        ({"text": "x", "moment_ms": -1}, "out-of-range", "moment_ms"),
        ({"text": "x", "moment_ms": "soon"}, "bad-input", "moment_ms"),
        ({"text": 5}, "bad-input", "text"),
        ({"text": "a\0b"}, "bad-input", None),
    ],
)
async def test_a_comment_that_is_none_is_refused(
    scene: Scene, body: dict[str, Any], error: str, where: str | None
) -> None:
    for person, path in ((scene.alice, scene.theirs), (scene.phone, scene.his)):
        answer = await person.post(f"{path}/comments", json=body)
        assert (answer.status, answer.json["error"], answer.json.get("where")) == (400, error, where)
    assert await scene.written() == []
    assert (await scene.alice.post(f"{scene.theirs}/comments", json={"text": "x" * MAX_TEXT})).status == 200


@BOTH
async def test_a_number_that_is_no_moment_is_refused(scene: Scene) -> None:
    """Also while nobody knows how long the clip is."""
    async with scene.spotter.database.writing() as db, db.begin():
        await clips.change(db, scene.clip.id, duration_ms=None)
    for number in (2**31, 2**63, 10**30):
        for deed, body in (
            ("comments", {"text": "Knees", "moment_ms": number}),
            ("seen", {"comments_until_ms": number}),
        ):
            answer = await scene.alice.post(f"{scene.theirs}/{deed}", json=body)
            assert answer.status in (200, 400), (deed, number, answer.text)


async def test_a_clip_holds_so_many_comments(scene: Scene) -> None:
    async with scene.spotter.database.writing() as db, db.begin():
        for number in range(MOST):
            given = Comment(
                id=ids.new(), clip_id=scene.clip.id, author="client", moment_ms=None, text="x", created_at_ms=number
            )
            await comments.add(db, given)
    answer = await scene.alice.post(f"{scene.theirs}/comments", {"text": "One more"})
    assert (answer.status, answer.json["error"]) == (409, "too-many-comments")


async def test_each_takes_back_what_they_wrote_and_nothing_else(scene: Scene) -> None:
    his = (await scene.phone.post(f"{scene.his}/comments", {"text": "Mine"})).json["comment"]["id"]
    hers = (await scene.alice.post(f"{scene.theirs}/comments", {"text": "Hers"})).json["comment"]["id"]
    missing = await scene.alice.post(f"{scene.theirs}/comments/{ids.new()}/delete", {})
    for person, path, other in ((scene.alice, scene.theirs, his), (scene.phone, scene.his, hers)):
        answer = await person.post(f"{path}/comments/{other}/delete", {})
        assert (answer.status, answer.body) == (404, missing.body)
    elsewhere = await scene.spotter.clip(scene.bob)
    assert (await scene.alice.post(f"/clips/{elsewhere.id}/comments/{hers}/delete", {})).status == 404
    assert (await scene.alice.post(f"{scene.theirs}/comments/{hers}/delete", {})).status == 200
    assert (await scene.alice.post(f"{scene.theirs}/comments/{hers}/delete", {})).status == 404
    assert [one.text for one in await scene.written()] == ["Mine"]


async def test_what_the_other_wrote_is_new_until_it_was_seen(scene: Scene) -> None:
    await scene.alice.post(f"{scene.theirs}/comments", {"text": "Heels down"})
    told = (await scene.phone.get(f"{scene.his}/state", html=False)).json["comments"]
    assert [one["is_new"] for one in told] == [True]
    assert [one["is_new"] for one in config((await scene.alice.get(scene.theirs)).text)["comments"]] == [False]
    assert "1 new comment" in (await scene.phone.get(scene.home)).text
    await scene.alice.post(f"{scene.theirs}/seen", json={"comments_until_ms": told[0]["at_ms"]})
    assert "1 new comment" in (await scene.phone.get(scene.home)).text
    await scene.phone.post(f"{scene.his}/seen", json={"comments_until_ms": told[0]["at_ms"] - 1})
    assert "1 new comment" in (await scene.phone.get(scene.home)).text
    await scene.phone.post(f"{scene.his}/seen", json={"comments_until_ms": told[0]["at_ms"]})
    assert "new comment" not in (await scene.phone.get(scene.home)).text


async def test_watching_it_is_looking_at_it_for_its_trainer_alone(scene: Scene) -> None:
    await scene.alice.get(scene.theirs)
    await scene.phone.post(f"{scene.his}/seen", json={"watched": True})
    assert (await scene.now()).reviewed_at_ms is None
    assert (await scene.alice.post(f"{scene.theirs}/seen", json={"watched": True})).status == 200
    first = (await scene.now()).reviewed_at_ms
    assert first is not None
    scene.spotter.clock.advance(hours=1)
    await scene.alice.post(f"{scene.theirs}/seen", json={"watched": True})
    assert (await scene.now()).reviewed_at_ms == first


async def test_a_title_is_given_and_taken_away(scene: Scene) -> None:
    assert (await scene.alice.post(scene.theirs, {"title": "  Left \n knee "})).json["title"] == "Left knee"
    assert "Left knee" in (await scene.phone.get(scene.his)).text
    assert (await scene.alice.post(scene.theirs, {"title": ""})).json["title"] == "Upload"
    answer = await scene.alice.post(scene.theirs, {"title": "x" * 121})
    assert (answer.status, answer.json["where"]) == (400, "title")


@BOTH
async def test_a_refused_clip_says_why_and_is_tried_again_as_it_was(scene: Scene) -> None:
    now_ms = scene.spotter.clock()
    detail = {"upload": "u1"}
    first = Job(
        id=ids.new(),
        kind="prepare",
        subject=scene.clip.id,
        detail=detail,
        state="done",
        run_after_ms=now_ms,
        created_at_ms=now_ms,
        finished_at_ms=now_ms,
    )
    async with scene.spotter.database.writing() as db, db.begin():
        await jobs.add(db, first)
    await scene.change(state="refused", refusal="damaged", files={"original": {"size": 5}})
    for page in (await scene.alice.get(scene.theirs), await scene.phone.get(scene.his)):
        assert SENTENCES["damaged"] in page.text
        assert "<video" not in page.text
    assert "Try again" not in (await scene.phone.get(scene.his)).text
    assert (await scene.alice.post(f"{scene.theirs}/retry", {})).status == 200
    assert ((await scene.now()).state, (await scene.now()).refusal) == ("uploaded", "")
    async with scene.spotter.database.reading() as db:
        again = [job for job in await jobs.of(db, scene.clip.id) if job.id != first.id]
    assert [(job.kind, job.state, job.detail) for job in again] == [("prepare", "waiting", detail)]
    twice = await scene.alice.post(f"{scene.theirs}/retry", {})
    assert (twice.status, twice.json["error"]) == (409, "nothing-to-retry")


async def test_a_client_deletes_a_clip_for_everybody_and_brings_it_back(scene: Scene) -> None:
    answer = await scene.phone.post(f"{scene.his}/delete", {})
    assert answer.json["location"] == f"{scene.home}#clips"
    assert (await scene.phone.get(scene.his, html=False)).status == 404
    assert (await scene.alice.get(scene.theirs, html=False)).status == 404
    page = (await scene.phone.get(scene.home)).text
    assert "1 deleted" in page
    assert f'action="{scene.his}/restore"' in page
    assert (await scene.phone.post(f"{scene.his}/restore", {})).status == 200
    assert await scene.now() == scene.clip
    assert (await scene.phone.post(f"{scene.his}/restore", {})).status == 404


async def test_what_the_trainer_deleted_is_gone_for_the_client(scene: Scene) -> None:
    await scene.alice.post("/library/delete", json={"clips": [scene.clip.id]})
    missing = await scene.phone.post(f"{scene.home}/clips/{ids.new()}/restore", {})
    answer = await scene.phone.post(f"{scene.his}/restore", {})
    assert (answer.status, answer.body) == (404, missing.body)
    assert "Squat from the side" not in (await scene.phone.get(scene.home)).text
    page = (await scene.alice.get(scene.theirs)).text
    assert "In the bin; gone for good on" in page


async def test_a_clip_of_another_is_as_if_it_were_not_there(scene: Scene, anna: Person, stranger: Person) -> None:
    charlie, phone = await scene.spotter.client("charlie"), scene.spotter.browser()
    home = f"/c/{links.client_token(scene.spotter.settings.secret_key, charlie.id, 1)}"
    await phone.post(f"{home}/confirm", {})
    nobody = ids.new()
    ways = [("GET", ""), ("GET", "/state"), ("POST", "/comments"), ("POST", "/seen")]
    for method, rest in [*ways, ("POST", ""), ("POST", "/retry")]:
        form = {"text": "x"} if method == "POST" else None
        theirs = await anna.ask(method, scene.theirs + rest, data=form)
        missing = await anna.ask(method, f"/clips/{nobody}{rest}", data=form)
        assert (theirs.status, theirs.body) == (404, missing.body)
        assert (await stranger.ask(method, scene.theirs + rest, data=form)).status == 401
    for method, rest in [*ways, ("POST", "/delete"), ("POST", "/restore")]:
        form = {"text": "x"} if method == "POST" else None
        his = await phone.ask(method, f"{home}/clips/{scene.clip.id}{rest}", data=form)
        missing = await phone.ask(method, f"{home}/clips/{nobody}{rest}", data=form)
        assert (his.status, his.body) == (404, missing.body)
    assert await scene.written() == []
    assert await scene.now() == scene.clip


async def test_markup_in_what_is_written_stays_text(scene: Scene) -> None:
    await scene.change(title=HOSTILE, file_name=HOSTILE)
    await scene.phone.post(f"{scene.his}/comments", json={"text": HOSTILE, "moment_ms": 1000})
    for page in (
        await scene.alice.get(scene.theirs),
        await scene.phone.get(scene.his),
        await scene.alice.get("/today"),
    ):
        assert "<img src=x" not in page.text
        assert "<script>alert" not in page.text
    assert config((await scene.alice.get(scene.theirs)).text)["comments"][0]["text"] == HOSTILE


@pytest.mark.parametrize(("typed", "ms"), [("7", 7000), ("0:07", 7000), ("1:02.5", 62_500), (" 12:34 ", 754_000)])
def test_a_moment_is_read_as_people_type_it(typed: str, ms: int) -> None:
    assert moment(typed) == ms


@pytest.mark.parametrize("typed", ["", "soon", "1:2:3", "-1", "1e3", "٣", "1:", ":5"])
def test_what_is_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        moment(typed)
