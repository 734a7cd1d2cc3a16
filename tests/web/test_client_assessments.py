"""An assessment on the client's page: step by step, back to where they left off, and sent."""

import json
import re
from typing import Any

import pytest

from server.domain import links
from server.domain.people import Client
from server.store import assessments, clips
from tests.cast import HOUR_MS, Person, Spotter

HOSTILE = "</script><script>alert(2)</script>"


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob")


def link(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


@pytest.fixture
def me(spotter: Spotter, bob: Client) -> str:
    """Bob's personal page."""
    return link(spotter, bob)


@pytest.fixture
async def phone(spotter: Spotter, me: str) -> Person:
    """Bob's confirmed phone."""
    person = spotter.browser()
    assert (await person.post(f"{me}/confirm", {})).status == 200
    return person


async def give(who: Person, client: Client, **body: Any) -> str:
    answer = await who.post(f"/clients/{client.id}/assessments", json={"protocol": "overhead-squat", **body})
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


@pytest.fixture
async def here(alice: Person, bob: Client, me: str) -> str:
    """Where Bob finds an overhead squat that Alice asked for."""
    return f"{me}/assessments/{await give(alice, bob, note='Barefoot, please.')}"


def config_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.S)
    assert found is not None
    return json.loads(found[1])


async def keep(spotter: Spotter, phone: Person, bob: Client, here: str, *steps: str, **changes: Any) -> Any:
    """Bob films these steps; what the last answer says."""
    said: Any = None
    for step in steps:
        clip = await spotter.clip(bob, **changes)
        answer = await phone.post(f"{here}/steps/{step}/clip", json={"clip": clip.id})
        assert answer.status == 200, answer.text
        said = answer.json
    return said


async def test_it_stands_on_the_clients_page_until_it_is_sent_and_a_while_longer(
    spotter: Spotter, phone: Person, bob: Client, me: str, here: str
) -> None:
    page = (await phone.get(me)).text
    assert "What Alice Archer asked for" in page
    assert f'href="{here}"' in page
    assert "3 short videos" in page
    await keep(spotter, phone, bob, here, "front")
    assert "Go on with step 2 of 3" in (await phone.get(me)).text
    await keep(spotter, phone, bob, here, "side", "back")
    assert "All filmed: it only has to be sent" in (await phone.get(me)).text
    await phone.post(f"{here}/send", {})
    assert "Sent" in (await phone.get(me)).text
    spotter.clock.advance(days=15)
    assert f'href="{here}"' not in (await phone.get(me)).text


async def test_the_overview_puts_safety_first(phone: Person, here: str) -> None:
    page = (await phone.get(here)).text
    assert page.index("Stop at once if") < page.index("Before you begin") < page.index("Start with step 1 of 3")
    assert "Barefoot, please." in page
    assert "About 6 minutes." in page


async def test_they_go_on_where_they_left_off(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    said = await keep(spotter, phone, bob, here, "front")
    assert said["location"] == f"{here}/steps/side"
    assert (said["standing"], said["done"], said["of"], said["next"]) == ("begun", 1, 3, "side")
    page = (await phone.get(here)).text
    assert "Go on with step 2 of 3" in page
    assert "1 of 3 done" in page
    assert f'href="{here}/steps/side"' in page
    progress = (await phone.get(here, html=False)).json
    assert [step["state"] for step in progress["steps"]] == ["kept", "todo", "todo"]


async def test_a_step_says_how_it_is_done_and_what_the_script_needs(phone: Person, here: str, me: str) -> None:
    answer = await phone.get(f"{here}/steps/side")
    page, config = answer.text, config_of(answer.text)
    assert "Overhead squat, step 2 of 3" in page
    assert "overhead-squat-side.webm" in page
    assert "From your left side" in page
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    assert (config["uploads"], config["back"], config["files"]) == (f"{me}/uploads", here, f"{me}/clips")
    assert config["attach"] == f"{here}/steps/side/clip"
    assert config["skip"] == f"{here}/steps/side/skip"
    assert config["next"] == f"{here}/steps/back"
    assert config["records"] is True
    assert config["clip"] is None
    step = config["step"]
    assert (step["view"], step["reps"], step["distance_m"], step["hold"]) == ("side_left", 5, 3, "upright")
    assert (await phone.get(step["framing"])).status == 200


async def test_every_file_a_step_names_is_there(phone: Person, here: str) -> None:
    page = (await phone.get(f"{here}/steps/front")).text
    named = set(re.findall(r'/static/[^"#]+', page))
    assert {"webm", "mp4", "svg", "css", "js"} <= {name.rpartition(".")[2] for name in named}
    for name in named:
        assert (await phone.get(name)).status == 200, name


async def test_without_script_or_camera_a_file_can_be_sent(phone: Person, here: str, me: str) -> None:
    page = (await phone.get(f"{here}/steps/back")).text
    assert f"{me}/send?assessment={here.rpartition('/')[2]}&amp;step=back" in page


async def test_a_retake_puts_the_earlier_take_away(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    first = await spotter.clip(bob, title="Mine")
    second = await spotter.clip(bob)
    for clip in (first, second, second):
        assert (await phone.post(f"{here}/steps/front/clip", json={"clip": clip.id})).status == 200
    async with spotter.database.reading() as db:
        by_id = {clip.id: clip for clip in await clips.get_many(db, [first.id, second.id])}
    assert by_id[first.id].deleted_at_ms is not None
    assert by_id[first.id].deleted_by == "client"
    assert by_id[first.id].title == "Mine"
    assert by_id[second.id].deleted_at_ms is None
    assert by_id[second.id].title == "Overhead squat: from the front"


async def test_a_deleted_or_refused_clip_leaves_its_step_open(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    for gone in ({"deleted_at_ms": 1}, {"state": "refused"}):
        await keep(spotter, phone, bob, here, "front")
        (kept,) = [step["clip"] for step in (await phone.get(here, html=False)).json["steps"] if step["clip"]]
        async with spotter.database.writing() as db, db.begin():
            await clips.change(db, kept, **gone)
        progress = (await phone.get(here, html=False)).json
        assert progress["next"] == "front"
    assert "could not be read" in (await phone.get(here)).text


async def test_nothing_is_sent_while_a_step_is_open_or_on_its_way(
    spotter: Spotter, phone: Person, bob: Client, me: str, here: str
) -> None:
    refused = await phone.post(f"{here}/send", {})
    assert (refused.status, refused.json["error"]) == (409, "steps-left")
    await keep(spotter, phone, bob, here, "front", "back")
    await keep(spotter, phone, bob, here, "side", state="uploading", percent=40)
    refused = await phone.post(f"{here}/send", {})
    assert "arrived" in refused.json["message"]
    page = (await phone.get(here)).text
    assert ">40</span> % has arrived" in page
    assert "As soon as all of it has arrived you can send it." in page
    assert "Send to Alice Archer" not in page
    assert "not all of it has arrived yet" in (await phone.get(me)).text


async def test_a_step_can_be_skipped_with_a_word(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    await keep(spotter, phone, bob, here, "front", "back")
    answer = await phone.post(f"{here}/steps/side/skip", {"note": "My knee hurts."})
    assert (answer.status, answer.location) == (200, here)
    page = (await phone.get(here)).text
    assert "You wrote: My knee hurts." in page
    assert "Send to Alice Archer" in page
    assert (await phone.post(f"{here}/steps/side/skip", {"note": "x" * 1001})).json["error"] == "out-of-range"


async def test_what_is_sent_waits_for_the_trainer(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, here: str
) -> None:
    await keep(spotter, phone, bob, here, "front", "side", "back")
    answer = await phone.post(f"{here}/send", {})
    assert (answer.status, answer.json["standing"]) == (200, "sent")
    assert (await phone.post(f"{here}/send", {})).status == 200
    assert "Alice Archer has it." in (await phone.get(here)).text
    assert "Bob Birch sent: Overhead squat" in (await alice.get("/today")).text
    clip = await spotter.clip(bob)
    for path, body in ((f"{here}/steps/front/clip", {"clip": clip.id}), (f"{here}/steps/front/skip", {})):
        assert (await phone.post(path, json=body)).json["error"] == "already-sent"
    assert config_of((await phone.get(f"{here}/steps/front")).text)["records"] is False


async def test_one_that_is_all_skipped_is_told_too(alice: Person, phone: Person, here: str) -> None:
    for step in ("front", "side", "back"):
        await phone.post(f"{here}/steps/{step}/skip", {"note": "I am ill."})
    await phone.post(f"{here}/send", {})
    assert "Bob Birch sent" in (await alice.get("/today")).text
    page = (await alice.get(f"/assessments/{here.rpartition('/')[2]}")).text
    assert "I am ill." in page
    await alice.post(f"/assessments/{here.rpartition('/')[2]}/reviewed", {})
    assert "Bob Birch sent" not in (await alice.get("/today")).text


async def test_what_is_asked_for_again_goes_round_once_more(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, me: str, here: str
) -> None:
    await keep(spotter, phone, bob, here, "front", "side", "back")
    await phone.post(f"{here}/send", {})
    id = here.rpartition("/")[2]
    await alice.post(f"/assessments/{id}/reviewed", {})
    await alice.post(f"/assessments/{id}/steps/side/redo", json={"words": "Feet in the picture."})
    assert "asks for something again: go on with step 2" in (await phone.get(me)).text
    assert "Feet in the picture." in (await phone.get(here)).text
    page = (await phone.get(f"{here}/steps/side")).text
    assert "Feet in the picture." in page
    assert config_of(page)["records"] is True
    before = (await phone.get(here, html=False)).json["steps"][1]["clip"]
    said = await keep(spotter, phone, bob, here, "side")
    assert (said["standing"], said["location"]) == ("ready", here)
    assert (await phone.post(f"{here}/send", {})).status == 200
    assert "Bob Birch sent" in (await alice.get("/today")).text
    async with spotter.database.reading() as db:
        (earlier,) = await clips.get_many(db, [before])
    assert earlier.deleted_at_ms is None, "what the trainer had already stays"


async def test_what_needs_company_asks_for_it_before_the_camera_begins(
    alice: Person, phone: Person, bob: Client, me: str
) -> None:
    here = f"{me}/assessments/{await give(alice, bob, protocol='push-up', has_company=True)}"
    assert "somebody is near who can help you" in (await phone.get(here)).text
    page = (await phone.get(f"{here}/steps/side")).text
    assert 'id="company"' in page
    assert config_of(page)["company"] == "helper"


async def test_what_is_done_in_a_session_is_only_read_about_here(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, me: str
) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    here = f"{me}/assessments/{await give(alice, bob, protocol='push-up', session=session.id)}"
    page = (await phone.get(here)).text
    assert "together with Alice Archer" in page
    assert 'id="go-on"' not in page
    page = (await phone.get(f"{here}/steps/side")).text
    assert config_of(page)["records"] is False
    assert "step.js" not in page
    said = await keep(spotter, phone, bob, here, "side", state="uploading")
    assert said["standing"] == "sent"


async def test_only_clips_of_their_own_stand_for_a_step(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    beas = await spotter.clip(await spotter.client("bea"))
    gone = await spotter.clip(bob, deleted_at_ms=1)
    for id in (beas.id, gone.id, "nothing"):
        answer = await phone.post(f"{here}/steps/front/clip", json={"clip": id})
        assert (answer.status, answer.json["error"]) == (404, "not-found")
    refused = await spotter.clip(bob, state="refused")
    answer = await phone.post(f"{here}/steps/front/clip", json={"clip": refused.id})
    assert answer.json["error"] == "clip-of-no-use"


async def test_an_assessment_of_somebody_else_is_not_there(
    spotter: Spotter, alice: Person, phone: Person, me: str, here: str
) -> None:
    bea = await spotter.client("bea")
    beas = await give(alice, bea)
    nothing = await phone.get(f"{me}/assessments/nothing", html=False)
    answer = await phone.get(f"{me}/assessments/{beas}", html=False)
    assert (answer.status, answer.body) == (nothing.status, nothing.body)
    for path in (f"{me}/assessments/{beas}/steps/front", f"{here}/steps/top"):
        assert (await phone.get(path)).status == 404
    assert (await phone.post(f"{me}/assessments/{beas}/send", {})).status == 404


async def test_what_was_taken_back_says_so(spotter: Spotter, alice: Person, phone: Person, here: str) -> None:
    id = here.rpartition("/")[2]
    await alice.post(f"/assessments/{id}/cancel", {})
    assert "Alice Archer took this back." in (await phone.get(here)).text
    assert (await phone.post(f"{here}/send", {})).json["error"] == "assessment-cancelled"


async def test_an_archived_clients_assessment_waits_for_nobody(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, here: str
) -> None:
    await keep(spotter, phone, bob, here, "front", "side", "back")
    await phone.post(f"{here}/send", {})
    await alice.post(f"/clients/{bob.id}/archive", {})
    async with spotter.database.reading() as db:
        assert await assessments.waiting(db, alice.me.id) == []


async def test_words_are_text_also_inside_the_pages_data(alice: Person, phone: Person, bob: Client, me: str) -> None:
    here = f"{me}/assessments/{await give(alice, bob, note=HOSTILE)}"
    await phone.post(f"{here}/steps/side/skip", {"note": HOSTILE})
    for path in (here, f"{here}/steps/side"):
        assert HOSTILE not in (await phone.get(path)).text


async def test_an_unconfirmed_device_sees_the_door_instead(spotter: Spotter, here: str, me: str) -> None:
    answer = await spotter.browser().get(f"{here}/steps/front")
    assert (answer.status, answer.location) == (303, me)
