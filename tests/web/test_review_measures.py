"""Values read off a clip's frames become results, each with the frame that proves it."""

from tests.cast import BOTH
from tests.web.test_clips import Scene, config, scene
from tests.web.test_review_marks import made, send

__all__ = ["scene"]


async def given(scene: Scene, protocol: str, step: str) -> str:
    """An assessment for one of whose steps the clip was filmed."""
    body = {"protocol": protocol, "session": "in_person"}
    id = str((await scene.alice.post(f"/clients/{scene.bob.id}/assessments", json=body)).json["id"])
    answer = await scene.alice.post(f"/assessments/{id}/steps/{step}/clip", json={"clip": scene.clip.id})
    assert answer.status == 200, answer.text
    return id


@BOTH
async def test_a_count_confirmed_on_the_clip_is_a_result_with_its_frame(scene: Scene) -> None:
    steps = config((await scene.alice.get(scene.theirs)).text)["steps"]
    assert steps == []
    id = await given(scene, "push-up", "side")
    (step,) = config((await scene.alice.get(scene.theirs)).text)["steps"]
    assert (step["assessment"], step["url"]) == (id, f"/assessments/{id}/results")
    place = next(one for one in step["places"] if one["unit"] == "reps")
    moment = {place["place"]: {"clip": scene.clip.id, "at_ms": 8250}}
    body = {"place": [place["place"]], "value": ["14"], "moments": moment}
    assert (await scene.alice.post(step["url"], json=body)).status == 200
    page = (await scene.alice.get(step["url"])).text
    assert f'href="/clips/{scene.clip.id}?t=8.25"' in page
    (step,) = config((await scene.alice.get(scene.theirs)).text)["steps"]
    assert next(one for one in step["places"] if one["place"] == place["place"])["value"] == "14"
    assert (await scene.alice.post(step["url"], json={"place": [place["place"]], "value": [""]})).status == 200
    assert "?t=8.25" not in (await scene.alice.get(step["url"])).text


async def test_what_no_measure_asks_for_stands_beside_its_step(scene: Scene) -> None:
    id = await given(scene, "overhead-squat", "front")
    title = "<b>Knee</b>"
    read = {"measure": "angle", "title": title, "value": 92.4, "unit": "deg", "at_ms": 3000, "shapes": ["a" * 24]}
    mark = made(scene.spotter, "measure", **read, assessment=id, step="front")
    await send(scene.alice, scene.theirs, mark, made(scene.spotter, "measure", **{**read, "title": "Of no step"}))
    page = (await scene.alice.get(f"/assessments/{id}/results")).text
    assert "Read off the video" in page
    assert "&lt;b&gt;Knee&lt;/b&gt;" in page
    assert "92.4°" in page
    assert f'href="/clips/{scene.clip.id}?t=3"' in page
    assert "Of no step" not in page
    in_place = {**read, "title": "In its place", "place": "count"}
    await send(scene.alice, scene.theirs, made(scene.spotter, "measure", **in_place, assessment=id, step="front"))
    assert "In its place" not in (await scene.alice.get(f"/assessments/{id}/results")).text
    await scene.alice.post(f"/assessments/{id}/results", json={"seen": ["knee-in.left"]})
    await scene.alice.post(f"/assessments/{id}/share", json={})
    report = (await scene.phone.get(f"{scene.home}/assessments/{id}/report")).text
    assert f'href="{scene.his}?t=3"' in report
    assert "Read off the video at 0:03." in report
    paper = await scene.alice.ask("GET", f"/assessments/{id}/report.pdf")
    assert paper.body.startswith(b"%PDF")
    gone = mark | {"stamp": made(scene.spotter, ms=50)["stamp"], "is_deleted": True, "body": {}}
    await send(scene.alice, scene.theirs, gone)
    assert "Read off the video" not in (await scene.alice.get(f"/assessments/{id}/results")).text
