"""Assessments as a trainer gives and follows them."""

from typing import Any

import pytest

from server.domain.assessments import Assessment
from server.domain.people import Client
from server.domain.sessions import Delivery, Place
from server.store import assessments, audit, clips
from tests.cast import BOTH, HOUR_MS, Answer, Person, Spotter

HOSTILE = "<script>alert(2)</script>"


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob")


async def give(who: Person, client: Client, **body: Any) -> Any:
    answer = await who.post(f"/clients/{client.id}/assessments", json={"protocol": "overhead-squat", **body})
    assert answer.status == 200, answer.text
    return answer.json


async def stored(spotter: Spotter, id: str) -> Assessment:
    async with spotter.database.reading() as db:
        found = await assessments.get(db, id)
    assert found is not None
    return found


async def enter_all(spotter: Spotter, alice: Person, client: Client, given: Any) -> list[str]:
    """Puts a clip to every step, as from an e-mail; the clips' ids."""
    used = []
    for step in given["steps"]:
        clip = await spotter.clip(client, entered_by="trainer", came_by="mail")
        used.append(clip.id)
        path = f"/assessments/{given['id']}/steps/{step['step']}/clip"
        assert (await alice.post(path, json={"clip": clip.id})).status == 200
    return used


async def test_the_form_shows_what_each_protocol_contains(alice: Person, bob: Client) -> None:
    page = (await alice.get(f"/clients/{bob.id}/assessments/new")).text
    for words in (
        "Overhead squat",
        "Push-up",
        "Single-leg stance",
        "3 videos",
        "Only with somebody near who can help.",
    ):
        assert words in page
    assert "overhead-squat-side-start.svg" in page
    assert "Somebody will be near Bob Birch" in page
    assert "Bob Birch&#39;s own time" in page


async def test_what_is_chosen_already_is_ticked(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    page = (await alice.get(f"/clients/{bob.id}/assessments/new?protocol=push-up&session={session.id}")).text
    assert 'value="push-up" checked' in page
    assert f'value="{session.id}" selected' in page


async def test_giving_one_puts_it_on_the_page_of_the_client_and_into_the_audit(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    given = await give(alice, bob, note="Take your time.")
    assert given["location"] == f"/assessments/{given['id']}"
    one = await stored(spotter, given["id"])
    assert (one.client_id, one.protocol, one.note) == (bob.id, "overhead-squat", "Take your time.")
    assert [step.step for step in one.steps] == ["front", "side", "back"]
    page = (await alice.get(given["location"])).text
    assert "Take your time." in page
    assert f"/assessments/{given['id']}" in (await alice.get(f"/clients/{bob.id}")).text
    async with spotter.database.reading() as db:
        (line,) = await audit.about(db, f"a:{given['id']}")
    assert (line.action, line.actor) == ("assessment.given", f"t:{alice.me.id}")
    assert line.detail == {"client": bob.id, "protocol": "overhead-squat"}


async def test_the_answer_tells_the_room_how_each_step_is_done(alice: Person, bob: Client) -> None:
    given = await give(alice, bob, protocol="single-leg-stance")
    assert (given["title"], given["standing"], given["of"]) == ("Single-leg stance", "given", 2)
    how = given["steps"][0]["how"]
    assert (how["key"], how["view"], how["seconds"], how["reps"]) == ("left", "front", 45, None)
    assert how["framing"].endswith("/protocols/framing-standing-front.svg")
    assert (await alice.get(how["framing"])).headers["Content-Type"] == "image/svg+xml"
    assert (await alice.get(f"/assessments/{given['id']}", html=False)).json["steps"] == given["steps"]


async def test_a_form_is_answered_by_a_page(alice: Person, bob: Client) -> None:
    answer = await alice.post(f"/clients/{bob.id}/assessments", {"protocol": "overhead-squat"}, html=True)
    assert answer.status == 303
    assert answer.location.startswith("/assessments/")


async def test_without_a_choice_the_form_comes_back_with_what_was_typed(alice: Person, bob: Client) -> None:
    for chosen in ("", "handstand"):
        body = {"protocol": chosen, "note": "Slowly."}
        answer = await alice.post(f"/clients/{bob.id}/assessments", body, html=True)
        assert answer.status == 400
        assert "Choose what to do." in answer.text
        assert "Slowly." in answer.text
        refused = await alice.post(f"/clients/{bob.id}/assessments", body)
        assert refused.json["where"] == "protocol"


async def test_a_test_to_the_limit_is_not_given_to_somebody_alone(spotter: Spotter, alice: Person, bob: Client) -> None:
    path = f"/clients/{bob.id}/assessments"
    refused = await alice.post(path, json={"protocol": "push-up"})
    assert (refused.status, refused.json["error"], refused.json["where"]) == (409, "not-alone", "has_company")
    assert "must not be done alone" in (await alice.post(path, {"protocol": "push-up"}, html=True)).text
    given = await give(alice, bob, protocol="push-up", has_company=True)
    assert (await stored(spotter, given["id"])).has_company
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    given = await give(alice, bob, protocol="push-up", session=session.id)
    assert (await stored(spotter, given["id"])).session_id == session.id


async def test_it_is_done_together_only_in_a_session_of_both(spotter: Spotter, alice: Person, bob: Client) -> None:
    path = f"/clients/{bob.id}/assessments"
    bea = await spotter.session("alice", await spotter.client("bea"))
    charlie = await spotter.session("anna", await spotter.client("charlie"))
    for session in (bea.id, charlie.id, "nothing"):
        answer = await alice.post(path, json={"protocol": "push-up", "session": session})
        assert (answer.status, answer.json["error"]) == (404, "not-found")


async def test_sessions_that_are_over_or_on_their_own_time_are_not_offered(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    past = await spotter.session("alice", bob, starts_at_ms=spotter.clock() - 30 * HOUR_MS)
    due = await spotter.session(
        "alice", bob, delivery=Delivery.ASYNC, place=Place.NOWHERE, starts_at_ms=spotter.clock() + HOUR_MS
    )
    page = (await alice.get(f"/clients/{bob.id}/assessments/new")).text
    assert past.id not in page
    assert due.id not in page


async def test_clips_that_came_by_mail_complete_it(spotter: Spotter, alice: Person, bob: Client) -> None:
    given = await give(alice, bob)
    used = await enter_all(spotter, alice, bob, given)
    one = await stored(spotter, given["id"])
    assert [step.clip_id for step in one.steps] == used
    page = (await alice.get(f"/assessments/{given['id']}")).text
    assert "Came by e-mail; you entered it." in page
    assert "All looked at" in page
    async with spotter.database.reading() as db:
        titles = [clip.title for clip in await clips.get_many(db, used)]
    assert sorted(titles) == [
        "Overhead squat: from behind",
        "Overhead squat: from the front",
        "Overhead squat: from the side",
    ]


async def test_a_clip_of_somebody_else_stands_for_no_step(spotter: Spotter, alice: Person, bob: Client) -> None:
    given = await give(alice, bob)
    path = f"/assessments/{given['id']}/steps/front/clip"
    beas = await spotter.clip(await spotter.client("bea"))
    charlies = await spotter.clip(await spotter.client("charlie"))
    assert (await alice.post(path, json={"clip": beas.id})).json["error"] == "clip-of-no-use"
    for other in (charlies.id, "nothing"):
        assert (await alice.post(path, json={"clip": other})).json["error"] == "not-found"
    bobs = await spotter.clip(bob)
    nowhere = await alice.post(f"/assessments/{given['id']}/steps/top/clip", json={"clip": bobs.id})
    assert nowhere.status == 404


@BOTH
async def test_what_was_sent_waits_on_today_until_it_was_looked_at(
    spotter: Spotter, alice: Person, anna: Person, bob: Client
) -> None:
    given = await give(alice, bob)
    assert "Bob Birch sent" not in (await alice.get("/today")).text
    used = await enter_all(spotter, alice, bob, given)
    page = (await alice.get("/today")).text
    assert "Bob Birch sent: Overhead squat" in page
    assert f'href="/assessments/{given["id"]}"' in page
    assert "Bob Birch sent" not in (await anna.get("/today")).text
    assert (await alice.post(f"/assessments/{given['id']}/reviewed", {})).status == 200
    assert "Bob Birch sent" not in (await alice.get("/today")).text
    assert "All looked at" not in (await alice.get(f"/assessments/{given['id']}")).text
    async with spotter.database.reading() as db:
        assert all(clip.reviewed_at_ms for clip in await clips.get_many(db, used))


async def test_it_waits_no_more_when_every_clip_was_looked_at_by_itself(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    given = await give(alice, bob)
    used = await enter_all(spotter, alice, bob, given)
    async with spotter.database.writing() as db, db.begin():
        for clip in used:
            await clips.change(db, clip, reviewed_at_ms=spotter.clock())
    assert "Bob Birch sent" not in (await alice.get("/today")).text


async def test_a_step_is_asked_for_again_with_words(spotter: Spotter, alice: Person, bob: Client) -> None:
    given = await give(alice, bob)
    await enter_all(spotter, alice, bob, given)
    path = f"/assessments/{given['id']}/steps/side/redo"
    refused = await alice.post(path, json={"words": " "})
    assert (refused.status, refused.json["where"]) == (400, "words")
    assert (await alice.post(path, json={"words": "All of you in the picture, please."})).status == 200
    page = (await alice.get(f"/assessments/{given['id']}")).text
    assert "All of you in the picture, please." in page
    assert "asked again" in page
    assert "Bob Birch sent" not in (await alice.get("/today")).text
    assert (await alice.post(f"/assessments/{given['id']}/steps/top/redo", json={"words": "x"})).status == 404


async def test_it_can_be_taken_back_and_given_again(spotter: Spotter, alice: Person, bob: Client) -> None:
    given = await give(alice, bob)
    path = f"/assessments/{given['id']}"
    assert (await alice.post(f"{path}/cancel", {})).status == 200
    page = (await alice.get(path)).text
    assert "Taken back" in page
    assert "Give it again" in page
    assert given["id"] not in (await alice.get(f"/clients/{bob.id}")).text
    refused = await alice.post(f"{path}/steps/front/redo", json={"words": "Again."})
    assert refused.json["error"] == "assessment-cancelled"
    assert (await alice.post(f"{path}/cancel", {"undo": "true"})).status == 200
    assert given["id"] in (await alice.get(f"/clients/{bob.id}")).text


async def test_nobody_else_sees_or_changes_it(spotter: Spotter, alice: Person, anna: Person, bob: Client) -> None:
    given = await give(alice, bob)
    path = f"/assessments/{given['id']}"

    async def all_of(who: Person) -> list[Answer]:
        deeds = ("cancel", "reviewed", "steps/front/redo", "steps/front/clip")
        body = {"words": "x", "clip": "y"}
        return [await who.get(path), *[await who.post(f"{path}/{deed}", json=body) for deed in deeds]]

    assert {answer.status for answer in await all_of(anna)} == {404}
    assert (await anna.get(f"/clients/{bob.id}/assessments/new")).status == 404
    assert {answer.status for answer in await all_of(spotter.browser())} == {303, 401}


async def test_words_of_the_trainer_are_text_on_every_page(spotter: Spotter, alice: Person, bob: Client) -> None:
    given = await give(alice, bob, note=HOSTILE)
    await enter_all(spotter, alice, bob, given)
    await alice.post(f"/assessments/{given['id']}/steps/side/redo", json={"words": HOSTILE})
    assert HOSTILE not in (await alice.get(f"/assessments/{given['id']}")).text


async def test_whose_link_is_off_is_said(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob", link_revoked_at_ms=1)
    given = await give(alice, bob)
    assert "link is off, so nobody can open this" in (await alice.get(f"/assessments/{given['id']}")).text
