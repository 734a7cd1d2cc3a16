"""The titles of key frames that a trainer keeps at hand."""

import json
import re

from tests.cast import BOTH, Person, Spotter


async def titles_on(page_of: Person, path: str) -> list[str]:
    page = await page_of.get(path)
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page.text, re.S)
    assert found is not None
    kept: list[str] = json.loads(found[1])["key_titles"]
    return kept


@BOTH
async def test_ones_own_titles_stand_on_every_clip_and_on_nobody_elses(spotter: Spotter, alice: Person) -> None:
    clip = await spotter.clip(await spotter.client("bob"))
    assert await titles_on(alice, f"/clips/{clip.id}") == ["Start", "Bottom", "Lockout"]
    for given, kept in (
        (["Catch", "  Drive   out ", "Catch", " "], ["Catch", "Drive out"]),
        ([], ["Start", "Bottom", "Lockout"]),
    ):
        answer = await alice.post("/settings/key-titles", json={"titles": given})
        assert answer.json["titles"] == kept
        assert await titles_on(alice, f"/clips/{clip.id}") == kept


async def test_more_than_nine_and_endless_ones_are_refused(alice: Person) -> None:
    many = await alice.post("/settings/key-titles", json={"titles": [f"Phase {n}" for n in range(10)]})
    assert (many.status, many.json["error"], many.json["where"]) == (400, "out-of-range", "titles")
    long = await alice.post("/settings/key-titles", json={"titles": ["x" * 61]})
    assert (long.status, long.json["error"]) == (400, "bad-input")
