"""A review is sent, opened and acknowledged; taken along as files, and brought in again."""

import json
from typing import Any

from server.store import letters
from tests.cast import BOTH
from tests.web.test_clips import Scene, config, scene
from tests.web.test_review_marks import made, send

__all__ = ["scene"]
MARKUP = "</script><b>Heels --> & down</b>"


async def sent(scene: Scene, words: str = "Look at your heels.") -> Any:
    answer = await scene.alice.post(f"{scene.theirs}/review/send", json={"words": words})
    assert answer.status == 200, answer.text
    return answer.json


async def waiting(scene: Scene) -> list[str]:
    page = (await scene.alice.get("/inbox")).text
    return [line for line in ("has read your review",) if line in page]


@BOTH
async def test_the_client_sees_it_once_it_was_sent_and_says_that_it_was_read(scene: Scene) -> None:
    empty = await scene.alice.post(f"{scene.theirs}/review/send", json={})
    assert (empty.status, empty.json["error"]) == (409, "review-empty")
    early = await scene.phone.post(f"{scene.his}/review/read", json={})
    assert (early.status, early.json["error"]) == (409, "review-not-sent")
    await send(scene.alice, scene.theirs, made(scene.spotter, title="bottom", at_ms=1))
    said = await sent(scene)
    assert said["review"]["standing"] == "sent"
    assert "A letter tells them" in said["notice"]
    home = (await scene.phone.get(scene.home)).text
    assert "has looked at your video" in home
    page = (await scene.phone.get(scene.his)).text
    assert "Look at your heels." in page
    assert config(page)["review"]["standing"] == "sent"
    found = (await scene.phone.ask("GET", f"{scene.his}/review?since=0")).json
    assert [one["body"]["title"] for one in found["marks"]] == ["bottom"]
    assert (await scene.phone.post(f"{scene.his}/review/opened", json={})).json["review"]["standing"] == "opened"
    assert not await waiting(scene)
    read = (await scene.phone.post(f"{scene.his}/review/read", json={})).json
    assert read["review"]["standing"] == "acknowledged"
    assert "has looked at your video" not in (await scene.phone.get(scene.home)).text
    assert await waiting(scene)
    assert "has read it" in (await scene.alice.get(scene.theirs)).text
    assert (await scene.alice.post(f"{scene.theirs}/review/noticed", json={})).status == 200
    assert not await waiting(scene)
    assert (await scene.now()).reviewed_at_ms is not None


async def test_a_photo_is_called_one_on_the_page_and_in_the_letter(scene: Scene) -> None:
    await scene.change(media="photo", duration_ms=None, width=384, height=192)
    await send(scene.alice, scene.theirs, made(scene.spotter, at_ms=0, title="bottom"))
    await sent(scene)
    home = (await scene.phone.get(scene.home)).text
    assert "Alice Archer has looked at your photo<" in home, home[home.find("reviews-title") :][:300]
    async with scene.spotter.database.reading() as db:
        (letter,) = await letters.of_trainer(db, scene.bob.trainer_id, most=50)
    assert letter.subject == "Alice Archer has looked at your photo"


@BOTH
async def test_what_was_taken_back_is_gone_from_the_clients_page(scene: Scene) -> None:
    await send(scene.alice, scene.theirs, made(scene.spotter))
    await sent(scene)
    before = (await scene.phone.ask("GET", f"{scene.his}/review?since=0")).json
    assert len(before["marks"]) == 1
    await scene.alice.post(f"{scene.theirs}/review/send", json={"undo": True})
    after = (await scene.phone.ask("GET", f"{scene.his}/review?since={before['seq']}")).json
    assert (after["marks"], after["whole"], after["seq"]) == ([], True, 0)
    assert (await scene.phone.ask("GET", f"{scene.his}/review/review.json")).status == 404
    assert "Look at your heels." not in (await scene.phone.get(scene.his)).text


async def test_a_private_layer_never_reaches_the_client_and_what_leaves_it_does(scene: Scene) -> None:
    layer = made(scene.spotter, "layer", title="Mine alone", is_private=True)
    shape = made(scene.spotter, "shape", tool="text", at_ms=1, points=[[0, 0]], text="Secret", layer=layer["id"])
    await send(scene.alice, scene.theirs, layer, shape)
    await sent(scene)
    for path in ("review?since=0", "review/review.json", "review/review.vtt"):
        assert "Secret" not in (await scene.phone.ask("GET", f"{scene.his}/{path}")).text
        assert "Mine alone" not in (await scene.phone.ask("GET", f"{scene.his}/{path}")).text
    first = (await scene.phone.ask("GET", f"{scene.his}/review?since=0")).json
    assert (first["marks"], first["seq"]) == ([], 2)
    opened = layer | {"stamp": made(scene.spotter, ms=50)["stamp"], "body": {"title": "Ours"}}
    await send(scene.alice, scene.theirs, opened)
    then = (await scene.phone.ask("GET", f"{scene.his}/review?since=2")).json
    assert then["whole"]
    assert "Secret" in json.dumps(then["marks"])


@BOTH
async def test_key_frames_and_comments_go_along_as_subtitles_with_markup_as_words(scene: Scene) -> None:
    key = made(scene.spotter, title=MARKUP, at_ms=1000)
    await send(scene.alice, scene.theirs, key)
    await scene.alice.post(f"{scene.theirs}/comments", json={"text": f"Here {MARKUP}", "moment_ms": 2500})
    await scene.alice.post(f"{scene.theirs}/comments", json={"text": "Of all of it"})
    vtt = (await scene.alice.ask("GET", f"{scene.theirs}/review/review.vtt")).text
    assert vtt.startswith("WEBVTT\n")
    assert "00:00:01.000 --> 00:00:02.500\n&lt;/script&gt;&lt;b&gt;Heels --&gt; &amp; down&lt;/b&gt;\n" in vtt
    assert "00:00:02.500 --> 00:00:06.500\nAlice Archer: Here &lt;" in vtt
    assert "Of all of it" not in vtt
    srt = await scene.alice.ask("GET", f"{scene.theirs}/review/review.srt")
    assert "1\n00:00:01,000 --> 00:00:02,500\n" in srt.text
    assert "<b>" not in srt.text, "players would take it for bold"
    assert srt.text.replace("\u200b", "").count(MARKUP) == 2, "and nothing else of the words is changed"
    assert "attachment" in srt.headers["Content-Disposition"]
    assert (await scene.alice.ask("GET", f"{scene.theirs}/review/review.exe")).status == 404


async def test_what_another_trainer_wrote_goes_along_under_their_name(scene: Scene) -> None:
    wren = await scene.spotter.sign_in("wren")
    to = {"account": wren.me.id, "right": "write"}
    assert (await scene.alice.post(f"/clients/{scene.bob.id}/shares", json=to)).status == 200
    await wren.post(f"{scene.theirs}/comments", json={"text": "Slower", "moment_ms": 1000, "until_ms": 3000})
    vtt = (await scene.alice.ask("GET", f"{scene.theirs}/review/review.vtt")).text
    assert "00:00:01.000 --> 00:00:03.000\nWren Wood: Slower" in vtt
    (said,) = (await scene.alice.ask("GET", f"{scene.theirs}/review/review.json")).json["comments"]
    assert (said["author"], said["until_ms"]) == ("Wren Wood", 3000)


@BOTH
async def test_all_of_it_goes_along_as_json_and_comes_in_by_mark(scene: Scene) -> None:
    kept, gone = made(scene.spotter, title="kept", at_ms=1), made(scene.spotter, title="gone", at_ms=2)
    await send(scene.alice, scene.theirs, kept, gone)
    file = (await scene.alice.ask("GET", f"{scene.theirs}/review/review.json")).json
    assert {one["body"]["title"] for one in file["marks"]} == {"kept", "gone"}
    later = kept | {"stamp": made(scene.spotter, ms=50)["stamp"], "body": {"at_ms": 1, "title": "changed since"}}
    await send(scene.alice, scene.theirs, later)
    answer = await scene.alice.post(f"{scene.theirs}/review/import", json=file)
    assert (answer.json["taken"], answer.json["refused"]) == (0, [])
    other = await scene.spotter.clip(scene.bob)
    answer = await scene.alice.post(f"/clips/{other.id}/review/import", json=file)
    assert answer.json["taken"] == 2
    there = (await scene.alice.ask("GET", f"/clips/{other.id}/review?since=0")).json["marks"]
    assert {one["body"]["title"] for one in there} == {"kept", "gone"}
    for nonsense in ({}, {"format": "x"}, {"format": "spotter-review", "version": 2}):
        refused = await scene.alice.post(f"{scene.theirs}/review/import", json=nonsense)
        assert (refused.status, refused.json["error"]) == (400, "not-a-review")
    broken = {**file, "marks": [*file["marks"], {"id": "x", "kind": "key"}, {"kind": "else"}]}
    answer = await scene.alice.post(f"/clips/{other.id}/review/import", json=broken)
    assert len(answer.json["refused"]) == 1


async def test_a_clip_of_nobody_is_sent_to_nobody(scene: Scene) -> None:
    own = await scene.spotter.clip(scene.bob, client_id=None, trainer_id=scene.alice.me.id)
    await send(scene.alice, f"/clips/{own.id}", made(scene.spotter))
    answer = await scene.alice.post(f"/clips/{own.id}/review/send", json={"words": "x"})
    assert (answer.status, answer.json["error"]) == (409, "review-empty")
    assert "Send the review" not in (await scene.alice.get(f"/clips/{own.id}")).text
