"""The client's screen from three metres, at every size; the same on a television, by a second window."""

import re
from collections.abc import Sequence

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.browser.classroom import classroom, sees
from tests.meeting import Meeting, moves
from tests.stage import Server

pytestmark = pytest.mark.browser

SIZES = {
    "phone": (360, 740),
    "phone-lying": (740, 360),
    "tablet": (820, 1180),
    "tablet-lying": (1180, 820),
    "television": (1920, 1080),
}

# What is pressed or read: whether any two of them cover each other, stick out of the window (a sheet scrolls), or are
# too small to press.
CROWDED = """(selectors) => {
  const found = [];
  const seen = selectors.flatMap((selector) => [...document.querySelectorAll(selector)].map((one) => [selector, one]))
    .map(([name, one]) => [name, one, one.getBoundingClientRect()])
    .filter(([, one, box]) => box.width > 0 && getComputedStyle(one).visibility === "visible");
  for (const [name, one, box] of seen) {
    const isOut = box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    const edges = [box.left, box.top, box.right, box.bottom].map(Math.round);
    const scrolls = getComputedStyle(one).overflowY === "auto" && one.scrollHeight > one.clientHeight + 1;
    if (scrolls) found.push(`${name} scrolls: ${one.scrollHeight} in ${one.clientHeight}`);
    if (isOut && !one.closest(".sheet")) found.push(`${name} sticks out: ${edges}`);
    const isPressed = one.matches("button, a, input, select");
    if (isPressed && (box.width < 63.5 || box.height < 63.5))
      found.push(`${name} is ${Math.round(box.width)} x ${Math.round(box.height)}`);
  }
  for (const [at, [name, one, box]] of seen.entries()) {
    for (const [other, two, its] of seen.slice(at + 1)) {
      if (one.contains(two) || two.contains(one)) continue;
      const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const high = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
      if (wide > 1 && high > 1) found.push(`${name} lies on ${other}`);
    }
  }
  return found;
}"""
PARTS = (
    ".timer",
    ".captions",
    ".band",
    ".controls button",
    ".at-hand button",
    ".tile.own",
    ".tile.large > .tile-foot",
    ".told > *",
    "#standing",
)


async def crowded(page: Page, name: str, parts: Sequence[str] = PARTS) -> list[str]:
    """What lies on something else, sticks out or is too small at each size, in words."""
    wrong: list[str] = []
    before = page.viewport_size
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        wrong += [f"{name}, {size}: {one}" for one in await page.evaluate(CROWDED, list(parts))]
    if before is not None:
        await page.set_viewport_size(before)
    return wrong


FAINT = """async () => {
  const found = await axe.run(document, { runOnly: { type: "rule", values: ["color-contrast-enhanced"] } });
  const nodes = found.violations.flatMap((one) => one.nodes);
  return nodes.map(({ html, any }) => `${any[0].data.contrastRatio}: ${html.slice(0, 120)}`);
}"""


async def faint(page: Page, name: str) -> list[str]:
    """What has less contrast than 7:1, in words. axe must have looked at the page before."""
    return [f"{name}: {one}" for one in await page.evaluate(FAINT)]


async def starts_a_timer(trainer: Page) -> None:
    """Tabata, its first work interval, standing still so that pictures are alike."""
    await trainer.keyboard.press("t")
    await trainer.locator(".palette").get_by_role("button", name=re.compile("Tabata")).first.click()
    await trainer.locator("#timer-skip").click()
    await trainer.keyboard.press("t")


async def cues(trainer: Page, words: str) -> None:
    """The trainer's own words, sent, and the focus given back."""
    await trainer.keyboard.press("/")
    await trainer.locator("#free-cue").fill(words)
    await trainer.keyboard.press("Enter")
    await trainer.locator("#free-cue").blur()


async def has_a_list(trainer: Page) -> None:
    """Two exercises of the day, the first one to be done now."""
    await trainer.locator("#rail-day").click()
    for line in ("Goblet squat 3x8 20 kg", "Side plank 2x30s"):
        await trainer.locator("#day-line").fill(line)
        await trainer.keyboard.press("Enter")
    await trainer.locator("#day-line").blur()


@pytest.mark.long
async def test_a_television_shows_the_floor_from_a_second_window_and_closing_it_gives_all_back(met: Meeting) -> None:
    trainer, client = await met.together()
    await has_a_list(trainer)
    await starts_a_timer(trainer)
    await client.locator("#more").click()
    async with client.expect_popup() as opening:
        await client.locator("#big-screen").click()
    big = await opening.value
    met.complaints.listen(big)
    await expect(client.locator("#big-screen")).to_have_attribute("aria-pressed", "true")
    await moves(big)
    await expect(big.locator(".timer-word")).to_have_text("Work")
    await expect(big.locator(".timer .next")).to_contain_text("Rest")
    await expect(big.locator(".band-name")).to_have_text("Goblet squat")
    await expect(big.locator(".band-set")).to_have_text("Set 1 of 3 8 × 20 kg")
    await expect(big.locator(".band-then")).to_have_text("Then: Side plank")
    await expect(big.locator(".band img")).to_have_js_property("naturalWidth", 320)
    await cues(trainer, "Push the floor away")
    for page in (client, big):
        await expect(page.locator("#cue")).to_have_text("Push the floor away")
    await expect(big.locator("#captions")).to_contain_text("Push the floor away")
    await expect(big.locator("#cue")).to_have_count(0, timeout=6000)
    await expect(trainer.locator(".knock")).to_have_count(0)  # it took no seat
    await trainer.keyboard.press("Enter")  # a set is done
    await expect(big.locator(".band-set")).to_contain_text("Set 2 of 3")
    await expect(big.locator(".band img")).to_have_count(0)  # it helps before the first set
    await look.keep(big, "big-screen", sizes={"desk": look.SIZES["desk"], "television": SIZES["television"]})

    await big.close()
    await expect(client.locator("#big-screen")).to_have_attribute("aria-pressed", "false")
    await client.locator("#sheet-close").click()
    await moves(client)
    await client.locator(".tile.own .enlarge").click()
    await expect(client.locator(".tile.own.large")).to_contain_text("Pinned")
    await client.keyboard.press("w")
    await expect(client.locator(".tile.own.large")).to_have_count(0)


@pytest.mark.long
async def test_nothing_covers_anything_on_the_clients_screen_at_any_size(server: Server) -> None:
    async with classroom(server, "Bob Birch", "Bea Brook") as room:
        trainer = await room.trainer()
        client = await room.client("Bob", trainer, agrees=True, bypass_csp=True, reduced_motion="reduce")
        await sees(client, "Olga Owner")
        wrong = await crowded(client, "alone") + await look.keep(client, "floor-plain", sizes=SIZES)
        await client.locator("#more").click()
        wrong += await crowded(client, "more", [".sheet button", ".sheet select", ".sheet input"])
        wrong += await look.keep(client, "floor-more", sizes=SIZES)
        wrong += await look.faults(client, "more") + await faint(client, "more")
        await client.locator("#captions-on").click()
        await client.locator("#sheet-close").click()
        await has_a_list(trainer)
        await expect(client.locator("#band")).to_contain_text("Goblet squat")
        await expect(client.locator("#band img")).to_have_js_property("naturalWidth", 320)
        wrong += await crowded(client, "list") + await look.keep(client, "floor-list", sizes=SIZES)
        await starts_a_timer(trainer)
        await trainer.locator("#timer-pause").click()
        await cues(trainer, "Push the floor away")
        await expect(client.locator("#captions")).to_be_visible()
        wrong += await look.keep(client, "floor-cue", sizes=SIZES)
        await trainer.keyboard.press("y")
        await trainer.keyboard.press("y")
        await expect(client.locator("#rec")).to_be_visible()
        await expect(client.locator("#cue")).to_have_count(0, timeout=6000)
        wrong += await crowded(client, "timer, cue, recording") + await look.keep(client, "floor", sizes=SIZES)
        wrong += await look.faults(client, "floor") + await faint(client, "floor")
        assert await client.evaluate("() => document.getAnimations().length") == 0  # reduced motion
        await trainer.keyboard.press("h")
        await expect(client.locator("#around-waits")).to_be_visible()
        wrong += await crowded(client, "held") + await look.keep(client, "floor-held", sizes=SIZES)
        await trainer.keyboard.press("h")
        await room.client("Bea", trainer)
        await trainer.keyboard.press("b")
        await sees(client, "Bea")
        await trainer.keyboard.press(";")
        await client.get_by_role("button", name="Hard", exact=True).click()
        await client.locator("#effort-close").click()
        await client.keyboard.press("h")
        await expect(client.locator(".keep.hand")).to_have_attribute("aria-pressed", "true")
        more = (*PARTS, ".tile.small")
        wrong += await crowded(client, "several, hand up", more) + await look.keep(client, "floor-several", sizes=SIZES)
        await client.locator("#pause-me").click()
        await expect(client.locator("#stopped")).to_contain_text("Paused")
        wrong += await crowded(client, "paused", [".stopped", ".timer", ".controls button", ".stopped-deeds .big"])
        await client.locator("#go-on").click()
        await client.locator("#unwell").click()
        await expect(client.locator("#stopped")).to_contain_text("Stop. Sit or lie down")
        wrong += await crowded(client, "unwell", [".stopped", ".stopped-deeds .big", ".controls button"])
        wrong += await look.keep(client, "floor-unwell", sizes=SIZES) + await look.faults(client, "unwell")
        assert not wrong, "\n".join(wrong)
        assert room.complaints.serious() == []
