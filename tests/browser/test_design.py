"""/design in a real browser: readable by everybody, at every size, in light and dark."""

import pytest
from playwright.async_api import Browser

from tests.browser.look import SIZES, faults
from tests.cast import Spotter


async def test_the_design_page_has_no_fault_that_axe_knows(spotter: Spotter, browser: Browser) -> None:
    for width, height in SIZES.values():
        # Still: a colour measured while something fades is no colour of ours.
        window = await browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", bypass_csp=True
        )
        page = await window.new_page()
        await page.goto(f"{spotter.url}/design")
        assert await faults(page, "design") == []
        await window.close()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.long)])
async def test_nothing_is_wider_than_the_screen_and_nothing_complains(
    spotter: Spotter, browser: Browser, scheme: str
) -> None:
    said: list[str] = []
    for width, height in SIZES.values():
        window = await browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
        page = await window.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda problem: said.append(str(problem)))
        await page.goto(f"{spotter.url}/design", wait_until="networkidle")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width
        await window.close()
    assert said == []


async def test_a_dialog_opens_closes_and_gives_the_focus_back(spotter: Spotter, browser: Browser) -> None:
    page = await browser.new_page()
    await page.goto(f"{spotter.url}/design")
    opener = page.locator("[data-open=dialog-light]")
    await opener.click()
    assert await page.locator("#dialog-light").is_visible()
    await page.keyboard.press("Escape")
    assert not await page.locator("#dialog-light").is_visible()
    assert await opener.evaluate("element => element === document.activeElement")


async def test_a_list_filters_as_one_types_accents_or_not(spotter: Spotter, browser: Browser) -> None:
    page = await browser.new_page()
    await page.goto(f"{spotter.url}/design")
    rows = page.locator("#list-light > li:visible")
    await page.fill("#filter-list-light", "chloe dub")
    assert await rows.count() == 1
    await page.fill("#filter-list-light", "nobody")
    assert await page.locator("[data-filter-none=list-light]").is_visible()
    await page.press("#filter-list-light", "Escape")
    assert await rows.count() == 3
