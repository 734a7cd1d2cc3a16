"""Timers in real browsers: every format in two presses, counting, one client's own, and what goes wrong elsewhere."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.browser.classroom import BEA, BOB, Classroom, tile
from tests.meeting import Meeting

pytestmark = pytest.mark.browser


async def starts(trainer: Page, kind: str, *, lead_in: str = "0:00", **fields: str) -> None:
    """Two presses: the kind, then Start; with fields filled in between where the test is in a hurry."""
    chip = trainer.get_by_role("group", name="Kinds of timers").get_by_role("button", name=kind, exact=True)
    if await chip.get_attribute("aria-pressed") == "false":
        await chip.click()
    form = trainer.get_by_role("form", name=kind, exact=True)
    for name, value in ({"lead_s": lead_in} | fields).items():
        await form.locator(f"#recipe-{name}").fill(value)
    await form.get_by_role("button", name="Start").click()


@pytest.mark.long
async def test_a_class_trains_by_the_clock(room: Classroom) -> None:
    trainer = await room.trainer(bypass_csp=True)
    bob = await room.client(BOB, trainer, bypass_csp=True)
    bea = await room.client(BEA, trainer, bypass_csp=True)
    wrong: list[str] = []
    await trainer.keyboard.press("t")

    # As many rounds as possible: each counts their own, the trainer sees all, a client sees no other.
    await starts(trainer, "AMRAP", cap_s="5:00", task="5 pull-ups, 10 push-ups")
    await expect(bob.locator("#timer .timer-label")).to_have_text("5 pull-ups, 10 push-ups")
    for _ in range(3):
        await bob.locator("#tally-add").click()
    await bob.locator("#tally-take").click()
    await bea.locator("#tally-add").click()
    rows = trainer.get_by_role("list", name="What clients count").get_by_role("listitem")
    await expect(rows.filter(has_text=BOB)).to_contain_text("2 rounds")
    await expect(rows.filter(has_text=BEA)).to_contain_text("1 round")
    await trainer.get_by_role("button", name=f"One round more for {BEA}").click()
    await expect(bea.locator(".tally-count")).to_have_text("2 rounds")
    size = await bob.locator("#tally-add").bounding_box()
    assert size is not None
    assert size["height"] >= 64
    wrong += await looked_at(bob, "timer-amrap", look.FLOOR) + await looked_at(trainer, "timer-trainer")

    # One client has a timer of their own; the other keeps everyone's, and the trainer controls the chosen one's.
    await trainer.get_by_role("group", name="For whom").get_by_role("button", name=BEA).click()
    await starts(trainer, "Hold", name="Wall sit", hold_s="1:00")
    await expect(bea.locator("#timer .timer-word")).to_have_text("Wall sit")
    await expect(bob.locator("#timer .timer-label")).to_have_text("5 pull-ups, 10 push-ups")
    await expect(trainer.locator("#timer .timer-whose")).to_have_text(f"For {BEA}")
    await expect(tile(trainer, BEA)).to_contain_text("Wall sit")
    wrong += await looked_at(trainer, "timer-one", {"desk": look.SIZES["desk"]})
    await trainer.locator("#timer-stop").click()
    await expect(bea.locator("#timer .timer-label")).to_have_text("5 pull-ups, 10 push-ups")
    await expect(bea.locator(".tally-count")).to_have_text("2 rounds")
    await trainer.get_by_role("group", name="For whom").get_by_role("button", name="Everyone").click()
    await trainer.locator("#timer-stop").click()
    await expect(bob.locator("#timer .timer-word")).to_have_text("Done")

    # For time: who is done first stands first; a mistake is taken back; who comes back sees it as it is.
    await starts(trainer, "For time", cap_s="10:00", task="30 burpees")
    await bea.locator("#tally-finish").click()
    await bob.locator("#tally-finish").click()
    await bob.locator("#tally-undo").click()
    await expect(bea.locator(".tally-count")).to_have_text(re.compile(r"Done in 0:\d\d"))
    await bea.reload()
    await expect(bea.locator(".tally-count")).to_have_text(re.compile(r"Done in 0:\d\d"))
    await expect(bob.locator("#tally-finish")).to_be_visible()
    await trainer.get_by_role("button", name=f"Done: {BOB}").click()
    await trainer.keyboard.press("b")
    await expect(bob.locator(".tally-count")).to_have_text(re.compile(r"Done in"))
    await trainer.get_by_role("button", name=f"Undo: {BOB}").click()
    await trainer.get_by_role("button", name=f"Done: {BOB}").click()
    await trainer.locator("#timer-stop").click()
    results = bea.get_by_role("list", name="How it went").get_by_role("listitem")
    await expect(results.nth(1)).to_contain_text(BOB)
    wrong += await looked_at(bea, "timer-done", look.FLOOR)

    # Death by: who is out says so.
    await starts(trainer, "Death by", task="thrusters")
    await expect(bob.locator("#timer .timer-label")).to_have_text("1 thrusters")
    await bob.locator("#tally-out").click()
    await expect(tile(trainer, BOB)).to_contain_text("Out in round 1")
    await trainer.locator("#timer-stop").click()

    # The rest of the formats begin as they should.
    for kind, fields, word in (
        ("Tabata", {}, "Work"), ("Every minute", {"labels": "10 swings\n8 burpees"}, "Minute"),
        ("Circuit", {"stations": "Squat 0:40\nRow 0:30"}, "Squat"), ("Left and right", {"name": "Lunge"}, "Lunge"),
        ("Stopwatch", {}, "Time"), ("Metronome", {}, "Step"),
        ("Your own", {"intervals": "Swing 0:20\nRest 0:10"}, "Swing"),
    ):  # fmt: skip
        await starts(trainer, kind, **fields)
        await expect(bob.locator("#timer .timer-word")).to_have_text(word)
        wrong += await look.keep(bob, f"timer-{word.lower()}", sizes={"phone": look.SIZES["phone"]})
        await trainer.locator("#timer-stop").click()
    await trainer.get_by_role("button", name="Circuit", exact=True).click()
    wrong += await looked_at(trainer, "timer-form")
    await trainer.get_by_role("form", name="Circuit").locator("#recipe-rounds").fill("0")
    await trainer.get_by_role("form", name="Circuit").get_by_role("button", name="Start").click()
    await expect(trainer.get_by_role("form", name="Circuit")).to_contain_text("Rounds: between 1 and 99")
    await expect(bob.locator("#timer")).to_be_hidden()
    assert wrong == []


async def looked_at(page: Page, name: str, sizes: dict[str, tuple[int, int]] = look.SIZES) -> list[str]:
    """What is wrong with how a page looks."""
    return await look.keep(page, name, sizes=sizes) + await look.faults(page, name)


WRONG_CLOCK = """(() => {
  const Real = Date;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + %d); }
    static now() { return Real.now() + %d; }
  };
})()"""
WATCH = """() => {
  const text = document.querySelector("#timer .timer-face");
  window.seen = [text.textContent];
  new MutationObserver(() => window.seen.push(text.textContent)).observe(text, { characterData: true, subtree: true });
}"""


async def test_what_goes_wrong_with_timers_elsewhere_does_not_here(met: Meeting) -> None:
    ahead, behind = await met.trainer_context(), await met.client_context()
    for context, wrong_ms in ((ahead, 14 * 60_000), (behind, -14 * 60_000)):
        await context.add_init_script(WRONG_CLOCK % (wrong_ms, wrong_ms))
    trainer = await met.trainer_page(ahead)
    client = await met.client_in_the_lobby(behind)
    await met.let_in(trainer)
    await trainer.keyboard.press("t")

    # BigBlueButton 25312: a device whose clock is 14 minutes ahead began with 14:00.
    await starts(trainer, "Stopwatch", cap_s="30:00")
    for page in (trainer, client):
        await expect(page.locator("#timer .timer-face")).to_have_text(re.compile(r"0:0\d"))
    await client.evaluate(WATCH)

    # 20258: using a menu stopped the face. 23453: pausing and resuming made it count back and forth.
    await client.locator("#more").click()
    await client.locator("#volume").focus()
    await client.keyboard.press("ArrowLeft")
    await moves_on(client)
    await client.keyboard.press("Escape")
    for _ in range(3):
        for word in ("Pause", "Go on"):
            await trainer.locator("#timer-pause").get_by_text(word).click()
    await trainer.locator("#timer-pause").get_by_text("Pause").click()
    await expect(client.locator("#timer .timer-word")).to_have_text(re.compile("^Paused"))

    # 19858: stopped, the moderator saw a second less than the others.
    assert await seconds(client) == await seconds(trainer)
    await trainer.locator("#timer-pause").get_by_text("Go on").click()
    seen = [as_seconds(text) for text in await client.evaluate("() => window.seen")]
    assert seen == sorted(seen), "it never counts back"

    # A line that is cut takes nothing from the face; a page that slept is right at once; so is one that comes late.
    await behind.set_offline(True)
    await moves_on(client)
    await behind.set_offline(False)
    frozen = await behind.new_cdp_session(client)
    await frozen.send("Page.setWebLifecycleState", {"state": "frozen"})
    await trainer.wait_for_timeout(3000)
    await frozen.send("Page.setWebLifecycleState", {"state": "active"})
    await expect(client.locator("#standing")).to_contain_text("Connected", timeout=30_000)
    await alike(trainer, client)
    await client.reload()
    await expect(client.locator("#timer")).to_be_visible(timeout=30_000)
    await alike(trainer, client)


async def moves_on(page: Page) -> None:
    """Waits until the face shows another second."""
    text = await page.locator("#timer .timer-face").inner_text()
    await expect(page.locator("#timer .timer-face")).not_to_have_text(text)


async def alike(one: Page, other: Page) -> None:
    """Both faces show the same second within a moment, read one after the other."""
    for _ in range(50):
        before, there, after = await seconds(one), await seconds(other), await seconds(one)
        assert before - 1 <= there <= after + 1
        if before == there == after:
            return
    raise AssertionError("never the same second")


async def seconds(page: Page) -> int:
    """What the face shows."""
    return as_seconds(await page.locator("#timer .timer-face").inner_text())


def as_seconds(text: str) -> int:
    """1:05 is 65."""
    minutes, rest = text.split(":")
    return int(minutes) * 60 + int(rest)
