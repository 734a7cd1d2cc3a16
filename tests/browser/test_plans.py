"""A plan in a real browser: begun with a template, put on other days by hand and by keys, and taken back."""

from datetime import timedelta

import pytest

from server.domain import wall_clock
from tests.browser.look import KEEPS, Opener, faults_of, keep
from tests.cast import Person, Spotter
from tests.media.peers import until

pytestmark = pytest.mark.browser


def days_of(name: str) -> str:
    return f".day:has(.entry[data-name='{name}'])"


async def test_a_plan_is_begun_and_put_on_other_days(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    bob = await spotter.client("bob")
    today = wall_clock.local(spotter.clock(), "Europe/Berlin").date()
    monday = today + timedelta(days=7 - today.weekday())
    page = await opened(f"{spotter.url}/clients/{bob.id}", alice, viewport={"width": 1440, "height": 900})
    await page.click("text=Make a plan")
    await page.fill("[name=begins]", monday.isoformat())
    await page.click("button:has-text('Begin with this')")
    await page.wait_for_selector("#lines >> text=Reassessment")

    # A line more, with what belongs to it alone on the form.
    await page.click("text=Add a line")
    await page.click("label:has-text('Check-in')")
    assert await page.locator("[name=delivery]:visible").count() == 0
    await page.click("label:has-text('Workout')")
    await page.click("label:has-text('In person')")
    assert await page.locator("text=Times a week >> visible=true").count() == 0
    await page.fill("[name=begins]", monday.isoformat())
    await page.locator(".day-check", has_text="Thu").click()
    await page.click("button:has-text('Put it in the plan')")
    await page.wait_for_selector("h1:has-text('Plan')")

    # By hand, then by keys, each taken back.
    await page.goto(f"{spotter.url}/calendar?at={monday}")
    check_in = "Check-in, Bob Birch"
    grip = page.locator(f"[data-name='{check_in}'] .grip")
    tuesday = (monday + timedelta(days=1)).isoformat()
    friday = (monday + timedelta(days=4)).isoformat()
    await grip.hover()
    await page.mouse.down()
    box = await page.locator(f"[data-day='{tuesday}']").bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60, steps=4)
    async with page.expect_response(lambda answer: answer.url.endswith("/plan/due")):
        await page.mouse.up()
    await page.wait_for_selector(f"[data-day='{tuesday}'] [data-name='{check_in}']:not(.moving)")
    await page.reload()
    await page.wait_for_selector(f"[data-day='{tuesday}'] [data-name='{check_in}']")
    await grip.focus()
    async with page.expect_response(lambda answer: answer.url.endswith("/plan/due")):
        await page.keyboard.press("ArrowRight")
        await page.keyboard.press("ArrowRight")
    await page.wait_for_selector(f"[data-day='{monday + timedelta(days=3)}'] [data-name='{check_in}']:not(.moving)")
    async with page.expect_response(lambda answer: answer.url.endswith("/plan/due")):
        await page.keyboard.press("z")
    await page.wait_for_selector(f"[data-day='{tuesday}'] [data-name='{check_in}']")
    assert await page.locator(f"[data-day='{friday}'] [data-name='{check_in}']").count() == 0

    # By a key, and at once by hand from there: it lies where the hand put it.
    heard: list[str] = []
    page.on("response", lambda answer: heard.append(answer.url) if answer.url.endswith("/plan/due") else None)
    await grip.focus()
    await page.keyboard.press("ArrowRight")
    await grip.hover()
    await page.mouse.down()
    box = await page.locator(f"[data-day='{friday}']").bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60, steps=4)
    await page.mouse.up()
    await until(lambda: len(heard) == 2, "the key and the hand are told")
    await page.reload()
    await page.wait_for_selector(f"[data-day='{friday}'] [data-name='{check_in}']")

    # What is due becomes a session, and that is put on another day too.
    await page.click("[data-name='Workout in person, Bob Birch'] a >> nth=0")
    await page.locator(".due-row", has_text="Workout in person").first.locator("button:has-text('Plan it')").click()
    await page.wait_for_selector("h1:has-text('Workout with Bob Birch')")
    await page.goto(f"{spotter.url}/calendar?at={monday}&view=month")
    session = page.locator("[data-name='Workout with Bob Birch'] .grip").first
    await session.focus()
    async with page.expect_response(lambda answer: answer.url.endswith("/reschedule")) as told:
        await page.keyboard.press("ArrowDown")
    assert (await told.value).status == 200
    async with page.expect_response(lambda answer: answer.url.endswith("/reschedule")):
        await page.click(".toast-deed")
    assert said == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_every_page_of_plans_is_right_for_everybody(
    spotter: Spotter, alice: Person, opened: Opener, scheme: str, width: int
) -> None:
    home, paths = await furnished(spotter, alice)
    client = spotter.browser()
    link = (await alice.post(f"{home}/link/renew", {})).json["url"].removeprefix(spotter.url)
    await client.post(f"{link}/confirm", {})
    olga = await spotter.sign_in("olga")
    walks = ((alice, [*paths, "/today", home, "/clients"]), (client, [link]), (olga, ["/settings/sharing"]))
    assert await faults_of(spotter, opened, walks, scheme, width) == []


@pytest.mark.long
async def test_pictures_of_plans(
    spotter: Spotter, alice: Person, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEEPS, "1")
    home, paths = await furnished(spotter, alice)
    page = await opened(f"{spotter.url}/healthz", alice, bypass_csp=True)
    for path in paths:
        await page.goto(spotter.url + path)
        name = path.partition("?")[0].rpartition("/")[2]
        name += "-month" if "month" in path else ""
        await keep(page, f"plans-{name}")
    for name, path in (("today", "/today"), ("client", home), ("clients", "/clients"), ("line", f"{home}/plan/line")):
        await page.goto(spotter.url + path)
        await keep(page, f"plans-{name}", whole=["desk", "phone"])


async def furnished(spotter: Spotter, alice: Person) -> tuple[str, list[str]]:
    """Bob with a plan that began two weeks ago and is shared, and the addresses of all pages about it."""
    bob = await spotter.client("bob")
    home = f"/clients/{bob.id}"
    today = wall_clock.local(spotter.clock(), "Europe/Berlin").date()
    begins = (today - timedelta(days=14)).isoformat()
    await alice.post(f"{home}/plan/template", {"template": "hybrid", "begins": begins, "time": "17:30"})
    await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 26 * 3_600_000, title="Workout with Bob Birch")
    rita = await spotter.account("rita")
    await alice.post(f"{home}/shares", {"account": rita.id, "right": "read"})
    empty = await spotter.client("bea")
    return home, [
        "/calendar",
        "/calendar?view=month",
        f"{home}/plan",
        f"{home}/plan/line",
        f"/clients/{empty.id}/plan",
    ]
