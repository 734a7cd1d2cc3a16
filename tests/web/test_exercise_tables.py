"""Exercises as a table over HTTP: looked at, kept whole or not at all, taken out again."""

import io
from typing import Any

from server.domain import exercises as rules
from tests.cast import BOTH, Person

HERE = "/library/exercises"
TABLE = """exercise,movement,cue,kind
Bear crawl,pace,Carry a tray,external
Bear crawl,,Hips low,internal
Front plank,,Drag the mat,external
"""


async def listed(alice: Person) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in (await alice.get(HERE, html=False)).json["exercises"]}


@BOTH
async def test_a_table_is_looked_at_and_then_kept(alice: Person) -> None:
    before = await listed(alice)
    told = (await alice.post(f"{HERE}/import/check", json={"text": TABLE})).json
    assert (told["rows"], told["new"], told["changed"], told["same"], told["problems"]) == (3, 1, 1, 0, [])
    assert told["shown"][0] == {"name": "Bear crawl", "cues": ["Carry a tray", "Hips low"], "is_new": True}
    assert await listed(alice) == before, "a look changes nothing"

    answer = await alice.post(f"{HERE}/import", json={"text": TABLE})
    assert (answer.status, answer.json["count"], answer.json["notice"]) == (200, 2, "2 kept.")
    after = await listed(alice)
    assert set(after) - set(before) == {"Bear crawl"}
    assert after["Front plank"]["key"] == "plank"
    plank = (await alice.get(f"{HERE}/plank", html=False)).json["exercise"]
    assert ([cue["say"] for cue in plank["cues"]], plank["rev"], plank["equipment"]) == (["Drag the mat"], 1, ["mat"])
    again = await alice.post(f"{HERE}/import", json={"text": TABLE})
    assert again.json["count"] == 0
    exported = (await alice.get(f"{HERE}/export.csv")).body
    assert exported.startswith(b"\xef\xbb\xbfexercise,movement,")
    assert (await alice.post(f"{HERE}/import", json={"text": exported.decode()})).json["count"] == 0


@BOTH
async def test_one_wrong_row_and_nothing_is_kept(alice: Person) -> None:
    before = await listed(alice)
    for text, message in (
        (TABLE + "Crab walk,pace,one two three four five six,form\n", "row 5: A cue has at most five words"),
        (TABLE + "Crab walk,dance,Up,form\n", "row 5: “dance” is no movement"),
        ("name\nx\n", "row 1: “name” is no column"),
    ):
        answer = await alice.post(f"{HERE}/import", json={"text": text})
        assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "bad-rows", "text")
        assert answer.json["message"].startswith(f"Nothing was kept: {message}")
        assert await listed(alice) == before


async def test_without_script_a_form_shows_what_is_wrong_and_keeps_what_was_pasted(alice: Person) -> None:
    assert "exercises-template.csv" in (await alice.get(f"{HERE}/import")).text
    form = {"text": "exercise,cue\n<b>,Up\nPlank,=1+1"}
    page = await alice.post(f"{HERE}/import/check", form, html=True)
    assert page.status == 200
    assert "row 2: Write plain words" in page.text
    assert "&lt;b&gt;,Up" in page.text
    answer = await alice.post(f"{HERE}/import", form, html=True)
    assert answer.status == 400
    answer = await alice.post(f"{HERE}/import", {"text": TABLE}, html=True)
    assert (answer.status, answer.location) == (303, HERE)


async def test_the_template_is_a_table_that_can_be_kept(alice: Person) -> None:
    template = await alice.get(f"{HERE}/template.csv")
    assert template.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in template.headers["Content-Disposition"]
    told = (await alice.post(f"{HERE}/import/check", json={"text": template.body.decode()})).json
    assert (told["problems"], told["same"]) == ([], 2)


async def test_five_thousand_rows_are_kept_once_and_a_thousand_exercises_are_all(alice: Person) -> None:
    rows = "".join(f"Exercise number {place // 5:04},Push the floor again {place % 5}\n" for place in range(5000))
    answer = await alice.post(f"{HERE}/import", json={"text": "exercise,cue\n" + rows})
    assert (answer.status, answer.json["count"]) == (200, rules.EXERCISES_MOST)
    for path, body in (
        (f"{HERE}/import", {"text": "exercise\nOne more\n"}),
        (HERE, {"name": "One more"}),
        (f"{HERE}/plank", {"name": "My plank"}),
    ):
        answer = await alice.post(path, json=body)
        assert (answer.status, answer.json["error"]) == (400, "too-many-exercises")
    answer = await alice.post(f"{HERE}/import", json={"text": "exercise,cue\n" + rows + rows})
    assert (answer.status, answer.json["error"]) == (400, "out-of-range")
    much = io.BytesIO(b'{"text": "' + b"x" * (2 * 1024 * 1024) + b'"}')
    answer = await alice.post(f"{HERE}/import", data=much, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.json["error"]) == (413, "too-large")
    assert len(await listed(alice)) == 1061
