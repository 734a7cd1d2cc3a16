"""How hard it was, in a real room: asked at a key, tapped on the phone, read on the picture at once."""

import pytest
from playwright.async_api import expect

from tests.browser import look
from tests.meeting import Meeting

pytestmark = pytest.mark.browser


async def test_the_trainer_asks_at_a_key_and_reads_the_answer_on_the_picture(met: Meeting) -> None:
    trainer = await met.trainer_page(await met.trainer_context(bypass_csp=True))
    client = await met.client_in_the_lobby(await met.client_context(bypass_csp=True))
    await met.let_in(trainer)
    await client.locator("#leave").wait_for()
    await trainer.keyboard.press(";")
    question = client.locator("#effort")
    await expect(question).to_be_visible()
    faults = await look.at(client, "effort-asked")
    await question.get_by_role("button", name="Hard", exact=True).click()
    tile = trainer.locator(".tile[data-lane=camera]:not(.own)")
    await expect(tile.get_by_text("Hard", exact=True)).to_be_visible()
    await question.get_by_role("button", name="2", exact=True).click()
    await question.get_by_role("button", name="Yes", exact=True).click()
    await question.get_by_role("button", name="Left knee").click()
    await expect(tile.get_by_text("Hard, 2 more, pain: left knee")).to_be_visible()
    faults += await look.at(client, "effort-answered") + await look.at(trainer, "effort-told", axe=False)
    await question.get_by_role("button", name="Done").click()
    await client.locator("#effort-again").click()
    await question.get_by_role("button", name="Easy", exact=True).click()
    await expect(tile.get_by_text("Easy, 2 more, pain: left knee")).to_be_visible()
    assert faults == []
