"""Cues of an exercise: one's own from the desk, on the keys in the room, seen, heard, and stopped by safety."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.meeting import Meeting

pytestmark = pytest.mark.browser

# The browser of the tests has no voice: one that knows English, what it was asked to say, and which tones sounded.
A_VOICE = """
  window.spoken = [];
  window.tones = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    window.tones.push(this.frequency.value);
    return start.apply(this, when);
  };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  speechSynthesis.getVoices = () => [{ voiceURI: "v", name: "Voice", lang: "en-GB", default: true }];
  speechSynthesis.speak = (one) => window.spoken.push(one.text);
"""
CHIRP = [1175, 1568]  # hertz


async def makes_own(desk: Page, url: str, words: str) -> None:
    """The trainer gives the goblet squat another first cue."""
    await desk.goto(f"{url}/library/exercises/goblet-squat")
    await desk.locator("#cues input[name=say]").first.fill(words)
    await desk.get_by_role("button", name="Save").click()
    await desk.get_by_text("yours", exact=False).or_(desk.get_by_text("Saved.")).first.wait_for()
    await expect(desk.locator("#cues input[name=say]").first).to_have_value(words)


@pytest.mark.long
async def test_a_trainers_own_cues_reach_the_client(met: Meeting, tmp_path: Path) -> None:
    url, wrong = met.server.url, []
    desk = await (await met.trainer_context(bypass_csp=True)).new_page()
    met.complaints.listen(desk)

    # At the desk: found as one types, one cue in other words, moved, and a table that comes in.
    await desk.goto(f"{url}/library/exercises")
    await desk.locator("#filter-exercises").fill("drop between")
    await expect(desk.locator("#exercises li:visible")).to_have_count(1)
    wrong += await look.keep(desk, "exercises") + await look.faults(desk, "exercises")
    await makes_own(desk, url, "Sit on your heels")
    await desk.get_by_role("button", name="Move cue 1 down").click()
    await expect(desk.locator("#cues input[name=say]").nth(1)).to_have_value("Sit on your heels")
    await desk.get_by_role("button", name="Move cue 2 up").click()
    wrong += await look.keep(desk, "exercise", whole=("phone", "desk")) + await look.faults(desk, "exercise")
    await desk.goto(f"{url}/library/exercises/import")
    table = tmp_path / "cues.csv"
    table.write_bytes("Exercise;Cue;Kind\r\nBärengang;Trag ein Tablett;external\r\n;Tiefer;form\r\n".encode("cp1252"))
    await desk.locator("#file").set_input_files(table)
    await expect(desk.locator("#told")).to_contain_text("row 3: There is no name of an exercise.")
    await expect(desk.locator("#keep")).to_be_disabled()
    await desk.locator("#f-text").fill("Exercise\tCue\nBärengang\tTrag ein Tablett\n")
    await desk.get_by_role("button", name="Look at it first").click()
    await expect(desk.locator("#told")).to_contain_text("1 row: 1 new")
    wrong += await look.keep(desk, "exercise-import") + await look.faults(desk, "exercise-import")
    await desk.get_by_role("button", name="Keep all of it").click()
    await expect(desk.get_by_role("link", name="Bärengang")).to_be_visible()
    await desk.goto(f"{url}/sessions/{met.session}")
    await desk.locator("#day-text").fill("Goblet squat 2x8 20 kg, rest 90")
    await desk.get_by_role("button", name="Keep the list").click()
    await expect(desk.locator("#day-text")).to_have_value("Goblet squat 2x8 20 kg, rest 90 s")

    # In the room: the day's exercise has its cues on the keys; the client sees one, and hears it when it is spoken.
    window = await met.client_context(bypass_csp=True)
    await window.add_init_script(A_VOICE)
    trainer = await met.trainer_page(await met.trainer_context(bypass_csp=True))
    client = await met.client_in_the_lobby(window)
    await met.let_in(trainer)
    await client.locator("#leave").wait_for()
    await expect(trainer.locator("#chosen-exercise")).to_contain_text("Goblet squat")
    await expect(trainer.locator('[data-key="1"]')).to_contain_text("Sit on your heels")
    await trainer.keyboard.press("s")
    await trainer.keyboard.press("1")
    await expect(client.locator("#cue")).to_have_text("Sit on your heels")
    assert await client.evaluate("window.spoken") == ["Sit on your heels"]
    wrong += await look.keep(trainer, "cues-trainer") + await look.faults(trainer, "cues-trainer")

    # Changed at the desk meanwhile: there after a look. Another exercise is searched for.
    await makes_own(desk, url, "Slide down the wall")
    await trainer.keyboard.press("'")
    await expect(trainer.locator('[data-key="1"]')).to_contain_text("Slide down the wall")
    await trainer.locator("#exercise-search").fill("pl fro")
    await expect(trainer.locator("#exercises-found button")).to_have_text("Front plank")
    await look.keep(trainer, "cues-search")
    await trainer.keyboard.press("Enter")
    await expect(trainer.locator("#chosen-exercise")).to_contain_text("Front plank")

    # A safety cue goes before all others and stays until it is tapped away.
    await expect(trainer.locator('[data-key="4"]')).to_contain_text("Hips sag, knees down")
    await trainer.keyboard.press("4")
    await expect(client.locator("#cue.safety .cue-words")).to_have_text("Hips sag, knees down")
    await trainer.keyboard.press("1")
    await expect(trainer.get_by_text("Not confirmed: Hips sag, knees down")).to_be_visible()
    await client.wait_for_timeout(3500)  # longer than any other cue lives
    await expect(client.locator("#cue.safety .cue-words")).to_have_text("Hips sag, knees down")
    wrong += await look.keep(client, "cue-safety", sizes=look.FLOOR)
    await client.locator("#cue-ok").click()
    await expect(client.locator("#cue")).to_have_count(0)
    await expect(trainer.get_by_text("Not confirmed")).to_have_count(0)

    # No voice for the language: the words come with a chirp, the client is told once, and the trainer sees it until a
    # cue is spoken again.
    await client.evaluate("window.tones = []")
    await trainer.locator("#cue-lang").select_option("fr")
    await trainer.locator("#cue-lang").blur()
    await trainer.keyboard.press("2")
    await expect(client.locator("#cue")).to_have_text("Drag the mat toward you")
    wrong += await look.keep(client, "cue-no-voice", sizes=look.FLOOR)
    await expect(client.get_by_text("This device has no voice for French")).to_be_visible()
    assert await client.evaluate("window.tones") == CHIRP
    await expect(trainer.locator(".tile", has_text="Bob Birch").get_by_text("No voice for French")).to_be_visible()
    wrong += await look.keep(trainer, "cues-no-voice")
    await client.locator("#more").click()
    await expect(client.locator("#no-voice")).to_contain_text("No voice here knows French")
    wrong += await look.keep(client, "voice", sizes=look.FLOOR) + await look.faults(client, "voice")
    await client.locator("#sheet-close").click()
    await trainer.locator("#cue-lang").select_option("")
    await trainer.locator("#cue-lang").blur()
    await trainer.keyboard.press("1")
    await expect(trainer.get_by_text("No voice for French")).to_have_count(0)
    assert (await client.evaluate("window.spoken"))[:2] == ["Sit on your heels", "Hips sag, knees down"]
    assert len(await client.evaluate("window.spoken")) == 3

    await desk.goto(f"{url}/sessions/{met.session}/sheet")
    for exercise in ("Goblet squat", "Front plank"):
        await expect(desk.get_by_role("rowheader", name=exercise)).to_be_visible()
    assert wrong == []
