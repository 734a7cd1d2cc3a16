"""Talking about a clip: spans and drawings, answers, voice notes, settled, told by mail, and a view filmed again."""

import base64
from typing import Any

from server import ids
from server.domain.clips import Clip
from server.domain.people import Client
from server.store import assessments, clips, letters
from server.web import pages
from tests.cast import BOTH, Answer, Person, Spotter
from tests.web.test_clips import HOSTILE, Scene, config, scene
from tests.web.test_sharing import share

__all__ = ["scene"]

SHAPE = "ab" * 12
MINE = "0123456789abcdef01234567"


async def say(who: Person, path: str, **body: object) -> dict[str, object]:
    answer = await who.post(f"{path}/comments", json=body)
    assert answer.status == 200, answer.text
    written: dict[str, object] = answer.json["comment"]
    return written


async def send(who: Person, base: str, **said: str) -> Answer:
    """A whole small file, by tus."""
    pairs = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in said.items())
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": pairs}
    made = await who.ask("POST", f"{base}/uploads", headers=headers)
    if made.status != 201:
        return made
    path = made.headers["Location"].replace(str(who.url), "")
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    return await who.ask("PATCH", path[path.index("/", 8) :] if "://" in path else path, headers=headers, data=b"abc")


async def test_a_comment_is_about_a_frame_a_span_or_a_drawing(scene: Scene) -> None:
    span = await say(scene.alice, scene.theirs, text="From here", moment_ms=1000, until_ms=2400, frame=30)
    drawn = await say(scene.alice, scene.theirs, text="This knee", moment_ms=1500, shape=SHAPE)
    assert (span["moment_ms"], span["until_ms"], span["frame"], drawn["shape"]) == (1000, 2400, 30, SHAPE)
    late = await say(scene.alice, scene.theirs, text="The end", moment_ms=9000, until_ms=99_000)
    assert (late["moment_ms"], late["until_ms"]) == (9000, 10_000)
    answer = await scene.alice.post(
        f"{scene.theirs}/comments", {"text": "Here", "at": "0:02", "until": "0:04"}, html=True
    )
    assert answer.status == 303
    assert "0:02 to 0:04" in (await scene.phone.get(scene.his)).text
    for body in ({"until_ms": 5}, {"moment_ms": 9, "until_ms": 5}, {"frame": -1}, {"shape": "<b>"}, {"id": "x"}):
        assert (await scene.alice.post(f"{scene.theirs}/comments", json={"text": "No", **body})).status == 400, body


async def test_answers_stand_under_what_they_answer_and_only_trainers_settle_it(scene: Scene) -> None:
    first = await say(scene.alice, scene.theirs, text="Heels down", moment_ms=5000)
    await say(scene.alice, scene.theirs, text="Well done")
    answer = await say(scene.phone, scene.his, text="Like this?", to=first["id"], moment_ms=1)
    again = await say(scene.alice, scene.theirs, text="Yes", to=answer["id"])
    assert (answer["answers"], answer["moment_ms"], again["answers"]) == (first["id"], None, first["id"])
    told = (await scene.phone.get(f"{scene.his}/state", html=False)).json["comments"]
    assert [one["text"] for one in told] == ["Well done", "Heels down", "Like this?", "Yes"]
    assert [one["name"] for one in told] == ["Alice Archer", "Alice Archer", "You", "Alice Archer"]
    path = f"{scene.theirs}/comments/{first['id']}/resolve"
    assert (await scene.alice.post(path, json={"on": True})).status == 200
    assert "settled" in (await scene.phone.get(scene.his)).text
    assert (await scene.alice.post(path, json={"on": False})).status == 200
    assert (await scene.alice.post(f"{scene.theirs}/comments/{answer['id']}/resolve", {})).status == 404
    assert (await scene.phone.post(f"{scene.his}/comments/{first['id']}/resolve", {})).status in (404, 405)
    # One that was taken back stays as long as it has answers.
    await scene.alice.post(f"{scene.theirs}/comments/{first['id']}/delete", {})
    page = (await scene.phone.get(scene.his)).text
    assert "Heels down" not in page
    assert "Taken back." in page
    assert (await scene.phone.post(f"{scene.his}/comments", json={"text": "Hm", "to": ids.new()})).status == 404


async def told_of(who: Person, path: str, text: str) -> dict[str, Any]:
    """What a clip's page is told of the comment that says this."""
    told = (await who.get(f"{path}/state", html=False)).json["comments"]
    return next(one for one in told if one["text"] == text)  # type: ignore[no-any-return]


async def test_the_clients_page_says_when_it_was_written_not_when_it_was_filmed(scene: Scene) -> None:
    scene.spotter.clock.advance(hours=1)
    await say(scene.alice, scene.theirs, text="Heels down")
    page = (await scene.phone.get(scene.home)).text
    news = page[page.index('id="new"') :]
    written = pages.local(scene.spotter.clock(), scene.bob.time_zone)
    assert written in news[: news.index("</section>")]


async def test_what_is_sent_twice_stands_there_once(scene: Scene) -> None:
    one = await say(scene.phone, scene.his, text="No signal here", id=MINE)
    two = await say(scene.phone, scene.his, text="No signal here", id=MINE)
    assert (one["id"], two["id"], len(await scene.written())) == (MINE, MINE, 1)
    other = await scene.alice.post(f"{scene.theirs}/comments", json={"text": "Mine", "id": MINE})
    assert (other.status, other.json["error"]) == (409, "comment-id-taken")


async def test_each_of_two_trainers_writes_under_their_own_name(spotter: Spotter, scene: Scene) -> None:
    rita = await spotter.sign_in("rita")
    await share(scene.alice, scene.bob, rita, "write")
    hers = await say(scene.alice, scene.theirs, text="Alice's")
    await say(rita, scene.theirs, text="Rita's")
    told = (await scene.alice.get(f"{scene.theirs}/state", html=False)).json["comments"]
    assert [(one["name"], one["is_mine"]) for one in told] == [("You", True), ("Rita Reed", False)]
    assert "Rita Reed" in (await scene.phone.get(scene.his)).text
    assert (await rita.post(f"{scene.theirs}/comments/{hers['id']}/delete", {})).status == 404
    # What the client writes stands in the inbox of each until they have read it themselves.
    await say(scene.phone, scene.his, text="Thanks, both")
    await scene.phone.post(f"{scene.home}/messages", {"text": "And by message"})
    assert "1 new message from Bob Birch" in (await rita.get("/inbox")).text
    for trainer in (scene.alice, rita):
        assert "Bob Birch wrote about a clip" in (await trainer.get("/inbox")).text
    assert not (await told_of(scene.phone, scene.his, "Thanks, both"))["is_seen"]
    await rita.post(f"{scene.theirs}/seen", json={"comments_until_ms": spotter.clock()})
    assert "wrote about a clip" not in (await rita.get("/inbox")).text
    assert not (await told_of(rita, scene.theirs, "Thanks, both"))["is_new"]
    assert (await told_of(scene.phone, scene.his, "Thanks, both"))["is_seen"]
    assert "Bob Birch wrote about a clip" in (await scene.alice.get("/inbox")).text
    assert "Bob Birch wrote about a clip" in (await scene.alice.get("/today")).text
    assert (await told_of(scene.alice, scene.theirs, "Thanks, both"))["is_new"]
    await scene.alice.post(f"{scene.theirs}/seen", json={"comments_until_ms": spotter.clock()})
    assert "wrote about a clip" not in (await scene.alice.get("/inbox")).text


@BOTH
async def test_with_whom_a_client_is_shared_begins_where_their_trainer_has_read(spotter: Spotter, scene: Scene) -> None:
    await say(scene.phone, scene.his, text="Read by Alice")
    await scene.alice.post(f"{scene.theirs}/seen", json={"comments_until_ms": spotter.clock()})
    spotter.clock.advance(ms=10)
    await say(scene.phone, scene.his, text="Read by nobody")
    rita, wren = await spotter.sign_in("rita"), await spotter.sign_in("wren")
    await share(scene.alice, scene.bob, rita, "read")
    await share(scene.alice, scene.bob, wren, "write")
    for other in (rita, wren):
        told = (await other.get(f"{scene.theirs}/state", html=False)).json["comments"]
        assert [(one["text"], one["is_new"]) for one in told] == [("Read by Alice", False), ("Read by nobody", True)]
    assert not (await told_of(scene.phone, scene.his, "Read by nobody"))["is_seen"]
    # Who reads along has a read state too, and changes nothing else.
    seen = {"comments_until_ms": spotter.clock(), "watched": True}
    assert (await rita.post(f"{scene.theirs}/seen", json=seen)).status == 200
    assert not (await told_of(rita, scene.theirs, "Read by nobody"))["is_new"]
    assert (await told_of(wren, scene.theirs, "Read by nobody"))["is_new"]
    assert (await scene.now()).reviewed_at_ms is None
    # Shared once more, after the trainer has read on: what she has read is not new again.
    await scene.alice.post(f"/clients/{scene.bob.id}/shares/{wren.me.id}/end", {})
    await scene.alice.post(f"{scene.theirs}/seen", json={"comments_until_ms": spotter.clock()})
    await share(scene.alice, scene.bob, wren, "write")
    assert not (await told_of(wren, scene.theirs, "Read by nobody"))["is_new"]


async def test_who_stands_in_by_the_owner_begins_where_the_trainer_has_read(spotter: Spotter, scene: Scene) -> None:
    await say(scene.phone, scene.his, text="Read by Alice")
    await scene.alice.post(f"{scene.theirs}/seen", json={"comments_until_ms": spotter.clock()})
    olga, wren = await spotter.sign_in("olga"), await spotter.sign_in("wren")
    given = {"client": scene.bob.id, "account": wren.me.id, "right": "write"}
    assert (await olga.post("/settings/sharing", given)).status == 200
    assert not (await told_of(wren, scene.theirs, "Read by Alice"))["is_new"]
    assert "wrote about a clip" not in (await wren.get("/inbox")).text


async def test_a_voice_note_answers_and_goes_with_its_comment(spotter: Spotter, scene: Scene) -> None:
    first = await say(scene.alice, scene.theirs, text="How does it feel?", moment_ms=2000)
    said = {
        "source": "answer",
        "on": scene.clip.id,
        "to": str(first["id"]),
        "filename": "a.m4a",
        "filetype": "audio/mp4",
    }
    assert (await send(scene.phone, scene.home, **said)).status == 204
    note = (await scene.written())[-1]
    assert (note.answers, note.person, note.text) == (first["id"], f"c:{scene.bob.id}", "")
    (told,) = [one for one in config((await scene.alice.get(scene.theirs)).text)["comments"] if one["answers"]]
    assert told["media"]["on_its_way"]
    assert "1 new comment" in (await scene.alice.get("/library")).text
    assert "1 clip of Bob Birch to look at" in (await scene.alice.get("/inbox")).text, "the note waits nowhere else"
    assert (await scene.phone.post(f"{scene.his}/comments/{note.id}/delete", {})).status == 200
    async with spotter.database.reading() as db:
        gone = await clips.get(db, note.media_id or "")
    assert gone is not None
    assert gone.deleted_at_ms is not None
    for wrong in ({"on": ""}, {"on": ids.new()}, {"to": ids.new()}):
        assert (await send(scene.phone, scene.home, **{**said, **wrong})).status in (400, 404), wrong
    about = {"source": "answer", "on": scene.clip.id, "client": scene.bob.id, "at_ms": "1000", "until_ms": "1500"}
    assert (await send(scene.alice, "", **about)).status == 204
    last = (await scene.written())[-1]
    assert (last.author, last.moment_ms, last.until_ms, last.answers) == ("trainer", 1000, 1500, None)


async def test_markup_is_text_everywhere(scene: Scene) -> None:
    first = await say(scene.phone, scene.his, text=HOSTILE, moment_ms=1)
    await say(scene.alice, scene.theirs, text=HOSTILE, to=first["id"])
    for who, path in ((scene.alice, scene.theirs), (scene.phone, scene.his)):
        page = (await who.get(path)).text
        assert "<img src=x" not in page.replace("\\u003c", "")


async def step_of(spotter: Spotter, alice: Person, bob: Client, clip: Clip) -> str:
    """An assessment of one client whose side view is that clip, sent."""
    made = await alice.post(f"/clients/{bob.id}/assessments", json={"protocol": "overhead-squat"})
    given = str(made.json["id"])
    for key in ("front", "side", "back"):
        shown = clip if key == "side" else await spotter.clip(bob)
        assert (await alice.post(f"/assessments/{given}/steps/{key}/clip", json={"clip": shown.id})).status == 200
    return given


async def test_a_view_is_filmed_again_with_the_last_take_to_stand_in(spotter: Spotter, scene: Scene) -> None:
    refused = await scene.alice.post(f"{scene.theirs}/redo", json={"words": "Again"})
    assert (refused.status, refused.json["error"]) == (409, "not-of-an-assessment")
    given = await step_of(spotter, scene.alice, scene.bob, scene.clip)
    asked = await scene.alice.post(f"{scene.theirs}/redo", json={"words": "Feet in the picture", "moment_ms": 4200})
    assert asked.status == 200, asked.text
    async with spotter.database.reading() as db:
        counts = await letters.counts(db)
    assert counts == {"waiting": 2}  # to Bob: what he is given to do, and this

    page = (await scene.phone.get(scene.his)).text
    assert "asks you to film this again" in page
    assert "Feet in the picture" in page
    here = f"{scene.home}/assessments/{given}/steps/side"
    ghost = config((await scene.phone.get(here)).text)["ghost"]
    assert ghost["src"] == f"{scene.his}/files/play"
    assert ghost["at_ms"] == 4200

    take = await spotter.keep(await spotter.clip(scene.bob), "play", b"video", "video/mp4")
    assert (await scene.phone.post(f"{here}/clip", json={"clip": take.id})).status == 200
    assert (await scene.phone.post(f"{scene.home}/assessments/{given}/send", {})).status == 200
    async with spotter.database.reading() as db:
        kept = await assessments.get(db, given)
        counts = await letters.counts(db)
    assert kept is not None
    assert kept.step("side").redo_clip_id == scene.clip.id
    assert counts == {"waiting": 3}  # and one to Alice
    assert "filmed again" in (await scene.alice.get("/inbox")).text
    assert f'href="/clips/{scene.clip.id}"' in (await scene.alice.get(f"/clips/{take.id}")).text
    assert f'href="/clips/{take.id}"' in (await scene.alice.get(scene.theirs)).text
    assert "The new take" in (await scene.phone.get(scene.his)).text


async def test_each_side_is_told_once_of_all_it_has_not_read(spotter: Spotter, scene: Scene) -> None:
    await say(scene.phone, scene.his, text="One", moment_ms=2500)
    await say(scene.phone, scene.his, text="Two")
    async with spotter.database.reading() as db:
        (letter,) = await letters.of_trainer(db, scene.alice.me.id, most=9)
    first = (await scene.written())[0]
    assert f"/clips/{scene.clip.id}?t=2.5#comment-{first.id}" in letter.text
    assert "One" not in letter.text, "letters lie about in mailboxes"
    await scene.alice.post(f"{scene.theirs}/seen", json={"comments_until_ms": spotter.clock()})
    await say(scene.phone, scene.his, text="Three")
    async with spotter.database.reading() as db:
        assert len(await letters.of_trainer(db, scene.alice.me.id, most=9)) == 2
