"""A workout without a health check: stopped at the door, done there, let in; a red flag; the trainer decides."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from server.domain.forms.starters.health_check import DOMAINS
from tests.browser import look
from tests.meeting import ZONE, Meeting

pytestmark = pytest.mark.browser


def booked(met: Meeting) -> tuple[Meeting, str]:
    """Bea, whose health nobody has asked about, with a workout that begins now; and her id."""
    bea = met.http.post("/clients", {"name": "Bea Brook", "time_zone": ZONE})["id"]
    here = datetime.now(UTC).astimezone(ZoneInfo(ZONE))
    plan = {"service": "workout", "delivery": "live", "clients": [bea]}
    plan |= {"date": here.date().isoformat(), "time": f"{here:%H:%M}"}
    session = met.http.post("/sessions", plan)["id"]
    link = re.search(r"https?://[^\"\s<]+/c/[^\"\s<]+", met.http.get(f"/sessions/{session}"))
    assert link is not None
    return replace(met, session=session, client_link=link.group(0)), bea


async def answers_no(page: Page) -> None:
    """The health check, as somebody fills it in who is well."""
    for key in DOMAINS:
        await page.locator(f"input[name='{key}'][value='no']").check()
    await page.locator("input[name='today'][value='none']").check()
    await page.locator("input[name='true']").fill("Bea Brook")


async def starts_a_timer(trainer: Page) -> None:
    if not await trainer.locator("#recipe-start").is_visible():
        await trainer.keyboard.press("t")
        await trainer.get_by_role("button", name="Stopwatch").first.click()
    await trainer.locator("#recipe-start").click()


@pytest.mark.long
async def test_from_the_door_to_the_review(met: Meeting) -> None:
    meeting, bea = booked(met)
    desk = await meeting.trainer_context(bypass_csp=True)
    today = await desk.new_page()
    meeting.complaints.listen(today)
    await today.goto(f"{met.server.url}/today")
    await expect(today.locator("#waiting")).to_contain_text("Bea Brook may not train yet")

    client = await meeting.client_at_the_door(await meeting.client_context(bypass_csp=True))
    await expect(client.locator("#gate")).to_contain_text("Please do your health check first")
    faults = await look.at(client, "gate-door")
    await client.get_by_label("Where are you today?").fill("Elm Street 4")
    await client.get_by_label("Is anyone with you who could help?").fill("Tom, next room")
    await client.get_by_label("Whom to call in an emergency?").fill("Ann +49 30 5550777")
    await client.locator("#join").click()
    trainer = await meeting.trainer_page(desk)
    await meeting.let_in(trainer)
    await expect(client.locator(".talk-only")).to_contain_text("Please do your health check first")
    banner = trainer.locator(".gated")
    await expect(banner).to_contain_text("Bea Brook may only talk")
    await trainer.keyboard.press("*")
    card = trainer.locator("[data-safety]")
    await expect(card).to_contain_text("Elm Street 4")
    await expect(card).to_contain_text("Tom, next room")
    await expect(card.get_by_role("link", name="+49 30 5550777")).to_have_attribute("href", "tel:+49305550777")
    faults += await look.at(trainer, "gate-card")
    await starts_a_timer(trainer)
    await expect(trainer.get_by_text("Their health check stands between")).to_be_visible()
    await expect(client.locator("#timer")).to_be_hidden()
    faults += await look.at(trainer, "gate-room")
    faults += await look.at(client, "gate-talk")

    check = await client.context.new_page()
    meeting.complaints.listen(check)
    await check.goto(f"{meeting.client_link}/health")
    faults += await look.at(check, "gate-own")
    await check.get_by_role("button", name="Do the health check").click()
    await answers_no(check)
    await check.locator("[data-send]").click()
    await expect(banner).to_have_count(0, timeout=15_000)
    await expect(client.locator(".talk-only")).to_have_count(0)
    await starts_a_timer(trainer)
    await expect(client.locator("#timer")).to_have_attribute("data-state", "running", timeout=15_000)

    await client.locator("#unwell").click()
    await trainer.locator("#alarm-take").click()
    await trainer.locator("#settle-word").fill("Chest pain")
    await trainer.locator("#settle-red").click()
    await expect(client.locator(".talk-only")).to_contain_text("talk about your health first")
    await expect(client.locator("#timer")).to_be_hidden()
    await expect(banner).to_contain_text("reopened")

    await today.goto(f"{met.server.url}/today")
    await today.get_by_role("link", name="Review Bea Brook's health check").click()
    await expect(today.locator("#standing")).to_contain_text("reopened")
    await expect(today.locator("#history")).to_contain_text("Chest pain")
    faults += await look.at(today, "gate-review")
    await today.get_by_role("radio", name="To a doctor first").check()
    await today.get_by_role("button", name="Keep the decision").click()
    await expect(client.locator(".talk-only")).to_contain_text("Please see your doctor first")

    await today.set_input_files(
        "#document-file", {"name": "note.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 fit"}
    )
    await today.locator("[data-document] button").click()
    await expect(today.locator("#documents")).to_contain_text("note.pdf")
    await today.get_by_role("radio", name="Cleared with limits").check()
    await today.locator("#f-limits").fill("No sprints before May.")
    await today.locator("#f-document").select_option(index=1)
    await today.get_by_role("button", name="Keep the decision").click()
    await expect(client.locator(".talk-only")).to_have_count(0)
    await expect(banner).to_have_count(0)
    await expect(today.locator("#standing")).to_contain_text("No sprints before May.")
    await today.goto(f"{met.server.url}/clients/{bea}")
    await expect(today.locator("#health")).to_contain_text("No sprints before May.")
    assert faults == []
