"""Whether a browser's recordings can be cut: a header and a tail go up, the worker tries, nothing is kept."""

from pathlib import Path

import pytest

from server.domain import links
from server.media import CLIP_FILES, MEDIA
from tests.cast import Answer, Person, Spotter
from tests.recordings import footage
from tests.recordings.test_splice import cut_out

CLUSTER = b"\x1f\x43\xb6\x75"


@pytest.fixture
async def here(spotter: Spotter) -> str:
    """Bob's personal page."""
    bob = await spotter.client("bob")
    return f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"


@pytest.fixture
async def phone(spotter: Spotter, here: str) -> Person:
    """Bob's confirmed phone."""
    person = spotter.browser()
    assert (await person.post(f"{here}/confirm", {})).status == 200
    return person


@pytest.fixture
def tape(tmp_path: Path) -> tuple[bytes, int]:
    """What a ring holds of two seconds, its middle gone, and how long its header is."""
    cut, head = cut_out(footage.video(tmp_path / "tape.webm", codec="vp8", size=(96, 48), live=True), CLUSTER)
    return cut.read_bytes(), head


async def ask(person: Person, here: str, body: bytes, head: object) -> Answer:
    """The page's question."""
    how = {"data": body, "headers": {"Content-Type": "application/octet-stream"}}
    return await person.ask("POST", f"{here}/splice-check?head={head}", **how)


async def test_a_header_and_a_tail_that_fit_can_be_cut_and_nothing_of_them_stays(
    spotter: Spotter, phone: Person, here: str, tape: tuple[bytes, int]
) -> None:
    answer = await ask(phone, here, *tape)
    assert answer.json == {"ok": True, "splices": True, "why": ""}
    checks = spotter.app[MEDIA].places.work.parent / "checks"
    assert list(checks.iterdir()) == []
    assert await spotter.app[CLIP_FILES].keys("checks") == []


async def test_bytes_that_do_not_fit_cannot_be_cut_and_the_page_is_told_why(
    phone: Person, here: str, tape: tuple[bytes, int]
) -> None:
    body, head = tape
    answer = await ask(phone, here, body[:head] + bytes(20_000), head)
    assert answer.status == 200
    assert answer.json["splices"] is False
    assert answer.json["why"]


@pytest.mark.parametrize("head", [0, -4, 10**9, "", "much"])
async def test_a_header_that_is_none_is_refused(
    phone: Person, here: str, tape: tuple[bytes, int], head: object
) -> None:
    answer = await ask(phone, here, tape[0], head)
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "bad-input", "head")
