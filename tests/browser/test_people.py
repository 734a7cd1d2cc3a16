"""Clients, groups and the personal page in a real browser: filters, one-tap consents, a door that opens by itself."""

import re
from dataclasses import replace

import pytest

from server import ids
from server.domain import links
from server.domain.people import Client
from server.store import clients
from tests.browser.look import Opener, faults_of
from tests.cast import HOUR_MS, Person, Spotter

pytestmark = pytest.mark.browser

HOSTILE = '"><img src=x onerror="window.hurt=1"><script>window.hurt=2</script><svg onload=window.hurt=3>{{7*7}}'


def link(spotter: Spotter, client: Client) -> str:
    token = links.client_token(spotter.settings.secret_key, client.id, client.link_generation)
    return f"{spotter.url}/c/{token}"


async def test_a_client_is_added_and_what_is_wrong_is_said_at_its_field(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    page = await opened(f"{spotter.url}/clients", alice)
    await page.click("text=Add a client")
    await page.fill("[name=name]", "Bob Birch")
    await page.fill("[name=phone]", "call me")
    await page.click("button:has-text('Add client')")
    await page.wait_for_selector("[name=phone][aria-invalid=true]")
    assert "digits" in await page.inner_text("[data-error-for=phone]")
    await page.fill("[name=phone]", "+49 30 1234567")
    await page.click("button:has-text('Add client')")
    await page.wait_for_selector("h1:has-text('Bob Birch')")
    assert await page.input_value("[readonly]") != ""


@pytest.mark.long
async def test_a_thousand_clients_are_filtered_as_one_types(spotter: Spotter, alice: Person, opened: Opener) -> None:
    bob = await spotter.client("bob", email="bob@quince.example")
    async with spotter.database.writing() as db, db.begin():
        for number in range(1000):
            await clients.add(db, replace(bob, id=ids.new(), name=f"Client {number:04}", email="", phone=""))
    page = await opened(f"{spotter.url}/clients", alice)
    took_ms = await page.evaluate(
        """() => {
          const input = document.querySelector("[data-filter=clients]");
          const began = performance.now();
          for (const typed of ["q", "qu", "quince"]) {
            input.value = typed;
            input.dispatchEvent(new Event("input"));
            document.body.getBoundingClientRect();
          }
          return (performance.now() - began) / 3;
        }"""
    )
    assert await page.locator("#clients > li:visible").count() == 1
    assert took_ms < 100, f"{took_ms:.0f} ms a letter"
    await page.focus("[data-filter=clients]")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("h1:has-text('Bob Birch')")


@pytest.mark.long
async def test_archiving_asks_nothing_and_is_taken_back_with_one_tap(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    bob = await spotter.client("bob")
    page = await opened(f"{spotter.url}/clients/{bob.id}", alice)
    boxes = [await page.locator(f".check-in-day {one}").bounding_box() for one in ("select", "button")]
    assert len({box and box["y"] + box["height"] for box in boxes}) == 1  # the check-in's day, and Save: on one line
    await page.click("[aria-label^='More about Bob']")
    await page.click("button:has-text('Archive')")
    await page.click("button:has-text('Take back')")
    await page.wait_for_selector("a:has-text('Plan a session')")
    await page.wait_for_selector(".toast:has-text('Bob Birch is back')")


async def test_a_client_opens_the_page_and_decides_with_one_tap(
    spotter: Spotter, opened: Opener, said: list[str]
) -> None:
    bob = await spotter.client("bob")
    page = await opened(link(spotter, bob))
    await page.click("button:has-text('Open my page')")
    await page.wait_for_selector("h1:has-text('Hello, Bob Birch')")
    await page.click("#consent-clips button:has-text('I agree')")
    await page.wait_for_selector("#consent-clips :text('You agreed')")
    await page.click("#consent-clips button:has-text('Withdraw')")
    await page.wait_for_selector("#consent-clips :text('You said no')")
    await page.click("#consent-clips summary")
    assert await page.locator("#consent-clips .history li").count() == 2
    assert said == []


async def test_the_personal_page_works_without_script(spotter: Spotter, opened: Opener) -> None:
    bob = await spotter.client("bob")
    page = await opened(link(spotter, bob), java_script_enabled=False)
    await page.click("button:has-text('Open my page')")
    await page.click("#consent-clips button:has-text('I agree')")
    assert await page.locator("#consent-clips :text('You agreed')").is_visible()


@pytest.mark.long
async def test_a_page_that_waits_notices_that_the_door_opened(spotter: Spotter, opened: Opener) -> None:
    bob = await spotter.client("bob")
    await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    page = await opened(link(spotter, bob))
    await page.click("button:has-text('Open my page')")
    await page.wait_for_selector(".opens")
    assert await page.locator("[data-join]").count() == 0
    spotter.clock.advance(minutes=31)
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.wait_for_selector("[data-join]")


@pytest.mark.long
async def test_a_second_device_is_let_in_by_the_code_that_is_read_out(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    bob = await spotter.client("bob")
    laptop = await opened(link(spotter, bob))
    await laptop.click("button:has-text('Open my page')")
    await laptop.wait_for_selector("h1:has-text('Hello')")
    desk = await opened(f"{spotter.url}/clients/{bob.id}", alice)
    await desk.click("button:has-text('Code for another device')")
    code = await desk.inner_text("output.code")
    assert re.fullmatch(r"\d{3} \d{3}", code)
    phone = await opened(link(spotter, bob))
    await phone.fill("[name=code]", "000 000" if code != "000 000" else "111 111")
    await phone.click("button:has-text('Open my page')")
    await phone.wait_for_selector("[name=code][aria-invalid=true]")
    await phone.fill("[name=code]", code)
    await phone.click("button:has-text('Open my page')")
    await phone.wait_for_selector("h1:has-text('Hello')")


async def test_markup_in_every_field_does_nothing_in_a_browser(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    text = HOSTILE[:100]
    bob = await spotter.client("bob", name=text, emergency_name=text, address=text, notes=HOSTILE)
    made = await alice.post("/groups", json={"name": text, "notes": HOSTILE, "members": [bob.id]})
    await spotter.session("alice", bob, title=text, place_note=text)
    await spotter.session("alice", bob, title=text, place_note=text, starts_at_ms=spotter.clock() + HOUR_MS)
    page = await opened(f"{spotter.url}/clients", alice)
    for path in ("/clients", f"/clients/{bob.id}", f"/clients/{bob.id}/edit", made.location, f"{made.location}/edit"):
        await page.goto(spotter.url + path)
        assert await page.evaluate("[window.hurt, document.images.length <= 1]") == [None, True]
    mine = await opened(link(spotter, bob))
    await mine.click("button:has-text('Open my page')")
    await mine.wait_for_selector("h1:has-text('Hello')")
    assert await mine.evaluate("[window.hurt, document.images.length]") == [None, 0]
    assert said == []


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1440)])
async def test_no_page_has_a_fault_that_axe_knows_or_is_wider_than_the_screen(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str], scheme: str, width: int
) -> None:
    bob = await spotter.client("bob", birth_date="1990-05-01", emergency_name="Berta", notes="Left knee.")
    bea = await spotter.client("bea", name="A person whose name goes on and on and does not come to an end here")
    gone = await spotter.client("bob", archived_at_ms=spotter.clock())
    await spotter.session("alice", bob, bea, starts_at_ms=spotter.clock() + HOUR_MS)
    group = (
        await alice.post(
            "/groups", json={"name": "Circuit", "members": [bob.id, bea.id], "partners": [f"{bob.id}:{bea.id}"]}
        )
    ).location
    person = spotter.browser()
    door = link(spotter, bob).removeprefix(spotter.url)
    await person.post(f"{door}/confirm", {})
    await person.post(f"{door}/consents/clips", {"given": "true"})
    await alice.post(f"/clients/{bob.id}/code", {})
    desk = ["/clients", "/clients?archived=1", "/clients/new", f"/clients/{bob.id}", f"/clients/{gone.id}"]
    desk += [f"/clients/{bob.id}/edit", "/groups/new", group, f"{group}/edit"]
    walks = [(alice, desk), (person, [door]), (None, [door])]
    assert await faults_of(spotter, opened, walks, scheme, width) == []
    assert said == []
