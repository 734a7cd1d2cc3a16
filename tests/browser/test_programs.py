"""Programs in a real browser: typed, moved, copied and undone by keys and by drag, kept as one writes, given."""

from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser import look
from tests.browser.look import Opener
from tests.cast import Person, Spotter

pytestmark = pytest.mark.browser
DESK = {"viewport": {"width": 1440, "height": 900}, "bypass_csp": True, "reduced_motion": "reduce"}


def day(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def lines(page: Page, name: str) -> Locator:
    """The exercises of a day, without the line that adds one."""
    return day(page, name).locator(".entry textarea")


async def reads(page: Page, name: str, *wanted: str) -> None:
    await expect(lines(page, name)).to_have_count(len(wanted))
    for at, words in enumerate(wanted):
        await expect(lines(page, name).nth(at)).to_have_value(words)


async def saved(page: Page) -> None:
    await expect(page.locator("#standing")).to_contain_text("Saved", timeout=20_000)
    await expect(page.locator("#standing")).not_to_contain_text("soon")


async def kept(alice: Person, page: Page) -> dict[str, Any]:
    await saved(page)
    path = page.url.partition("?")[0].removeprefix(alice.url)
    found: dict[str, Any] = (await alice.get(path, html=False)).json["program"]
    return found


async def drag(page: Page, grip: Locator, onto: Locator) -> None:
    start, end = await grip.bounding_box(), await onto.bounding_box()
    assert start
    assert end
    await page.mouse.move(start["x"] + 5, start["y"] + 20)
    await page.mouse.down()
    await page.mouse.move(end["x"] + 60, end["y"] + end["height"] * 0.8, steps=4)
    await page.mouse.up()


@pytest.mark.long
async def test_a_trainer_builds_a_program_and_gives_it(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    wrong: list[str] = []
    bob = await spotter.client("bob")
    page = await opened(f"{spotter.url}/library/programs", alice, **DESK)
    wrong += await look.faults(page, "programs")
    await page.get_by_role("button", name="New program").click()
    await expect(page.locator("h1")).to_have_text("New program")

    # Typed as in a spreadsheet: names are suggested, Enter goes on.
    await page.get_by_label("Name", exact=True).fill("Strong legs")
    await expect(page.locator("h1")).to_have_text("Strong legs")
    await page.get_by_label("Name of day 1").fill("Legs")
    await day(page, "Legs").get_by_label("Add an exercise").click()
    await page.keyboard.type("gob")
    await expect(page.get_by_role("option", name="Goblet squat")).to_be_visible()
    await page.keyboard.press("Enter")
    await page.keyboard.type("3x8 20 kg, rest 90")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Push-up 3x8+")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Front plank 2x30s\n")
    await reads(page, "Legs", "Goblet squat 3x8 20 kg, rest 90 s", "Push-up 3x8+", "Front plank 2x30s")

    # A line that is none says why, and is not kept.
    await lines(page, "Legs").nth(2).fill("Front plank 90x30s")
    await expect(day(page, "Legs").get_by_text("1 to 20 sets")).to_be_visible()
    await lines(page, "Legs").nth(2).fill("Front plank 2x45s")

    # Moved, duplicated, taken away, and all of it undone, by keys.
    await lines(page, "Legs").nth(2).press("Alt+ArrowUp")
    await reads(page, "Legs", "Goblet squat 3x8 20 kg, rest 90 s", "Front plank 2x45s", "Push-up 3x8+")
    await page.keyboard.press("Control+d")
    await expect(lines(page, "Legs")).to_have_count(4)
    await page.keyboard.press("Control+Backspace")
    await expect(lines(page, "Legs")).to_have_count(3)
    for _ in range(3):
        await page.keyboard.press("Control+z")
    await reads(page, "Legs", "Goblet squat 3x8 20 kg, rest 90 s", "Push-up 3x8+", "Front plank 2x45s")

    # Another day, by copy and paste; an exercise is dragged there, and a block becomes a superset.
    await page.get_by_label("Name of day 1").press("End")
    await page.keyboard.press("Control+c")
    await page.keyboard.press("Control+v")
    await expect(page.locator(".day")).to_have_count(2)
    second = page.locator(".day").nth(1)
    await second.locator(".day-name").fill("Arms")
    await drag(page, lines(page, "Legs").nth(1).locator("xpath=../..").locator(".grip"), lines(page, "Arms").nth(2))
    await expect(lines(page, "Legs")).to_have_count(2)
    await expect(lines(page, "Arms").nth(3)).to_have_value("Push-up 3x8+")
    await day(page, "Arms").get_by_label("Kind of block A").select_option("superset")
    await day(page, "Arms").get_by_label("Rounds").fill("4")

    # Six weeks of it, and what a rule makes of each.
    await page.get_by_label("Repeated").fill("6")
    await day(page, "Legs").get_by_role("button", name="More about Goblet squat").click()
    await page.get_by_role("button", name="A rule").click()
    await expect(page.get_by_role("list", name="What becomes of it")).to_contain_text("Week 6 3x8 32.5 kg")
    wrong += await look.faults(page, "program", tall=True)
    wrong += await look.keep(page, "program", whole=("desk", "phone"))
    program = await kept(alice, page)
    week = program["weeks"][0]
    assert (program["name"], week["times"], [one["name"] for one in week["days"]]) == (
        "Strong legs",
        6,
        ["Legs", "Arms"],
    )
    squat = week["days"][0]["blocks"][0]["entries"][0]
    assert (squat["exercise"], squat["rules"]) == ("goblet-squat", [{"what": "load", "amount": 2.5}])
    assert {one.get("kind", "straight"): one.get("rounds", 0) for one in week["days"][1]["blocks"]} == {"superset": 4}

    # Somebody saves it elsewhere: nothing is overwritten, and both can be kept.
    body = {**program, "name": "Other legs"}
    answer = await alice.post(f"/programs/{program['id']}", json=body)
    assert answer.status == 200, answer.text
    await page.get_by_label("What your client reads first").fill("Slowly.")
    await expect(page.locator("#trouble")).to_contain_text("saved in another window", timeout=20_000)
    await page.get_by_role("button", name="Keep mine as a new one").click()
    await expect(page.locator("h1")).to_have_text("Strong legs (mine)")
    mine = await kept(alice, page)
    assert (mine["about"], mine["id"] == program["id"]) == ("Slowly.", False)

    # Given to Bob from a result; what is changed then is his alone.
    await page.goto(f"{spotter.url}/clients/{bob.id}/program?beside=Push-ups: 12, four more than in May")
    await expect(page.get_by_text("four more than in May")).to_be_visible()
    wrong += await look.faults(page, "give")
    await page.get_by_label("Program").select_option(label="Strong legs (mine), 6 weeks")
    await page.get_by_role("button", name="Give it").click()
    await expect(page.get_by_role("complementary", name="What it is about")).to_contain_text("Push-ups: 12")
    await lines(page, "Legs").nth(0).fill("Goblet squat 3x8 24 kg, rest 90")
    copied = await kept(alice, page)
    assert copied["client_id"] == bob.id
    assert copied["weeks"][0]["days"][0]["blocks"][0]["entries"][0]["sets"][0]["load"] == 24
    template = (await alice.get(f"/programs/{mine['id']}", html=False)).json["program"]
    assert template["weeks"][0]["days"][0]["blocks"][0]["entries"][0]["sets"][0]["load"] == 20
    await page.get_by_role("link", name="All weeks").click()
    await expect(page.get_by_text("3 × 8 × 36.5 kg")).to_be_visible()
    wrong += await look.faults(page, "weeks")
    wrong += await look.keep(page, "program-weeks")

    # A table comes in, from a file.
    await page.goto(f"{spotter.url}/library/programs/import")
    file = {
        "name": "Spring.csv",
        "mimeType": "text/csv",
        "buffer": b"day,line\nA,Goblet squat 3x8 20 kg\nA,Wall sit 90x8\n",
    }
    await page.get_by_label("File").set_input_files(files=[file])  # type: ignore[list-item]
    await expect(page.get_by_text("row 3: An exercise has 1 to 20 sets.")).to_be_visible()
    await expect(page.get_by_role("button", name="Keep all of it")).to_be_disabled()
    await page.locator("[name=text]").fill("day,line\nA,Goblet squat 3x8 20 kg\n")
    await page.get_by_role("button", name="Look at it first").click()
    await expect(page.get_by_text("1 week, 1 day, 1 exercise")).to_be_visible()
    await page.get_by_role("button", name="Keep all of it").click()
    await expect(page.locator("h1")).to_have_text("Spring")
    assert wrong == []
    assert [one for one in said if "409" not in one] == []


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
async def test_programs_at_every_size(spotter: Spotter, alice: Person, opened: Opener, scheme: str, width: int) -> None:
    bob = await spotter.client("bob")
    made = (await alice.post("/library/programs", json={"starter": "three-days"})).json["id"]
    given = await alice.post(
        f"/clients/{bob.id}/programs", json={"program": made, "starts_on": "2031-05-05", "training_days": [1, 3, 5]}
    )
    paths = ("/library/programs", f"/programs/{made}", f"{given.json['location']}", f"/programs/{made}/weeks")
    paths += (
        f"/clients/{bob.id}/programs/new",
        "/library/programs/import",
        "/clients/import",
        "/library/exercises/plank",
    )
    assert await look.faults_of(spotter, opened, [(alice, paths)], scheme, width) == []
