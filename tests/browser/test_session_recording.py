"""The recording of a session, in real browsers: who is in it is told truthfully, and anybody leaves it at once."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.browser.classroom import BEA, BOB, OLGA, Classroom, sees, tile
from tests.meeting import Meeting

TONES_JS = """
(() => {
  window.tones = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.tones.push(this.frequency.value);
    return start.apply(this, when);
  };
  window.spoken = [];
  const voice = { voiceURI: "v", name: "V", lang: "en", default: true };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  if (window.speechSynthesis) window.speechSynthesis.getVoices = () => [voice];
  if (window.speechSynthesis) window.speechSynthesis.speak = (one) => window.spoken.push(one.text);
})();
"""
pytestmark = pytest.mark.browser


async def recorded(room: Classroom) -> tuple[Page, Page, Page]:
    """Olga records Bob, who agreed, and Bea, who did not."""
    trainer = await room.trainer(bypass_csp=True)
    bob = await room.client(BOB, trainer, agrees=True, script=TONES_JS, bypass_csp=True)
    bea = await room.client(BEA, trainer, script=TONES_JS)
    for name in (BOB, BEA):
        await sees(trainer, name)
    await trainer.keyboard.press("y")
    panel = trainer.get_by_role("list", name="Who will be recorded")
    await expect(panel.get_by_role("listitem").filter(has_text=BOB)).to_contain_text("agreed")
    await expect(panel.get_by_role("listitem").filter(has_text=BEA)).to_contain_text("did not agree")
    await expect(trainer.locator("#rec")).to_have_count(0)
    await trainer.keyboard.press("y")
    return trainer, bob, bea


def folders(room: Classroom) -> list[Path]:
    """What was recorded."""
    kept = room.server.data_dir / "recordings"
    return sorted(kept.iterdir()) if kept.exists() else []


async def test_everybody_hears_and_sees_that_it_runs_and_whether_they_are_in_it(room: Classroom) -> None:
    trainer, bob, bea = await recorded(room)
    await expect(bob.locator("#rec")).to_have_attribute("data-me", "in")
    await expect(bob.locator("#rec")).to_contain_text("You are recorded")
    await expect(bea.locator("#rec")).to_have_attribute("data-me", "out")
    await expect(bea.locator("#rec")).to_contain_text("You are not in it")
    await expect(trainer.locator("#rec")).to_contain_text(re.compile(r"REC\s*0:0[1-9]"))
    for page in (bob, bea):
        assert 784 in await page.evaluate("window.tones")
        assert any("records this session" in words for words in await page.evaluate("window.spoken"))
    panel = trainer.get_by_role("list", name="Who is recorded")
    await expect(panel.get_by_role("listitem").filter(has_text=BOB)).to_contain_text("recorded")
    await expect(panel.get_by_role("listitem").filter(has_text=BEA)).to_contain_text("did not agree")
    await expect(tile(trainer, BOB).locator(".badge.rec")).to_have_text("REC")
    await expect(tile(trainer, BEA)).to_contain_text("Not recorded")
    await trainer.keyboard.press("m")
    await trainer.keyboard.press("y")
    for page in (trainer, bob, bea):
        await expect(page.locator("#rec")).to_have_count(0)
    (folder,) = folders(room)
    assert any(folder.iterdir())


@pytest.mark.long
async def test_whoever_does_not_want_it_any_more_is_out_of_it_at_once(room: Classroom) -> None:
    trainer, bob, _ = await recorded(room)
    await expect(bob.locator("#rec")).to_have_attribute("data-me", "in")
    await bob.get_by_role("button", name="Do not record me").click()
    await expect(bob.locator("#rec")).to_have_attribute("data-me", "out")
    await expect(tile(trainer, BOB)).to_contain_text("Not recorded")
    await sees(bob, OLGA)
    await sees(trainer, BOB)


@pytest.mark.long
async def test_one_who_comes_while_it_runs_is_told_before_anything_else(room: Classroom) -> None:
    trainer = await room.trainer()
    await room.client(BOB, trainer, agrees=True)
    await sees(trainer, BOB)
    await trainer.keyboard.press("y")
    await trainer.keyboard.press("y")
    await expect(trainer.locator("#rec")).to_be_visible()
    bea = await room.client(BEA, trainer, script=TONES_JS)
    await expect(bea.locator("#rec")).to_be_visible()
    await expect(bea.locator(".news-place")).to_contain_text("This session is being recorded")
    await expect(trainer.locator(".news-place")).to_contain_text(f"{BEA} came in")


@pytest.mark.long
async def test_one_who_agrees_while_it_runs_comes_into_it(room: Classroom) -> None:
    _, _, bea = await recorded(room)
    await expect(bea.locator("#rec")).to_have_attribute("data-me", "out")
    await bea.get_by_role("button", name="Your choice").click()
    await bea.get_by_role("switch", name="Recording a whole session").click()
    await expect(bea.locator("#rec")).to_have_attribute("data-me", "in")


@pytest.mark.long
async def test_with_one_client_the_trainer_reads_why_there_is_no_recording(met: Meeting) -> None:
    trainer, client = await met.together()
    await trainer.keyboard.press("y")
    await expect(trainer.locator("#rec-why-not")).to_contain_text("straight between you two")
    await expect(client.locator("#rec")).to_have_count(0)


@pytest.mark.long
async def test_a_recorded_room_is_without_fault_and_fits_every_screen(room: Classroom) -> None:
    trainer, bob, _ = await recorded(room)
    await expect(bob.locator("#rec")).to_have_attribute("data-me", "in")
    assert await look.at(trainer, "rec-trainer") + await look.at(bob, "rec-client") == []
