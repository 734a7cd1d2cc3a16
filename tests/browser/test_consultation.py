"""A consultation: the form that is built, asked and answered, and the one both write in beside the picture."""

import asyncio
import json
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.look import Opener, at, faults, keep
from tests.browser.test_people import link
from tests.cast import Person, Spotter
from tests.conftest import Tenth
from tests.meeting import Meeting

pytestmark = pytest.mark.browser


async def test_a_form_is_built_by_keys_and_asked_and_answered_through_a_lost_connection(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    bob = await spotter.client("bob")
    desk = await opened(f"{spotter.url}/library/forms/new", alice, viewport={"width": 1440, "height": 900})
    await _build(desk)
    await desk.goto(f"{spotter.url}/clients/{bob.id}#forms")
    await desk.select_option("#ask-form", label="Knees")
    await desk.click("#forms button:has-text('Ask')")
    await desk.wait_for_selector("#forms a:has-text('Knees')")

    page = await opened(link(spotter, bob))
    await page.get_by_role("button", name="Open my page").click()
    script_is_late = asyncio.Event()

    async def late(route: Route) -> None:
        await script_is_late.wait()
        await route.continue_()

    await page.route("**/js/pages/filling.js", late)
    await page.get_by_role("link", name="Knees").click(no_wait_after=True)
    where = page.locator("[data-key=q2]")
    await page.get_by_label("Yes", exact=True).check(force=True)
    script_is_late.set()
    await expect(where).to_be_visible()
    await expect(page.locator("[data-saved]")).to_have_text("Everything is kept.", timeout=30_000)
    await page.context.set_offline(True)
    await page.fill("[name=q2]", "The left one")
    await expect(page.locator("[data-saved]")).to_contain_text("No connection")
    await page.context.set_offline(False)
    await expect(page.locator("[data-saved]")).to_have_text("Everything is kept.", timeout=30_000)
    await page.reload()
    await expect(page.locator("[name=q2]")).to_have_value("The left one")
    await page.get_by_role("button", name=re.compile("^Send to")).click()
    await expect(page.locator("[data-error-for=q3]")).to_contain_text("needs an answer")
    await page.fill("[name=q3]", "Bob Birch")
    await _sign(page)
    await page.get_by_role("button", name=re.compile("^Send to")).click()
    await page.wait_for_selector("text=has it now and may ask back")
    await expect(page.locator(".signature polyline")).to_have_count(1)

    await desk.reload()
    await desk.click("#forms a:has-text('Knees')")
    await desk.locator("#q-q2 summary").click()
    await desk.fill("#remark-q2", "Since when?")
    await desk.click("#q-q2 button:has-text('Ask back')")
    await desk.wait_for_selector("#q-q2 .talk")
    await page.reload()
    await expect(page.locator("#q-q2 .asked-back")).to_be_visible()
    await page.fill("[name=q2]", "The left one, since May")
    await page.get_by_role("button", name=re.compile("^Send to")).click()
    await page.wait_for_selector("text=has it now and may ask back")
    await desk.reload()
    await desk.get_by_role("button", name="Accept all of it").click()
    await desk.wait_for_selector(".badge:has-text('accepted')")
    assert [line for line in said if "ERR_INTERNET" not in line and "Failed to load" not in line] == []


async def _build(desk: Page) -> None:
    """Three questions, the second only after a yes to the first; moved, doubled and taken away by keys."""
    await desk.fill("#form-title", "Knees")
    for kind, label in (("yes_no", "Do they hurt?"), ("text", "Which one?"), ("signature", "Sign")):
        await desk.select_option("#add-0", kind)
        await desk.keyboard.type(label)
    await desk.click("[data-question=q2] [data-head]")
    await desk.select_option("#when-q2", "q1")
    await desk.click("[data-question=q3] [data-head]")
    await desk.locator("[data-question=q3] input[type=checkbox]").first.check()
    head = desk.locator("[data-question=q3] [data-head]")
    await head.focus()
    await desk.keyboard.press("Alt+ArrowUp")
    await desk.keyboard.press("Alt+ArrowUp")
    await expect(desk.locator("[data-question]").first).to_have_attribute("data-question", "q3")
    await desk.keyboard.press("Control+d")
    await expect(desk.locator("[data-question]")).to_have_count(4)
    await desk.locator("[data-question=q4] [data-head]").focus()
    await desk.keyboard.press("Delete")
    await expect(desk.locator("[data-question]")).to_have_count(3)
    await (
        desk.locator("[data-question=q3]")
        .locator(".grip")
        .drag_to(desk.locator("[data-question=q2]"), target_position={"x": 60, "y": 50})
    )
    await expect(desk.locator("[data-question]").last).to_have_attribute("data-question", "q3")
    await desk.get_by_role("button", name="Look at it").click()
    await expect(desk.locator("dialog [data-key=q2]")).to_be_hidden()
    await desk.locator("dialog").get_by_label("Yes", exact=True).check(force=True)
    await expect(desk.locator("dialog [data-key=q2]")).to_be_visible()
    await desk.locator("dialog button:has-text('Close')").click()
    await desk.keyboard.press("Control+s")
    await desk.get_by_role("button", name="Save").click()
    await desk.wait_for_selector("h1:has-text('Knees')")


async def _sign(page: Page) -> None:
    """Draws a line into the field."""
    field = page.locator("[data-sign]")
    await field.scroll_into_view_if_needed()
    box = await field.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 20, box["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(box["x"] + 150, box["y"] + 60, steps=5)
    await page.mouse.up()


@pytest.mark.long
async def test_beside_the_picture_both_write_in_one_form_and_who_wrote_what_is_kept(met: Meeting, tenth: Tenth) -> None:
    trainer = await met.trainer_page(await met.trainer_context(bypass_csp=True))
    client = await met.client_in_the_lobby(await met.client_context(bypass_csp=True))
    await met.let_in(trainer)
    await trainer.keyboard.press("=")
    await trainer.get_by_label("Another one").select_option(label="Your goals")
    beside = client.locator(".beside")
    await expect(beside.get_by_role("heading", name="Your goals")).to_be_visible()
    theirs, ours = beside.locator("[name=goal]"), trainer.locator(".panel [name=goal]")
    await theirs.fill("Lift my bag")
    await expect(ours).to_have_value("Lift my bag", timeout=20_000)
    await theirs.blur()
    await ours.fill("Lift my bag into the train")
    await ours.blur()
    await expect(theirs).to_have_value("Lift my bag into the train", timeout=20_000)
    told = beside.locator("[data-changed-for=goal]")
    await expect(told).to_have_text(re.compile(r"^Olga Owner changed this at .+\. Before, by .+: Lift my bag$"))
    await (
        ours.click()
    )  # both write at the same time: the later wins, and either reads what stood there and whose it was
    await theirs.fill("Carry my niece")
    await expect(beside.locator("[data-saved]")).to_have_text("Everything is kept.")
    await expect(ours).to_have_value("Lift my bag into the train")
    await ours.fill("Carry my shopping")
    for line in (told, trainer.locator(".panel [data-changed-for=goal]")):
        await expect(line).to_have_text(
            re.compile(r"^Olga Owner changed this at .+\. Before, by .+: Carry my niece$"), timeout=20_000
        )
    await theirs.blur()
    await expect(theirs).to_have_value("Carry my shopping")
    wrong: list[str] = []
    if tenth.is_full:
        wrong = [*(await at(trainer, "form-beside-trainer")), *(await at(client, "form-beside-client"))]
    await client.locator("#form-aside").click()
    await expect(beside).to_have_count(0)
    await client.locator("#form-back").click()
    await trainer.get_by_role("button", name="Put away").click()
    await expect(beside).to_have_count(0)
    shown = json.loads(met.http.get(f"/sessions/{met.session}/forms"))
    page = met.http.get(f"/forms/{shown['people'][0]['forms'][0]['id']}")
    assert re.search(r"Lift my bag \(by [^)]+\) → Lift my bag into the train", page)
    assert re.search(r"Carry my niece \(by [^)]+\) → Carry my shopping", page)
    assert wrong == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_pages_of_forms_fit_and_are_sound(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str], scheme: str
) -> None:
    bob = await spotter.client("bob")
    phone = spotter.browser()
    await phone.post(f"{link(spotter, bob).removeprefix(spotter.url)}/confirm", {})
    made = (await alice.post(f"/clients/{bob.id}/forms", json={"form": "health-check"})).json["id"]
    paper = (await alice.post(f"/clients/{bob.id}/forms", json={"form": "intake", "source": "paper"})).json["id"]
    goal = (await alice.post(f"/clients/{bob.id}/goals", json={"words": "Lift", "start": "1", "target": "9"})).json[
        "id"
    ]
    wrong: list[str] = []
    for name, who, path in (
        ("forms", alice, "/library/forms"),
        ("form-builder", alice, "/library/forms/goals"),
        ("form-read", alice, f"/forms/{made}"),
        ("form-paper", alice, f"/forms/{paper}/fill"),
        ("goal", alice, f"/goals/{goal}"),
        ("form-client", phone, f"{link(spotter, bob).removeprefix(spotter.url)}/forms/{made}"),
    ):
        page = await opened(f"{spotter.url}{path}", who, bypass_csp=True, color_scheme=scheme)
        if name == "form-builder":
            await page.click("[data-question=surer] [data-head]")
        wrong += await keep(page, f"{name}.{scheme}")
        wrong += await faults(page, f"{name} {scheme}", tall=True)
        await page.context.close()
    assert wrong == []
    assert said == []
