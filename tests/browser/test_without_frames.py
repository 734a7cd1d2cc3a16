"""A clip that has no frames: a sound alone, and a photo; each with what makes sense of the studio for it."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.look import SIZES, faults, keep
from tests.browser.test_drawing import amber, drag
from tests.browser.test_library import Studio, studio  # noqa: F401
from tests.recordings import footage

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALL = {"phone": SIZES["phone"], "desk": SIZES["desk"]}


async def lies(page: Page, how: str) -> None:
    """Returns once the picture lies so."""
    await expect(page.locator("#picture")).to_have_attribute("style", re.compile(re.escape(how)))


async def fingers(page: Page, apart: tuple[int, int]) -> None:
    """Two fingers on the picture go from so many pixels apart to so many."""
    box = await page.locator("#stage").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    hand = await page.context.new_cdp_session(page)
    for n in range(6):
        half = (apart[0] + (apart[1] - apart[0]) * n / 5) / 2
        points = [{"x": x - half, "y": y, "id": 1}, {"x": x + half, "y": y, "id": 2}]
        what = {"type": "touchMove" if n else "touchStart", "touchPoints": points}
        await hand.send("Input.dispatchTouchEvent", what)
    await hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.long
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


@pytest.mark.long
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
    for words in ("On this photo", "Paste on this photo", "This photo as a picture", "this photo with its drawings"):
        await expect(page.get_by_text(words).or_(page.get_by_role("button", name=words)).first).to_be_attached()
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
    # It is zoomed, pushed and turned as a clip is; drawings turn along, and whoever opens it next sees it so.
    await page.locator("#stage").hover()
    await page.mouse.wheel(0, -240)
    await lies(page, "scale(2)")
    await page.keyboard.press("v")
    await drag(page, (0.6, 0.4), (0.55, 0.4))
    await expect(page.locator("#picture")).to_have_attribute("style", re.compile(r"translate\(-"))
    await page.get_by_role("button", name="The whole picture").click()
    await lies(page, "translate(0px, 0px) scale(1)")
    await page.keyboard.press("Shift+R")
    await page.locator("#photo-bar [data-do=mirror]").click()
    await lies(page, "scaleX(-1) rotate(90deg)")
    async with page.expect_download() as saving:
        await page.keyboard.press("Control+s")
    await (await saving.value).save_as(studio.folder / "turned.png")
    assert amber(studio.folder / "turned.png", (360, 640)) > 100
    await page.locator("#tab-layers").click()
    await page.keyboard.press("5")
    await drag(page, (0.1, 0.1), (0.3, 0.2))
    await expect(page.locator("#drawn .drawn-name")).to_have_count(3)
    assert await keep(page, "photo", sizes=SMALL) + await faults(page, "photo") == []
    await studio.alice.post(f"/clips/{clip.id}/review/send", {"words": "Look at your toes"})
    phone = await studio.open(f"{studio.home}/clips/{clip.id}", studio.sender.person, bypass_csp=True, **PHONE)
    await lies(phone, "scaleX(-1) rotate(90deg)")
    await fingers(phone, apart=(60, 120))
    zoom = await phone.evaluate(
        "() => Number(/ scale\\(([\\d.]+)/.exec(document.querySelector('#picture').style.transform)[1])"
    )
    assert zoom == pytest.approx(2, abs=0.2)
    wide = await keep(phone, "photo-client", sizes={"phone": SIZES["phone"]}) + await faults(phone, "photo-client")
    assert wide == []
    assert studio.complaints == []
