"""Exercises: listed, made one's own, put away and brought back; and what is refused."""

import asyncio
from typing import Any

import pytest

from server.store import clips, exercises, uploads
from tests.cast import BOTH, Person, Spotter
from tests.uploads.tus import metadata

HERE = "/library/exercises"
BEAR = {
    "name": "Bear crawl",
    "pattern": "pace",
    "equipment": "mat, cone",
    "regions": ["shoulders", "trunk"],
    "say": ["Carry a tray", "Hips low", "Stop, knees down"],
    "kind": ["external", "internal", "safety"],
}


async def kept(alice: Person, **more: Any) -> str:
    answer = await alice.post(HERE, json={**BEAR, **more})
    assert answer.status == 200, answer.text
    return str(answer.json["key"])


async def whole(alice: Person, key: str) -> dict[str, Any]:
    found: dict[str, Any] = (await alice.get(f"{HERE}/{key}", html=False)).json["exercise"]
    return found


async def listed(alice: Person) -> dict[str, dict[str, Any]]:
    return {one["key"]: one for one in (await alice.get(HERE, html=False)).json["exercises"]}


@BOTH
async def test_an_exercise_is_kept_with_its_cues_in_order(alice: Person) -> None:
    key = await kept(alice)
    found = await whole(alice, key)
    assert [(cue["say"], cue["kind"], cue["focus"]) for cue in found["cues"]] == [
        ("Carry a tray", "form", "external"),
        ("Hips low", "form", "internal"),
        ("Stop, knees down", "safety", ""),
    ]
    assert (found["name"], found["equipment"], found["regions"]) == (
        "Bear crawl",
        ["mat", "cone"],
        ["shoulders", "trunk"],
    )
    assert "Bear crawl" in (await alice.get(HERE)).text
    assert (await listed(alice))[key]["name"] == "Bear crawl"


@BOTH
async def test_what_is_changed_of_ours_is_ones_own_and_nobody_elses(spotter: Spotter, alice: Person) -> None:
    before = await whole(alice, "goblet-squat")
    assert (before["is_ours"], before["rev"], len(before["cues"])) == (True, 0, 5)
    form = {"name": "Goblet squat", "say": ["Sit on your heels"], "kind": ["internal"], "rev": 0}
    answers = await asyncio.gather(*(alice.post(f"{HERE}/goblet-squat", json=form) for _ in range(3)))
    assert sorted(answer.status for answer in answers) == [200, 409, 409]
    after = await whole(alice, "goblet-squat")
    assert ([cue["say"] for cue in after["cues"]], after["is_ours"], after["rev"]) == (["Sit on your heels"], False, 1)
    anna = await spotter.sign_in("anna")
    assert await whole(anna, "goblet-squat") == before
    assert len(await listed(alice)) == len(await listed(anna)) == 61


async def test_a_copy_put_away_is_as_it_came_and_comes_back_for_a_day(spotter: Spotter, alice: Person) -> None:
    ours = await whole(alice, "plank")
    await alice.post(f"{HERE}/plank", json={"name": "My plank", "rev": 0})
    answer = await alice.post(f"{HERE}/plank/delete", {}, html=True)
    assert "My plank is as it came again" in (await alice.get(answer.location)).text
    assert await whole(alice, "plank") == ours
    assert (await alice.post(f"{HERE}/plank/restore", {})).status == 200
    assert (await whole(alice, "plank"))["name"] == "My plank"
    await alice.post(f"{HERE}/plank/delete", {})
    assert (await alice.post(f"{HERE}/plank", json={"name": "Another plank", "rev": 0})).status == 200
    assert (await whole(alice, "plank"))["name"] == "Another plank"
    key = await kept(alice)
    await alice.post(f"{HERE}/{key}/delete", {})
    assert (await alice.get(f"{HERE}/{key}")).status == 404
    async with spotter.database.writing() as db, db.begin():
        gone = await exercises.get(db, alice.me.id, key)
        assert gone is not None
        assert gone.deleted_at_ms is not None
        assert await exercises.drop_deleted(db, gone.deleted_at_ms) == 0
        assert await exercises.drop_deleted(db, gone.deleted_at_ms + 1) == 1
    assert (await alice.post(f"{HERE}/{key}/restore", {})).status == 404


async def test_a_form_without_script_says_what_is_wrong_and_keeps_what_was_typed(alice: Person) -> None:
    form = {"name": "Plank", "say": ["one two three four five six", ""], "kind": ["safety", "external"], "rev": "0"}
    answer = await alice.post(HERE, form, html=True)
    assert answer.status == 400
    assert "A cue has at most five words" in answer.text
    assert 'value="one two three four five six"' in answer.text
    answer = await alice.post(HERE, {**form, "say": ["Hold", ""]}, html=True)
    assert answer.status == 303


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "no name": ({"name": ""}, "bad-input", "name"),
    "a name that is taken": ({"name": "front  PLANK"}, "name-taken", "name"),
    "tags in a name": ({"name": "<img src=x>"}, "markup", "name"),
    "tags in a cue": ({"say": ["<b>Up</b>"], "kind": ["form"]}, "markup", "cues[0]"),
    "six words": ({"say": ["a b c d e f"], "kind": ["form"]}, "out-of-range", "cues[0]"),
    "thirteen cues": ({"say": ["Up"] * 13, "kind": ["form"] * 13}, "out-of-range", "cues"),
    "a kind that is none": ({"say": ["Up"], "kind": ["shout"]}, "bad-input", "cues[0]"),
    "lists that do not go together": ({"say": ["Up", "Down"], "kind": ["form"]}, "bad-input", "cues"),
    "a pattern that is none": ({"pattern": "dance"}, "bad-input", "pattern"),
    "a region that is none": ({"regions": ["soul"]}, "bad-input", "regions"),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_nonsense_is_refused_at_its_field_and_changes_nothing(alice: Person, what: str) -> None:
    wrong, code, where = REFUSED[what]
    key = await kept(alice)
    before = await listed(alice), await whole(alice, key)
    for path, rev in ((HERE, 0), (f"{HERE}/{key}", 1)):
        answer = await alice.post(path, json={**BEAR, "name": f"Bear {rev}", "rev": rev, **wrong})
        assert (answer.status // 100, answer.json["error"], answer.json["where"]) == (4, code, where)
    assert (await listed(alice), await whole(alice, key)) == before


async def test_markup_in_words_is_shown_as_words(alice: Person) -> None:
    key = await kept(alice, name='5 < 6 & "quotes"')
    for path in (HERE, f"{HERE}/{key}"):
        page = (await alice.get(path)).text
        assert "5 &lt; 6 &amp; &#34;quotes&#34;" in page


async def test_how_it_is_done_is_kept_by_whoever_says_it_and_left_alone_by_who_does_not(alice: Person) -> None:
    ours = await whole(alice, "back-squat")
    assert ours["needs_spotter"]
    assert len(ours["guide"]["phases"]) >= 3
    form = {"name": "Back squat", "guided": True, "setup": "As you like.", "phases": "Down\n\nUp", "rev": 0}
    assert (await alice.post(f"{HERE}/back-squat", form)).status == 200
    mine = await whole(alice, "back-squat")
    assert (mine["guide"]["setup"], mine["guide"]["phases"]) == ("As you like.", ["Down", "Up"])
    assert not mine["needs_spotter"]
    assert (await alice.post(f"{HERE}/back-squat", json={"name": "Back squat", "rev": 1})).status == 200
    assert (await whole(alice, "back-squat"))["guide"] == mine["guide"]
    refused = await alice.post(f"{HERE}/back-squat", json={**form, "avoid": "x\n" * 9, "rev": 2})
    assert (refused.json["error"], refused.json["where"]) == ("out-of-range", "avoid")


async def test_an_own_photo_is_sent_chosen_and_shown_to_whoever_does_the_exercise(
    spotter: Spotter, alice: Person, anna: Person
) -> None:
    assert "Add a photo or film" in (await alice.get("/library/exercises/goblet-squat")).text
    assert 'client":"mine"' in (await alice.get("/library/send?exercise=goblet-squat")).text.replace("&#34;", '"')
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "3",
        "Upload-Metadata": metadata(client="mine", title="Squat"),
    }
    made = await alice.ask("POST", "/uploads", headers=headers)
    assert made.status == 201, made.text
    here = made.headers["Location"].removeprefix(spotter.url)
    piece = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert (await anna.ask("PATCH", here, headers=piece, data=b"ab")).status == 404
    assert (await alice.ask("PATCH", here, headers=piece, data=b"ab")).status == 204
    async with spotter.database.reading() as db:
        (coming,) = await uploads.unfinished(db)
        clip = await clips.get(db, coming.clip_id)
    assert clip is not None
    assert (clip.client_id, clip.trainer_id, clip.title) == (None, alice.me.id, "Squat")

    ready = {"client_id": None, "trainer_id": alice.me.id, "media": "photo", "source": "upload"}
    bob = await spotter.client("bob")
    first, second = await spotter.clip(bob, **ready), await spotter.clip(bob, **ready)
    told = await spotter.clip(bob, **{**ready, "source": "message"})
    page = (await alice.get("/library/exercises/goblet-squat")).text
    assert first.id in page
    assert clip.id not in page, "what has not arrived cannot be shown"
    assert told.id not in page, "what was sent to a group stands there"
    before = await whole(alice, "goblet-squat")
    body = {"name": before["name"], "rev": before["rev"], "pictured": True}
    for wrong in ((await spotter.clip(bob)).id, "nothing"):
        refused = await alice.post("/library/exercises/goblet-squat", json={**body, "clips": [wrong]})
        assert (refused.status, refused.json["where"]) == (400, "clips")
    saved = await alice.post("/library/exercises/goblet-squat", json={**body, "clips": [second.id, first.id]})
    assert saved.json["exercise"]["clips"] == [second.id, first.id]
    page = (await alice.get("/library/exercises/goblet-squat")).text
    assert page.index(second.id) < page.index(first.id)
    kept = await alice.post("/library/exercises/goblet-squat", json={"name": before["name"], "rev": 1})
    assert kept.json["exercise"]["clips"] == [second.id, first.id], "who says nothing of pictures leaves them"
    stolen = await anna.post("/library/exercises/goblet-squat", json={**body, "clips": [first.id]})
    assert (stolen.status, stolen.json["where"]) == (400, "clips")
