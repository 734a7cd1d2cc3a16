"""Accounts in a real browser: the first owner, an invited trainer, a wrong password; by keyboard, on a phone, bare."""

import pytest
from playwright.async_api import Page

from server import first_run
from tests.browser.look import SIZES, Opener, faults, keep
from tests.cast import PASSWORD, Person, Spotter

pytestmark = pytest.mark.browser


async def fill_by_keyboard(page: Page, *texts: str) -> None:
    """Types into one field after the other, from the first on the page, and presses Enter in the last."""
    await page.locator("main input:not([type=hidden]):not(.unseen)").first.focus()
    for at, text in enumerate(texts):
        if at:
            await page.keyboard.press("Tab")
        await page.keyboard.press("Control+A")
        await page.keyboard.type(text)
    await page.keyboard.press("Enter")


async def test_an_owner_begins_invites_a_trainer_and_both_work_by_keyboard_alone(
    spotter: Spotter, opened: Opener, said: list[str]
) -> None:
    link = await first_run.owner_link(spotter.database, spotter.url, spotter.clock())
    owner = await opened(link, timezone_id="Asia/Tokyo")
    assert await owner.locator("[name=time_zone]").input_value() == "Asia/Tokyo"
    await fill_by_keyboard(owner, "Olga Owner", "olga@example.org", PASSWORD)
    await owner.wait_for_url("**/today")

    await owner.goto(f"{spotter.url}/settings/trainers")
    await owner.get_by_role("button", name="Invite a trainer").focus()
    await owner.keyboard.press("Enter")
    assert await owner.evaluate("document.activeElement.name") == "name"
    await owner.keyboard.type("Tom Tree")
    await owner.keyboard.press("Tab")
    await owner.keyboard.type("tom@example.org")
    await owner.keyboard.press("Enter")
    made = owner.get_by_label("One-time link")
    await made.wait_for()
    invite = await made.input_value()

    trainer = await opened(invite)
    assert await trainer.locator("[name=email]").input_value() == "tom@example.org"
    await fill_by_keyboard(trainer, "Tom Tree", "tom@example.org", PASSWORD)
    await trainer.wait_for_url("**/today")
    await owner.reload()
    assert await owner.get_by_text("Tom Tree").count() >= 1
    assert await owner.get_by_label("One-time link").count() == 0
    assert said == []


async def test_a_wrong_password_is_said_at_its_field_and_nothing_typed_is_lost(
    spotter: Spotter, opened: Opener, said: list[str]
) -> None:
    await spotter.account("alice")
    page = await opened(f"{spotter.url}/settings")
    await fill_by_keyboard(page, "alice@example.org", "not the right one")
    refusal = page.get_by_text("The e-mail address or the password is wrong.")
    await refusal.wait_for()
    assert await page.evaluate("document.activeElement.name") == "password"
    assert await page.locator("[name=email]").input_value() == "alice@example.org"
    await fill_by_keyboard(page, "alice@example.org", PASSWORD)
    await page.wait_for_url("**/settings")
    assert [line for line in said if "400" not in line] == []


async def test_signing_in_and_settings_work_without_script(spotter: Spotter, opened: Opener) -> None:
    await spotter.account("alice")
    page = await opened(f"{spotter.url}/settings", java_script_enabled=False)
    await page.get_by_label("E-mail").fill("alice@example.org")
    await page.get_by_label("Password").fill("wrong")
    await page.get_by_role("button", name="Sign in").click()
    assert await page.get_by_text("is wrong").count() == 1
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/settings")
    await page.get_by_label("Name").fill("Alice B.")
    await page.get_by_role("button", name="Save").click()
    assert await page.get_by_label("Name").input_value() == "Alice B."


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("phone", "light"),
        pytest.param("tablet", "dark", marks=pytest.mark.long),
        pytest.param("desk", "light", marks=pytest.mark.long),
    ],
)
async def test_no_page_has_a_fault_that_axe_knows_or_is_wider_than_the_screen(
    spotter: Spotter, olga: Person, opened: Opener, said: list[str], name: str, scheme: str
) -> None:
    alice = await spotter.account("alice")
    await spotter.account("rita")
    await olga.post(f"/settings/trainers/{(await spotter.account('rita')).id}/disable")
    password = (await olga.post(f"/settings/trainers/{alice.id}/password-link", {})).json["link"]
    trainer = (await olga.post("/settings/trainers/invite", {"name": "Tom Tree"})).json["link"]
    strangers_pages = {
        "accounts-sign-in": f"{spotter.url}/sign-in",
        "accounts-invite": trainer,
        "accounts-new-password": password,
        "accounts-dead-link": f"{spotter.url}/invite/dead",
    }
    owners_pages = {
        "accounts-settings": f"{spotter.url}/settings",
        "accounts-trainers": f"{spotter.url}/settings/trainers",
    }
    wrong: list[str] = []
    for who, pages in ((None, strangers_pages), (olga, owners_pages)):
        how = {"color_scheme": scheme, "reduced_motion": "reduce", "bypass_csp": True}
        page = await opened(f"{spotter.url}/healthz", who, **how)
        for title, url in pages.items():
            await page.goto(url)
            wrong += await keep(page, f"{title}.{scheme}", sizes={name: SIZES[name]})
            wrong += await faults(page, title, tall=True)
    assert wrong == []
    assert [line for line in said if "404" not in line] == []
