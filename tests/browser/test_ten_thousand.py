"""The most that can be drawn on one clip, with markup in its words: the page opens, steps, and runs none of it."""

import pytest
from playwright.async_api import expect

from tests.browser.test_library import HOSTILE, Filmed, Studio, filmed, number, settled, studio  # noqa: F401
from tests.web.test_review_marks import made, send

pytestmark = [pytest.mark.browser, pytest.mark.long]

MOST = 10_000
AT_ONCE = 500


async def test_ten_thousand_drawings_are_opened_stepped_through_and_one_more_is_refused(
    studio: Studio,  # noqa: F811
    filmed: Filmed,  # noqa: F811
) -> None:
    clip = await filmed("squat.mp4", seconds=10.0, size=(320, 180))
    here = f"/clips/{clip.id}"
    tools = ("line", "arrow", "rectangle", "circle", "text")
    for first in range(0, MOST, AT_ONCE):
        several = []
        for n in range(first, first + AT_ONCE):
            x, y = n % 100 / 110, n // 100 % 100 / 110
            said = {"text": f"{n} {HOSTILE}"[:500]} if n % 5 == 4 else {}
            body = {"tool": tools[n % 5], "at_ms": n, "fade_ms": 200, "points": [[x, y], [x + 0.05, y + 0.05]], **said}
            several.append(made(studio.spotter, "shape", **body))
        answer = await send(studio.alice, here, *several)
        assert answer["refused"] == []
    one_more = await send(studio.alice, here, made(studio.spotter, "key", at_ms=1, title="one more"))
    assert [one["error"] for one in one_more["refused"]] == ["too-many-marks"]

    page = await studio.open(f"{here}?t=5")
    await page.locator("#tab-layers").click()
    await expect(page.locator("#drawn li").first).to_be_visible(timeout=30_000)
    await expect(page.locator("#frame")).to_have_text("Frame 151 of 300", timeout=20_000)
    for key, at in ((".", 151), (".", 152), (",", 151)):
        await page.keyboard.press(key)
        assert await number(page) == at
    await page.keyboard.press("Home")
    await settled(page)
    await expect(page.locator("#drawn")).to_contain_text("<img src=x", timeout=20_000)
    assert await page.evaluate("() => window.hurt") is None
    assert studio.complaints == []
