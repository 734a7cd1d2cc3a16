"""The pages files are sent from: for whom, for which step, and nothing of anybody else."""

from typing import Any

import pytest

from server.domain import links
from server.domain.people import Client
from tests.cast import Person, Spotter


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


async def page_of(spotter: Spotter, client: Client) -> tuple[Person, str]:
    """The client's own browser, confirmed, and the address of their page."""
    token = links.client_token(spotter.settings.secret_key, client.id, client.link_generation)
    browser = spotter.browser()
    await browser.post(f"/c/{token}/confirm", {})
    return browser, f"/c/{token}"


async def assessment_of(alice: Person, client: Client) -> Any:
    answer = await alice.post(f"/clients/{client.id}/assessments", json={"protocol": "single-leg-stance"})
    assert answer.status == 200, answer.text
    return answer.json["id"]


async def test_a_client_sends_from_their_own_page(spotter: Spotter, bob: Client) -> None:
    await spotter.session("alice", bob, title="Legs")
    browser, here = await page_of(spotter, bob)
    page = await browser.get(f"{here}/send")
    assert page.status == 200
    assert "Send a video or photo" in page.text
    assert "No session" in page.text
    assert f"{here}/send" in (await browser.get(here)).text


async def test_a_file_for_a_step_says_which(spotter: Spotter, alice: Person, bob: Client) -> None:
    assessment = await assessment_of(alice, bob)
    browser, here = await page_of(spotter, bob)
    for person, address in ((browser, f"{here}/send"), (alice, f"/clients/{bob.id}/send")):
        page = await person.get(f"{address}?assessment={assessment}&step=left")
        assert "Single-leg stance: on your left leg" in page.text
        assert (await person.get(f"{address}?assessment={assessment}&step=none")).status == 404


async def test_nobody_sends_for_a_step_of_somebody_else(spotter: Spotter, alice: Person, bob: Client) -> None:
    assessment = await assessment_of(alice, bob)
    bea = await spotter.client("bea")
    browser, here = await page_of(spotter, bea)
    query = f"?assessment={assessment}&step=left"
    assert (await browser.get(f"{here}/send{query}")).status == 404
    assert (await alice.get(f"/clients/{bea.id}/send{query}")).status == 404


async def test_a_trainer_says_how_it_came(alice: Person, spotter: Spotter, bob: Client) -> None:
    session = await spotter.session("alice", bob, title="Legs")
    page = (await alice.get(f"/clients/{bob.id}/send?session={session.id}")).text
    for words in ("By e-mail", "By message", "By hand", bob.name):
        assert words in page
    assert f'value="{session.id}" selected' in page


async def test_a_cancelled_session_and_one_to_come_are_not_offered(
    alice: Person, spotter: Spotter, bob: Client
) -> None:
    coming = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 86_400_000)
    cancelled = await spotter.session("alice", bob, cancelled_at_ms=spotter.clock())
    page = (await alice.get(f"/clients/{bob.id}/send")).text
    assert coming.id not in page
    assert cancelled.id not in page
