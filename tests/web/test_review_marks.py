"""Marks on a clip by HTTP: merged by mark, each judged by itself, shown to the client once they were sent."""

import json
from typing import Any

import pytest

from server.domain.review import marks, stamps
from tests.cast import BOTH, Person, Spotter
from tests.web.test_clips import Scene, config, scene

__all__ = ["scene"]
COUNT = iter(range(1, 1_000_000))


def made(spotter: Spotter, kind: str = "key", *, id: str = "", ms: int = 0, device: str = "0" * 8, **body: Any) -> dict:  # type: ignore[type-arg]
    """A mark as a device sends it."""
    count = next(COUNT)
    said = body or {"at_ms": 100, "title": "bottom"}
    stamp = stamps.made(spotter.clock() + ms, count % 10_000, device)
    return {"id": id or f"{count:024x}", "kind": kind, "stamp": stamp, "body": said, "is_deleted": False}


async def send(who: Person, path: str, *several: dict[str, Any], since: int = 0) -> Any:
    answer = await who.post(f"{path}/review", json={"since": since, "marks": list(several)})
    assert answer.status == 200, answer.text
    return answer.json


@BOTH
async def test_the_mark_written_last_counts_whoever_sends_it_first(scene: Scene) -> None:
    early = made(scene.spotter, title="early", at_ms=1)
    late = early | {"stamp": stamps.made(scene.spotter.clock() + 5, 0, "1" * 8), "body": {"at_ms": 1, "title": "late"}}
    first = await send(scene.alice, scene.theirs, late)
    assert (first["seq"], first["marks"][0]["by"]) == (1, f"t:{scene.alice.me.id}")
    second = await send(scene.alice, scene.theirs, early, since=1)
    assert (second["seq"], second["marks"], second["refused"]) == (1, [], [])
    gone = late | {"stamp": stamps.made(scene.spotter.clock() + 9, 0, "0" * 8), "is_deleted": True, "body": {}}
    third = await send(scene.alice, scene.theirs, gone, since=1)
    assert (third["seq"], third["marks"][0]["is_deleted"]) == (2, True)
    assert (await send(scene.alice, scene.theirs, late, gone, since=2))["seq"] == 2
    whole = (await scene.alice.ask("GET", f"{scene.theirs}/review?since=0")).json
    assert [(one["id"], one["is_deleted"]) for one in whole["marks"]] == [(late["id"], True)]


@BOTH
async def test_each_mark_is_judged_by_itself(scene: Scene) -> None:
    good = made(scene.spotter)
    outside = made(scene.spotter, "shape", tool="arrow", at_ms=10**9, points=[[5, 5], [6, 6]])
    ahead = made(scene.spotter, ms=stamps.AHEAD_MS + 60_000)
    bad = made(scene.spotter, "shape", tool="magic", at_ms=0, points=[[0, 0]])
    nameless = made(scene.spotter) | {"id": "../../etc"}
    answer = await send(scene.alice, scene.theirs, good, outside, ahead, bad, nameless, {"id": 7})
    assert [one["error"] for one in answer["refused"]] == ["stamp-ahead", "bad-input", "bad-input", "bad-input"]
    assert {one["id"] for one in answer["marks"]} == {good["id"], outside["id"]}
    placed = next(one["body"] for one in answer["marks"] if one["kind"] == "shape")
    assert (placed["at_ms"], placed["points"]) == (10_000, [[1, 1], [2, 2]])


async def test_what_lay_outside_is_kept_at_the_edge_and_said(scene: Scene) -> None:
    inside = made(scene.spotter, "shape", tool="line", at_ms=10_050, points=[[0.5, 0.5], [1.2, 0.5]])
    beside = made(scene.spotter, "shape", tool="line", at_ms=100, points=[[1.5, 0.2], [1.7, 0.4]])
    late = made(scene.spotter, title="bottom", at_ms=60_000, frame=1800)
    answer = await send(scene.alice, scene.theirs, inside, beside, late)
    assert [(one["id"], one["where"]) for one in answer["moved"]] == [(beside["id"], "points"), (late["id"], "at_ms")]
    kept = {one["id"]: one["body"] for one in answer["marks"]}
    assert (kept[late["id"]]["at_ms"], kept[late["id"]]["frame"]) == (10_000, None)
    again = await send(scene.alice, scene.theirs, late, since=3)
    assert again["moved"] == [], "it is there already"
    file = {"format": "spotter-review", "version": 1, "marks": [made(scene.spotter, title="far", at_ms=99_000)]}
    brought = (await scene.alice.post(f"{scene.theirs}/review/import", json=file)).json
    assert "1 lay outside this picture or clip" in brought["notice"]


async def test_the_next_one_is_refused_when_it_is_full(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MOST", 2)
    kept = [made(scene.spotter), made(scene.spotter)]
    await send(scene.alice, scene.theirs, *kept)
    more = made(scene.spotter)
    (why,) = (await send(scene.alice, scene.theirs, more))["refused"]
    assert (why["id"], why["error"]) == (more["id"], "too-many-marks")
    gone = kept[0] | {"stamp": stamps.made(scene.spotter.clock() + 9, 0, "0" * 8), "is_deleted": True}
    assert (await send(scene.alice, scene.theirs, gone, more))["refused"] == []


async def test_more_than_fits_in_one_answer_comes_in_several(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "TOLD_AT_ONCE", 3)
    await send(scene.alice, scene.theirs, *(made(scene.spotter) for _ in range(7)))
    found, since, more = [], 0, True
    while more:
        answer = (await scene.alice.ask("GET", f"{scene.theirs}/review?since={since}")).json
        found, since, more = found + answer["marks"], answer["seq"], answer["more"]
    assert (len({one["id"] for one in found}), since) == (7, 7)


async def test_an_answer_is_so_large_and_no_larger_but_one_mark_always_comes(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await send(scene.alice, scene.theirs, *(made(scene.spotter, title="x" * 100, at_ms=1) for _ in range(5)))
    for most, several in ((1, [1, 1, 1, 1, 1]), (400, [2, 2, 1]), (10_000, [5])):
        monkeypatch.setattr(marks, "TOLD_BYTES", most)
        found, since, more = [], 0, True
        while more:
            answer = (await scene.alice.ask("GET", f"{scene.theirs}/review?since={since}")).json
            found, since, more = [*found, len(answer["marks"])], answer["seq"], answer["more"]
        assert found == several, most


async def test_nonsense_is_refused(scene: Scene) -> None:
    for since in ("-1", "x", "%D9%A3", "9" * 12):
        answer = await scene.alice.ask("GET", f"{scene.theirs}/review?since={since}")
        assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "bad-input", "since")
    many = await scene.alice.post(f"{scene.theirs}/review", json={"marks": [{}] * 501})
    assert many.json["error"] == "out-of-range"
    odd = await scene.alice.post(f"{scene.theirs}/review", json={"marks": "all"})
    assert odd.json["error"] == "bad-input"


async def test_a_page_that_knows_more_than_the_database_gets_all_of_it(scene: Scene) -> None:
    await send(scene.alice, scene.theirs, made(scene.spotter))
    answer = (await scene.alice.ask("GET", f"{scene.theirs}/review?since=900")).json
    assert (len(answer["marks"]), answer["seq"]) == (1, 1)


async def test_the_client_is_shown_nothing_before_it_was_sent(scene: Scene) -> None:
    await send(scene.alice, scene.theirs, made(scene.spotter, title="Secret", at_ms=1))
    answer = await scene.phone.ask("GET", f"{scene.his}/review?since=0")
    assert "Secret" not in answer.text
    assert (answer.json["seq"], answer.json["marks"], answer.json["review"]["standing"]) == (0, [], "open")


async def test_who_reads_along_looks_and_who_writes_along_writes(scene: Scene) -> None:
    rita, wren = await scene.spotter.sign_in("rita"), await scene.spotter.sign_in("wren")
    for person, right in ((rita, "read"), (wren, "write")):
        to = {"account": person.me.id, "right": right}
        assert (await scene.alice.post(f"/clients/{scene.bob.id}/shares", json=to)).status == 200
    mark = made(scene.spotter, device="1" * 8)
    assert (await send(wren, scene.theirs, mark))["marks"][0]["by"] == f"t:{wren.me.id}"
    assert (await rita.post(f"{scene.theirs}/review", json={"marks": [made(scene.spotter)]})).status == 404
    seen = (await rita.ask("GET", f"{scene.theirs}/review?since=0")).json["marks"]
    assert [one["id"] for one in seen] == [mark["id"]]
    for person, may in ((rita, False), (wren, True), (scene.alice, True)):
        assert config((await person.get(scene.theirs)).text)["review"]["may_write"] is may


async def test_markup_comes_back_as_the_words_it_is(scene: Scene) -> None:
    words = "<img src=x onerror=alert(1)>"
    answer = await send(scene.alice, scene.theirs, made(scene.spotter, title=words, at_ms=1))
    assert answer["marks"][0]["body"]["title"] == words
    assert json.dumps(words) in json.dumps(answer)
