"""Two phones as remotes: the client's answers and stops, the trainer's steers from three metres away."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.meeting import Meeting

pytestmark = pytest.mark.browser

# A browser that cannot speak at all.
NO_SPEECH = "delete window.speechSynthesis; delete window.SpeechSynthesisUtterance;"


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


async def rests(*pages: Page) -> None:
    """Waits until the timer is paused on all of these, at the same second."""
    for page in pages:
        await expect(page.locator("#timer")).to_have_attribute("data-state", "paused")
    faces = [await page.locator("#timer .timer-face").inner_text() for page in pages]
    assert len(set(faces)) == 1, faces


async def runs(*pages: Page) -> None:
    """Waits until the timer shows another second on each of these."""
    faces = [await page.locator("#timer .timer-face").inner_text() for page in pages]
    for page, face in zip(pages, faces, strict=True):
        await expect(page.locator("#timer")).to_have_attribute("data-state", "running")
        await expect(page.locator("#timer .timer-face")).not_to_have_text(face)


@pytest.mark.long
async def test_a_phone_steers_another_answers_and_neither_shows_a_picture(met: Meeting) -> None:
    trainer = await met.trainer_page()
    window = await met.client_context()
    await window.add_init_script(NO_SPEECH)
    client = await met.client_in_the_lobby(window)
    await met.let_in(trainer)
    await client.locator("#leave").wait_for()
    steers = await remote_of(met, trainer)
    answers = await remote_of(met, client)
    await client.keyboard.press("Escape")

    await trainer.keyboard.press(":")
    await trainer.locator("#day-line").fill("Goblet squat 2x8 20 kg")
    await trainer.keyboard.press("Enter")
    await expect(steers.locator(".remote-day")).to_contain_text("Set 1 of 2")
    await steers.locator("#remote-done").click()
    await expect(steers.locator(".remote-day")).to_contain_text("Set 2 of 2")
    await steers.locator("#remote-undo").click()
    await expect(steers.locator(".remote-day")).to_contain_text("Set 1 of 2")

    await steers.locator("#remote-timers").click()
    await steers.get_by_role("button", name="AMRAP").first.click()
    for page in (steers, answers):
        await expect(page.locator("#timer")).to_have_attribute("data-state", "running", timeout=15_000)
    await steers.locator("#remote-next").click()  # before anything that takes as long as getting ready does
    for page in (client, answers, steers):
        await expect(page.locator("#timer .timer-word")).to_have_text("Work", timeout=10_000)
    faults = await look.at(steers, "remote-trainer") + await look.at(answers, "remote-client")
    # The timer pauses and goes on by the trainer's phone, and by the client's, who pauses themselves.
    everyone = (trainer, client, steers, answers)
    await steers.locator("#remote-pause").click()
    await rests(*everyone)
    await steers.get_by_role("button", name="Go on").click()
    await runs(*everyone)
    await answers.locator("#pause-me").click()
    for page in (client, answers):
        await expect(page.locator("#stopped")).to_contain_text("Your timer rests.")
    await rests(*everyone)
    await look.keep(answers, "remote-paused", sizes=look.FLOOR)
    await answers.locator("#go-on").click()
    await expect(client.locator("#stopped")).to_have_count(0)
    await runs(*everyone)
    await answers.locator("#tally-add").click()
    await expect(client.locator(".tally-count")).to_have_text("1 round")
    # The day's exercise has its cues there; a safety cue is on both screens of the client until it is tapped away.
    await expect(steers.get_by_role("button", name="Elbows inside your knees")).to_be_visible()
    await steers.get_by_role("button", name="Put the weight down").click()
    await expect(client.locator("#cue")).to_be_visible()
    # The client's browser cannot speak: both read that, and the words are there all the same.
    await expect(client.get_by_text("This device has no voice: cues come as words")).to_be_visible()
    await expect(trainer.locator(".tile", has_text="Bob Birch").get_by_text("No voice for cues")).to_be_visible()
    await answers.locator("#cue-ok").click()
    for page in (client, answers):
        await expect(page.locator("#cue")).to_have_count(0)
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
