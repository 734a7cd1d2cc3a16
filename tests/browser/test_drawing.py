"""Drawing on a clip in a real browser: with the mouse, with keys alone, turned and mirrored; kept, and saved as a picture."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.look import SIZES, faults, keep
from tests.browser.test_library import Filmed, Studio, filmed, settled, studio  # noqa: F401

pytestmark = pytest.mark.browser

# How many pixels of the canvas, or of the page's picture, have about this colour: amber ink and nothing else on the page.
INKED = """() => {
  const canvas = document.querySelector("canvas.drawings");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let n = 3; n < data.length; n += 4) if (data[n] > 200) count += 1;
  return count;
}"""


async def ready(page: Page) -> None:
    """Returns once the page draws and knows its frames."""
    await page.locator("#video:not([controls])").wait_for(timeout=8000)
    await expect(page.locator(".palette [data-tool=pencil]")).to_be_visible()
    await settled(page)
    await page.wait_for_function("() => document.querySelector('canvas.drawings')")


async def drag(page: Page, *points: tuple[float, float], **how: Any) -> None:
    """Presses at the first point of the picture (shares of its box on the page), goes on to the others, lets go."""
    box = await page.locator("#overlay").bounding_box()
    assert box is not None
    at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    await page.mouse.move(*at[0])
    await page.mouse.down()
    for x, y in at[1:]:
        await page.mouse.move(x, y, steps=4)
    await page.mouse.up()


async def shapes(page: Page) -> list[str]:
    """What the list of this frame's drawings says."""
    await page.evaluate("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")
    return [re.sub(r"\s+", " ", one).strip() for one in await page.locator("#drawn .drawn-name").all_text_contents()]


async def test_one_draws_on_a_frame_and_it_is_kept(studio: Studio, filmed: Filmed) -> None:  # noqa: F811
    clip = await filmed(title="Squat from the side")
    page = await studio.open(f"/clips/{clip.id}", bypass_csp=True)
    await ready(page)
    await page.locator("#tab-layers").click()
    await page.keyboard.press("3")
    await drag(page, (0.2, 0.8), (0.4, 0.4))
    await page.keyboard.press("7")
    for point in ((0.5, 0.3), (0.5, 0.6), (0.7, 0.6)):
        await drag(page, point)
    assert [one.split(" ")[0] for one in await shapes(page)] == ["Arrow", "Angle,"]
    await page.keyboard.press("6")
    await drag(page, (0.5, 0.6), (0.7, 0.8))
    await page.locator("#draw-words").fill("Knee <b>out</b>")
    await page.keyboard.press("Control+Enter")
    assert "Text, Knee <b>out</b>" in await shapes(page)
    await page.keyboard.press("5")
    await drag(page, (0.1, 0.1), (0.25, 0.35))
    await keep(page, "drawing", whole=("phone", "tablet"))
    assert await faults(page, "drawing", tall=True) == []
    assert studio.complaints == []
