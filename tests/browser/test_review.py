"""A review in a real browser: drawn without a connection, merged with another window's, sent, read, and on paper."""

import asyncio
import io
from typing import Any

import pypdf
import pytest
from playwright.async_api import Page, expect

from server.domain.review import stamps
from server.store import reviews
from tests.browser.look import faults, keep
from tests.browser.test_library import Filmed, Studio, filmed, studio  # noqa: F401

pytestmark = pytest.mark.browser
ANGLE = {"tool": "angle", "at_ms": 2000, "points": [[0.6, 0.72], [0.477, 0.723], [0.5, 0.89]], "text": "Knee"}


def mark(studio: Studio, id: str, kind: str, body: dict[str, Any]) -> dict[str, Any]:  # noqa: F811
    stamp = stamps.made(studio.spotter.clock(), int(id, 16), "0" * 8)
    return {"id": id * 24, "kind": kind, "stamp": stamp, "body": body}


async def saved(page: Page, words: str = "All saved") -> None:
    await expect(page.locator("#review-saved")).to_contain_text(words, timeout=12_000)


async def test_a_review_is_drawn_offline_merged_sent_read_and_printed(studio: Studio, filmed: Filmed) -> None:  # noqa: F811
    clip = await filmed(title="Squat from the side")
    body = {"protocol": "push-up", "session": "in_person"}
    given = (await studio.alice.post(f"/clients/{studio.bob.id}/assessments", json=body)).json["id"]
    await studio.alice.post(f"/assessments/{given}/steps/side/clip", json={"clip": clip.id})
    counted = {"tool": "counter", "at_ms": 1000, "points": [[0.1, 0.1]], "extra": {"times_ms": [500, 1500, 2500]}}
    several = [
        mark(studio, "a", "key", {"at_ms": 1000, "title": "start", "colour": "green"}),
        mark(studio, "b", "key", {"at_ms": 2000, "title": "bottom"}),
        mark(studio, "c", "shape", ANGLE),
        mark(studio, "d", "shape", counted),
    ]
    sent = await studio.alice.post(f"/clips/{clip.id}/review", json={"marks": several})
    assert sent.json["refused"] == []
    page = await studio.open(f"/clips/{clip.id}", bypass_csp=True)
    other = await studio.open(f"/clips/{clip.id}")
    await saved(page)
    await saved(other)

    # Without a connection; what is drawn meanwhile is kept, outlives the page's way to the server, and both have all.
    await page.context.set_offline(True)
    box = await page.locator("#overlay").bounding_box()
    assert box is not None
    for window, key, at in ((page, "2", (0.2, 0.2)), (other, "3", (0.7, 0.2))):
        await window.keyboard.press(key)
        await window.mouse.move(box["x"] + at[0] * box["width"], box["y"] + at[1] * box["height"])
        await window.mouse.down()
        await window.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + 0.5 * box["height"], steps=4)
        await window.mouse.up()
    await saved(page, "1 change is kept on this device")
    await page.context.set_offline(False)
    await saved(page)
    await saved(other)
    assert await tools(studio, clip.id) == ["angle", "arrow", "counter", "line"]

    # A count becomes a result, and its place says so.
    await page.locator("#tab-measures").click()
    line = page.locator("#measures li", has_text="3 reps")
    await line.get_by_role("button", name="Use as result").click()
    places = await keep(page, "review-measures", whole=("phone", "desktop"))
    assert places + await faults(page, "review-measures") == []
    await line.get_by_role("button", name="3 reps").click()
    await expect(page.locator("#measures li", has_text="a result")).to_be_visible()
    result = (await studio.alice.get(f"/assessments/{given}/results")).text
    assert f"/clips/{clip.id}?t=1" in result

    # Sent with words, read by the client.
    await page.get_by_role("button", name="Send the review").click()
    await page.get_by_label("Your words with it").fill("Look at your heels.")
    assert await faults(page, "review-send") == []
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(page.locator("#review-standing")).to_contain_text("not opened yet")
    phone = await studio.open(f"{studio.home}/clips/{clip.id}", studio.sender.person, bypass_csp=True)
    await expect(phone.locator("#review-told")).to_contain_text("Look at your heels.")
    assert await keep(phone, "review-client", whole=("phone",)) + await faults(phone, "review-client") == []
    await phone.get_by_role("button", name="I have read it").click()
    await expect(phone.locator("#review-told")).to_contain_text("You said that you have read it")
    await page.reload()
    await expect(page.locator("#review-standing")).to_contain_text("has read it")

    # On paper, with a picture of each key frame.
    await page.locator("#tab-about").click()  # what lies half under the menu would be too small for axe
    await page.get_by_text("Take along").click()
    assert await keep(page, "review-bar") + await faults(page, "review-bar") == []
    async with page.expect_download(timeout=20_000) as saving:
        await page.get_by_role("link", name="PDF page").click()
    path = studio.folder / "review.pdf"
    await (await saving.value).save_as(path)
    paper = pypdf.PdfReader(io.BytesIO(await asyncio.to_thread(path.read_bytes)))
    assert sum(len(each.images) for each in paper.pages) == 2
    assert [one for one in studio.complaints if "ERR_INTERNET_DISCONNECTED" not in one] == []


async def tools(studio: Studio, clip_id: str) -> list[str]:  # noqa: F811
    """What is drawn on the clip as the server has it."""
    async with studio.spotter.database.reading() as db:
        return sorted(one.body["tool"] for one in await reviews.living(db, clip_id, ["shape"]))
