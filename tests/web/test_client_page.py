"""A client's own page: what is next, when the door opens, the calendar file."""

import pytest
from icalendar import Calendar

from server.domain import links
from server.domain.people import Client
from server.domain.sessions import Delivery, Outcome, Place
from tests.cast import HOUR_MS, Person, Spotter

MINUTE_MS = 60_000
HOSTILE = "<script>alert(2)</script>"


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client, in Tokyo."""
    return await spotter.client("bob", time_zone="Asia/Tokyo")


@pytest.fixture
def here(spotter: Spotter, bob: Client) -> str:
    """Bob's personal page."""
    return f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"


@pytest.fixture
async def phone(spotter: Spotter, here: str) -> Person:
    """Bob's confirmed phone."""
    person = spotter.browser()
    assert (await person.post(f"{here}/confirm", {})).status == 200
    return person


async def test_without_sessions_the_page_says_what_will_be_here(phone: Person, here: str) -> None:
    page = (await phone.get(here)).text
    assert "Hello, Bob Birch" in page
    assert "Nothing planned yet" in page


async def test_the_next_session_is_in_the_clients_own_time(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    await spotter.session("alice", bob, title="Workout with Bob Birch", starts_at_ms=1_893_492_000_000)
    page = (await phone.get(here)).text
    assert "Tuesday 1 January 2030, 19:00" in page
    assert "Workout with Alice Archer" in page
    assert "The door opens on Tue 1 Jan at" in page
    assert "data-join" not in page


async def test_join_is_there_from_half_an_hour_before_until_two_hours_after(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 31 * MINUTE_MS, duration_min=60)
    join = f'href="{here}/sessions/{session.id}"'
    assert join not in (await phone.get(here)).text
    assert (await phone.get(here, html=False)).json["may_join"] is False
    spotter.clock.advance(minutes=2)
    assert join in (await phone.get(here)).text
    assert (await phone.get(here, html=False)).json["may_join"] is True
    spotter.clock.advance(minutes=29 + 60 + 119)
    assert join in (await phone.get(here)).text
    spotter.clock.advance(minutes=2)
    assert join not in (await phone.get(here)).text


async def test_join_is_there_as_soon_as_the_trainer_opened_the_room(
    spotter: Spotter, phone: Person, bob: Client, here: str
) -> None:
    now = spotter.clock()
    await spotter.session("alice", bob, starts_at_ms=now + 3 * HOUR_MS, opened_at_ms=now)
    assert "data-join" in (await phone.get(here)).text


async def test_what_is_not_live_has_no_join(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    now = spotter.clock()
    await spotter.session(
        "alice", bob, starts_at_ms=now, delivery=Delivery.IN_PERSON, place=Place.PARK, place_note="north gate"
    )
    page = (await phone.get(here)).text
    assert "Park, north gate" in page
    assert "data-join" not in page
    assert "door opens" not in page


async def test_what_is_over_cancelled_or_moved_is_gone(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    now = spotter.clock()
    await spotter.session("alice", bob, starts_at_ms=now, ended_at_ms=now)
    await spotter.session("alice", bob, starts_at_ms=now, cancelled_at_ms=now)
    await spotter.session("alice", bob, starts_at_ms=now, outcome=Outcome.MOVED)
    await spotter.session("alice", bob, starts_at_ms=now - 10 * HOUR_MS)
    assert "Nothing planned yet" in (await phone.get(here)).text


async def test_the_page_holds_nothing_of_other_people_and_nothing_the_trainer_noted(
    spotter: Spotter, phone: Person, here: str, bob: Client
) -> None:
    bea = await spotter.client("bea")
    await spotter.session("alice", bea, title="Bea alone", notes="Bea's secret")
    await spotter.session("alice", bob, bea, title="Workout with Bob Birch and Bea Brook", notes="Bob's secret")
    page = (await phone.get(here)).text
    assert "Bea" not in page
    assert "secret" not in page


async def test_later_sessions_follow_in_order(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    now = spotter.clock()
    for hours in (3, 1, 2):
        await spotter.session("alice", bob, title=f"In {hours} hours", starts_at_ms=now + hours * HOUR_MS)
    page = (await phone.get(here)).text
    assert page.index("In 1 hours") < page.index("After that") < page.index("In 2 hours") < page.index("In 3 hours")


async def test_a_session_can_be_put_into_the_calendar(spotter: Spotter, phone: Person, bob: Client, here: str) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=1_893_492_000_000, notes="private")
    answer = await phone.get(f"{here}/sessions/{session.id}/calendar.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "attachment" in answer.headers["Content-Disposition"]
    (event,) = Calendar.from_ical(answer.body).events
    assert event["URL"] == spotter.url + here
    assert b"private" not in answer.body


async def test_the_calendar_of_somebody_else_is_not_found(
    spotter: Spotter, phone: Person, stranger: Person, bob: Client, here: str
) -> None:
    theirs = await spotter.session("alice", await spotter.client("bea"))
    mine = await spotter.session("alice", bob)
    found = await phone.get(f"{here}/sessions/{theirs.id}/calendar.ics", html=False)
    missing = await phone.get(f"{here}/sessions/nothing000000/calendar.ics", html=False)
    assert (found.status, found.body) == (404, missing.body)
    unknown = await stranger.get(f"{here}/sessions/{mine.id}/calendar.ics", html=False)
    assert (unknown.status, unknown.json["error"]) == (401, "device-not-confirmed")
    led = await stranger.get(f"{here}/sessions/{mine.id}/calendar.ics")
    assert (led.status, led.location) == (303, here)


async def test_a_page_without_a_confirmed_device_is_refused_as_json(stranger: Person, here: str) -> None:
    answer = await stranger.get(here, html=False)
    assert (answer.status, answer.json["error"]) == (401, "device-not-confirmed")


async def test_markup_stays_text(spotter: Spotter) -> None:
    bob = await spotter.client("bob", name=HOSTILE)
    here = f"/c/{links.client_token(spotter.settings.secret_key, bob.id, 1)}"
    await spotter.session("alice", bob, title=HOSTILE, place=Place.LINK, place_note=HOSTILE)
    await spotter.session("alice", bob, title=HOSTILE, starts_at_ms=spotter.clock() + HOUR_MS, place_note=HOSTILE)
    phone = spotter.browser()
    await phone.post(f"{here}/confirm", {})
    page = (await phone.get(here)).text
    assert "Hello, " in page
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;") >= 3
