"""A client's sheet from the log to the client's own page and to paper; nothing of anybody else on it."""

import io
from typing import Any

import pypdf
import pytest

from server.domain import links, seats
from server.domain.people import Client
from server.domain.sessions import Session
from server.live import LIVE
from server.store import client_sheets
from signaling.log import Audience, Draft
from tests.cast import Person, Spotter

HOSTILE = "<script>alert(1)</script> #set text(red)"


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


@pytest.fixture
async def bea(spotter: Spotter) -> Client:
    return await spotter.client("bea")


@pytest.fixture
async def session(spotter: Spotter, bob: Client, bea: Client) -> Session:
    """Bob and Bea train with Alice; each did a set, heard a cue of their own, and said how hard it was."""
    session = await spotter.session("alice", bob, bea, title="Two at once")
    live = spotter.app[LIVE]

    async def add(type: str, audience: Audience = "everyone", **payload: Any) -> None:
        await live.append(session.id, Draft(type=type, payload=payload, audience=audience, actor="alice"))

    await add("session.opened", title="Workout")
    for client, load, say in ((bob, 22.5, "Knees out"), (bea, 40.0, "Chin up")):
        person, peer = seats.client(client.id), f"peer of {client.name}"
        told = {"id": peer, "person": person, "name": client.name, "role": "client", "device": "main", "state": "in"}
        await add("peer.admitted", (person,), peer=told)
        done = {"person": person, "entry": "a", "exercise": None, "name": "Squat", "number": 1, "reps": 8}
        await add("day.set", (person,), **done, load=load, unit="kg", secs=None, effort=None)
        squat = {"key": None, "name": "Squat"}
        await add("cue", (peer,), say=say, kind="form", focus="", to=[peer], speak=False, exercise=squat)
    await add("marker", "trainers", label="Bea alone", kind="free")
    await add("note", "trainers", note="note-no-1", rev=1, text="Watch the left knee")
    return session


@pytest.fixture
async def phone(spotter: Spotter, bob: Client) -> Person:
    """Bob's confirmed phone."""
    person = spotter.browser()
    assert (await person.post(f"{page_of(spotter, bob)}/confirm", {})).status == 200
    return person


def page_of(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


def sheet_of(session: Session, client: Client) -> str:
    return f"/sessions/{session.id}/sheets/{client.id}"


async def test_the_sheet_begins_with_what_that_client_did_and_heard_and_nothing_of_another(
    alice: Person, session: Session, bob: Client
) -> None:
    page = (await alice.get(sheet_of(session, bob))).text
    form = page[page.index("<form") :]
    assert "Squat: 8 × 22.5 kg" in form
    assert "Squat: “Knees out” once" in form
    assert "Watch the left knee" in page
    for private in ("40 kg", "Chin up", "Bea", "left knee"):
        assert private not in form


async def test_the_client_has_it_once_it_is_approved_as_a_page_and_on_paper(
    spotter: Spotter, alice: Person, phone: Person, session: Session, bob: Client
) -> None:
    theirs = f"{page_of(spotter, bob)}/sessions/{session.id}/sheet"
    body = {"done": f"Squat: 8 × 22.5 kg\n{HOSTILE}", "homework": "Walk daily", "rev": 0}
    await alice.post(sheet_of(session, bob), json=body)
    assert (await phone.get(theirs)).status == 404
    assert (await phone.get(f"{theirs}.pdf")).status == 404
    await alice.post(sheet_of(session, bob), json={**body, "rev": 1, "approve": True})
    page = (await phone.get(theirs)).text
    assert "Walk daily" in page
    assert HOSTILE not in page
    assert "From your sessions" in (await phone.get(page_of(spotter, bob))).text
    paper = await phone.get(f"{theirs}.pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    text = "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(paper.body)).pages)
    for words in ("Squat: 8 × 22.5 kg", "Until next time", "Walk daily", "#set text(red)", bob.name):
        assert words in text


async def test_a_changed_sheet_is_the_trainers_until_it_is_approved_again(
    spotter: Spotter, alice: Person, phone: Person, session: Session, bob: Client
) -> None:
    theirs = f"{page_of(spotter, bob)}/sessions/{session.id}/sheet"
    await alice.post(sheet_of(session, bob), json={"done": "First words", "rev": 0, "approve": True})
    await alice.post(sheet_of(session, bob), json={"done": "Second words", "rev": 1})
    assert "First words" in (await phone.get(theirs)).text
    await alice.post(sheet_of(session, bob), json={"done": "Second words", "rev": 2, "approve": True})
    assert "Second words" in (await phone.get(theirs)).text
    page = (await alice.get(sheet_of(session, bob))).text
    assert "Version 1" in page
    assert "First words" in page


async def test_of_two_windows_the_second_is_told_and_changes_nothing(
    alice: Person, session: Session, bob: Client
) -> None:
    await alice.post(sheet_of(session, bob), json={"done": "First words", "rev": 0})
    late = await alice.post(sheet_of(session, bob), json={"done": "Other words", "rev": 0, "approve": True})
    assert (late.status, late.json["error"]) == (409, "stale")
    assert "First words" in (await alice.get(sheet_of(session, bob))).text


async def test_a_sheet_is_for_who_took_part(spotter: Spotter, alice: Person, bob: Client, bea: Client) -> None:
    alone = await spotter.session("alice", bob)
    assert (await alice.get(sheet_of(alone, bea))).status == 404
    assert (await alice.get(f"{sheet_of(alone, bob)}/sheet.pdf")).status == 404


async def test_chapters_come_as_subrip_too(alice: Person, session: Session) -> None:
    answer = await alice.get(f"/sessions/{session.id}/chapters.srt")
    assert answer.text.startswith("1\n00:00:00,000 --> ")
    assert "Bea alone" in answer.text


async def test_a_form_with_several_boxes_ticked_is_taken_and_clips_of_others_are_left_out(
    spotter: Spotter, alice: Person, session: Session, bob: Client
) -> None:
    boxes = [("clips", "one-of-another"), ("clips", "another-one")]
    given = [("rev", "0"), ("done", "Squats"), *boxes, ("approve", "false")]
    assert (await alice.post(sheet_of(session, bob), data=given)).status == 200
    async with spotter.database.reading() as db:
        kept = await client_sheets.get(db, session.id, bob.id)
    assert (kept.rev, kept.sheet.done, kept.sheet.clips) == (1, "Squats", ())
