"""Accounts in a real browser: the first owner, an invited trainer, a wrong password; by keyboard, on a phone, bare."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from server import first_run
from tests.cast import PASSWORD, Person, Spotter
from tests.stage import ROOT

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SHOTS = ROOT / "tests" / "shots"
Opener = Callable[..., Awaitable[Page]]


@pytest.fixture
def said() -> list[str]:
    """What any page complained about; a refusal that the page itself shows is no complaint."""
    return []


@pytest.fixture
def opened(browser: Browser, said: list[str]) -> Opener:
    """Opens a page, as this person if one is given, in a window of a phone's size."""

    async def open_page(url: str, person: Person | None = None, **how: Any) -> Page:
        window = await browser.new_context(**({"viewport": {"width": 360, "height": 740}} | how))
        if person is not None:
            jar = [{"name": one.key, "value": one.value, "url": person.url} for one in person.http.cookie_jar]
            await window.add_cookies(jar)  # type: ignore[arg-type]
        page = await window.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda problem: said.append(str(problem)))
        await page.goto(url)
        return page

    return open_page


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
    ("name", "width", "height", "scheme"),
    [("phone", 360, 740, "light"), ("tablet", 820, 1180, "dark"), ("desktop", 1440, 900, "light")],
)
async def test_no_page_has_a_fault_that_axe_knows_or_is_wider_than_the_screen(
    spotter: Spotter, olga: Person, opened: Opener, said: list[str], name: str, width: int, height: int, scheme: str
) -> None:
    alice = await spotter.account("alice")
    await spotter.account("rita")
    await olga.post(f"/settings/trainers/{(await spotter.account('rita')).id}/disable")
    password = (await olga.post(f"/settings/trainers/{alice.id}/password-link", {})).json["link"]
    trainer = (await olga.post("/settings/trainers/invite", {"name": "Tom Tree"})).json["link"]
    pages = {
        "sign-in": (f"{spotter.url}/sign-in", None),
        "invite": (trainer, None),
        "new-password": (password, None),
        "settings": (f"{spotter.url}/settings", olga),
        "trainers": (f"{spotter.url}/settings/trainers", olga),
        "dead-link": (f"{spotter.url}/invite/dead", None),
    }
    SHOTS.mkdir(exist_ok=True)
    for title, (url, who) in pages.items():
        window = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
        page = await opened(url, who, **window, bypass_csp=True)
        await page.screenshot(path=SHOTS / f"accounts-{title}-{name}-{scheme}.png")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, title
        # Tall: what the bar at the foot covers until one scrolls is no fault.
        await page.set_viewport_size({"width": width, "height": 3000})
        await page.add_script_tag(path=AXE)
        found = await page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(title, fault["id"], fault["nodes"][0]["target"]) for fault in found["violations"]] == []
        await page.context.close()
    assert [line for line in said if "404" not in line] == []
