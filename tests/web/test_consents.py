"""Consents by the client and by the trainer: one tap each way, every answer kept."""

import asyncio
from dataclasses import replace

import pytest

from server.domain import consents as rules
from server.domain import links, wall_clock
from server.domain.consents import Consent
from server.domain.people import Client
from server.domain.sessions import Session
from server.live import LIVE
from server.store import audit, clients, consents
from signaling.log import Draft, Entry
from tests.cast import BOTH, Person, Spotter


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob")


@pytest.fixture
async def phone(spotter: Spotter, here: str) -> Person:
    """Bob's confirmed phone."""
    person = spotter.browser()
    assert (await person.post(f"{here}/confirm", {})).status == 200
    return person


@pytest.fixture
def here(spotter: Spotter, bob: Client) -> str:
    """Bob's personal page."""
    return f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"


async def rows(spotter: Spotter, client: Client) -> list[Consent]:
    async with spotter.database.reading() as db:
        return await consents.list_for(db, client.id)


async def test_every_purpose_is_shown_with_its_text(phone: Person, here: str) -> None:
    page = (await phone.get(here)).text
    for purpose in rules.asked_of(None):
        assert rules.words(purpose).title in page
        assert f'action="{here}/consents/{purpose}"' in page
    assert page.count("I agree") == len(rules.asked_of(None))


async def test_given_and_withdrawn_with_one_tap_each(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    answer = await phone.post(f"{here}/consents/clips", {"given": "true", "version": "1"})
    assert (answer.status, answer.json["given"], answer.location) == (200, True, f"{here}#consents")
    assert "You agreed" in (await phone.get(here)).text
    spotter.clock.advance(minutes=1)
    assert (await phone.post(f"{here}/consents/clips", {"given": "false"}, html=True)).status == 303
    given, withdrawn = await rows(spotter, bob)
    assert (given.given, withdrawn.given) == (True, False)
    assert given.text_sha256 == rules.words("clips").sha256
    assert (given.version, given.method, given.session_id) == (1, "client page", "")
    assert withdrawn.at_ms > given.at_ms
    async with spotter.database.reading() as db:
        said = [(note.actor, note.action, note.detail) for note in await audit.about(db, f"c:{bob.id}")]
    detail = {"purpose": "clips", "version": 1}
    assert (f"c:{bob.id}", "consent.given", detail) in said
    assert (f"c:{bob.id}", "consent.withdrawn", detail) in said


async def test_the_trainer_sees_who_agreed_when_and_how(alice: Person, phone: Person, bob: Client, here: str) -> None:
    await phone.post(f"{here}/consents/clips", {"given": "true"})
    page = (await alice.get(f"/clients/{bob.id}")).text
    assert "by the client, on the personal page (version 1 of the text)" in page
    assert page.count("not asked yet") == len(rules.asked_of(None)) - 1


async def test_the_trainer_enters_what_a_client_said(spotter: Spotter, alice: Person, bob: Client) -> None:
    answer = await alice.post(f"/clients/{bob.id}/consents/health_data", {"given": "true", "version": "1"})
    assert answer.status == 200
    (row,) = await rows(spotter, bob)
    assert (row.method, row.given) == ("entered by trainer", True)
    assert "entered by the trainer, as the client said" in (await alice.get(f"/clients/{bob.id}")).text


async def test_an_answer_at_the_door_names_its_session(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    session = await spotter.session("alice", bob)
    assert (await phone.post(f"{here}/consents/clips?session={session.id}", json={"given": True})).status == 200
    (row,) = await rows(spotter, bob)
    assert (row.method, row.session_id) == ("pre-join page", session.id)


async def test_a_session_of_somebody_else_cannot_be_named(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    session = await spotter.session("alice", await spotter.client("bea"))
    answer = await phone.post(f"{here}/consents/clips?session={session.id}", json={"given": True})
    assert (answer.status, answer.json["error"]) == (404, "not-found")
    assert await rows(spotter, bob) == []


@BOTH
async def test_a_second_tap_and_two_at_once_are_one_row(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    taps = (phone.post(f"{here}/consents/clips", {"given": "true"}) for _ in range(5))
    assert {answer.status for answer in await asyncio.gather(*taps)} == {200}
    assert len(await rows(spotter, bob)) == 1


async def test_words_that_changed_since_must_be_read_again(
    monkeypatch: pytest.MonkeyPatch, spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    await phone.post(f"{here}/consents/clips", {"given": "true", "version": "1"})
    newer = rules.Words(version=2, title="Clips", text="Other words.")
    monkeypatch.setitem(rules.PURPOSES, "clips", (*rules.PURPOSES["clips"], newer))
    page = (await phone.get(here)).text
    assert "The text is new" in page
    answer = await phone.post(f"{here}/consents/clips", {"given": "true", "version": "1"})
    assert (answer.status, answer.json["error"]) == (409, "outdated-words")
    assert (await phone.post(f"{here}/consents/clips", {"given": "true", "version": "2"})).status == 200
    assert [row.version for row in await rows(spotter, bob)] == [1, 2]


async def test_a_link_without_a_confirmed_device_decides_nothing(
    spotter: Spotter, phone: Person, stranger: Person, bob: Client, here: str
) -> None:
    answer = await stranger.post(f"{here}/consents/clips", {"given": "true"})
    assert (answer.status, answer.json["error"]) == (401, "device-not-confirmed")
    led = await stranger.post(f"{here}/consents/clips", {"given": "true"}, html=True)
    assert (led.status, led.location) == (303, here)
    assert await rows(spotter, bob) == []


async def test_a_trainer_has_no_way_round_the_clients_device(alice: Person, phone: Person, here: str) -> None:
    assert (await alice.post(f"{here}/consents/clips", {"given": "true"})).status == 401


@pytest.mark.parametrize("form", [{}, {"given": ""}, {"given": "perhaps"}, {"given": "true", "version": "one"}])
async def test_nonsense_is_refused(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, here: str, form: dict[str, str]
) -> None:
    assert (await phone.post(f"{here}/consents/clips", form)).status == 400
    assert (await alice.post(f"/clients/{bob.id}/consents/clips", form)).status == 400
    assert await rows(spotter, bob) == []


async def test_an_unknown_purpose_is_not_found(alice: Person, phone: Person, bob: Client, here: str) -> None:
    assert (await phone.post(f"{here}/consents/marketing", {"given": "true"})).status == 404
    assert (await alice.post(f"/clients/{bob.id}/consents/marketing", {"given": "true"})).status == 404


async def log_of(spotter: Spotter, session: Session) -> list[Entry]:
    return await spotter.app[LIVE].log.read(session.id)


@BOTH
async def test_an_open_room_hears_of_it_and_nobody_else_in_it_does(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, here: str
) -> None:
    now = spotter.clock()
    session = await spotter.session("alice", bob, opened_at_ms=now)
    planned = await spotter.session("alice", bob, starts_at_ms=now + 3_600_000)
    over = await spotter.session("alice", bob, opened_at_ms=now, ended_at_ms=now)
    seat = (await phone.post(f"{here}/sessions/{session.id}/join", json={})).json["seat"]
    peer = {
        "id": seat["peer"],
        "person": f"c:{bob.id}",
        "name": "Bob",
        "role": "client",
        "device": "main",
        "state": "in",
    }
    await spotter.app[LIVE].append(session.id, Draft(type="peer.admitted", payload={"peer": peer}))
    await phone.post(f"{here}/consents/clips?session={session.id}", json={"given": True})
    await alice.post(f"/clients/{bob.id}/consents/clips", {"given": "false"})
    said = [entry for entry in await log_of(spotter, session) if entry.type == "consent"]
    person = f"c:{bob.id}"
    assert [entry.payload for entry in said] == [
        {"person": person, "purpose": "clips", "given": True},
        {"person": person, "purpose": "clips", "given": False},
    ]
    assert {tuple(entry.audience) for entry in said} == {(person,)}
    assert await log_of(spotter, planned) == []
    assert await log_of(spotter, over) == []


async def test_before_the_client_is_in_the_room_it_waits_there_for_them(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    session = await spotter.session("alice", bob, opened_at_ms=spotter.clock())
    for _ in range(2):
        await phone.post(f"{here}/consents/clips", json={"given": True})
    (entry,) = await log_of(spotter, session)
    assert (entry.type, entry.audience) == ("consent", (f"c:{bob.id}",))
    assert (await spotter.app[LIVE].state(session.id)).consents == {f"c:{bob.id}": {"clips": True}}


async def test_who_is_under_age_has_a_guardian_sign_with_their_name(
    spotter: Spotter, alice: Person, phone: Person, bob: Client, here: str
) -> None:
    title = rules.words("guardian").title
    assert title not in (await phone.get(here)).text
    born = f"{wall_clock.utc(spotter.clock()).year - 12}-06-01"
    async with spotter.database.writing() as db, db.begin():
        await clients.save(db, replace(bob, birth_date=born))
    assert title in (await phone.get(here)).text
    refused = await phone.post(f"{here}/consents/guardian", {"given": "true"})
    assert (refused.status, refused.json["where"]) == (400, "signed_by")
    signed = await phone.post(f"{here}/consents/guardian", {"given": "true", "signed_by": "Gerda Birch"})
    assert signed.status == 200
    assert "signed by Gerda Birch" in (await alice.get(f"/clients/{bob.id}")).text
    session = await spotter.session("alice", bob)
    assert title not in (await phone.get(f"{here}/sessions/{session.id}")).text, "nobody signs for another at a door"


async def test_the_owners_own_words_are_a_new_version_and_are_asked_anew_where_it_counts(
    spotter: Spotter, olga: Person, phone: Person, bob: Client, here: str
) -> None:
    await phone.post(f"{here}/consents/recording", {"given": "true", "version": "1"})
    session = await spotter.session("alice", bob)
    assert list(await spotter.app[LIVE].agreed(session.id)) == [f"c:{bob.id}"]
    path = "/settings/consents/recording"
    ours = rules.words("recording")
    for body, where in (({"title": "", "text": ours.text}, "title"), ({"title": "Recording", "text": "Yes."}, "text")):
        assert (await olga.post(path, body)).json["where"] == where
    assert (await olga.post(path, {"title": ours.title, "text": ours.text})).json["version"] == 1, "nothing is new"
    text = "We record whole sessions & keep them for thirty days."
    assert (await olga.post(path, {"title": "Recording", "text": text, "version": 1})).json["version"] == 2
    assert (await olga.post(path, {"title": "Recording", "text": text, "version": 1})).json["error"] == "outdated-words"

    assert await spotter.app[LIVE].agreed(session.id) == {}, "a yes to other words records nobody"
    page = (await phone.get(here)).text
    assert "The text is new" in page
    assert "thirty days" in page
    assert (await phone.post(f"{here}/consents/recording", {"given": "true", "version": "1"})).status == 409
    assert (await phone.post(f"{here}/consents/recording", {"given": "true", "version": "2"})).status == 200
    assert list(await spotter.app[LIVE].agreed(session.id)) == [f"c:{bob.id}"]
    assert text.replace("&", "&amp;") in (await olga.get("/settings/consents")).text
