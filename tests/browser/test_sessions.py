"""Today, planning, one session, its sheet and closed doors in a real browser."""

import pytest

from server.domain.sessions import Delivery, Outcome, Place
from server.live import LIVE
from signaling.log import Draft
from tests.browser.look import Opener, faults_of
from tests.browser.test_people import HOSTILE, link
from tests.cast import HOUR_MS, Person, Spotter

pytestmark = pytest.mark.browser


async def knock(spotter: Spotter, room: str, name: str) -> None:
    peer = {"id": name, "person": f"c:{name}", "name": name, "role": "client", "device": "main", "state": "lobby"}
    payload = {"peer": peer, "door": {}}
    await spotter.app[LIVE].append(room, Draft(type="peer.knocked", payload=payload, audience="trainers", actor=name))


async def test_from_an_empty_today_to_a_planned_session(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    page = await opened(f"{spotter.url}/today", alice)
    await page.click("text=Add a client")
    await page.fill("[name=name]", "Bob Birch")
    await page.click("button:has-text('Add client')")
    await page.click("a:has-text('Plan a session') >> nth=0")
    assert await page.locator("[name=clients]:checked").count() == 1
    await page.fill("[name=date]", "2030-05-02")
    await page.fill("[name=time]", "18:30")
    await page.select_option("[name=weeks]", "4")
    await page.click("button:has-text('Plan it')")
    await page.wait_for_selector("h1:has-text('Workout with Bob Birch')")
    assert "Thu 2 May" in await page.inner_text("#facts")
    assert "4 in all" in await page.inner_text("#series")
    assert said == []


@pytest.mark.parametrize("script", [True, False])
async def test_the_form_asks_only_what_counts(spotter: Spotter, alice: Person, opened: Opener, script: bool) -> None:
    await spotter.client("bob")
    await spotter.client("bea")
    page = await opened(f"{spotter.url}/sessions/new", alice, java_script_enabled=script)
    assert await page.is_visible("[name=live_place]")
    assert not await page.is_visible("[name=real_place]")
    await page.check("[name=delivery][value=in_person]")
    assert await page.is_visible("[name=real_place]")
    assert await page.is_visible("[name=place_note]")
    assert not await page.is_visible("[name=live_place]")
    await page.check("[name=delivery][value=async]")
    assert not await page.is_visible("[name=time]")
    assert not await page.is_visible("[name=real_place]")
    await page.check("[name=clients] >> nth=0")
    if script:
        await page.check("[name=delivery][value=live]")
        assert await page.is_visible("[name=media][value=relay]")
        await page.check("[name=clients] >> nth=1")
        assert not await page.is_visible("[name=media][value='']")
        assert await page.is_visible("text=With several clients they go through this server")
        await page.uncheck("[name=clients] >> nth=1")
        assert await page.is_visible("[name=media][value='']")
        await page.check("[name=delivery][value=async]")
    await page.click("button:has-text('Plan it')")
    await page.wait_for_selector("h1:has-text('Workout with')")
    assert "Due" in await page.inner_text("#facts")


@pytest.mark.long
async def test_what_is_wrong_is_said_at_its_field(spotter: Spotter, alice: Person, opened: Opener) -> None:
    await spotter.client("bob")
    page = await opened(f"{spotter.url}/sessions/new", alice)
    await page.click("button:has-text('Plan it')")
    await page.wait_for_selector("[data-error-for=clients]:has-text('Choose who it is for.')")
    await page.check("[name=delivery][value=in_person]")
    await page.select_option("[name=real_place]", "other")
    await page.check("[name=clients]")
    await page.click("button:has-text('Plan it')")
    await page.wait_for_selector("[name=place_note][aria-invalid=true]")


@pytest.mark.long
async def test_an_outcome_is_said_from_today_with_one_tap(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    bob = await spotter.client("bob")
    past = await spotter.session("alice", bob, title="Legs", starts_at_ms=spotter.clock() - 5 * HOUR_MS)
    page = await opened(f"{spotter.url}/today", alice)
    await page.click("li:has-text('Legs') button:has-text('Done')")
    await page.wait_for_selector(".toast:has-text('Legs: noted')")
    assert await page.locator("li:has-text('Legs')").count() == 0
    await page.goto(f"{spotter.url}/sessions/{past.id}")
    await page.wait_for_selector(".badge:has-text('done')")
    await page.click("button:has-text('Take back')")
    await page.wait_for_selector("h2:has-text('How did it go?')")
    assert said == []


async def test_today_notices_who_is_at_the_door(spotter: Spotter, alice: Person, opened: Opener) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob)
    page = await opened(f"{spotter.url}/today", alice)
    assert await page.locator("[data-knock]").count() == 0
    await knock(spotter, session.id, "Bob Birch")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.wait_for_selector("[data-knock]:has-text('Bob Birch is at the door')")


@pytest.mark.long
async def test_a_series_is_cancelled_and_restored_without_a_question_too_many(
    spotter: Spotter, alice: Person, opened: Opener
) -> None:
    bob = await spotter.client("bob")
    form = {"clients": [bob.id], "date": "2030-05-02", "time": "18:00", "duration_min": "60", "weeks": "3"}
    made = (await alice.post("/sessions", form)).location
    page = await opened(spotter.url + made, alice)
    await page.click("[aria-label='More about this session']")
    await page.click(".menu-items button:has-text('Cancel')")
    await page.click("dialog button:has-text('This and the 2 after it')")
    await page.click("button:has-text('Restore all 3')")
    await page.wait_for_selector(".toast:has-text('3 sessions take place.')")
    await page.click("[aria-label='More about this session']")
    await page.click(".menu-items button:has-text('Move')")
    await page.fill("dialog [name=date]", "2030-05-03")
    await page.click("dialog button:has-text('Move it')")
    await page.wait_for_selector("dd:has-text('Moved from Thu 2 May, 18:00')")


async def test_a_guests_link_is_made_shown_and_withdrawn(spotter: Spotter, alice: Person, opened: Opener) -> None:
    session = await spotter.session("alice", await spotter.client("bob"))
    page = await opened(f"{spotter.url}/sessions/{session.id}", alice)
    await page.click("text=Invite a guest")
    await page.fill("#guest-name", "Gus")
    await page.click("button:has-text('Make a link')")
    await page.click("#guests summary:has-text('Send the link')")
    assert "/g/" in await page.input_value("#guests .copy input")
    await page.click("#guests button:has-text('QR code')")
    await page.wait_for_selector("dialog[open] img")
    await page.keyboard.press("Escape")
    await page.click("button:has-text('Withdraw')")
    await page.wait_for_selector("#guests :text('Withdrawn')")


@pytest.mark.long
async def test_the_closed_door_lets_in_by_itself_and_needs_no_script(spotter: Spotter, opened: Opener) -> None:
    bob = await spotter.client("bob")
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 30 * 60_000 + 5000)
    page = await opened(link(spotter, bob), java_script_enabled=False)
    await page.click("button:has-text('Open my page')")
    await page.goto(f"{link(spotter, bob)}/sessions/{session.id}")
    assert await page.is_visible("h1:has-text('The door is not open yet')")
    await page.wait_for_selector("#room", timeout=20_000)


async def test_markup_in_every_field_does_nothing(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str]
) -> None:
    text = HOSTILE[:100]
    bob = await spotter.client("bob", name=text, emergency_name=text)
    session = await spotter.session("alice", bob, title=text, notes=HOSTILE)
    await alice.post(f"/sessions/{session.id}/invites", {"name": text})
    await spotter.app[LIVE].append(session.id, Draft(type="session.opened", payload={"title": text}))
    await knock(spotter, session.id, text)
    cue = {"say": text, "kind": "form", "focus": "", "to": "everyone", "speak": False}
    await spotter.app[LIVE].append(session.id, Draft(type="cue", payload=cue))
    await spotter.app[LIVE].append(session.id, Draft(type="marker", payload={"label": text}))
    here = f"/sessions/{session.id}"
    page = await opened(f"{spotter.url}/today", alice)
    for path in ("/today", "/sessions?show=today", here, f"{here}/edit", f"{here}/sheet", f"{here}/room"):
        await page.goto(spotter.url + path)
        assert await page.evaluate("window.hurt") is None, path
    assert said == []


@pytest.mark.long
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1440)])
async def test_no_page_has_a_fault_that_axe_knows_or_is_wider_than_the_screen(
    spotter: Spotter, alice: Person, opened: Opener, said: list[str], scheme: str, width: int
) -> None:
    bob = await spotter.client("bob", emergency_name="Berta", emergency_phone="+49 30 1")
    bea = await spotter.client("bea", name="A person whose name goes on and on and does not come to an end here")
    empty = await spotter.sign_in("anna")
    now = spotter.clock()
    soon = await spotter.session("alice", bob, bea, starts_at_ms=now + HOUR_MS, notes="Left knee.", series_id="x")
    await spotter.session("alice", bob, starts_at_ms=now + 25 * HOUR_MS, series_id="x")
    park = await spotter.session(
        "alice", bob, delivery=Delivery.IN_PERSON, place=Place.PARK, place_note="gate", starts_at_ms=now + HOUR_MS
    )
    past = await spotter.session("alice", bob, starts_at_ms=now - 30 * HOUR_MS)
    await spotter.session("alice", bob, starts_at_ms=now - 50 * HOUR_MS, outcome=Outcome.NO_SHOW)
    off = await spotter.session("alice", bob, starts_at_ms=now + 3 * HOUR_MS, cancelled_at_ms=now)
    told = await spotter.session("alice", bob, starts_at_ms=now)
    await knock(spotter, told.id, "Bob Birch")
    await spotter.app[LIVE].append(told.id, Draft(type="session.opened", payload={"title": "Workout"}))
    cue = {"say": "Stop", "kind": "safety", "focus": "", "to": "everyone", "speak": False}
    await spotter.app[LIVE].append(told.id, Draft(type="cue", payload=cue))
    await alice.post(f"/sessions/{soon.id}/invites", {"name": "Gus"})
    desk = ["/today", "/sessions", "/sessions?show=past", "/sessions/new"]
    desk += [f"/sessions/{one.id}" for one in (soon, park, past, off, told)]
    desk += [f"/sessions/{soon.id}/edit", f"/sessions/{told.id}/sheet", f"/sessions/{soon.id}/sheet"]
    desk += [f"/sessions/{off.id}/room"]
    walks = [(alice, desk), (empty, ["/today", "/sessions", "/sessions/new"])]
    assert await faults_of(spotter, opened, walks, scheme, width) == []
    assert said == []
