"""A clip that has no frames: a sound alone, and a photo; each with what makes sense of the studio for it."""

import pytest
from playwright.async_api import expect

from tests.browser.look import SIZES, faults, keep
from tests.browser.test_drawing import amber, drag
from tests.browser.test_library import Studio, studio  # noqa: F401
from tests.recordings import footage

pytestmark = pytest.mark.browser
SMALL = {"phone": SIZES["phone"], "desk": SIZES["desk"]}


async def test_a_sound_alone_is_played_looped_and_written_about_at_its_moments(studio: Studio) -> None:  # noqa: F811
    clip = await studio.send(footage.audio_only(studio.folder / "heard.mp4", 3.0), title="How it sounded")
    assert (clip.media, "waveform.json" in clip.files) == ("sound", True)
    page = await studio.open(f"/clips/{clip.id}?t=1", bypass_csp=True)
    await expect(page.locator("#stage")).to_contain_text("There is no picture in it")
    await expect(page.locator("#now")).to_have_text("0:01.00")
    await expect(page.locator("#waves")).to_be_visible()
    for key in ("Home", "[", "PageDown", "PageDown", "]", "Home"):
        await page.keyboard.press(key)
    await expect(page.locator(".loop-handle.is-out")).to_have_attribute("aria-valuetext", "0:00.60")
    await page.keyboard.press(" ")
    await page.wait_for_function("() => !document.querySelector('#sound').paused")
    await page.keyboard.press(" ")
    await page.keyboard.press("r")
    await page.keyboard.press("End")
    await page.keyboard.press("Shift+ArrowLeft")
    await page.keyboard.press("c")
    await page.keyboard.type("Hear how you breathe here")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".thread-moment")).to_contain_text("0:0")
    for gone in ("zoom-in", "mirror", "key-frame", "fullscreen"):
        await expect(page.locator(f"[data-do={gone}]")).to_have_count(0)
    over = await studio.alice.post(f"/clips/{clip.id}/voice-overs", json={"duration_ms": 5, "events": [], "pieces": []})
    assert (over.status, over.json["error"]) == (409, "nothing-to-speak-over")
    assert await keep(page, "sound", sizes=SMALL) + await faults(page, "sound") == []
    assert studio.complaints == []


async def test_a_photo_is_drawn_on_measured_and_written_about(studio: Studio) -> None:  # noqa: F811
    clip = await studio.send(footage.photo(studio.folder / "stance.jpg", (640, 360)), title="Stance")
    page = await studio.open(f"/clips/{clip.id}", bypass_csp=True)
    await expect(page.locator(".palette [data-tool=pencil]")).to_be_visible()
    await expect(page.locator("#transport")).to_have_count(0)
    await page.keyboard.press("3")
    await drag(page, (0.2, 0.8), (0.4, 0.4))
    await page.keyboard.press("7")
    for point in ((0.5, 0.3), (0.5, 0.6), (0.7, 0.6)):
        await drag(page, point)
    await page.locator("#tab-layers").click()
    await expect(page.locator("#drawn .drawn-name")).to_have_count(2)
    await page.locator("#drawn .drawn-name").filter(has_text="Angle").click()
    await page.get_by_role("button", name="Comment").first.click()
    await expect(page.locator("#write-about")).to_contain_text("A drawing")
    await page.keyboard.type("Toes out to here")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".thread-moment")).to_contain_text("drawing")
    await page.locator("#tab-measures").click()
    await expect(page.locator("#panel-measures")).to_contain_text("90")
    async with page.expect_download() as saving:
        await page.keyboard.press("Control+s")
    await (await saving.value).save_as(studio.folder / "still.png")
    assert amber(studio.folder / "still.png", (640, 360)) > 100
    assert await keep(page, "photo", sizes=SMALL) + await faults(page, "photo") == []
    assert studio.complaints == []
