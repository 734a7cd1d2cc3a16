"""Letters about sessions that are planned, moved and called off: one for all that changed, to whom it is about."""

from collections.abc import AsyncIterator
from datetime import date, time
from pathlib import Path

import pytest

from server.domain import wall_clock
from server.domain.people import Client
from server.mail import mailer
from server.post import Post
from tests.cast import Clock, Person, Spotter, open_spotter
from tests.mailbox import Mailbox, mail_server, text

NOON = wall_clock.moment(date(2031, 5, 1), time(12), "Europe/Berlin")
PLAN = {"service": "workout", "delivery": "live", "live_place": "link", "duration_min": 60, "time": "18:00"}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[tuple[Spotter, Mailbox, Post]]:
    """A server at noon, whose mail arrives, and its post."""
    clock = Clock()
    clock.advance(ms=NOON - clock())
    with mail_server() as (arrived, port):
        mail = {"MAIL_URL": f"smtp://127.0.0.1:{port}", "MAIL_FROM": "spotter@example.org"}
        async with open_spotter(tmp_path / "var", clock, **mail) as running:
            settings = running.settings
            yield (
                running,
                arrived,
                Post(settings, running.database, mailer(settings.mail_url, settings.mail_from), clock),
            )


async def planned(alice: Person, *people: Client, **more: object) -> str:
    body = {**PLAN, "clients": [one.id for one in people], "date": "2031-05-09", **more}
    answer = await alice.post("/sessions", json=body)
    assert answer.status == 200, answer.text
    return f"/sessions/{answer.json['id']}"


async def come(house: tuple[Spotter, Mailbox, Post], minutes: int = 6) -> list[tuple[str, str]]:
    """To whom and about what, of the letters that come after so long."""
    spotter, arrived, post = house
    arrived.letters.clear()
    spotter.clock.advance(minutes=minutes)
    await post.deliver()
    return sorted((str(one["To"]).partition("@")[0], str(one["Subject"])) for one in arrived.letters)


async def test_who_takes_part_is_told_of_a_session_its_new_time_and_its_end(
    house: tuple[Spotter, Mailbox, Post],
) -> None:
    spotter, arrived, _ = house
    alice = await spotter.sign_in("alice")
    bob, bea = await spotter.client("bob"), await spotter.client("bea", time_zone="Europe/London")
    session = await planned(alice, bob, bea)
    title = "Workout with Alice Archer"
    assert await come(house, 4) == []
    assert await come(house, 2) == [
        ("bea", f"Planned: {title}, Friday 9 May, 17:00"),
        ("bob", f"Planned: {title}, Friday 9 May, 18:00"),
    ]
    answer = await alice.post(f"{session}/reschedule", json={"date": "2031-05-10"})
    assert "2 clients are told by a letter." in answer.json["notice"]
    assert [subject for _, subject in await come(house)] == [
        f"Moved: {title}, Saturday 10 May, 17:00",
        f"Moved: {title}, Saturday 10 May, 18:00",
    ]
    assert "Not any more: Friday 9 May, 17:00" in "".join(text(one) for one in arrived.letters)
    change = {**PLAN, "clients": [bea.id], "date": "2031-05-10", "title": title}
    assert (await alice.post(session, json=change)).status == 200
    assert await come(house) == [("bob", f"Called off: {title}, Saturday 10 May, 18:00")]
    assert (await alice.post(f"{session}/cancel", json={})).status == 200
    assert await come(house) == [("bea", f"Called off: {title}, Saturday 10 May, 17:00")]


async def test_what_is_moved_and_moved_back_before_the_letter_left_is_nothing_new(
    house: tuple[Spotter, Mailbox, Post],
) -> None:
    spotter, *_ = house
    alice, bob = await spotter.sign_in("alice"), await spotter.client("bob")
    session = await planned(alice, bob)
    await come(house)
    for day in ("2031-05-10", "2031-05-11", "2031-05-09"):
        await alice.post(f"{session}/reschedule", json={"date": day})
    assert await come(house) == []
    await alice.post(f"{session}/reschedule", json={"date": "2031-05-10"})
    await alice.post(f"{session}/cancel", json={})
    assert [subject for _, subject in await come(house)] == [
        "Called off: Workout with Alice Archer, Friday 9 May, 18:00"
    ]
    await alice.post(f"{session}/restore", json={})
    await alice.post(f"{session}/cancel", json={})
    assert await come(house) == []


async def test_a_series_is_one_letter_and_what_is_now_or_on_ones_own_time_is_none(
    house: tuple[Spotter, Mailbox, Post],
) -> None:
    spotter, arrived, _ = house
    alice, bob = await spotter.sign_in("alice"), await spotter.client("bob")
    session = await planned(alice, bob, weeks=4)
    assert len(await come(house)) == 1
    assert "The 3 after it in the same series, too." in text(arrived.letters[0])
    await alice.post(f"{session}/cancel", json={"following": True})
    assert len(await come(house)) == 1
    await planned(alice, bob, date="2031-05-01", time="12:30")  # they are together already
    await planned(alice, bob, delivery="async")
    assert await come(house) == []


async def test_what_is_called_off_at_night_is_told_before_somebody_sets_out(
    house: tuple[Spotter, Mailbox, Post],
) -> None:
    spotter, *_ = house
    alice, bob = await spotter.sign_in("alice"), await spotter.client("bob")
    early = await planned(alice, bob, date="2031-05-02", time="07:30")
    later = await planned(alice, bob, date="2031-05-02", time="18:00")
    await come(house)
    spotter.clock.advance(hours=10)
    alice = await spotter.sign_in("alice")
    for session in (early, later):
        assert (await alice.post(f"{session}/cancel", json={})).status == 200
    assert [subject[-5:] for _, subject in await come(house, 0)] == ["07:30"]
    assert [subject[-5:] for _, subject in await come(house, 10 * 60)] == ["18:00"]


async def test_who_wants_no_letters_is_written_none(house: tuple[Spotter, Mailbox, Post]) -> None:
    spotter, *_ = house
    alice, bob = await spotter.sign_in("alice"), await spotter.client("bob", email="")
    await planned(alice, bob)
    assert await come(house) == []
