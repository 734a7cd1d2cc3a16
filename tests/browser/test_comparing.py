"""Two clips side by side in a real browser: by phases, drawn on both, kept, sent, opened on a phone."""

import asyncio
from dataclasses import replace

import av
import pytest
from playwright.async_api import Page, expect

from server.domain.clips import Clip
from server.domain.review import stamps
from server.store import assessments
from tests.browser.look import SIZES, faults, keep
from tests.browser.test_library import Filmed, Studio, filmed, studio
from tests.recordings import footage

__all__ = ["filmed", "studio"]

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
# The numbers in the frames that both show, read at the same moment.
NUMBERS = """() => ["first", "second"].map((which) => {
  const video = document.querySelector(`[data-side=${which}] video`);
  const canvas = document.createElement("canvas");
  canvas.width = 192; canvas.height = 8;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 2, 0, 0, 192, 8);
  const row = context.getImageData(0, 4, 192, 1).data;
  let bits = "";
  for (let bar = 0; bar < 24; bar += 1) bits += row[(bar * 8 + 4) * 4 + 1] > 128 ? "1" : "0";
  return parseInt(bits.slice(2, 18), 2);
})"""
SETTLED = """async () => {
  const paint = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const videos = [...document.querySelectorAll(".pair-side video")];
  const isBusy = () => videos.some((video) => video.seeking || video.readyState < 2);
  await paint();
  for (let tries = 0; tries < 500 && isBusy(); tries += 1) await paint();
  await paint();
}"""
INK = """(which) => {
  const canvas = document.querySelector(`[data-side=${which}] canvas`);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 3; at < data.length; at += 4) if (data[at] > 0) count += 1;
  return count;
}"""


async def numbers(page: Page) -> tuple[int, int]:
    """The frames that both show, once they have arrived there."""
    await page.evaluate(SETTLED)
    first, second = await page.evaluate(NUMBERS)
    return first, second


async def key_frames(studio: Studio, clip: Clip, **at_ms: float) -> None:
    """Key frames by their title."""
    marks = [
        {
            "id": f"{hash((clip.id, title)) % 16**24:024x}",
            "kind": "key",
            "stamp": stamps.made(studio.spotter.clock(), count, "0" * 8),
            "body": {"title": title, "at_ms": ms, "frame": None, "colour": "green"},
            "is_deleted": False,
        }
        for count, (title, ms) in enumerate(at_ms.items())
    ]
    answer = await studio.alice.post(f"/clips/{clip.id}/review", json={"since": 0, "marks": marks})
    assert answer.json["refused"] == []


async def reassessed(studio: Studio, filmed: Filmed) -> tuple[Clip, Clip]:
    """The film of a baseline, and of the same step in what repeats it: slower, and with fewer frames a second."""
    then = await filmed("then.mp4", seconds=4.0)
    now = await filmed("now.mp4", seconds=5.0, fps=25, size=(360, 640))
    given: list[str] = []
    for clip in (then, now):
        answer = await studio.alice.post(f"/clients/{studio.bob.id}/assessments", json={"protocol": "overhead-squat"})
        given.append(answer.json["id"])
        async with studio.spotter.database.writing() as db, db.begin():
            found = await assessments.get(db, given[-1])
            assert found is not None
            await assessments.save(db, replace(found, baseline_id=given[0] if clip is now else None))
        await studio.alice.post(f"/assessments/{given[-1]}/steps/side/clip", json={"clip": clip.id})
    return then, now


async def drag(page: Page, which: str, *points: tuple[float, float]) -> None:
    """Across a picture, in shares of it."""
    box = await page.locator(f"[data-side={which}] canvas").bounding_box()
    assert box is not None
    first, *rest = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in points]
    await page.mouse.move(*first)
    await page.mouse.down()
    for each in rest:
        await page.mouse.move(*each, steps=3)
    await page.mouse.up()


@pytest.mark.long
async def test_a_reassessment_beside_its_baseline_reaches_the_client(studio: Studio, filmed: Filmed) -> None:
    then, now = await reassessed(studio, filmed)
    await key_frames(studio, now, Start=400, Bottom=2400, Top=4000)
    await key_frames(studio, then, Start=1000, Bottom=2000)

    page = await studio.open(f"/clips/{now.id}", bypass_csp=True)
    await page.get_by_role("link", name="Beside the baseline").click()
    await expect(page.locator("[data-way=phases]")).to_have_attribute("aria-pressed", "true", timeout=10_000)
    await expect(page.get_by_text("is not in Baseline yet")).to_be_visible()
    await page.locator(".pair-phase").nth(1).click()
    assert await numbers(page) == (60, 60)  # 2.4 s at 25 a second meets 2 s at 30
    for _ in range(5):
        await page.keyboard.press("ArrowLeft")
    assert await numbers(page) == (55, 57)  # 2.2 s of the one, 1.9 s of the other
    await page.keyboard.press("t")  # now the baseline leads
    await page.keyboard.press(".")
    assert await numbers(page) == (56, 58)

    # The one that is missing is put where it belongs.
    await page.get_by_role("button", name="Show it in Reassessment").click()
    await page.locator("#alone-second").fill("3000")
    await page.get_by_role("button", name="Put “Top” here in Baseline").click()
    await expect(page.locator(".pair-phases li")).to_have_count(3)
    await page.locator(".pair-phase").last.click()
    assert await numbers(page) == (100, 90)

    # What is drawn on one is shown on the other too.
    await page.locator(".pair-phase").nth(1).click()
    await page.evaluate(SETTLED)
    await page.keyboard.press("2")
    await drag(page, "first", (0.3, 0.3), (0.6, 0.5))
    assert await page.evaluate(INK, "first") > 50
    assert await page.evaluate(INK, "second") == 0
    await page.keyboard.press("g")
    assert await page.evaluate(INK, "second") > 50

    # Together they run as one: a frame apart at most, whichever is faster.
    await page.keyboard.press("Home")
    await page.keyboard.press("v")
    await page.keyboard.press("Space")
    async with asyncio.timeout(15):
        while True:  # a machine under tests paints late now and then, but not always
            first, second = await page.evaluate(NUMBERS)
            if 20 < first < 95 and abs(second - _meets(first)) <= 1:
                break
    await page.keyboard.press("Space")
    first, second = await numbers(page)
    assert abs(second - _meets(first)) <= 1, (first, second)

    await page.locator(".pair-phase").nth(1).click()
    await page.locator("details.pair-fold").evaluate_all("all => all.forEach((one) => (one.open = true))")
    wrong = await faults(page, "compare", tall=True) + await keep(page, "compare", whole=("phone",))
    await page.keyboard.press("o")
    await page.keyboard.press("s")
    await expect(page.locator("#pair-stage")).to_have_attribute("data-way", "over")
    wrong += await keep(page, "compare-over", sizes={"desk": SIZES["desk"], "phone": SIZES["phone"]})
    await page.keyboard.press("s")
    async with page.expect_download() as saved:
        await page.keyboard.press("Control+s")
    await (await saved.value).save_as(studio.folder / "pair.png")
    assert (studio.folder / "pair.png").read_bytes().startswith(b"\x89PNG")
    await page.get_by_role("button", name="Make an MP4 of both").click()
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.get_by_role("button", name="Cancel")).to_have_count(0)
    await page.get_by_label("Your words to your client").fill("See how much deeper you go.")
    await page.get_by_role("button", name="Keep and send").click()
    await expect(page.get_by_text("not looked at yet")).to_be_visible()
    assert not wrong, wrong

    his = await studio.open(studio.home, studio.sender.person, bypass_csp=True, **PHONE)
    await his.get_by_role("link", name="then and now").click()
    await expect(his.get_by_text("See how much deeper you go.")).to_be_visible()
    await expect(his.locator(".pair-phases li")).to_have_count(3, timeout=10_000)
    await expect(his.locator("#pair-stage")).to_have_attribute("data-way", "over")
    await his.get_by_role("button", name="Over each other, beside each other").click()
    await his.locator(".pair-phase").nth(1).click()
    assert await numbers(his) == (60, 60)
    assert await his.evaluate(INK, "second") > 20
    small = {"phone": SIZES["phone"]}
    wrong = await faults(his, "compare-client", tall=True) + await keep(
        his, "compare-client", sizes=small, whole=("phone",)
    )
    assert not wrong, wrong
    await page.reload()
    await expect(page.get_by_text("looked at", exact=False).last).to_be_visible()
    assert studio.complaints == []


def _meets(first: int) -> int:
    """The frame of the baseline that belongs to a frame of the reassessment, by the three phases."""
    ms = (first + 0.5) * 40
    for (a, b), (c, d) in (((400, 1000), (2400, 2000)), ((2400, 2000), (4000, 3000))):
        if ms < c:
            return int((b + (ms - a) * (d - b) / (c - a)) * 30 / 1000)
    return int((3000 + ms - 4000) * 30 / 1000)


@pytest.mark.long
async def test_odd_pairs_are_a_sensible_picture(studio: Studio, filmed: Filmed) -> None:
    long, short = await asyncio.gather(
        filmed("long.mp4", seconds=3.0, rotation=90), filmed("short.mp4", seconds=0.1, fps=30)
    )
    await studio.change(short, files={name: one for name, one in short.files.items() if name != "frames.json"})
    page = await studio.open(f"/clips/{long.id}/compare/{short.id}")
    await page.evaluate(SETTLED)
    await page.keyboard.press("End")
    assert (await numbers(page))[0] == 89
    await page.keyboard.press("Space")  # from the beginning again
    await expect(page.get_by_role("button", name="Play")).to_be_visible(
        timeout=15_000
    )  # until the end of the longer one
    photo = await studio.send(footage.photo(studio.folder / "stance.jpg"))
    beside = await studio.open(f"/clips/{photo.id}/compare/{long.id}")
    await beside.locator("#alone-second").wait_for()
    await beside.evaluate(SETTLED)
    await beside.keyboard.press("t")
    await beside.keyboard.press(".")
    await expect(beside.locator("#pair-now-left")).to_have_text("0:00.03")
    assert await beside.locator("#alone-first").count() == 0, "a photo does not move"
    itself = await studio.open(f"/clips/{long.id}/compare/{long.id}")
    await itself.locator("#alone-second").wait_for()
    await itself.evaluate(SETTLED)
    await itself.keyboard.press("w")
    await itself.keyboard.press("w")
    await itself.get_by_role("button", name="Match here").click()
    assert await numbers(itself) == (0, 2)
    await itself.keyboard.press(".")
    assert await numbers(itself) == (1, 3)
    assert studio.complaints == []


@pytest.mark.long
async def test_a_film_of_both_goes_as_the_page_does(studio: Studio, filmed: Filmed) -> None:
    then, now = await reassessed(studio, filmed)
    await key_frames(studio, now, Start=400, Bottom=2400)
    await key_frames(studio, then, Start=1000, Bottom=2000)
    page = await studio.open(f"/clips/{now.id}/compare/{then.id}")
    await page.locator("[data-way=phases][aria-pressed=true]").wait_for()
    await page.get_by_role("button", name="Loop from Start to Bottom").click()
    await page.locator("#pair-film").evaluate("panel => (panel.closest('details').open = true)")
    await page.get_by_role("button", name="Make an MP4 of both").click()
    async with page.expect_download(timeout=120_000) as saved:
        await page.get_by_role("link", name="Download").click(timeout=120_000)
    path = studio.folder / "pair.mp4"
    await (await saved.value).save_as(path)
    with av.open(str(path)) as made:
        frames = [frame.reformat(format="gray") for frame in made.decode(video=0)]
    assert abs(len(frames) - 60) <= 2, "two seconds at 30 a second"
    for frame in (frames[0], frames[len(frames) // 2], frames[-2]):
        # Left is what was filmed first.
        left = round(frame.height * (360 / 640 if then.created_at_ms > now.created_at_ms else 640 / 360))
        baseline, reassessment = _read(frame, 0, left), _read(frame, left, frame.width)
        assert abs(baseline - _meets(reassessment)) <= 1, (baseline, reassessment)
    assert studio.complaints == []


def _read(frame: av.VideoFrame, begin: int, end: int) -> int:
    """The number in the part of a grey picture between two columns."""
    plane = frame.planes[0]
    row = bytes(plane)[frame.height // 10 * plane.line_size :]
    bits = [row[begin + int((bar + 0.5) * (end - begin) / 24)] > 128 for bar in range(2, 18)]
    return int("".join("1" if bit else "0" for bit in bits), 2)
