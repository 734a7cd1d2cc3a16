"""Forms over HTTP: built, asked, answered with and without script, asked back, accepted, from paper, and on paper."""

import asyncio
import io
import json
import random
from typing import Any

import pypdf
import pytest

from server.arrivals import UPLOADS
from server.domain import links, seats
from server.domain.forms.filled import Filled
from server.domain.people import Client
from server.live import LIVE
from server.store.forms import filled as store
from server.web.forms.hooks import SENT
from signaling.log import Draft
from signaling.views import snapshot
from tests.cast import BOTH, Person, Spotter
from tests.conftest import Tenth
from tests.domain.test_filled_forms import odd
from tests.keys import multipart

HOSTILE = "<script>alert(1)</script> #set text(red)"
JPEG = b"\xff\xd8\xff\xe0 a photo \r\n --edge-- not the end \n--edge \x00\xff"
PAIN = {
    "title": "Pain",
    "sections": [
        {
            "title": "Today",
            "questions": [
                {"key": "pain", "kind": "yes_no", "label": "Does it hurt?", "is_required": True},
                {
                    "key": "where",
                    "kind": "text",
                    "label": "Where?",
                    "is_required": True,
                    "when": {"question": "pain", "any_of": ["yes"]},
                },
                {"key": "photo", "kind": "file", "label": "A photo"},
                {"key": "signed", "kind": "signature", "label": "Sign"},
            ],
        }
    ],
}


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


@pytest.fixture
async def phone(spotter: Spotter, bob: Client) -> Person:
    """Bob's confirmed phone."""
    person = spotter.browser()
    assert (await person.post(f"{page_of(spotter, bob)}/confirm", {})).status == 200
    return person


def page_of(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


async def asked(alice: Person, bob: Client, form: str = "", **more: Any) -> str:
    if not form:
        form = (await alice.post("/library/forms", json=PAIN)).json["key"]
    answer = await alice.post(f"/clients/{bob.id}/forms", json={"form": form, **more})
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


async def kept(spotter: Spotter, filled_id: str) -> Filled:
    async with spotter.database.reading() as db:
        found = await store.get(db, filled_id)
    assert found is not None
    return found


async def test_an_answered_form_keeps_its_version(spotter: Spotter, alice: Person, bob: Client) -> None:
    key = (await alice.post("/library/forms", json=PAIN)).json["key"]
    first = await asked(alice, bob, key)
    again = await asked(alice, bob, key)
    other = {**PAIN, "sections": [{"questions": [{"key": "pain", "kind": "long", "label": "Say all"}]}], "rev": 1}
    assert (await alice.post(f"/library/forms/{key}", json=other)).status == 200
    later = await asked(alice, bob, key)
    numbers = [(await kept(spotter, id)).version.number for id in (first, again, later)]
    assert numbers == [1, 1, 2]
    assert "Does it hurt?" in (await alice.get(f"/forms/{first}")).text
    assert "Say all" in (await alice.get(f"/forms/{later}")).text
    assert "asked 2 times" in (await alice.get(f"/library/forms/{key}")).text


async def test_what_is_wrong_in_a_form_is_said_at_its_place(alice: Person) -> None:
    bad = {"title": "X", "sections": [{"questions": [{"key": "a", "kind": "choice", "label": "A?", "options": []}]}]}
    refused = await alice.post("/library/forms", json=bad)
    assert (refused.status, refused.json["where"]) == (400, "sections[0].questions[0].options")
    assert (await alice.post("/library/forms/preview", json=bad)).status == 400
    shown = await alice.post("/library/forms/preview", html=True, json={**PAIN, "title": HOSTILE.replace("<", "‹")})
    assert "Does it hurt?" in shown.text
    taken = await alice.post("/library/forms", json={**PAIN, "title": "health  CHECK"})
    assert (taken.status, taken.json["error"]) == (409, "name-taken")


@BOTH
async def test_a_client_answers_without_script_and_what_was_kept_stays(
    spotter: Spotter, alice: Person, bob: Client, phone: Person
) -> None:
    filled = await asked(alice, bob, note="Before Friday, please.")
    here = f"{page_of(spotter, bob)}/forms/{filled}"
    assert "Pain" in (await phone.get(page_of(spotter, bob))).text
    page = (await phone.get(here)).text
    assert "Before Friday, please." in page
    shown: Any = {"_shown": ["pain", "where", "signed"]}
    saved = await phone.post(f"{here}/answers", {**shown, "pain": "yes", "where": ""}, html=True)
    assert saved.status == 303
    missing = await phone.post(f"{here}/send", {**shown, "pain": "yes", "signed": "Bob B"}, html=True)
    assert missing.status == 400
    assert "needs an answer before the form can be sent" in missing.text
    assert set((await kept(spotter, filled)).answers) == {"pain", "signed"}, "kept although it could not be sent"
    odd = await phone.post(f"{here}/answers", {**shown, "pain": "maybe", "where": "Knee"}, html=True)
    assert odd.status == 400
    assert "where" not in (await kept(spotter, filled)).answers, "all of it or nothing"
    sent = await phone.post(f"{here}/send", {**shown, "pain": "yes", "where": HOSTILE, "signed": "Bob B"}, html=True)
    assert sent.status == 303
    done = (await phone.get(here)).text
    assert "&lt;script&gt;" in done
    assert "<script>alert" not in done
    assert (await phone.post(f"{here}/answers", json={"answers": {"pain": "no"}})).json["error"] == "form-closed"


@BOTH
async def test_asked_back_answered_and_accepted_with_the_whole_trail_on_paper(
    spotter: Spotter, alice: Person, bob: Client, phone: Person
) -> None:
    heard: list[tuple[str, str, str]] = []

    async def hear(_: Any, filled: Filled, by: str, now_ms: int) -> None:
        heard.append((filled.key, filled.state, by))

    spotter.app[SENT].append(hear)
    filled = await asked(alice, bob)
    here = f"{page_of(spotter, bob)}/forms/{filled}"
    strokes = [[0.1, 0.2, 0.5, 0.6, 0.9, 0.1]]
    first = {"pain": "yes", "where": "Knee", "signed": {"name": "Bob B", "strokes": strokes}}
    assert (await phone.post(f"{here}/answers", json={"answers": first})).json["missing"] == []
    assert (await phone.post(f"{here}/send", json={})).json["state"] == "sent"
    back = {"text": "Which knee?", "ask_back": True}
    assert (await alice.post(f"/forms/{filled}/questions/where/remarks", json=back)).status == 200
    spotter.clock.advance(minutes=5)  # type: ignore[attr-defined]
    assert "asks back at 1 question" in (await phone.get(here)).text
    sly = {"text": "The left, since May", "ask_back": True}
    assert (await phone.post(f"{here}/questions/where/remarks", json=sly)).status == 200
    assert (await kept(spotter, filled)).marks == {"where": "asked_back"}
    assert (await phone.post(f"{here}/answers", json={"answers": {"where": "Left knee"}})).status == 200
    assert (await phone.post(f"{here}/send", json={})).status == 200
    assert (await alice.post(f"/forms/{filled}/questions/where/accept", {})).status == 200
    assert (await alice.post(f"/forms/{filled}/accept", {})).json["state"] == "accepted"
    assert (await alice.post(f"/forms/{filled}/answers", json={"answers": {"where": "x"}})).status == 409
    assert [one[1:] for one in heard] == [("sent", f"c:{bob.id}")] * 2
    for paper in (await alice.get(f"/forms/{filled}/paper.pdf"), await phone.get(f"{here}/paper.pdf")):
        words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.body)).pages)
        for said in ("Left knee", "Knee → Left knee", "Which knee?", "The left, since May", "signed by Bob B"):
            assert said in " ".join(words.split()), said
    assert (await alice.post(f"/forms/{filled}/reopen", {})).json["state"] == "open"


async def test_what_came_on_paper_is_entered_with_its_photo(
    spotter: Spotter, alice: Person, bob: Client, phone: Person
) -> None:
    filled = await asked(alice, bob, source="paper")
    added = await alice.ask("POST", f"/forms/{filled}/files", **multipart("", JPEG, "../page 1.jpg"))
    assert added.status == 200, added.text
    photo = await alice.get(f"/forms/{filled}/files/{added.json['file']}")
    assert (photo.body, photo.headers["Content-Type"]) == (JPEG, "image/jpeg")
    assert "sandbox" in photo.headers["Content-Security-Policy"]
    letter = await alice.ask("POST", f"/forms/{filled}/files", **multipart("photo", b"%PDF-1.7 letter", "l.pdf"))
    (await alice.get(f"/forms/{filled}/files/{letter.json['file']}")).headers["Content-Disposition"].index("attachment")
    assert (await kept(spotter, filled)).answers["photo"] == [letter.json["file"]]
    for body, code in (
        (multipart("photo", b"MZ a program"), "odd-file"),
        (multipart("pain", JPEG), "not-found"),
        (multipart("photo", b""), "bad-input"),
        (
            {"data": b"--edge\r\nnonsense", "headers": {"Content-Type": "multipart/form-data; boundary=edge"}},
            "bad-input",
        ),
        ({"json": {"file": "x"}}, "bad-input"),
    ):
        assert (await alice.ask("POST", f"/forms/{filled}/files", **body)).json["error"] == code
    here = f"{page_of(spotter, bob)}/forms/{filled}"
    assert (await phone.ask("POST", f"{here}/files", **multipart("", JPEG))).status == 404, "papers are the trainer's"
    before, spotter.app[UPLOADS]._floor_bytes = await kept(spotter, filled), 2**62  # the disk has come to its floor
    full = await alice.ask("POST", f"/forms/{filled}/files", **multipart("photo", JPEG))
    assert (full.status, full.json["error"], full.json["where"]) == (507, "disk-full", "file")
    assert await kept(spotter, filled) == before, "nothing is lost, nothing half kept"
    assert (await alice.post(f"/forms/{filled}/files/{letter.json['file']}/delete", {})).status == 200
    assert "photo" not in (await kept(spotter, filled)).answers
    sent = await alice.post(f"/forms/{filled}/send", json={"answers": {"pain": "no"}})
    assert sent.json["state"] == "sent"
    assert "It came on paper, entered by Alice Archer" in (await alice.get(f"/forms/{filled}")).text


async def test_a_blank_is_printed_and_a_fresh_form_taken_back(spotter: Spotter, alice: Person, bob: Client) -> None:
    paper = await alice.get("/library/forms/health-check/blank.pdf")
    words = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.body)).pages).split())
    assert "prescribed? * Yes No If Yes: Which, and for what? *" in words
    filled = await asked(alice, bob)
    assert (await alice.post(f"/forms/{filled}/withdraw", {})).status == 200
    assert (await alice.get(f"/forms/{filled}")).status == 404
    begun = await asked(alice, bob, "goals")
    await alice.post(f"/forms/{begun}/answers", json={"answers": {"goal": "Lift"}})
    assert (await alice.post(f"/forms/{begun}/withdraw", {})).json["error"] == "form-closed"


async def test_who_looks_at_a_form_hears_of_a_change_and_who_made_it(
    spotter: Spotter, alice: Person, bob: Client, phone: Person
) -> None:
    filled = await asked(alice, bob, "goals")
    here = f"{page_of(spotter, bob)}/forms/{filled}"
    rev = (await phone.get(here, html=False)).json["rev"]
    waiting = asyncio.create_task(phone.get(f"{here}/news?rev={rev}", html=False))
    await asyncio.sleep(0.05)
    await alice.post(f"/forms/{filled}/answers", json={"answers": {"goal": "Lift"}})
    spotter.clock.advance(minutes=2)  # type: ignore[attr-defined]
    await phone.post(f"{here}/answers", json={"answers": {"goal": "Lift and run"}})
    news = (await asyncio.wait_for(waiting, 30)).json
    assert news["answers"]["goal"].startswith("Lift")
    told = (await alice.get(f"/forms/{filled}/news?rev=x", html=False)).json
    assert told["changed"]["goal"]["who"] == "Bob Birch"
    assert (told["changed"]["goal"]["before"], told["changed"]["goal"]["after"]) == ("Lift", "Lift and run")


@BOTH
async def test_a_goal_is_measured_reviewed_and_reached(
    spotter: Spotter, alice: Person, bob: Client, phone: Person
) -> None:
    said = {"words": "Ten push-ups", "measure": "push-ups", "start": "2", "target": "10", "importance": "8"}
    goal = (await alice.post(f"/clients/{bob.id}/goals", {**said, "review_date": "2020-01-01"})).json["id"]
    assert "look at it" in (await alice.get(f"/clients/{bob.id}")).text
    for body, code in (
        ({"start": "many"}, "not-a-number"),
        ({"importance": "11"}, "out-of-range"),
        ({"words": " "}, "bad-input"),
    ):
        refused = await alice.post(f"/goals/{goal}", {**said, **body, "rev": 1})
        assert (refused.json["error"], refused.json["where"]) == (code, next(iter(body)))
    assert (await alice.post(f"/goals/{goal}", {**said, "rev": 7})).json["error"] == "stale"
    assert (await alice.post(f"/goals/{goal}/review", {"value": "6", "words": "Halfway"})).status == 200
    assert "50 percent of the way" in (await alice.get(f"/goals/{goal}")).text
    assert (await alice.post(f"/goals/{goal}/review", {"value": "10,0", "state": "reached"})).status == 200
    page = (await phone.get(page_of(spotter, bob))).text
    assert "10 of 10" in page
    assert "reached" in page
    assert (await alice.post(f"/goals/{goal}/delete", {})).status == 200
    assert (await alice.get(f"/goals/{goal}")).status == 404


@BOTH
async def test_of_ours_a_changed_form_is_ones_own_and_comes_back(spotter: Spotter, alice: Person, bob: Client) -> None:
    ours = (await alice.get("/library/forms/check-in", html=False)).json
    changed = {**ours["text"], "title": "My week"}
    assert (await alice.post("/library/forms/check-in", json={**changed, "rev": 0})).json["rev"] == 1
    assert (await alice.post("/library/forms/check-in", json={**changed, "rev": 0})).json["error"] == "stale"
    copy = (await alice.post("/library/forms/check-in/copy", {})).json["key"]
    assert (await alice.get(f"/library/forms/{copy}", html=False)).json["text"]["title"] == "My week, copy"
    assert (await alice.post("/library/forms/check-in/delete", {})).status == 200
    titles = [one["title"] for one in (await alice.get("/library/forms", html=False)).json["forms"]]
    assert "Your week" in titles
    assert "My week" not in titles
    assert (await alice.post("/library/forms/check-in/restore", {})).status == 200
    assert "My week" in (await alice.get("/library/forms")).text
    page = (await alice.get(f"/clients/{bob.id}")).text
    assert '<option value="check-in">My week</option>' in page
    assert page.index("Getting to know you") < page.index(">My week<") < page.index(">My week, copy<")


async def test_what_a_client_told_of_a_goal_fills_the_goals_form(spotter: Spotter, alice: Person, bob: Client) -> None:
    filled = await asked(alice, bob, "goals")
    told = {"goal": "Ten push-ups", "now": "2 or 3", "target": "10,5 clean ones", "by": "2027-05-01", "importance": 8}
    assert (await alice.post(f"/forms/{filled}/answers", json={"answers": told})).status == 200
    assert f"/clients/{bob.id}/goals/new?form={filled}" in (await alice.get(f"/forms/{filled}")).text
    page = (await alice.get(f"/clients/{bob.id}/goals/new?form={filled}")).text
    for part in ("Ten push-ups", 'value="2"', 'value="10.5"', 'value="2027-05-01"', '<option value="8" selected>'):
        assert part in page, part
    bea = await spotter.client("bea")
    assert (await alice.get(f"/clients/{bea.id}/goals/new?form={filled}")).status == 404


async def test_odd_answers_leave_a_form_as_it_was(
    spotter: Spotter, bob: Client, alice: Person, phone: Person, tenth: Tenth
) -> None:
    """By HTTP a tenth of what the pure test sends: a refusal names its question, and nothing of it was kept."""
    chance = random.Random(60)
    filled = await asked(alice, bob, "intake")
    keys = [one.key for one in (await kept(spotter, filled)).text.questions]
    for _ in range(tenth(1000)):
        before = await kept(spotter, filled)
        given = {chance.choice([*keys, "nothing"]): odd(chance) for _ in range(chance.randint(1, 4))}
        body = json.dumps({"answers": given}).encode()
        headers = {"Content-Type": "application/json"}
        answer = await phone.ask("POST", f"{page_of(spotter, bob)}/forms/{filled}/answers", data=body, headers=headers)
        after = await kept(spotter, filled)
        if answer.status == 200:
            assert after.rev - before.rev == (0 if after.answers == before.answers else 1)
            continue
        assert answer.status == 400, answer.text
        assert answer.json["message"]
        assert after == before, given


async def test_beside_the_picture_the_log_tells_which_form_and_never_an_answer(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    bea = await spotter.client("bea")
    session = await spotter.session("alice", bob, bea)
    live = spotter.app[LIVE]
    await live.append(session.id, Draft(type="session.opened", payload={"title": session.title}))
    filled = await asked(alice, bob)
    await alice.post(f"/forms/{filled}/answers", json={"answers": {"pain": "yes", "where": "A secret place"}})
    assert (await alice.post(f"/sessions/{session.id}/forms/{filled}/show", {})).status == 200
    room = await live.state(session.id)
    shown = {seats.client(bob.id): {"form": filled, "title": "Pain"}}
    assert snapshot(room, "a", "trainer", f"t:{alice.me.id}")["forms"] == shown
    assert snapshot(room, "b", "client", seats.client(bob.id))["forms"] == shown
    assert snapshot(room, "c", "client", seats.client(bea.id))["forms"] == {}
    assert "secret" not in str(await live.log.read(session.id))
    assert (await alice.post(f"/sessions/{session.id}/forms/{filled}/hide", {})).status == 200
    assert (await live.state(session.id)).forms == {}
    other = await spotter.session("alice", bea)
    assert (await alice.post(f"/sessions/{other.id}/forms/{filled}/show", {})).status == 404
