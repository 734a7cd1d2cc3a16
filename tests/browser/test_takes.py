"""Assess in a session: the trainer's word films a step on the client's own device, beside the call."""

import contextlib
import sqlite3
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.browser.filming import until
from tests.meeting import Meeting, meeting, moves, sees_the_other
from tests.stage import Server

pytestmark = pytest.mark.browser


def rows(met: Meeting, asked: str) -> list[Any]:
    """What the database says."""
    with contextlib.closing(sqlite3.connect(met.server.data_dir / "spotter.db")) as db:
        return db.execute(asked).fetchall()


async def assess(trainer: Page, protocol: str = "single-leg-stance") -> None:
    """Opens the instrument and begins an assessment, with a short countdown."""
    await trainer.keyboard.press("q")
    await trainer.locator(f"[data-protocol='{protocol}']").click()
    await trainer.get_by_role("group", name="Countdown").get_by_role("button", name="3 s").click()


def step(trainer: Page, key: str) -> Any:
    """A step in the trainer's panel."""
    return trainer.locator(f".take-step[data-step='{key}']")


async def film(trainer: Page, client: Page, key: str, *, seconds: float = 2) -> None:
    """Films a step for so long and stops it."""
    await step(trainer, key).locator("[data-deed=start]").click()
    await expect(client.locator("#take .film-count")).to_be_visible(timeout=5_000)
    await expect(client.locator("#take .film-time")).to_be_visible(timeout=8_000)
    await client.wait_for_timeout(seconds * 1000)
    await step(trainer, key).locator("[data-deed=stop]").click()
    await expect(client.locator("#take")).to_be_hidden(timeout=5_000)


@pytest.mark.long
async def test_a_step_is_filmed_at_the_trainers_word_and_arrives(met: Meeting) -> None:
    trainer, client = await met.together()
    await assess(trainer)
    await film(trainer, client, "left", seconds=3)
    await expect(step(trainer, "left")).to_have_attribute("data-kind", "ready", timeout=40_000)
    ((clip, source, session, moment, state, height, duration_ms),) = rows(
        met, "SELECT id, source, session_id, moment, state, height, duration_ms FROM clips"
    )
    assert (source, session, state, height) == ("assessment", met.session, "ready", 720)
    assert moment
    assert 2500 <= duration_ms <= 6000
    assert rows(met, "SELECT clip_id FROM assessment_steps WHERE step = 'left'") == [(clip,)]
    await expect(step(trainer, "left").get_by_role("link", name="Watch")).to_have_attribute("href", f"/clips/{clip}")
    sheet = step(trainer, "left")
    await sheet.get_by_label("Left leg, eyes open, 1").fill("31,5")
    await sheet.get_by_label("Left leg, eyes open, 2").press("Tab")
    await sheet.get_by_role("button", name="Hip drops, left leg, Seen: open").click()
    await expect(sheet.get_by_role("status").filter(has_text="Kept")).to_be_visible(timeout=20_000)
    await expect(sheet.get_by_role("button", name="Hip drops, left leg, Seen", exact=True)).to_be_visible()
    ((readings,),) = rows(met, "SELECT readings FROM results")
    assert '"value": 31.5' in readings
    marks = rows(met, "SELECT payload FROM room_events WHERE type = 'marker'")
    assert len(marks) == 1
    assert "Hip drops" in marks[0][0]
    await moves(trainer)  # the call goes on


@pytest.mark.long
async def test_a_step_filmed_again_takes_the_place_of_the_one_before(met: Meeting) -> None:
    trainer, client = await met.together()
    await assess(trainer, "push-up")
    await film(trainer, client, "side")
    await expect(step(trainer, "side")).to_have_attribute("data-kind", "ready", timeout=40_000)
    ((first,),) = rows(met, "SELECT clip_id FROM assessment_steps")
    await film(trainer, client, "side")
    await until(lambda: rows(met, "SELECT clip_id FROM assessment_steps") not in ([(first,)], [(None,)]))
    await until(lambda: len(rows(met, "SELECT id FROM clips WHERE deleted_at_ms IS NULL")) == 1)


@pytest.mark.long
async def test_a_step_that_is_cancelled_leaves_nothing(met: Meeting) -> None:
    trainer, client = await met.together()
    await assess(trainer)
    await step(trainer, "left").locator("[data-deed=start]").click()
    await expect(client.locator("#take .film-time")).to_be_visible(timeout=10_000)
    await client.wait_for_timeout(1500)
    await step(trainer, "left").locator("[data-deed=cancel]").click()
    await expect(client.locator("#take")).to_be_hidden(timeout=5_000)
    await until(lambda: rows(met, "SELECT id FROM clips WHERE deleted_at_ms IS NULL") == [])
    await until(lambda: list((met.server.data_dir / "uploads").glob("*")) == [])
    await expect(step(trainer, "left").get_by_role("button", name="Film")).to_be_enabled()


@pytest.mark.long
async def test_a_client_who_is_done_says_so_and_one_who_is_not_ready_too(met: Meeting) -> None:
    trainer, client = await met.together()
    await assess(trainer)
    await step(trainer, "left").locator("[data-deed=start]").click()
    await client.get_by_role("button", name="Not yet").click()
    await expect(client.locator("#take")).to_be_hidden(timeout=5_000)
    assert rows(met, "SELECT id FROM clips") == []
    await step(trainer, "left").locator("[data-deed=start]").click()
    await expect(client.locator("#take .film-time")).to_be_visible(timeout=10_000)
    await client.wait_for_timeout(1500)
    await client.get_by_role("button", name="Done").click()
    await expect(step(trainer, "left")).to_have_attribute("data-kind", "ready", timeout=40_000)


@pytest.mark.long
async def test_a_client_whose_page_is_closed_in_a_step_sends_it_on_when_they_come_back(met: Meeting) -> None:
    trainer, client = await met.together()
    await assess(trainer)
    await step(trainer, "left").locator("[data-deed=start]").click()
    await expect(client.locator("#take .film-time")).to_be_visible(timeout=10_000)
    await client.wait_for_timeout(3000)
    await client.reload()
    await sees_the_other(client, timeout_ms=30_000)
    await expect(step(trainer, "left")).to_have_attribute("data-kind", "ready", timeout=40_000)
    await trainer.reload()
    await sees_the_other(trainer, timeout_ms=30_000)
    panel = trainer.get_by_role("button", name="Assess")
    if await panel.get_attribute("aria-pressed") != "true":
        await panel.click()
    await expect(step(trainer, "left")).to_have_attribute("data-kind", "ready", timeout=10_000)


@pytest.mark.long
async def test_filming_in_a_session_fits_every_screen_and_axe_finds_no_fault(server: Server) -> None:
    faults: list[str] = []
    async with meeting(server) as both:
        trainer = await both.trainer_page(await both.trainer_context(bypass_csp=True))
        client = await both.client_in_the_lobby(await both.client_context(bypass_csp=True))
        await both.let_in(trainer)
        await sees_the_other(client)
        await trainer.keyboard.press("q")
        faults += await look.at(trainer, "room-assess")
        await trainer.locator("[data-protocol='overhead-squat']").click()
        await trainer.get_by_role("group", name="Countdown").get_by_role("button", name="20 s").click()
        await step(trainer, "front").locator("[data-deed=start]").click()
        await client.locator("#take .film-count").wait_for()
        faults += await look.at(client, "room-take-countdown", axe=False)
        faults += await look.at(trainer, "room-assess-steps")
        await expect(client.locator("#take .film-time")).to_be_visible(timeout=30_000)
        faults += await look.at(client, "room-take-recording")
    assert faults == []
