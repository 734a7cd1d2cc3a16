"""Forms in a real browser: they answer in place, say when they are busy, and lose nothing that was typed."""

import pytest
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.look import Opener
from tests.cast import PASSWORD, Person, Spotter

PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
async def window(browser: Browser) -> BrowserContext:
    """A fresh browser window of a phone's size."""
    return await browser.new_context(viewport={"width": 360, "height": 740})


async def sign_in_page(spotter: Spotter, window: BrowserContext) -> Page:
    """The sign-in form, filled with Alice's address and a wrong password."""
    await spotter.account("alice")
    page = await window.new_page()
    await page.goto(f"{spotter.url}/sign-in")
    await page.fill("[name=email]", "alice@example.org")
    await page.fill("[name=password]", "not this one")
    return page


async def test_a_refusal_is_said_in_the_form_and_nothing_typed_is_lost(
    spotter: Spotter, window: BrowserContext
) -> None:
    page = await sign_in_page(spotter, window)
    await page.click("button[type=submit]")
    await page.wait_for_selector(".form-alert, [aria-invalid=true]")
    assert await page.input_value("[name=email]") == "alice@example.org"
    assert page.url.endswith("/sign-in")


async def test_a_form_follows_where_the_deed_leads(spotter: Spotter, window: BrowserContext) -> None:
    page = await sign_in_page(spotter, window)
    await page.fill("[name=password]", PASSWORD)
    await page.click("button[type=submit]")
    await page.wait_for_url("**/today")


async def test_a_slow_answer_makes_the_button_say_so(spotter: Spotter, window: BrowserContext) -> None:
    page = await sign_in_page(spotter, window)
    held: list[Route] = []
    await page.route("**/sign-in", lambda route: held.append(route))
    words = await page.inner_text("button[type=submit]")
    await page.click("button[type=submit]")
    await page.wait_for_selector("button[aria-busy=true]")
    assert await page.inner_text("button[type=submit]") != words
    await page.click("button[type=submit]", force=True)
    assert len(held) == 1
    await held[0].continue_()
    await page.wait_for_selector("button[type=submit]:not([aria-disabled])")
    assert await page.inner_text("button[type=submit]") == words


async def test_a_photo_of_the_paper_is_sent_once_and_the_button_says_that_it_is(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    bob = await spotter.client("bob")
    asked = {"form": "intake", "source": "paper"}
    form = (await alice.post(f"/clients/{bob.id}/forms", asked)).json["id"]
    page = await opened(f"{spotter.url}/forms/{form}/fill", alice, viewport={"width": 360, "height": 740})
    held: list[Route] = []
    await page.route("**/files", lambda route: held.append(route))
    await page.set_input_files("#paper-file", {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": PDF})
    add = page.locator("#papers button")
    await add.click()
    await expect(add).to_have_text("Sending…")
    await add.click(force=True)
    assert len(held) == 1
    await held[0].continue_()
    await expect(page.locator("#papers")).to_contain_text("paper.pdf")


async def test_without_a_connection_the_form_says_so_and_can_be_sent_again(
    spotter: Spotter, window: BrowserContext
) -> None:
    page = await sign_in_page(spotter, window)
    await page.fill("[name=password]", PASSWORD)
    await window.set_offline(True)
    await page.click("button[type=submit]")
    await page.wait_for_selector(".form-alert")
    assert "connection" in await page.inner_text(".form-alert")
    assert await page.input_value("[name=password]") == PASSWORD
    await window.set_offline(False)
    await page.click("button[type=submit]")
    await page.wait_for_url("**/today")


async def test_a_form_works_without_script(spotter: Spotter, window: BrowserContext) -> None:
    await spotter.account("alice")
    assert window.browser is not None
    plain = await window.browser.new_context(java_script_enabled=False)
    page = await plain.new_page()
    await page.goto(f"{spotter.url}/sign-in")
    await page.fill("[name=email]", "alice@example.org")
    await page.fill("[name=password]", PASSWORD)
    await page.click("button[type=submit]")
    await page.wait_for_url("**/today")
