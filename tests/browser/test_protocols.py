"""Results of assessments in a real browser: entered on a phone, also without a connection, and looked at everywhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from server.domain import links
from server.domain.people import Client
from server.media import MEDIA
from tests.browser.look import SIZES, Opener, faults, keep
from tests.cast import Person, Spotter
from tests.desk import running
from tests.recordings import footage

pytestmark = pytest.mark.browser

DAY_MS = 86_400_000
SEEN = "From the side: one line from head to heels"
# What a screenshot leaves to be pasted: a browser gives a page no other way to put a file on the clipboard.
PASTE = """async (into) => {
  const canvas = new OffscreenCanvas(320, 240);
  canvas.getContext("2d").fillRect(0, 0, 320, 240);
  const carried = new DataTransfer();
  carried.items.add(new File([await canvas.convertToBlob({ type: "image/png" })], "image.png", { type: "image/png" }));
  into.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


async def give(alice: Person, client: Client, protocol: str, **body: Any) -> str:
    given = {"protocol": protocol, "session": "in_person", **body}
    answer = await alice.post(f"/clients/{client.id}/assessments", json=given)
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


async def enter(alice: Person, assessment: str, **body: Any) -> None:
    answer = await alice.post(f"/assessments/{assessment}/results", json=body)
    assert answer.status == 200, answer.text


async def link(spotter: Spotter, client: Client) -> tuple[Person, str]:
    me = f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"
    phone = spotter.browser()
    assert (await phone.post(f"{me}/confirm", {})).status == 200
    return phone, me


async def furnished(spotter: Spotter, alice: Person) -> tuple[Person, dict[str, str], dict[str, str]]:
    """Bob's phone; the trainer's pages and his by name, with results of three months."""
    bob = await spotter.client("bob", birth_date="1955-03-01")
    phone, me = await link(spotter, bob)
    squat = await give(alice, bob, "overhead-squat")
    seen = {"seen": ["knee-in.left", "heel-rises.left", "forward-lean"], "unseen": ["knee-in.right", "arms-fall"]}
    await enter(alice, squat, place=["pain"], value=["no"], **seen)
    first = await give(alice, bob, "chair-stand")
    await enter(
        alice, first, place=["count", "arms"], value=["11", "no"], sex="male", shoes="Barefoot", taken_on="2026-01-10"
    )
    again = first
    for count, day in (("12", "2026-02-21"), ("15", "2026-04-04")):
        again = (await alice.post(f"/assessments/{again}/repeat", json={})).json["id"]
        await enter(
            alice,
            again,
            place=["count", "arms"],
            value=[count, "no"],
            shoes="Shoes",
            taken_on=day,
            note="Well done, Bob.",
        )
    stance = await give(alice, bob, "single-leg-stance")
    await enter(alice, stance, place=["open-left", "open-left.2", "open-right"], value=["22", "31.5", "40"])
    reach = await give(alice, bob, "sit-and-reach")
    await enter(
        alice,
        reach,
        place=["reach", "reach.2", "zero", "device"],
        value=["18", "21", "15", "box"],
        taken_on="2026-01-12",
    )
    other = await give(alice, bob, "sit-and-reach")
    await enter(alice, other, place=["reach", "zero", "device"], value=["30", "26", "box"], taken_on="2026-03-12")
    empty = await give(alice, bob, "step-test")
    pulse = await give(alice, bob, "resting-heart-rate", session="")
    await alice.post(f"/assessments/{again}/share", {})
    bea = await spotter.client("bea")
    group = (await alice.post("/groups", json={"name": "Mornings", "members": [bob.id, bea.id]})).json["id"]
    body = {"protocol": "step-test", "clients": [bob.id, bea.id]}
    sheet = (await alice.post(f"/groups/{group}/assess", json=body)).json["id"]
    fresh = await spotter.client("bea", name="Bo New")
    desk = {
        "results-trends": f"/clients/{bob.id}/results",
        "results-none": f"/clients/{fresh.id}/results",
        "group-sheet": f"/assessment-sheets/{sheet}",
        "group-sheet-new": f"/groups/{group}/assess",
        "library-assessments": "/library/protocols",
        "library-assessment": "/library/protocols/step-test",
        "library-editor": "/library/protocols/new?like=push-up",
        "results-squat": f"/assessments/{squat}/results",
        "results-again": f"/assessments/{again}/results",
        "results-stance": f"/assessments/{stance}/results",
        "results-empty": f"/assessments/{empty}/results",
        "assessment-in-person": f"/assessments/{empty}",
        "assessments-to-give": f"/clients/{bob.id}/assessments/new",
    }
    mine = {
        "my-report": f"{me}/assessments/{again}/report",
        "my-page-with-reports": me,
        "my-pulse": f"{me}/assessments/{pulse}/steps/count",
        "my-pulse-overview": f"{me}/assessments/{pulse}",
    }
    return phone, desk, mine


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_fits_every_screen_and_has_no_fault_that_axe_knows(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str], scheme: str
) -> None:
    phone, desk, mine = await furnished(spotter, alice)
    found: list[str] = []
    for person, pages in ((alice, desk), (phone, mine)):
        page = await opened(spotter.url, person, color_scheme=scheme, bypass_csp=True)
        for name, path in pages.items():
            await page.goto(f"{spotter.url}{path}")
            await page.wait_for_load_state("networkidle")
            found += await faults(page, name, tall=True)
            found += await keep(
                page, name if scheme == "light" else f"{name}.dark", sizes=SIZES, whole=("phone", "desk")
            )
    assert found == []
    assert said == []


async def test_numbers_are_taken_at_the_gym_without_a_signal_and_reach_the_client(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    """Bob's chair stand on Alice's phone: measured offline, sent when there is a signal, repeated, given, read."""
    bob = await spotter.client("bob", birth_date="1955-03-01")
    page = await opened(
        f"{spotter.url}/clients/{bob.id}/assessments/new", alice, viewport={"width": 360, "height": 740}
    )
    await page.get_by_label("Find an assessment").fill("chair")
    await page.get_by_role("radio", name="30-second chair stand").check()
    await page.locator("[name=session]").select_option("in_person")
    await page.get_by_role("button", name="Give it to Bob Birch").click()
    results = page.locator("[data-results]")
    await expect(results).to_have_attribute("data-ready", "yes")
    await page.context.set_offline(True)
    await page.get_by_label("Stood up", exact=True).fill("12")
    await page.get_by_label("Arms were used", exact=True).select_option("no")
    await expect(results).to_have_attribute("data-saved", "waiting", timeout=30_000)
    await page.context.set_offline(False)
    await page.locator("[name=sex]").select_option("male")
    await expect(page.locator("#outcomes")).to_contain_text("12 reps", timeout=30_000)
    await expect(page.locator("#outcomes")).to_contain_text("Average or above", timeout=30_000)
    await page.get_by_label("Stood up", exact=True).fill("900")
    await page.get_by_label("Stood up", exact=True).press("Tab")
    await expect(page.get_by_text("Between 0 and 60 reps.").first).to_be_visible(timeout=30_000)
    await page.reload()
    await expect(page.get_by_label("Stood up", exact=True)).to_have_value("12")

    await page.get_by_role("button", name="Repeat in person").click()
    await page.get_by_role("heading", name="Beside").wait_for()
    await expect(results).to_have_attribute("data-ready", "yes")
    await page.get_by_label("Stood up", exact=True).fill("16")
    await page.get_by_label("Arms were used", exact=True).select_option("no")
    await expect(page.locator("#outcomes")).to_contain_text("16 reps", timeout=30_000)
    await page.reload()
    await expect(page.locator("#compared")).to_contain_text("+4 reps")
    await page.get_by_role("button", name="Give the report to Bob Birch").click()
    await expect(page.get_by_text("Bob Birch has the report since")).to_be_visible()
    await page.get_by_role("link", name="Trends").click()
    await expect(page.get_by_role("img", name="from 12 reps to 16 reps")).to_be_visible()

    phone, me = await link(spotter, bob)
    mine = await opened(f"{spotter.url}{me}", phone, viewport={"width": 360, "height": 740})
    await mine.get_by_role("link", name="30-second chair stand").click()
    await expect(mine.locator("main")).to_contain_text("12 reps → 16 reps")


async def show_by_photos(page: Page, folder: Path) -> None:
    """Alice chooses a photo and pastes another, which stand for our drawings, and takes the pasted one away again."""
    drawn = page.locator(".step-drawn img")
    await expect(drawn).to_have_count(2)
    await page.get_by_label("Add photos to step 1").set_input_files(footage.photo(folder / "side.jpg", (640, 480)))
    words = page.get_by_label("What it shows, in words")
    await expect(words).to_be_focused()
    await expect(drawn).to_have_count(0)
    await page.get_by_label("What to do, a sentence a line").evaluate(PASTE)
    await expect(words).to_have_count(2)
    await words.first.fill(SEEN)
    there = page.locator(".step-photo > img")
    await expect(there).to_have_count(2, timeout=30_000)
    await expect(there.first).to_have_js_property("naturalWidth", 640)
    await page.get_by_role("button", name="Move photo 2 up").press("Enter")
    await expect(words.nth(1)).to_have_value(SEEN)
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("Say what the photo shows")
    await expect(words.first).to_be_focused()
    await page.get_by_role("button", name="Take photo 1 away").press("Enter")
    await expect(there).to_have_count(1)
    await expect(words).to_be_focused()


@pytest.mark.long
async def test_a_group_is_measured_by_keys_and_an_own_assessment_is_built(
    spotter: Spotter, alice: Person, opened: Opener, tmp_path: Path
) -> None:
    """Alice copies our push-up, makes it her own with photos of hers, and measures two people with it on one sheet."""
    bob, bea = await spotter.client("bob"), await spotter.client("bea")
    group = (await alice.post("/groups", json={"name": "Mornings", "members": [bob.id, bea.id]})).json["id"]
    page = await opened(
        f"{spotter.url}/library/protocols/push-up", alice, viewport={"width": 1440, "height": 900}, bypass_csp=True
    )
    await page.get_by_role("link", name="Copy and edit").click()
    await page.get_by_label("Name", exact=True).fill("")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("name")
    await expect(page.get_by_label("Name", exact=True)).to_have_accessible_description(re.compile("name"))
    await page.get_by_label("Name", exact=True).fill("Push-ups to a beat")
    await page.get_by_label("Beats a minute").fill("40")
    await page.keyboard.press("Tab")
    await page.get_by_label("What falls on a beat").fill("Up on one, down on the next")
    await page.get_by_label("Known error ±").first.fill("2")
    await page.keyboard.press("Tab")
    await page.get_by_label("Where it was read").fill("A study of 40 men of about 30")
    async with running(spotter.app[MEDIA]):
        await show_by_photos(page, tmp_path)
    await page.get_by_role("button", name="Take measure 3 away").click()
    await page.get_by_role("button", name="Add a measure").click()
    await page.get_by_label("What is measured").nth(2).fill("Effort")
    await page.get_by_role("button", name="Save").click()
    await page.get_by_text("Version 1. What was given stays as it was.").wait_for()
    await expect(page.get_by_label("Where it was read")).to_have_value("A study of 40 men of about 30")
    await expect(page.get_by_label("What falls on a beat")).to_have_value("Up on one, down on the next")

    await expect(page.get_by_label("What it shows, in words")).to_have_value(SEEN)
    assert await faults(page, "editor", tall=True) == []
    assert await keep(page, "library-editor-photos", sizes=SIZES, whole=("phone", "desk")) == []
    key = page.url.rpartition("/")[2]
    phone, me = await link(spotter, bob)
    given = await give(alice, bob, key, session="", has_company=True)
    mine = await opened(f"{spotter.url}{me}/assessments/{given}/steps/side", phone)
    photo = mine.get_by_role("img", name=SEEN)
    await expect(photo).to_have_js_property("naturalWidth", 640)
    await expect(mine.locator(".shown img")).to_have_count(1)
    await keep(mine, "my-step-with-photo")

    await page.goto(f"{spotter.url}/groups/{group}/assess")
    await page.locator("[name=protocol]").select_option(label="Push-ups to a beat")
    await page.get_by_role("button", name="Begin").click()
    sheet = page.locator("#group-sheet")
    await expect(sheet).to_have_attribute("data-ready", "yes")
    await page.get_by_role("textbox", name="Bea Brook Push-ups").focus()
    await page.keyboard.type("21")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.type("18")
    await page.keyboard.press("Enter")  # from the last row to the top of the next column
    await expect(page.get_by_role("combobox", name="Bea Brook Position")).to_be_focused()
    await expect(sheet).to_have_attribute("data-saved", "kept", timeout=30_000)
    await page.reload()
    await expect(page.get_by_role("textbox", name="Bea Brook Push-ups")).to_have_value("21")
    await expect(page.get_by_role("textbox", name="Bob Birch Push-ups")).to_have_value("18")
