"""An assessment in a real browser: pictures of every page of it, axe, and the whole way from asking to looking."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from server.domain import links
from server.domain.people import Client
from tests.browser.filming import filming, kept
from tests.browser.look import SIZES, Opener, faults, keep
from tests.cast import HOUR_MS, Person, Spotter
from tests.stage import Server

pytestmark = pytest.mark.browser

LONG = "Please stand a little further away, so that all of you is in the picture from your hands down to your feet."


async def give(alice: Person, client: Client, protocol: str = "overhead-squat", **body: Any) -> str:
    answer = await alice.post(f"/clients/{client.id}/assessments", json={"protocol": protocol, **body})
    assert answer.status == 200, answer.text
    return str(answer.json["id"])


async def furnished(spotter: Spotter, alice: Person) -> tuple[Person, str, dict[str, str], dict[str, str]]:
    """Bob's phone and his page, with assessments at every stage; the trainer's pages and his by name."""
    bob = await spotter.client("bob")
    me = f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"
    phone = spotter.browser()
    await phone.post(f"{me}/confirm", {})
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 2 * HOUR_MS)

    async def keep(id: str, *steps: str, **changes: Any) -> None:
        for step in steps:
            clip = await spotter.clip(bob, **changes)
            assert (await phone.post(f"{me}/assessments/{id}/steps/{step}/clip", json={"clip": clip.id})).status == 200

    async def sent(*steps: str) -> str:
        id = await give(alice, bob, "single-leg-stance" if "left" in steps else "overhead-squat")
        await keep(id, *steps)
        assert (await phone.post(f"{me}/assessments/{id}/send", {})).status == 200
        return id

    fresh = await give(alice, bob, "single-leg-stance", note="Barefoot, please, and near the kitchen counter.")
    begun = await give(alice, bob)
    await keep(begun, "front")
    await keep(begun, "side", state="uploading", percent=40)
    ready = await give(alice, bob, "push-up", has_company=True)
    await phone.post(f"{me}/assessments/{ready}/steps/side/skip", {"note": "My wrist hurts today."})
    again = await sent("front", "side", "back")
    await alice.post(f"/assessments/{again}/steps/side/redo", json={"words": LONG})
    over = await sent("left", "right")
    taken = await give(alice, bob)
    await alice.post(f"/assessments/{taken}/cancel", {})
    together = await give(alice, bob, "push-up", session=session.id)
    stages = {
        "fresh": fresh, "begun": begun, "ready": ready, "again": again, "sent": over, "cancelled": taken,
        "together": together,
    }  # fmt: skip
    desk = {f"assessment-{name}": f"/assessments/{id}" for name, id in stages.items()}
    desk |= {"assessment-new": f"/clients/{bob.id}/assessments/new?protocol=push-up"}
    desk |= {"client-with-assessments": f"/clients/{bob.id}", "today-with-assessments": "/today"}
    mine = {f"my-assessment-{name}": f"{me}/assessments/{id}" for name, id in stages.items()}
    mine |= {
        "my-step": f"{me}/assessments/{fresh}/steps/left",
        "my-step-again": f"{me}/assessments/{again}/steps/side",
        "my-step-company": f"{me}/assessments/{ready}/steps/side",
        "my-step-together": f"{me}/assessments/{together}/steps/side",
        "my-page-with-assessments": me,
    }
    return phone, me, desk, mine


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_fits_every_screen_and_has_no_fault_that_axe_knows(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str], scheme: str
) -> None:
    phone, _, desk, mine = await furnished(spotter, alice)
    sizes = SIZES if scheme == "light" else {"phone": SIZES["phone"]}
    wrong: list[str] = []
    for who, pages in ((alice, desk), (phone, mine)):
        how = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
        page = await opened(spotter.url + "/healthz", who, **how)
        for name, path in pages.items():
            await page.goto(spotter.url + path)
            wrong += await keep(page, f"{name}.{scheme}", sizes=sizes, whole=("phone",))
            wrong += await faults(page, name, tall=True)
    assert wrong == []
    assert said == []


@pytest.mark.long
async def test_a_demonstration_plays_while_it_is_seen_and_not_for_who_wants_no_motion(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    phone, _, _, mine = await furnished(spotter, alice)
    plays = "document.querySelector('[data-demonstration]').currentTime > 0"

    async def begins(page: Page) -> bool:
        await page.locator("[data-demonstration]").scroll_into_view_if_needed()
        for _ in range(30):
            if await page.evaluate(plays):
                return True
            await page.wait_for_timeout(100)
        return False

    assert await begins(await opened(spotter.url + mine["my-step-together"], phone))
    assert not await begins(await opened(spotter.url + mine["my-step-together"], phone, reduced_motion="reduce"))


@pytest.mark.long
async def test_it_is_given_by_keyboard_and_what_is_missing_is_said_at_its_field(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    bob = await spotter.client("bob")
    page = await opened(f"{spotter.url}/clients/{bob.id}", alice, viewport={"width": 1440, "height": 900})
    await page.get_by_role("link", name="Give an assessment").press("Enter")
    await page.get_by_role("radio", name="Overhead squat").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("radio", name="Push-up")).to_be_checked()
    await page.locator("[name=note]").press("Tab")
    await page.get_by_role("button", name="Give it to Bob Birch").press("Enter")
    await expect(page.locator("[data-error-for=has_company]")).to_contain_text("must not be done alone")
    await page.keyboard.press("Space")  # the refusal leads to the box
    await page.get_by_role("button", name="Give it to Bob Birch").press("Enter")
    await page.get_by_role("heading", name="Push-up", exact=True).wait_for()
    await expect(page.locator(".toast")).to_contain_text("It stands on Bob Birch's page now.")
    assert "/assessments/" in await page.get_by_label("Link for Bob Birch").input_value()


@pytest.mark.long
async def test_the_steps_are_read_and_skipped_without_script(spotter: Spotter, alice: Person, opened: Opener) -> None:
    phone, _, _, mine = await furnished(spotter, alice)
    page = await opened(spotter.url + mine["my-assessment-fresh"], phone, java_script_enabled=False)
    await page.locator("#go-on").click()
    await page.locator("#by-file summary").click()
    await expect(page.get_by_role("link", name="Choose a video")).to_be_visible()
    await page.locator("#skip summary").click()
    await page.get_by_role("button", name="Skip it").click()
    await page.get_by_role("heading", name="On your right leg").wait_for()
    await page.locator("#skip summary").click()
    await page.get_by_role("button", name="Skip it").click()
    await page.get_by_role("button", name="Send to Alice Archer").click()
    await page.get_by_text("Alice Archer has it.").wait_for()


@pytest.mark.long
async def test_the_whole_way_from_asking_to_asking_again(server: Server) -> None:
    async with filming(server) as bob:
        page = bob.page
        await page.goto(bob.both.client_link)
        await page.get_by_role("link", name="Single-leg stance", exact=True).click()
        await page.get_by_role("link", name="Start with step 1 of 2").click()
        for step in ("left", "right"):
            await page.wait_for_url(f"**/steps/{step}")
            await bob.roll(seconds=1.5)
            await page.locator("#film-stop").click()
            await kept(bob, page, step)
        await page.wait_for_url("**/assessments/*")
        await page.get_by_role("button", name="Send to Olga").click()
        await page.get_by_text("has it.").wait_for()

        trainer = await (await bob.both.trainer_context()).new_page()
        bob.both.complaints.listen(trainer)
        await trainer.goto(f"{server.url}/today")
        await trainer.get_by_role("link", name="sent: Single-leg stance").click()
        await expect(trainer.locator("#step-left")).to_contain_text("sent")
        again = trainer.locator("#step-right .again")
        await again.locator("summary").click()
        await again.get_by_label("Please film this again").fill("Arms crossed this time.")
        await again.get_by_role("button", name="Ask Bob").click()
        await expect(trainer.locator("#step-right")).to_contain_text("asked again")

        before = bob.kept_for("right")
        await page.goto(bob.both.client_link)
        await page.get_by_role("link", name="Single-leg stance", exact=True).click()
        await page.get_by_role("link", name="Go on with step 2 of 2").click()
        await page.get_by_text("Arms crossed this time.").wait_for()
        await bob.roll(seconds=1.5)
        await page.locator("#film-stop").click()
        await page.locator("#film-keep").click()
        await page.get_by_role("button", name="Send to Olga").click()
        await page.get_by_text("has it.").wait_for()
        assert bob.kept_for("right") not in (None, before)
        await trainer.goto(f"{server.url}/today")
        await trainer.get_by_role("link", name="sent: Single-leg stance").click()
        await trainer.get_by_role("button", name="All looked at").click()
        await expect(trainer.get_by_role("button", name="All looked at")).to_have_count(0)
        assert len(bob.clips()) == 3, "what the trainer had already stays"
