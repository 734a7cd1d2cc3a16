"""How hard it was, and stop, in a real room: one hour of a trainer and a client as they would press."""

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.meeting import Meeting

pytestmark = pytest.mark.browser


async def starts_a_minute(trainer: Page) -> None:
    """A timer of the starters that runs for a while."""
    await trainer.keyboard.press("t")
    await trainer.get_by_role("button", name="Stopwatch").first.click()
    await trainer.locator("#recipe-start").click()


async def test_effort_is_asked_and_told_and_a_stop_acts_before_the_server_knows(met: Meeting) -> None:
    trainer = await met.trainer_page(await met.trainer_context(bypass_csp=True))
    away = await met.client_context(bypass_csp=True)
    client = await met.client_in_the_lobby(away)
    await met.let_in(trainer)
    await client.locator("#leave").wait_for()
    tile = trainer.locator(".tile[data-lane=camera]:not(.own)")

    faults = await look.keep(client, "stop-at-hand", sizes=look.FLOOR)
    await trainer.keyboard.press(";")
    question = client.locator("#effort")
    await expect(question).to_be_visible()
    faults += await look.at(client, "effort-asked")
    await question.get_by_role("button", name="Hard", exact=True).click()
    await expect(tile.get_by_text("Hard", exact=True)).to_be_visible()
    await question.get_by_role("button", name="2", exact=True).click()
    await question.get_by_role("button", name="Yes", exact=True).click()
    await question.locator("[data-place=left-knee]").click()
    await question.get_by_role("button", name="From behind").click()
    await question.locator("[data-place=lower-back]").click()
    await expect(tile.get_by_text("Hard, 2 more, pain: left knee, lower back")).to_be_visible()
    faults += await look.at(client, "effort-where")
    await question.get_by_role("button", name="Lower back").click()
    await expect(tile.get_by_text("Hard, 2 more, pain: left knee", exact=True)).to_be_visible()
    faults += await look.at(client, "effort-answered")
    await question.get_by_role("button", name="Done").click()
    await client.locator("#effort-again").click()
    await question.get_by_role("button", name="Easy", exact=True).click()
    await expect(tile.get_by_text("Easy, 2 more, pain: left knee")).to_be_visible()
    await question.get_by_role("button", name="Done").click()

    # The end of a timer asks as well.
    await trainer.keyboard.press("t")
    await trainer.locator("#asks-effort").click()
    await trainer.get_by_role("button", name="Rest", exact=True).first.click()
    await trainer.locator("#recipe-start").click()
    await expect(client.locator("#timer")).to_have_attribute("data-state", "running", timeout=15_000)
    await trainer.locator("#timer-skip").click()
    await expect(question).to_contain_text("Rest 1:30: how hard was it?", timeout=15_000)
    await question.get_by_role("button", name="Medium", exact=True).click()
    await expect(tile.get_by_text("Medium", exact=True)).to_be_visible()
    await question.get_by_role("button", name="Done").click()
    await trainer.locator("#asks-effort").click()
    await trainer.keyboard.press("t")

    await starts_a_minute(trainer)
    await expect(client.locator("#timer")).to_have_attribute("data-state", "running", timeout=15_000)
    await client.locator("#more").click()
    await client.locator("#pause-me").click()  # at hand, also while a sheet is open
    await client.locator("#sheet-close").dispatch_event("click")
    await expect(client.locator("#timer")).to_have_attribute("data-state", "paused")
    await expect(tile.get_by_text("Paused")).to_be_visible()
    faults += await look.at(client, "stop-paused")
    await client.locator("#go-on").click()
    await expect(client.locator("#timer")).to_have_attribute("data-state", "running", timeout=15_000)

    await away.set_offline(True)
    await client.evaluate("() => globalThis.dispatchEvent(new Event('offline'))")
    await client.locator("#unwell").click()
    await expect(client.locator("#stopped")).to_contain_text("Sit or lie down")
    await expect(client.locator("#timer")).to_have_attribute("data-state", "paused")
    # The page that pressed it is gone before there is a connection: the next one tells it.
    room = client.url
    await client.goto("about:blank")
    await away.set_offline(False)
    await expect(trainer.locator(".alarm")).to_have_count(0)
    await client.goto(room)  # who was in comes in again by themselves
    alarm = trainer.locator(".alarm")
    await expect(alarm).to_contain_text("Bob Birch feels unwell", timeout=30_000)
    await expect(alarm.get_by_role("link", name="+49 170 5550101")).to_have_attribute("href", "tel:+491705550101")
    faults += await look.at(trainer, "stop-alarm")
    await alarm.locator("#alarm-take").click()
    await expect(client.locator("#stopped")).to_contain_text("has seen it", timeout=15_000)
    faults += await look.at(client, "stop-unwell")
    await client.locator("#fine").click()
    await expect(alarm).to_contain_text("fine again")
    await alarm.locator("#settle-word").fill("Light-headed")
    faults += await look.at(trainer, "stop-settle")
    await alarm.locator("#settle-red").click()
    await expect(alarm).to_have_count(0)
    await expect(client.locator("#stopped")).to_have_count(0)

    await trainer.keyboard.press("!")
    await expect(client.locator("#stopped")).to_contain_text("Paused")
    await trainer.keyboard.press("!")
    await expect(client.locator("#stopped")).to_have_count(0)
    await trainer.locator("#stop").click()
    faults += await look.at(trainer, "stop-panel")
    sheet = met.http.get(f"/sessions/{met.session}/sheet")
    assert "first said hard" in sheet
    assert "a red flag, Light-headed" in sheet
    assert faults == []
