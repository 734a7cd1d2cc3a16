"""A timer from its first interval to the client's screen, in real browsers: built, moved, tried, kept, started."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import look
from tests.meeting import Meeting, sees_the_other

pytestmark = pytest.mark.browser


def names(page: Page) -> Locator:
    return page.locator(".interval-name")


async def reads(page: Page, *wanted: str) -> None:
    """Waits until the rows are named so."""
    await expect(names(page)).to_have_count(len(wanted))
    for at, name in enumerate(wanted):
        await expect(names(page).nth(at)).to_have_value(name)


async def looked_at(page: Page, name: str) -> list[str]:
    """What is wrong with the page as it is, light and dark."""
    wrong = await look.keep(page, name, whole=("phone",)) + await look.faults(page, name)
    await page.emulate_media(color_scheme="dark")
    wrong += await look.faults(page, f"{name}, dark")
    await page.emulate_media(color_scheme="light")
    return wrong


async def built(page: Page) -> None:
    """Step-ups three times with their rest, after a hold: by keys, by the pointer, with a deed taken back."""
    await page.get_by_label("Interval by interval").check()
    await reads(page, "Get ready", "Work", "Rest")  # what the Tabata made, folded
    await page.get_by_role("button", name="Take apart").click()
    await page.get_by_role("group", name="Add an interval").get_by_role("button", name="Hold").click()
    await names(page).nth(3).fill("Wall sit")
    await page.get_by_label("Length of interval 4").fill("45")
    await names(page).nth(1).fill("Step-ups")

    # By keys: the hold goes to the top, and its button keeps the focus.
    await page.get_by_role("button", name="Move interval 4 up").focus()
    for _ in range(3):
        await page.keyboard.press("Enter")
    await reads(page, "Wall sit", "Get ready", "Step-ups", "Rest")
    await expect(page.get_by_role("status").filter(has_text="Wall sit is number 1 of 4")).to_be_attached()
    await names(page).nth(1).focus()
    await page.keyboard.press("Alt+ArrowUp")
    await reads(page, "Get ready", "Wall sit", "Step-ups", "Rest")

    # A group: the effort with its rest, three times, and no rest at the very end.
    await page.get_by_role("button", name="More about interval 3").click()
    await page.get_by_role("button", name="Repeat this").click()
    await page.get_by_role("button", name="Move interval 4 up").click()
    await page.get_by_label("Repeat", exact=True).fill("3")
    await page.get_by_label("No rest after the last time").check()
    await expect(page.locator("#total")).to_have_text("2:15")  # 10 + 45 + 3 × 20 + 2 × 10

    # What is deleted comes back, by the word that says so and by undo.
    await page.get_by_role("button", name="Delete interval 2").click()
    await reads(page, "Get ready", "Step-ups", "Rest")
    await page.get_by_role("button", name="Undo").last.click()
    await reads(page, "Get ready", "Wall sit", "Step-ups", "Rest")
    await page.get_by_role("button", name="Duplicate interval 2").click()
    await expect(names(page)).to_have_count(5)
    await page.locator("#undo").click()
    await reads(page, "Get ready", "Wall sit", "Step-ups", "Rest")

    # By the pointer: the hold is dropped above everything, and undone.
    grip, first = (
        await page.locator(".grip").nth(1).bounding_box(),
        await page.locator(".interval").first.bounding_box(),
    )
    assert grip is not None
    assert first is not None
    await page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    await page.mouse.down()
    await page.mouse.move(first["x"] + 60, first["y"] + 4, steps=4)
    await page.mouse.up()
    await reads(page, "Wall sit", "Get ready", "Step-ups", "Rest")
    await page.locator("#undo").click()


@pytest.mark.long
async def test_a_timer_is_built_kept_and_started_in_a_session(met: Meeting) -> None:
    desk = await met.trainer_context(bypass_csp=True, reduced_motion="reduce")
    page = await desk.new_page()
    met.complaints.listen(page)
    here = f"{met.server.url}/library/timers"
    await page.goto(here)
    await page.get_by_role("link", name="New timer").click()
    await expect(page.locator("#total")).to_have_text("4:00")
    await built(page)
    wrong = await looked_at(page, "timer-editor")

    # A length of nothing cannot be kept, and says so where it stands.
    await page.get_by_label("Length of interval 2").fill("0")
    await expect(page.locator(".timer-makes [role=status]")).to_contain_text("Interval 2")
    await expect(page.locator("#save")).to_have_attribute("aria-disabled", "true")
    await page.get_by_label("Length of interval 2").fill("0:45")

    # Tried here, then kept under its own name and address.
    await page.locator("#trial-play").click()
    await expect(page.locator(".trial .timer-word")).to_have_text("Get ready")
    await page.locator("#trial-skip").click()
    await expect(page.locator(".trial .timer-word")).to_have_text("Wall sit")
    await page.get_by_role("button", name="Stop").click()
    await page.locator("#timer-name").fill("Stairs & <3")
    await page.keyboard.press("Control+s")
    await expect(page.locator("#standing")).to_contain_text("Saved")
    await expect(page).to_have_url(f"{here}/" + page.url.rpartition("/")[2])
    assert not page.url.endswith("/new")

    # Two windows: the later one is told, and keeps both.
    other = await desk.new_page()
    await other.goto(page.url)
    await reads(other, "Get ready", "Wall sit", "Step-ups", "Rest")
    await other.get_by_label("Repeat", exact=True).fill("4")
    await other.locator("#save").click()
    await expect(other.locator("#standing")).to_contain_text("Saved")
    await names(page).nth(2).fill("Box jumps")
    await page.locator("#save").click()
    await expect(page.locator("#trouble")).to_contain_text("saved in another window")
    wrong += await look.faults(page, "timer-stale")
    await reads(page, "Get ready", "Wall sit", "Box jumps", "Rest")
    await page.locator("#keep-both").click()
    await expect(page.locator("#timer-name")).to_have_value("Stairs & <3 (copy)")
    await other.close()
    told = [line for line in met.complaints.heard if "409 (Conflict)" in line]  # a browser prints what was refused
    assert len(told) == 1
    met.complaints.heard.remove(told[0])

    # The list: both are there with their length; one is deleted and comes back.
    await page.goto(here)
    rows = page.locator("#timers > li[data-timer]")
    await expect(rows).to_have_count(2)
    await expect(rows.filter(has_text="(copy)")).to_contain_text("2:15")
    await expect(rows.filter(has_not_text="(copy)")).to_contain_text("2:45")
    await page.get_by_label("Find a timer").fill("96")
    await expect(page.locator("#timers > li:visible")).to_have_count(1)
    await page.get_by_label("Find a timer").fill("")
    await page.locator("summary[aria-label*='(copy)']").click()
    await page.get_by_role("button", name="Rename").locator("visible=true").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("Box jumps (copy)")
    await page.get_by_role("dialog").get_by_role("button", name="Rename").click()
    await expect(rows.first).to_contain_text("Box jumps (copy)")
    await page.locator("summary[aria-label*='(copy)']").click()
    wrong += await looked_at(page, "timers")
    await page.get_by_role("button", name="Delete").locator("visible=true").click()
    await expect(rows).to_have_count(1)
    await page.get_by_role("button", name="Undo").click()
    await expect(rows).to_have_count(2)

    # In the session it is found by a word and runs on the client's screen; what is built there is kept, too.
    trainer, client = await met.together()
    await trainer.keyboard.press("t")
    await trainer.get_by_label("Find a timer").fill("copy")
    await trainer.get_by_role("list", name="Timers ready to start").get_by_role("button").click()
    await expect(client.locator("#timer .timer-word")).to_have_text("Get ready")
    await trainer.locator("#timer-skip").click()
    await trainer.locator("#timer-skip").click()
    await expect(client.locator("#timer .timer-word")).to_have_text("Box jumps")
    await expect(client.locator("#timer")).to_contain_text("1 of 3")
    await trainer.get_by_label("Find a timer").fill("")
    await trainer.get_by_role("group", name="Kinds of timers").get_by_role("button", name="AMRAP").click()
    await trainer.locator("#keep-name").fill("Friday AMRAP")
    await trainer.locator("#recipe-keep").click()
    ready = trainer.get_by_role("list", name="Timers ready to start")
    await expect(ready.get_by_role("button", name="Friday AMRAP")).to_be_visible()
    await look.keep(trainer, "timers-in-the-room", sizes={"desk": look.SIZES["desk"], "phone": look.SIZES["phone"]})
    await ready.get_by_role("button", name="30-second chair stand").click()
    await expect(client.locator("#timer .timer-word")).to_have_text("Get ready")
    await sees_the_other(client)
    assert wrong == []
