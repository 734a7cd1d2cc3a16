"""Two phones as remotes: the client's answers and stops, the trainer's steers from three metres away."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.meeting import Meeting

pytestmark = pytest.mark.browser


async def remote_of(met: Meeting, page: Page) -> Page:
    """A phone that pointed its camera at the square and opened the link."""
    if await page.locator("#camera-ask").count() == 0:
        await page.locator("#more").click()
    await page.locator("#camera-ask").click()
    await page.locator("#as-remote").click()
    link = page.locator("#camera-link")
    await expect(link).to_have_value(re.compile("/d/"), timeout=10_000)
    url = await link.input_value()
    phone = await (await met.client_context(bypass_csp=True)).new_page()
    met.complaints.listen(phone)
    await phone.goto(url)
    await phone.locator("#join").click()
    await phone.locator("#leave").wait_for()
    return phone


async def test_a_phone_steers_another_answers_and_neither_shows_a_picture(met: Meeting) -> None:
    trainer, client = await met.together()
    steers = await remote_of(met, trainer)
    answers = await remote_of(met, client)
    await client.keyboard.press("Escape")

    await trainer.keyboard.press("t")
    await trainer.get_by_role("button", name="Tabata").first.click()
    await trainer.locator("#recipe-start").click()
    for page in (steers, answers):
        await expect(page.locator("#timer")).to_have_attribute("data-state", "running", timeout=15_000)
    faults = await look.at(steers, "remote-trainer") + await look.at(answers, "remote-client")
    await steers.locator("#remote-next").click()
    await expect(client.locator("#timer .timer-word")).to_have_text("Work", timeout=10_000)
    await steers.get_by_role("button", name="Halfway there").click()
    await expect(client.locator("#cue")).to_contain_text("Halfway there")
    await steers.locator("#remote-effort").click()
    await answers.locator("#effort").get_by_role("button", name="Hard", exact=True).click()
    await expect(client.locator("#effort").get_by_role("button", name="Hard", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    await answers.locator("#effort-close").click()
    await answers.locator("#pause-me").click()
    await expect(client.locator("#stopped")).to_contain_text("Paused")
    await answers.locator("#unwell").click()
    await expect(client.locator("#stopped")).to_contain_text("Sit or lie down")
    await expect(steers.locator(".alarm")).to_contain_text("Bob Birch feels unwell")
    faults += await look.at(steers, "remote-alarm")
    await steers.locator("#alarm-take").click()
    await expect(answers.locator("#stopped")).to_contain_text("has seen it")
    assert await trainer.locator(".tile").count() == 2, "a remote has no picture"
    assert await steers.locator("video").count() + await answers.locator("video").count() == 0
    assert faults == []
