"""A review is talked over: by words, by voice, by a clip; and a view is filmed again, on a phone with a ghost."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser import look
from tests.browser.filming import Filming, filming, kept, ready
from tests.meeting import Meeting
from tests.recordings import footage
from tests.stage import Server

pytestmark = pytest.mark.browser

PATIENT_MS = 30_000
FRAME_MS = 900
SHOWN_AT = "() => Math.round(document.querySelector('#video').currentTime * 1000)"
GHOST_AT = "() => Math.round((document.querySelector('.film-ghost video')?.currentTime ?? 0) * 1000)"


async def first_take(of: Filming) -> str:
    """One view filmed and the other left out, sent to the trainer; the clip, ready to be watched."""
    page = await of.open()
    await of.roll(page, seconds=2.5)
    await page.locator("#film-stop").click()
    clip = await kept(of, page, "left")
    await ready(of, clip)
    here = of.step("").removesuffix("/steps/")
    for path in ("steps/right/skip", "send"):
        answer = await page.request.post(f"{here}/{path}", data={})
        assert answer.ok, await answer.text()
    return clip


async def trainer_at(both: Meeting, path: str) -> Page:
    """A page of the trainer's desk."""
    page = await (await both.trainer_context(bypass_csp=True)).new_page()
    both.complaints.listen(page)
    await page.goto(both.server.url + path)
    return page


async def go(page: Page, ms: int) -> None:
    """Puts the clip there, as a drag on its time line does."""
    await page.locator("#seek").evaluate(
        "(bar, ms) => { bar.value = String(ms); bar.dispatchEvent(new Event('input', { bubbles: true })); }", ms
    )


@pytest.mark.long
async def test_a_review_is_talked_over_and_a_view_filmed_again(server: Server, tmp_path: Path) -> None:
    async with filming(server, bypass_csp=True) as of:
        clip = await first_take(of)

        # The trainer writes on a frame, and on a span.
        trainer = await trainer_at(of.both, f"/clips/{clip}")
        await expect(trainer.locator("#f-moment")).to_be_visible(timeout=PATIENT_MS)
        await go(trainer, FRAME_MS)
        await trainer.keyboard.press("c")
        await trainer.keyboard.type("Hips level here")
        await trainer.keyboard.press("Control+Enter")
        await expect(trainer.locator(".comment.is-mine")).to_have_count(1)
        await go(trainer, 300)
        await trainer.click("#f-span")
        await go(trainer, 1700)
        await trainer.click("#f-span")
        await trainer.fill("#f-text", "Slower down")
        await trainer.get_by_role("button", name="Write", exact=True).click()
        await expect(trainer.get_by_role("button", name="Show 0:00 to 0:01")).to_be_visible()
        wrong = await look.at(trainer, "review-talk-desk")
        await trainer.goto(f"{of.server.url}/inbox")  # so that nothing is read over there meanwhile

        # The client finds it on the phone, taps, and sees that very frame.
        phone = of.page
        await phone.goto(of.both.client_link)
        await phone.locator("#new .row-link").click()
        await expect(phone.locator(".comment .badge.live")).to_have_count(2)
        await phone.get_by_role("button", name="Show 0:00", exact=True).click()
        await expect(phone.locator(".thread-moment.is-here")).to_contain_text("Hips level here")
        assert abs(await phone.evaluate(SHOWN_AT) - FRAME_MS) < 100
        await phone.get_by_role("button", name="Slow").click()
        await expect(phone.locator("#speed")).to_have_value("25")

        # Words without a signal are kept, and go when there is one.
        await of.context.set_offline(True)
        await phone.get_by_role("button", name=re.compile("^Answer Olga.* at 0:00$")).click()
        await phone.fill("#f-text", "Like this?")
        await phone.get_by_role("button", name="Write", exact=True).click()
        await expect(phone.get_by_text("waits for a connection")).to_be_visible()
        wrong += await look.at(phone, "review-talk-phone")
        await of.context.set_offline(False)
        await expect(phone.get_by_text("waits for a connection")).to_have_count(0, timeout=PATIENT_MS)
        await expect(phone.locator(".thread-answers")).to_contain_text("Like this?")

        # A voice note and a clip answer, too.
        await phone.click("#speak")
        await expect(phone.locator("#speak")).to_have_text(re.compile("0:0[1-9]"), timeout=PATIENT_MS)
        await phone.click("#speak")
        await expect(phone.locator(".comment audio")).to_be_visible(timeout=PATIENT_MS)
        await phone.set_input_files("#attach", footage.video(tmp_path / "answer.mp4", seconds=1.0))
        await expect(phone.locator(".comment video")).to_be_visible(timeout=PATIENT_MS)

        # The trainer reads it, settles one, and asks for the view again at that frame.
        await trainer.reload()
        await trainer.get_by_role("link", name=re.compile("wrote about a clip")).click()
        await expect(trainer.locator(".comment .badge.live")).to_have_count(3, timeout=PATIENT_MS)
        # Sooner, the form does it by itself and the page comes anew.
        await trainer.locator("#watch[data-whole]").wait_for()
        await trainer.locator(".thread-moment", has_text="Slower down").get_by_role("button", name="Settled").click()
        await expect(trainer.get_by_role("button", name="1 settled")).to_be_visible()
        await trainer.locator(".thread-moment", has_text="Hips level").get_by_role("button", name="Film again").click()
        await expect(trainer.locator("#redo-dialog textarea")).to_have_value("Hips level here")
        await trainer.get_by_role("button", name="Ask for it").click()
        await expect(trainer.get_by_text("You asked for this again")).to_be_visible(timeout=PATIENT_MS)

        # The client stands in the ghost of that frame and films it again.
        await phone.goto(of.both.client_link)
        await phone.get_by_role("link", name=re.compile("Film it again")).click()
        await phone.locator("#film-open").click()
        await expect(phone.locator("#film-ghost-share")).to_be_visible(timeout=PATIENT_MS)
        await expect(phone.locator(".film-ghost video")).to_be_visible()
        await phone.locator(".film-ghost video").evaluate(
            "video => video.readyState > 1 || new Promise((d) => (video.onseeked = d))"
        )
        assert abs(await phone.evaluate(GHOST_AT) - FRAME_MS) < 200
        await phone.fill("#film-ghost-share", "60")
        wrong += await look.at(phone, "review-ghost")
        await of.start(phone)
        await phone.wait_for_timeout(1200)
        await phone.locator("#film-stop").click()
        await phone.locator("#film-keep").click()
        await phone.get_by_role("button", name=re.compile("^Send")).click()
        await expect(phone.get_by_text("has it now")).to_be_visible(timeout=PATIENT_MS)

        # And the trainer has both, side by side.
        take = of.kept_for("left")
        assert take not in (None, clip)
        await trainer.goto(f"{of.server.url}/inbox")
        await expect(trainer.get_by_role("link", name=re.compile("filmed again"))).to_be_visible()
        await trainer.goto(f"{of.server.url}/clips/{take}")
        await trainer.get_by_role("link", name="The take before").click()
        await expect(trainer.get_by_role("link", name="The new take")).to_be_visible()
        assert wrong == []
