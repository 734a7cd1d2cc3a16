"""Drawing on a clip in a real browser: with the mouse and with keys alone; kept, and saved as a picture."""

import re
from pathlib import Path
from typing import Any

import av
import pytest
from playwright.async_api import Page, expect

from tests.browser.look import faults, keep
from tests.browser.test_library import Filmed, Studio, filmed, settled, studio  # noqa: F401

pytestmark = pytest.mark.browser


async def ready(page: Page) -> None:
    """Returns once the page draws and knows its frames."""
    await page.locator("#watch[data-whole]").wait_for(timeout=8000)
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
    await page.keyboard.press("Control+z")
    assert len(await shapes(page)) == 3
    await page.keyboard.press("Control+y")
    assert len(await shapes(page)) == 4
    wide = await keep(page, "drawing", whole=("phone", "tablet"))
    assert wide + await faults(page, "drawing", tall=True) == []

    # On another frame, from the clipboard; and another with keys alone.
    await page.locator("#drawn .drawn-name").first.click()
    await page.keyboard.press("Control+c")
    await page.keyboard.press("End")
    await settled(page)
    assert await shapes(page) == []
    await page.keyboard.press("Control+v")
    assert await shapes(page) == ["Arrow"]
    for key in ("2", "Enter", "Shift+ArrowRight", "ArrowDown", "Enter", "Shift+ArrowUp"):
        await page.keyboard.press(key)
    await expect(page.locator("#draw-says")).to_contain_text("Arrows move point 1")
    assert await shapes(page) == ["Arrow", "Line"]

    # As a picture, as large as the film, with the ink on it.
    async with page.expect_download() as saving:
        await page.keyboard.press("Control+s")
    path = studio.folder / "still.png"
    await (await saving.value).save_as(path)
    assert (await saving.value).suggested_filename.startswith("squat-from-the-side-0-0")
    assert amber(path, (640, 360)) > 200

    # It is there for whoever opens the clip next.
    other = await studio.open(f"/clips/{clip.id}")
    await other.locator("#tab-layers").click()
    await expect(other.locator("#drawn li")).to_have_count(4, timeout=10_000)
    await other.keyboard.press("End")
    await expect(other.locator("#drawn li")).to_have_count(2)
    assert studio.complaints == []


def amber(path: Path, size: tuple[int, int]) -> int:
    """How many pixels of a picture are of that ink. The picture must have that size."""
    with av.open(str(path)) as file:
        frame = next(file.decode(video=0)).reformat(format="rgb24")
    assert (frame.width, frame.height) == size
    plane = frame.planes[0]
    data = bytes(plane)
    rows = (data[row * plane.line_size : row * plane.line_size + size[0] * 3] for row in range(size[1]))
    return sum(
        row[at] > 240 and 160 < row[at + 1] < 200 and row[at + 2] < 60 for row in rows for at in range(0, len(row), 3)
    )
