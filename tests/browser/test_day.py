"""A workout by its list: typed, done by one key, rested, read from three metres."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect
from pypdf import PdfReader

from tests.browser import look
from tests.meeting import Meeting, sees_the_other

pytestmark = pytest.mark.browser


@pytest.mark.long
async def test_a_workout_goes_by_its_list(met: Meeting, tmp_path: Path) -> None:
    desk = await (await met.trainer_context()).new_page()
    met.complaints.listen(desk)
    await desk.goto(f"{met.server.url}/sessions/{met.session}")
    await desk.locator("#day-text").fill("Goblet squat 2x8 20 kg, rest 90\nPlank 1x30s")
    await desk.get_by_role("button", name="Keep the list").click()
    await expect(desk.locator("#day-text")).to_have_value(re.compile("^Goblet squat 2x8 20 kg, rest 90 s"))
    await desk.close()

    trainer = await met.trainer_page(await met.trainer_context(bypass_csp=True))
    client = await met.client_in_the_lobby(await met.client_context(bypass_csp=True))
    await met.let_in(trainer)
    await sees_the_other(client)
    await expect(client.locator("#band .band-name")).to_have_text("Goblet squat")
    await expect(client.locator("#band")).to_contain_text("Set 1 of 2")
    await expect(client.locator("#band")).to_contain_text("8 × 20 kg")
    await expect(client.locator("#band")).to_contain_text("Then: Plank")

    await trainer.keyboard.press(":")
    await trainer.locator("#day-line").fill("Row 2x10 30 kg")
    await trainer.keyboard.press("Enter")
    await expect(trainer.locator(".day-entry")).to_have_count(3)
    await trainer.locator("#day-line").blur()

    await trainer.keyboard.press("Enter")
    for page in (trainer, client):
        await expect(page.locator("#timer .timer-word")).to_have_text(re.compile("Rest"))
    await expect(client.locator("#band")).to_contain_text("Set 2 of 2")
    assert not await look.keep(trainer, "day-trainer", sizes=look.SIZES)
    assert not await look.keep(client, "day-client", sizes=look.FLOOR)

    for _ in range(3):
        await trainer.keyboard.press("ArrowUp")
    await expect(trainer.locator("#now-reps")).to_have_value("3")
    await trainer.locator("#now-reps").fill("6")
    await trainer.locator("#now-load").fill("22.5")
    await trainer.locator("#now-effort").fill("8")
    await trainer.keyboard.press("Enter")
    await expect(client.locator("#band .band-name")).to_have_text("Plank")
    await expect(trainer.locator(".sets-done")).to_contain_text("2: 6 × 22.5 kg, effort 8")

    await trainer.keyboard.press("#")
    await trainer.locator("#note-text").fill("Left knee travels in")
    await trainer.keyboard.press("Control+Enter")
    await expect(trainer.locator(".note")).to_contain_text("Left knee travels in")
    assert not await look.keep(trainer, "day-notes")
    assert "travels in" not in await client.content()

    # The sheet: drafted from the log, made right, approved; then it is the client's, to read and to keep as PDF.
    await trainer.locator("#note-text").blur()
    await trainer.locator("#end").click()
    await trainer.get_by_role("button", name="End the session for everyone").click()
    await trainer.get_by_role("link", name="Session sheet").click()
    await trainer.get_by_role("link", name="Sheet for Bob Birch").click()
    await expect(trainer.locator("#f-done")).to_have_value(re.compile("Goblet squat"))
    await expect(trainer.locator("main")).to_contain_text("Left knee travels in")
    await trainer.locator("#f-homework").fill("Two easy walks\n<b>Sleep</b>")
    assert not await look.keep(trainer, "sheet-edit", whole=["desk", "phone"]) + await look.faults(
        trainer, "sheet-edit"
    )
    await trainer.get_by_role("button", name="Approve and give it to Bob Birch").click()
    await expect(trainer.locator("main")).to_contain_text("Bob Birch sees this: version 1.")

    await client.goto(met.client_link)
    await client.locator("#sheets a").click()
    await expect(client.locator("main")).to_contain_text("Goblet squat")
    await expect(client.locator("main")).to_contain_text("<b>Sleep</b>")
    await expect(client.locator("main")).not_to_contain_text("travels in")
    assert not await look.keep(client, "sheet-client", whole=["desk", "phone"]) + await look.faults(
        client, "sheet-client"
    )
    async with client.expect_download() as coming:
        await client.get_by_role("link", name="PDF").click()
    await (await coming.value).save_as(tmp_path / "sheet.pdf")
    paper = "".join(page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages)
    assert "Goblet squat" in paper
    assert "travels in" not in paper
