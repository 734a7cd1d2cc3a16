"""A voice-over in a real browser: recorded, begun anew in the middle, kept, captioned, sent, played by the client."""

import re
from typing import Any

import pytest
from playwright.async_api import Page, expect

from server.domain.clips import Clip
from tests.browser.look import faults, keep
from tests.browser.test_drawing import drag
from tests.browser.test_library import Filmed, Studio, filmed, settled, studio  # noqa: F401
from tests.browser.test_without_frames import SMALL
from tests.recordings import footage

pytestmark = pytest.mark.browser

REFUSED = """() => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
}"""

# How far a turned photo is outside of its frame, and how much of the frame is left of the side that it fills.
TURNED = """() => {
  const [stage, photo] = ["#stage", "#photo"].map((one) => document.querySelector(one).getBoundingClientRect());
  const over = [stage.left - photo.left, stage.top - photo.top, photo.right - stage.right, photo.bottom - stage.bottom];
  const left = Math.min(stage.width - photo.width, stage.height - photo.height);
  return { outside: Math.max(0, Math.round(Math.max(...over))), left: Math.round(left) };
}"""


async def ready(page: Page) -> None:
    """Returns once the page knows its frames."""
    await page.locator("#watch[data-whole]").wait_for(timeout=8000)
    await settled(page)
    await page.locator("#tab-voices").click()


async def seconds(page: Page, least: float) -> None:
    """Records until so much is there."""
    js = "least => Number(document.querySelector('.recorder-time').textContent.split(':')[1]) >= least"
    await page.wait_for_function(js, arg=least, timeout=15_000)


async def heard(studio: Studio, clip: Clip) -> Page:  # noqa: F811
    """The client's phone, on which the voice-over plays."""
    small: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "bypass_csp": True}
    phone = await studio.open(f"{studio.home}/clips/{clip.id}", studio.sender.person, **small)
    await phone.locator("#watch[data-whole]").wait_for(timeout=8000)
    await phone.locator("#tab-voices").click()
    await phone.locator("[data-play]").click()
    return phone


async def to_the_end(phone: Page, name: str) -> list[str]:
    """What is wrong with how it looks while it plays; returns when it has played to its end."""
    wrong = await keep(phone, name, sizes={"phone": (360, 740)}) + await faults(phone, name, tall=True)
    js = "() => document.querySelector('#voice-play').getAttribute('aria-label') === 'Play the voice-over'"
    await phone.wait_for_function(js, timeout=10_000)
    return wrong


async def test_one_speaks_over_a_clip_and_the_client_hears_it(studio: Studio, filmed: Filmed) -> None:  # noqa: F811
    clip = await filmed(title="Squat from the side")
    page = await studio.open(f"/clips/{clip.id}", bypass_csp=True)
    await ready(page)
    await page.locator("#voice-ask").click()
    await expect(page.locator(".level")).to_be_visible()
    await page.locator("#voice-record").click()
    await expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    await page.keyboard.press("Space")
    await seconds(page, 0.8)
    await page.keyboard.press("Space")
    await page.keyboard.press("3")
    await drag(page, (0.2, 0.8), (0.5, 0.4))
    wide = await keep(page, "voice-recording")
    await seconds(page, 2.0)
    await page.keyboard.press("Shift+V")
    await expect(page.locator("#voice-listen")).to_be_visible()
    wide += await faults(page, "voice-paused")

    # The tab is closed: what was said is on the device.
    await page.reload()
    await ready(page)
    await expect(page.get_by_text("is on this device, not kept yet")).to_be_visible(timeout=15_000)
    await page.locator("#voice-listen").click()
    await expect(page.locator(".voice-bar")).to_be_visible()
    js = "() => Number(document.querySelector('.voice-seek').value) > 600"
    await page.wait_for_function(js, timeout=8000)
    await page.locator("#voice-again").click()
    await expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    await page.keyboard.press("End")
    await seconds(page, 1.6)
    await page.locator("#voice-pause").click()
    await page.locator(".recorder-keep input").fill("Depth")
    await page.locator("#voice-keep").click()
    card = page.locator("[data-voice]")
    await expect(card.locator("[data-play]")).to_be_visible(timeout=20_000)

    # Captions by hand, a film, and away to the client.
    await card.locator("[data-captions]").click()
    await page.locator("#caption-add").click()
    await page.keyboard.type("Sit back")
    wide += await keep(page, "voice-captions", whole=("phone", "tablet"))
    wide += await faults(page, "voice-captions", tall=True)
    await page.locator("#caption-done").click()
    await expect(page.locator(".captions")).to_have_count(0)
    await page.locator("#voice-leave").click()
    await card.locator("[data-film]").click()
    await expect(page.locator("[data-film] progress, [data-download]").first).to_be_visible()
    await card.locator("[data-send]").click()
    await expect(card).to_contain_text("sent to Bob")
    await expect(page.locator("[data-download]")).to_be_visible(timeout=30_000)
    wide += await keep(page, "voice-kept", whole=("phone", "tablet"))

    phone = await heard(studio, clip)
    await expect(phone.locator(".voice-caption")).to_have_text("Sit back")
    assert wide + await to_the_end(phone, "voice-client") == []
    assert studio.complaints == []


@pytest.mark.long
async def test_one_speaks_over_a_photo_and_the_client_sees_it_as_it_was_performed(studio: Studio) -> None:  # noqa: F811
    clip = await studio.send(footage.photo(studio.folder / "stance.jpg", (360, 640)), title="Stance")
    page = await studio.open(f"/clips/{clip.id}", bypass_csp=True)
    await page.locator("#watch[data-whole]").wait_for(timeout=8000)
    await page.locator("#tab-voices").click()
    await page.locator("#voice-ask").click()
    await page.locator("#voice-record").click()
    await expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    await page.keyboard.press("3")
    await drag(page, (0.2, 0.8), (0.5, 0.4))
    await seconds(page, 1.2)
    wide = await keep(page, "voice-photo-recording", sizes=SMALL)
    # The page goes away while somebody only speaks: what was said until then is on the device.
    await page.reload()
    await page.locator("#watch[data-whole]").wait_for(timeout=8000)
    await page.locator("#tab-voices").click()
    await expect(page.get_by_text("is on this device, not kept yet")).to_be_visible(timeout=15_000)
    await page.locator("#voice-listen").click()
    await expect(page.get_by_role("button", name="Back to the photo")).to_be_visible()
    js = "() => Number(document.querySelector('.voice-seek').value) > 800"
    await page.wait_for_function(js, timeout=8000)
    await page.locator("#voice-again").click()
    await expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    await page.keyboard.press("Shift+R")
    assert await page.evaluate(TURNED) == {"outside": 0, "left": 0}  # it is longer now than the frame is high
    await seconds(page, 2.0)
    await page.locator("#voice-pause").click()
    await page.locator(".recorder-keep input").fill("Toes")
    await page.locator("#voice-keep").click()
    card = page.locator("[data-voice]")
    await expect(card.locator("[data-play]")).to_be_visible(timeout=20_000)
    await expect(page.locator("#film-ask")).to_have_count(0)
    await card.locator("[data-captions]").click()
    await page.locator("#caption-add").click()
    await page.keyboard.type("Toes out")
    await page.locator("#caption-done").click()
    await expect(page.locator(".captions")).to_have_count(0)
    await page.locator("#voice-leave").click()
    await card.locator("[data-film]").click()
    await card.locator("[data-send]").click()
    await expect(page.locator("[data-download]")).to_be_visible(timeout=30_000)
    wide += await keep(page, "voice-photo-kept", sizes=SMALL)

    phone = await heard(studio, clip)
    picture = phone.locator("#picture")
    await expect(picture).to_have_attribute("style", re.compile(r"rotate\(0deg\)"))
    await expect(phone.locator(".voice-caption")).to_have_text("Toes out")
    await expect(picture).to_have_attribute("style", re.compile(r"rotate\(90deg\)"), timeout=8000)
    assert await phone.evaluate(TURNED) == {"outside": 0, "left": 0}
    assert wide + await to_the_end(phone, "voice-photo-client") == []
    assert studio.complaints == []


@pytest.mark.long
async def test_a_microphone_that_may_not_be_used_is_said_in_words(studio: Studio, filmed: Filmed) -> None:  # noqa: F811
    clip = await filmed(seconds=1.0)
    page = await studio.open(f"/clips/{clip.id}")
    await ready(page)
    await page.evaluate(REFUSED)
    await page.locator("#voice-ask").click()
    await expect(page.get_by_role("alert")).to_contain_text("may not use the microphone")
    await expect(page.locator("#voice-ask")).to_be_visible()
    assert studio.complaints == []
