"""Guests of a session: their links are made, mailed and taken back by the trainer."""

from pathlib import Path
from typing import Any

import pytest

from server.domain.people import Client
from tests.cast import HOUR_MS, Person, Spotter, open_spotter
from tests.web.test_mail import letters, mailbox  # noqa: F401


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob")


async def test_a_guests_link_is_made_and_stands_on_the_page(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob)
    answer = await alice.post(f"/sessions/{session.id}/invites", {"name": " Gus "})
    assert answer.status == 200, answer.text
    page = (await alice.get(f"/sessions/{session.id}")).text
    assert answer.json["url"] in page
    assert "Gus" in page
    assert "data:image/svg+xml" in page


async def test_a_withdrawn_link_opens_nothing(spotter: Spotter, alice: Person, stranger: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob)
    made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
    path = made["url"].removeprefix(spotter.url)
    assert (await stranger.get(path)).status == 200
    assert (await alice.post(f"/sessions/{session.id}/invites/{made['id']}/revoke", {})).status == 200
    gone = await stranger.get(path)
    assert gone.status == 404
    assert gone.body == (await stranger.get("/g/never.was")).body
    assert "Withdrawn" in (await alice.get(f"/sessions/{session.id}")).text


@pytest.mark.parametrize("form", [{}, {"name": "  "}, {"name": "x" * 300}])
async def test_nonsense_invites_nobody(spotter: Spotter, alice: Person, bob: Client, form: dict[str, str]) -> None:
    session = await spotter.session("alice", bob)
    answer = await alice.post(f"/sessions/{session.id}/invites", form)
    assert (answer.status, answer.json["where"]) == (400, "name")


async def test_nobody_is_invited_to_what_is_over_or_has_no_room(spotter: Spotter, alice: Person, bob: Client) -> None:
    over = await spotter.session("alice", bob, starts_at_ms=spotter.clock() - 10 * HOUR_MS)
    assert (await alice.post(f"/sessions/{over.id}/invites", {"name": "Gus"})).json["error"] == "conflict"


async def test_another_trainer_can_neither_invite_nor_withdraw_nor_mail(
    spotter: Spotter, alice: Person, anna: Person, bob: Client
) -> None:
    session = await spotter.session("alice", bob)
    made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
    here = f"/sessions/{session.id}/invites/{made['id']}"
    assert (await anna.post(f"{here}/revoke", {})).status == 404
    assert (await anna.post(f"{here}/mail", {"email": "gus@example.org"})).status == 404
    charlie = await spotter.client("charlie")
    hers = await spotter.session("anna", charlie)
    assert (await anna.post(f"/sessions/{hers.id}/invites/{made['id']}/revoke", {})).status == 404
    assert "Withdrawn" not in (await alice.get(f"/sessions/{session.id}")).text


async def test_without_a_mail_server_the_trainer_is_told(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob)
    made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
    here = f"/sessions/{session.id}/invites/{made['id']}/mail"
    assert (await alice.post(here, {"email": "gus@example.org"})).json["error"] == "mail-off"
    assert (await alice.post(here, {"email": "gus"})).json["where"] == "email"
    assert (await alice.post(here, {"email": ""})).json["where"] == "email"


async def test_a_guest_gets_the_link_by_mail_with_when_and_by_whom(
    tmp_path: Path,
    mailbox: Any,  # noqa: F811
    letters: Any,  # noqa: F811
) -> None:
    async with open_spotter(tmp_path / "var", MAIL_URL=f"smtp://127.0.0.1:{mailbox[1]}") as spotter:
        alice = await spotter.sign_in("alice")
        bob = await spotter.client("bob")
        session = await spotter.session("alice", bob, title="Workout with Bob Birch", starts_at_ms=1_893_492_000_000)
        made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
        here = f"/sessions/{session.id}/invites/{made['id']}/mail"
        assert (await alice.post(here, {"email": "gus@example.org"})).status == 200
    (letter,) = letters.letters
    text = letter.get_content()
    assert letter["Subject"] == "Your invitation: Workout with Alice Archer"
    assert made["url"] in text
    assert "Tuesday 1 January 2030, 11:00 (Europe/Berlin)" in text
    assert "Bob" not in text
