"""A page of Chromium as a peer of the relay, without any of Spotter's scripts."""

from pathlib import Path

from playwright.async_api import Browser, Page

SCRIPT = Path(__file__).with_name("page.js")


async def filming_page(browser: Browser, **video: int) -> Page:
    """An empty page in a window of its own, with camera and microphone; `peer` in it is what page.js says.

    video: width, height and frameRate, where they are not 640, 360 and 30.
    """
    context = await browser.new_context(permissions=["camera", "microphone"])
    page = await context.new_page()
    await page.route(
        "http://localhost/",
        lambda route: route.fulfill(body="<!doctype html><meta charset=utf-8>", content_type="text/html"),
    )
    await page.goto("http://localhost/")
    await page.add_script_tag(path=SCRIPT)
    await page.evaluate("video => peer.film(video ?? undefined)", video or None)
    return page
