"""Letters with links and codes, against a real SMTP server; and what is said when none can be sent."""

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from server.domain import links
from server.domain.people import Client
from tests.cast import Person, Spotter, open_spotter
from tests.mailbox import Mailbox, mail_server, text


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mail server that keeps what it gets."""
    with mail_server() as found:
        yield found


@pytest.fixture
def letters(mailbox: Any) -> Mailbox:
    """What has arrived."""
    found: Mailbox = mailbox[0]
    return found


@pytest.fixture
async def spotter(tmp_path: Path, mailbox: Any) -> AsyncIterator[Spotter]:
    """A server that sends mail."""
    url = f"smtp://127.0.0.1:{mailbox[1]}"
    async with open_spotter(tmp_path / "var", MAIL_URL=url, MAIL_FROM="spotter@example.org") as running:
        yield running


def here(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


async def test_the_link_is_mailed_and_works(
    spotter: Spotter, letters: Mailbox, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    assert ">Mail<" in (await alice.get(f"/clients/{bob.id}")).text
    answer = await alice.post(f"/clients/{bob.id}/link/mail", {})
    assert (answer.status, "bob@example.org" in answer.json["notice"]) == (200, True)
    (letter,) = letters.letters
    assert (letter["To"], letter["From"]) == ("bob@example.org", "spotter@example.org")
    assert letter["Subject"] == "Your page with Alice Archer"
    (link,) = [line for line in text(letter).splitlines() if line.startswith(spotter.url)]
    assert (await stranger.get(link.removeprefix(spotter.url))).status == 200


async def test_a_code_is_mailed_for_a_further_device(spotter: Spotter, letters: Mailbox, stranger: Person) -> None:
    bob = await spotter.client("bob")
    await stranger.post(f"{here(spotter, bob)}/confirm", {})
    phone = spotter.browser()
    assert "Mail me a code" in (await phone.get(here(spotter, bob))).text
    answer = await phone.post(f"{here(spotter, bob)}/code", {}, html=True)
    assert "on its way" in (await phone.get(answer.location)).text
    (letter,) = letters.letters
    (code,) = [line for line in text(letter).splitlines() if line.replace(" ", "").isdigit()]
    assert (await phone.post(f"{here(spotter, bob)}/confirm", {"code": code})).status == 200


async def test_asking_by_mail_leaves_the_code_in_the_trainers_view_as_it_is(
    spotter: Spotter, letters: Mailbox, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    code = (await alice.post(f"/clients/{bob.id}/code", {})).json["code"]
    assert (await stranger.post(f"{here(spotter, bob)}/code", {})).status == 200
    assert f"{code[:3]} {code[3:]}" in text(letters.letters[0])


async def test_codes_by_mail_are_few(spotter: Spotter, letters: Mailbox, stranger: Person) -> None:
    bob = await spotter.client("bob")
    statuses = [(await stranger.post(f"{here(spotter, bob)}/code", {})).status for _ in range(8)]
    assert statuses == [200] * 5 + [429] * 3
    assert len(letters.letters) == 5


async def test_a_refused_address_is_said_and_the_link_stays(spotter: Spotter, letters: Mailbox, alice: Person) -> None:
    letters.refusal = "550 No such person"
    bob = await spotter.client("bob")
    answer = await alice.post(f"/clients/{bob.id}/link/mail", {})
    assert (answer.status, answer.json["error"]) == (502, "mail-failed")
    assert "refused" in answer.json["message"]
    assert here(spotter, bob) in (await alice.get(f"/clients/{bob.id}")).text


async def test_a_client_without_an_address_gets_no_letter(
    spotter: Spotter, letters: Mailbox, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob", email="")
    assert ">Mail<" not in (await alice.get(f"/clients/{bob.id}")).text
    answer = await alice.post(f"/clients/{bob.id}/link/mail", {})
    assert (answer.status, answer.json["error"]) == (409, "no-address")
    asked = await stranger.post(f"{here(spotter, bob)}/code", {})
    assert (asked.status, asked.json["error"]) == (409, "no-address")
    assert letters.letters == []


async def test_names_cannot_add_headers_or_people(spotter: Spotter, letters: Mailbox, alice: Person) -> None:
    form = {
        "name": "Bob\r\nBcc: eve@example.org",
        "time_zone": "UTC",
        "email": "bob@example.org\r\nBcc: eve@example.org",
    }
    assert (await alice.post("/clients", form)).status == 400
    made = await alice.post("/clients", form | {"email": "bob@example.org"})
    assert (await alice.post(f"{made.location}/link/mail", {})).status == 200
    (letter,) = letters.letters
    assert (letter["Bcc"], letter["To"]) == (None, "bob@example.org")


async def test_a_mail_server_that_hangs_does_not_hold_the_house_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.mail.TIMEOUT_S", 0.5)

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    silent = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    url = f"smtp://127.0.0.1:{silent.sockets[0].getsockname()[1]}"
    async with silent, open_spotter(tmp_path / "var", MAIL_URL=url) as spotter:
        alice = await spotter.sign_in("alice")
        bob = await spotter.client("bob")
        mailing = asyncio.create_task(alice.post(f"/clients/{bob.id}/link/mail", {}))
        await asyncio.sleep(0.1)
        meanwhile = await alice.post("/clients", {"name": "Bea", "time_zone": "UTC"})
        assert (meanwhile.status, mailing.done()) == (200, False)
        answer = await mailing
        assert (answer.status, answer.json["error"]) == (502, "mail-failed")
        assert "copy the link" in answer.json["message"]


async def test_a_password_is_not_sent_to_a_server_that_does_not_encrypt(
    tmp_path: Path, mailbox: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.mail._NEAR", ())
    url = f"smtp://spotter:secret@127.0.0.1:{mailbox[1]}"
    async with open_spotter(tmp_path / "elsewhere", MAIL_URL=url) as spotter:
        alice = await spotter.sign_in("alice")
        bob = await spotter.client("bob")
        answer = await alice.post(f"/clients/{bob.id}/link/mail", {})
        assert (answer.status, answer.json["error"]) == (502, "mail-failed")
    assert mailbox[0].letters == []


async def test_without_mail_the_page_offers_the_other_ways(tmp_path: Path) -> None:
    async with open_spotter(tmp_path / "mailless") as spotter:
        alice = await spotter.sign_in("alice")
        bob = await spotter.client("bob")
        assert ">Mail<" not in (await alice.get(f"/clients/{bob.id}")).text
        answer = await alice.post(f"/clients/{bob.id}/link/mail", {})
        assert (answer.status, answer.json["error"]) == (409, "mail-off")
        phone = spotter.browser()
        await phone.post(f"{here(spotter, bob)}/confirm", {})
        other = spotter.browser()
        assert "Mail me a code" not in (await other.get(here(spotter, bob))).text
        assert (await other.post(f"{here(spotter, bob)}/code", {})).json["error"] == "mail-off"


async def test_a_program_goes_to_its_client_with_the_pdf_and_the_way_to_their_page(
    spotter: Spotter, alice: Person, letters: Mailbox
) -> None:
    bob = await spotter.client("bob")
    body = {"starts_on": "2031-05-05", "training_days": [1]}
    made = (await alice.post(f"/clients/{bob.id}/programs", json=body)).json["id"]
    answer = await alice.post(f"/programs/{made}/mail", json={})
    assert answer.status == 200, answer.text
    (letter,) = letters.letters
    assert letter["To"] == "bob@example.org"
    text = letter.get_body(("plain",))
    assert text is not None
    assert f"/c/{bob.id}." in text.get_content()
    (paper,) = letter.iter_attachments()
    assert paper.get_filename() == "new-program.pdf"
    assert "Week 1" in pypdf.PdfReader(io.BytesIO(paper.get_content())).pages[0].extract_text()
