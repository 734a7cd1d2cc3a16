"""The player of a clip's page: keys, the flywheel, the loop, zoom; and the frames of every kind of file."""

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser.test_library import (  # noqa: F401  (fixtures)
    Filmed,
    Studio,
    filmed,
    in_a_session,
    number,
    settled,
    studio,
)
from tests.recordings import footage

pytestmark = pytest.mark.browser

# The deeds of the dialog that have no button as large as a thumb, but for what needs a choice or a voice-over first.
BUTTONS = """async () => {
  const page = document.querySelector("script[src*='js/pages/clip']").src;
  const { buttonOf } = await import(page.replace("pages/clip", "review/buttons"));
  const lines = [...document.querySelectorAll("#keys-dialog [data-runs]")].map((line) => line.dataset.runs);
  const isLarge = (one) => {
    const box = one.getBoundingClientRect();
    return box.width >= 44 && box.height >= 44;
  };
  return lines.filter((deed) => {
    const { place, selector } = buttonOf(deed) ?? { place: "", selector: "no-such" };
    if (["selected", "panel", "voice"].includes(place)) return false;
    return ![...document.querySelectorAll(selector)].some(isLarge);
  });
}"""

KINDS: dict[str, dict[str, Any]] = {
    "vp9.webm": {"codec": "vp9"},
    "fast.mp4": {"fps": 240, "gop": 60, "b_frames": 2, "seconds": 0.2},
    "turned.mp4": {"rotation": 90, "size": (180, 320)},
}


async def test_a_step_is_one_frame_whatever_the_camera_wrote(studio: Studio, filmed: Filmed) -> None:  # noqa: F811
    for name, how in KINDS.items():
        clip = await filmed(name, **({"seconds": 1.0, "size": (320, 180)} | how))
        shown = footage.numbers(studio.folder / name)
        page = await studio.open(f"/clips/{clip.id}")
        await expect(page.locator("#frame")).to_have_text(f"Frame 1 of {len(shown)}")
        for by, key in [(1, ".")] * 4 + [(-1, ",")] * 3:
            at = int((await page.locator("#frame").inner_text()).split()[1]) - 1
            await page.keyboard.press(key)
            assert await number(page) == shown[at + by], (name, at, by)
        await page.context.close()
    assert studio.complaints == []


@pytest.mark.long
async def test_the_picture_is_turned_by_hand_and_the_clip_goes_round_between_two_moments(
    studio: Studio,  # noqa: F811
    filmed: Filmed,  # noqa: F811
) -> None:
    clip = await filmed("squat.mp4", seconds=3.0)
    page = await studio.open(f"/clips/{clip.id}?t=1")
    frame = page.locator("#frame")
    await expect(frame).to_have_text("Frame 31 of 90")
    box = await page.locator("#stage").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    await page.mouse.move(x, y)
    await page.mouse.down()
    for step in range(1, 11):
        await page.mouse.move(x + 6 * step, y)
        await page.wait_for_timeout(20)  # a slow hand
    await page.mouse.up()
    on = int((await frame.inner_text()).split()[1])
    assert 36 <= on <= 45
    assert await number(page) == on - 1
    assert await page.evaluate("() => document.querySelector('#video').paused")  # a drag is no press
    # Larger where the pointer is, and back.
    await page.mouse.wheel(0, -240)
    await expect(page.locator("#stage")).to_have_class("stage is-live is-zoomed")
    await page.keyboard.press("z")
    await page.keyboard.press("x")
    await page.keyboard.press("Shift+R")
    assert "scaleX(-1) rotate(270deg)" in await page.locator("#picture").evaluate("it => it.style.transform")
    # A loop of half a second, at twice the speed.
    await page.keyboard.press("Home")
    await page.keyboard.press("[")
    await page.keyboard.press("PageDown")
    await page.keyboard.press("]")
    await expect(page.locator(".loop-handle.is-out")).to_have_attribute("aria-valuetext", "0:00.30")
    await page.locator(".loop-handle.is-out").press("ArrowRight")
    await expect(page.locator(".loop-handle.is-out")).to_have_attribute("aria-valuetext", "0:00.33")
    await page.keyboard.press("l")
    await page.wait_for_timeout(700)
    await page.keyboard.press("k")
    assert int((await frame.inner_text()).split()[1]) <= 12
    await settled(page)
    # The dialog knows every key of the table.
    await page.keyboard.press("?")
    for words in ("one frame back", "the loop begins here", "mirror", "all panels away and back"):
        await expect(page.locator("#keys-dialog")).to_contain_text(words)
    # Each of its lines is a button; and each key has one on the page too, as large as a thumb, on a phone as well.
    await page.locator("#keys-dialog").get_by_role("button", name="to the end").click()
    await expect(page.locator("#keys-dialog")).to_be_hidden()
    await expect(frame).to_have_text("Frame 90 of 90")
    await page.get_by_role("button", name="More buttons").click()
    for width, height in ((1440, 900), (360, 740)):
        await page.set_viewport_size({"width": width, "height": height})
        assert await page.evaluate(BUTTONS) == [], width
    await page.set_viewport_size({"width": 1440, "height": 900})
    await page.keyboard.press("\\")
    await expect(page.locator("#side")).to_be_hidden()
    assert studio.complaints == []


@pytest.mark.long
async def test_key_frames_are_made_named_found_again_and_taken_back_and_lanes_lead_there(
    studio: Studio,  # noqa: F811
    filmed: Filmed,  # noqa: F811
) -> None:
    clip = await in_a_session(studio, await filmed("squat.mp4", seconds=4.0))
    page = await studio.open(f"/clips/{clip.id}?t=2")
    frame = page.locator("#frame")
    await expect(frame).to_have_text("Frame 61 of 120")
    await page.get_by_role("tab", name="Key frames").click()
    await page.get_by_role("button", name="Bottom").click()
    for _ in range(3):
        await page.keyboard.press(".")
    await page.keyboard.press("Insert")
    await page.keyboard.type("Catch")
    await page.keyboard.press("Enter")
    names = page.locator(".key-frame-words")
    await expect(names).to_have_text(["Bottom0:02.00", "Catch0:02.10"])
    await page.locator("#stage").focus()
    await page.keyboard.press("Control+ArrowLeft")
    await expect(frame).to_have_text("Frame 61 of 120")
    assert await number(page) == 60
    await page.keyboard.press("Control+ArrowRight")
    await expect(frame).to_have_text("Frame 64 of 120")
    await page.get_by_role("button", name="Delete Bottom").click()
    await expect(names).to_have_count(1)
    await page.locator(".toast").last.get_by_role("button", name="Undo").click()
    await expect(names).to_have_count(2)
    # What stands on the lanes is gone to by arrows, or by a press near it.
    lane = page.get_by_role("listbox", name="Key frames")
    await expect(lane.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("Home")
    await lane.focus()
    await page.keyboard.press("ArrowRight")
    await expect(frame).to_have_text("Frame 61 of 120")
    cues = page.get_by_role("listbox", name="Cues")
    box = await cues.bounding_box()
    assert box is not None
    await page.mouse.click(box["x"] + box["width"] * 0.25 + 4, box["y"] + box["height"] / 2)
    await expect(frame).to_have_text("Frame 31 of 120")
    await expect(page.locator(".lanes-says")).to_have_text("Slower")
    # A title of one's own is at hand on every clip; how the picture was mirrored is kept with this one.
    await page.get_by_role("button", name="Change Catch").click()
    await page.get_by_role("button", name="Keep this title at hand").click()
    await expect(page.locator(".key-titles button")).to_have_text(["Start", "Bottom", "Lockout", "Catch"])
    await page.get_by_role("button", name="Mirror").click()
    await page.wait_for_timeout(600)  # it is sent a quarter of a second later
    await page.reload()
    await expect(page.locator("#transport [data-do=mirror]")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator(".key-titles button")).to_have_count(4)
    await expect(page.locator(".key-frame")).to_have_count(2)
    assert studio.complaints == []


@pytest.mark.long
async def test_one_frame_and_a_clip_whose_frames_are_not_listed_yet_are_still_a_page(
    studio: Studio,  # noqa: F811
    filmed: Filmed,  # noqa: F811
) -> None:
    still = await filmed("still.mp4", seconds=1 / 30, size=(320, 180), sound=None)
    page = await studio.open(f"/clips/{still.id}")
    frame = page.locator("#frame")
    await expect(frame).to_have_text("Frame 1 of 1")
    for key in (".", ",", "End", "Home", "PageDown", "[", "]", "j", "k", "Insert"):
        await page.keyboard.press(key)
    await expect(frame).to_have_text("Frame 1 of 1")
    assert await number(page) == 0
    await expect(page.locator(".key-frame")).to_have_count(1)
    clip = await filmed("squat.mp4", seconds=1.0, size=(320, 180))
    await studio.change(clip, files={name: type for name, type in clip.files.items() if name != "frames.json"})
    page = await studio.open(f"/clips/{clip.id}")
    await expect(page.locator("#frame")).to_have_text("Frames by guess")
    await expect(page.locator("#frame")).to_have_attribute("title", re.compile("a thirtieth of a second"))
    await page.keyboard.press(".")
    await page.keyboard.press(".")
    assert await number(page) in (1, 2)  # a guess is a guess
    assert studio.complaints == []


@pytest.mark.long
async def test_without_the_parts_that_come_later_keys_step_on_and_one_can_write(
    studio: Studio,  # noqa: F811
    filmed: Filmed,  # noqa: F811
) -> None:
    clip = await filmed("squat.mp4", seconds=1.0, size=(320, 180))
    window = await studio.window(studio.alice)
    await window.route("**/js/review/later.js", lambda route: route.abort("failed"))
    page = await window.new_page()
    await page.goto(f"{studio.spotter.url}/clips/{clip.id}")
    await expect(page.locator("#frame")).to_have_text(re.compile("Frame 1 of"))
    await page.keyboard.press("c")  # what it does is among the parts that do not come
    await expect(page.get_by_text("Part of this page could not be fetched")).to_be_visible(timeout=40_000)
    await page.keyboard.press(".")
    await expect(page.locator("#frame")).to_have_text(re.compile("Frame 2 of"))
    words = page.locator("#write textarea")
    await words.click()
    await page.keyboard.type("Knees out")
    await expect(words).to_have_value("Knees out")


@pytest.mark.long
async def test_two_hours_of_frames_are_stepped_as_exactly_as_two_seconds(studio: Studio) -> None:  # noqa: F811
    piece = footage.video(studio.folder / "piece.mp4", seconds=10.0, size=(96, 48), gop=30)
    long = footage.again_and_again(piece, studio.folder / "long.mp4", 720)
    clip = await studio.send(long, patience_s=300)
    page = await studio.open(f"/clips/{clip.id}?t=7000")
    await page.locator("#watch[data-whole]").wait_for()
    await page.keyboard.press("PageUp")  # before the list of frames is there
    await expect(page.locator("#frame")).to_contain_text("of 216000", timeout=15_000)
    before = int((await page.locator("#frame").inner_text()).split()[1])
    for key, by in [(".", 1)] * 5 + [(",", -1)] * 5:
        await page.keyboard.press(key)
        before += by
        assert await number(page) == (before - 1) % 300
    assert studio.complaints == []
