"""Two clips side by side by HTTP: offered, laid out, kept, sent to the client, and what happens when one is gone."""

import json
import re
from dataclasses import replace
from typing import Any

from server import still_news
from server.store import assessments, comparisons, letters
from tests.cast import BOTH, Answer, Person, Spotter
from tests.web.test_clips import HOSTILE, Scene, scene
from tests.web.test_review_marks import made, send

__all__ = ["scene"]

SETUP = {
    "sync": {"way": "point", "anchors": [[1000, 250.5]], "reps": [1, 1]},
    "layout": {
        "way": "over",
        "opacity": 0.4,
        "blend": "plain",
        "is_swapped": True,
        "first": {"mirror": True, "x": 0.1, "y": 0, "scale": 1.1},
        "second": {"mirror": False, "x": 0, "y": 0, "scale": 1},
    },
    "rate": 0.5,
    "lead": "second",
    "sound": "first",
    "is_linked": True,
    "loop": [0, 900],
    "at_ms": 1000,
}


async def other_of(scene: Scene, **how: Any) -> str:
    """Another clip of Bob's."""
    made = await scene.spotter.clip(scene.bob, **({"title": "Squat again", "source": "upload"} | how))
    return (await scene.spotter.keep(made, "play", b"video", "video/mp4")).id


async def kept(scene: Scene, other: str, **how: Any) -> dict[str, Any]:
    body = {"name": "Then and now", "setup": SETUP} | how
    answer = await scene.alice.post(f"{scene.theirs}/compare/{other}", json=body)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json["kept"]
    return found


async def waits(scene: Scene) -> bool:
    """Whether the letter to Bob still says something new."""
    async with scene.spotter.database.reading() as db:
        written = await letters.of_trainer(db, scene.alice.me.id, most=50)
        (letter,) = [one for one in written if "comparison" in one.about]
        return await still_news.is_news(db, letter, scene.spotter.clock())


def told(answer: Answer) -> dict[str, Any]:
    """What the page's script is told."""
    assert answer.status == 200, answer.text
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', answer.text)
    assert found
    made: dict[str, Any] = json.loads(found[1])
    return made


@BOTH
async def test_a_pair_is_kept_sent_opened_and_taken_back(scene: Scene) -> None:
    other = await other_of(scene)
    one = await kept(scene, other)
    assert one["setup"] == SETUP
    page = told(await scene.alice.get(f"/comparisons/{one['id']}"))
    assert (page["kept"]["setup"], page["second"]["id"], page["may_send"]) == (SETUP, other, True)
    his = f"{scene.home}/comparisons/{one['id']}"
    assert (await scene.phone.get(his)).status == 404
    assert one["id"] not in (await scene.phone.get(scene.home)).text
    sent = await scene.alice.post(f"/comparisons/{one['id']}/send", json={"words": "Look at the knees."})
    assert sent.json["kept"]["sent_at_ms"] is not None
    assert "A letter tells them" in sent.json["notice"]
    assert await waits(scene)
    assert f"/comparisons/{one['id']}" in (await scene.phone.get(scene.home)).text
    shown = await scene.phone.get(his)
    assert "Look at the knees." in shown.text
    assert told(shown)["first"]["files_at"].startswith(scene.home)
    assert (await scene.phone.post(f"{his}/opened", json={})).status == 200
    assert not await waits(scene), "who has looked is not written to any more"
    assert told(await scene.alice.get(f"/comparisons/{one['id']}"))["kept"]["opened_at_ms"] is not None
    await scene.alice.post(f"/comparisons/{one['id']}/send", json={"undo": True})
    assert (await scene.phone.get(his)).status == 404


async def test_what_is_drawn_is_shown_with_it_but_nothing_private(scene: Scene) -> None:
    other = await other_of(scene)
    layer = made(scene.spotter, "layer", title="Mine", is_private=True)
    secret = made(scene.spotter, "shape", tool="arrow", at_ms=0, points=[[0, 0], [1, 1]], layer=layer["id"])
    key = made(scene.spotter, title="Bottom", at_ms=100)
    await send(scene.alice, scene.theirs, layer, secret, key)
    one = await kept(scene, other)
    await scene.alice.post(f"/comparisons/{one['id']}/send", json={})
    his = f"{scene.home}/comparisons/{one['id']}"
    found = (await scene.phone.ask("GET", f"{his}/first/review?since=0")).json
    assert [each["body"]["title"] for each in found["marks"]] == ["Bottom"]
    assert (await scene.phone.ask("GET", f"{his}/second/review?since=0")).json["marks"] == []
    own = (await scene.phone.ask("GET", f"{scene.his}/review?since=0")).json
    assert own["marks"] == [], "the clip's own review was not sent"


async def test_a_clip_that_is_gone_is_said_and_another_trainers_does_not_exist(scene: Scene, spotter: Spotter) -> None:
    other = await other_of(scene)
    one = await kept(scene, other)
    await scene.alice.post(f"/comparisons/{one['id']}/send", json={})
    await scene.phone.post(f"{scene.home}/clips/{other}/delete", {})
    for who, path in (
        (scene.alice, f"/comparisons/{one['id']}"),
        (scene.alice, f"{scene.theirs}/compare/{other}"),
        (scene.phone, f"{scene.home}/comparisons/{one['id']}"),
    ):
        answer = await who.get(path)
        assert (answer.status, "was deleted" in answer.text) == (410, True), path
    assert f"/comparisons/{one['id']}" not in (await scene.phone.get(scene.home)).text
    charlie = await spotter.client("charlie")  # of another trainer
    theirs = await spotter.clip(charlie)
    assert (await scene.alice.get(f"{scene.theirs}/compare/{theirs.id}")).status == 404
    bea = await spotter.clip(await spotter.client("bea"))
    answer = await scene.alice.ask("GET", f"{scene.theirs}/compare/{bea.id}")
    assert (answer.status, answer.json["error"]) == (409, "not-of-one-person")


async def test_what_was_put_away_comes_back(scene: Scene) -> None:
    one = await kept(scene, await other_of(scene))
    assert (await scene.alice.post(f"/comparisons/{one['id']}/delete", json={})).status == 200
    assert (await scene.alice.get(f"/comparisons/{one['id']}")).status == 404
    assert (await scene.alice.post(f"/comparisons/{one['id']}/delete", json={"undo": True})).status == 200
    assert (await scene.alice.get(f"/comparisons/{one['id']}")).status == 200


async def test_nonsense_is_refused_and_markup_is_words(scene: Scene) -> None:
    other = await other_of(scene, title=HOSTILE[:120])
    path = f"{scene.theirs}/compare/{other}"
    for body, code in (
        ({"name": ""}, "bad-input"),
        ({"name": "x", "setup": {"sync": {"anchors": []}}}, "out-of-range"),
        ({"name": "x", "setup": {"sync": {"anchors": [[0, 0], [0, 0]]}}}, "bad-input"),
        ({"name": "x", "setup": {"layout": {"way": "upside down"}}}, "bad-input"),
        ({"name": "x", "setup": {"rate": "fast"}}, "bad-input"),
    ):
        answer = await scene.alice.post(path, json=body)
        assert (answer.status, answer.json["error"]) == (400, code), body
    one = await kept(scene, other, name=HOSTILE)
    for page in (path, f"{scene.theirs}/compare", f"/comparisons/{one['id']}"):
        assert "<script>alert" not in (await scene.alice.get(page)).text


async def test_baseline_and_reassessment_are_offered_by_themselves(scene: Scene, alice: Person) -> None:
    given = [
        (await alice.post(f"/clients/{scene.bob.id}/assessments", json={"protocol": "overhead-squat"})).json["id"]
        for _ in range(2)
    ]
    other = await other_of(scene, source="assessment")
    for id, clip, baseline in ((given[0], other, None), (given[1], scene.clip.id, given[0])):
        async with scene.spotter.database.writing() as db, db.begin():
            found = await assessments.get(db, id)
            assert found is not None
            await assessments.save(db, replace(found, baseline_id=baseline))
        assert (await alice.post(f"/assessments/{id}/steps/side/clip", json={"clip": clip})).status == 200
    pair = f"{scene.theirs}/compare/{other}"
    assert pair in (await alice.get(scene.theirs)).text
    assert "Beside the baseline" in (await alice.get(f"/assessments/{given[1]}")).text
    there = (await alice.get(f"/clips/{other}")).text
    assert f"/clips/{other}/compare/{scene.clip.id}" in there
    assert "Beside the reassessment" in there
    chosen = (await alice.get(f"{scene.theirs}/compare")).text
    assert chosen.index(pair) < chosen.index("itself")
    page = told(await alice.get(pair))
    assert (page["first"]["label"], page["second"]["label"]) == ("Reassessment", "Baseline")
    itself = told(await alice.get(f"{scene.theirs}/compare/{scene.clip.id}"))
    assert (itself["first"]["label"], itself["second"]["id"]) == ("", scene.clip.id)
    async with scene.spotter.database.reading() as db:
        assert await comparisons.of_clip(db, other) == []
