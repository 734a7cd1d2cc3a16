"""Plans over HTTP: a template to begin with, lines, what is due, what is made of it, the calendar."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest

from server.domain import wall_clock
from server.domain.people import Client
from server.domain.sessions import Outcome
from server.store import assessments, plans, sessions
from server.web.plans import calendar
from tests.cast import BOTH, Person, Spotter

LINE = {
    "what": "workout",
    "delivery": "live",
    "cadence": "weekdays",
    "weekdays": ["0", "3"],
    "begins": "2031-03-03",
    "time": "18:00",
}


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


async def line(alice: Person, home: str, **changes: Any) -> str:
    answer = await alice.post(f"{home}/plan/line", {**LINE, "rev": await rev(alice, home), **changes})
    assert answer.status == 200, answer.text
    return str(answer.json["line"])


async def rev(alice: Person, home: str) -> str:
    page = (await alice.get(f"{home}/plan/line")).text
    found = re.search(r'name="rev" value="(\d+)"', page)
    assert found is not None
    return found[1]


async def say(alice: Person, home: str, line: str, slot: str, deed: str, **more: str) -> Any:
    answer = await alice.post(f"{home}/plan/due", {"line": line, "slot": slot, "deed": deed, **more})
    assert answer.status == 200, answer.text
    return answer.json


def entries(page: str, day: str) -> list[str]:
    """What stands on a day of the calendar."""
    (cell,) = re.findall(rf'data-day="{day}">(.*?)</li>\s*(?=<li class="day|</ol>)', page, re.S)
    return re.findall(r'data-name="([^"]*)"', cell)


@BOTH
async def test_a_template_fills_the_plan_the_calendar_today_and_the_clients_page(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    home, today = f"/clients/{bob.id}", wall_clock.local(spotter.clock(), "Europe/Berlin").date()
    assert "In-person start, then mixed" in (await alice.get(f"{home}/plan")).text
    begun = await alice.post(
        f"{home}/plan/template", {"template": "hybrid", "begins": today.isoformat(), "time": "17:30"}
    )
    assert begun.status == 200, begun.text
    page = (await alice.get(f"{home}/plan")).text
    for words in ("Consultation in person", "every Friday", "3 times a week", "every 6 weeks"):
        assert words in page
    calendar = (await alice.get(f"/calendar?at={today}")).text
    assert entries(calendar, today.isoformat())[:2] == [
        "Consultation in person, Bob Birch",
        "Assessment in person, Bob Birch",
    ]
    assert "Bob Birch: Consultation in person" in (await alice.get("/today")).text
    assert "Bob Birch: Consultation in person, to plan" in (await alice.get("/inbox")).text
    assert "Consultation in person" in (await alice.get(home)).text
    link = (await alice.post(f"{home}/link/renew", {})).json["url"].removeprefix(spotter.url)
    client = spotter.browser()
    await client.post(f"{link}/confirm", {})
    assert "Check-in" in (await client.get(link)).text
    assert "on their own" not in (await client.get(link)).text


async def test_a_line_is_added_changed_and_taken_out(spotter: Spotter, alice: Person, bob: Client) -> None:
    home = f"/clients/{bob.id}"
    made = await line(alice, home)
    form = (await alice.get(f"{home}/plan/line?line={made}")).text
    assert 'value="18:00"' in form
    stale = await alice.post(f"{home}/plan/line", {**LINE, "line": made, "rev": "0"})
    assert (stale.status, stale.json["error"]) == (409, "conflict")
    assert await line(alice, home, line=made, title="Strength") == made
    assert "Strength" in (await alice.get(f"{home}/plan")).text
    refused = await alice.post(f"{home}/plan/line", {**LINE, "rev": "2", "time": "late"})
    assert (refused.status, refused.json["where"]) == (400, "time")
    page = await alice.post(f"{home}/plan/line", {**LINE, "rev": "2", "time": "late"}, html=True)
    assert "Choose a time, such as 18:30." in page.text
    assert (await alice.post(f"{home}/plan/drop", {"line": made, "rev": "2"})).status == 200
    assert (await alice.post(f"{home}/plan/drop", {"line": made, "rev": "3"})).status == 404
    async with spotter.database.reading() as db:
        kept = await plans.of_client(db, bob.id)
    assert kept is not None
    assert kept.lines == ()


async def test_what_is_due_is_moved_taken_back_done_and_left_out(alice: Person, bob: Client) -> None:
    home = f"/clients/{bob.id}"
    made = await line(alice, home)
    await say(alice, home, made, "2031-03-06", "move", to="2031-03-08")
    week = (await alice.get("/calendar?at=2031-03-03")).text
    assert (entries(week, "2031-03-06"), entries(week, "2031-03-08")) == ([], ["Workout live, Bob Birch"])
    await say(alice, home, made, "2031-03-06", "home")
    assert entries((await alice.get("/calendar?at=2031-03-03")).text, "2031-03-06") == ["Workout live, Bob Birch"]
    for deed, words in (("done", ">done<"), ("skip", ">left out<"), ("reopen", "")):
        await say(alice, home, made, "2031-03-06", deed)
        assert words in (await alice.get("/calendar?at=2031-03-03")).text
    for body, status in (
        ({"slot": "2031-03-07", "deed": "done"}, 404),
        ({"slot": "2031-03-06", "deed": "move", "to": "someday"}, 400),
        ({"slot": "2031-03-06", "deed": "dance"}, 400),
        ({"line": "nothing", "slot": "2031-03-06", "deed": "done"}, 404),
    ):
        refused = await alice.post(f"{home}/plan/due", json={"line": made, **body})
        assert refused.status == status, body


async def test_a_session_made_of_what_is_due_stands_for_it_wherever_it_is_put(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    home = f"/clients/{bob.id}"
    made = await line(alice, home)
    told = await say(alice, home, made, "2031-03-27", "make")
    session_id = told["location"].rpartition("/")[2]
    async with spotter.database.reading() as db:
        session = await sessions.get(db, session_id)
    assert session is not None
    assert (session.client_ids, session.delivery, session.title) == ((bob.id,), "live", "Workout with Bob Birch")
    again = await alice.post(f"{home}/plan/due", {"line": made, "slot": "2031-03-27", "deed": "make"})
    assert (again.status, again.json["error"]) == (409, "made-already")
    # Into the week after, in which the clocks of Berlin go forward.
    moved = await alice.post(f"/sessions/{session_id}/reschedule", {"date": "2031-04-01"})
    assert moved.json["was"] == {"date": "2031-03-27", "time": "18:00"}
    async with spotter.database.reading() as db:
        after = await sessions.get(db, session_id)
    assert after is not None
    assert after.starts_at_ms - session.starts_at_ms == (5 * 24 - 1) * 3_600_000
    week = (await alice.get("/calendar?at=2031-03-27")).text
    assert entries(week, "2031-03-27") == []
    assert entries((await alice.get("/calendar?at=2031-04-01")).text, "2031-04-01") == ["Workout with Bob Birch"]
    assert (await alice.post(f"/sessions/{session_id}/reschedule", moved.json["was"])).status == 200
    assert entries((await alice.get("/calendar?at=2031-03-27")).text, "2031-03-27") == ["Workout with Bob Birch"]


async def test_a_session_that_was_planned_by_hand_counts_and_one_called_off_does_not(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    home = f"/clients/{bob.id}"
    await line(alice, home, weekdays=["3"])
    form = {"clients": bob.id, "date": "2031-03-06", "time": "10:00"}
    session = (await alice.post("/sessions", form)).location
    week = "/calendar?at=2031-03-06"
    assert entries((await alice.get(week)).text, "2031-03-06") == ["Workout with Bob Birch"]
    await alice.post(f"{session}/cancel", {})
    assert entries((await alice.get(week)).text, "2031-03-06") == ["Workout live, Bob Birch"]


async def test_a_session_that_has_begun_or_is_over_stays_where_it_is(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    over = await spotter.session("alice", bob, outcome=Outcome.DONE)
    for body in ({"date": "2031-03-08"}, {"date": "2001-01-01"}):
        refused = await alice.post(f"/sessions/{over.id}/reschedule", body)
        assert (refused.status, refused.json["error"]) == (409, "conflict")
    ahead = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + 3_600_000)
    for body, code in (({"date": "2001-01-01"}, "out-of-range"), ({"date": "x"}, "bad-input")):
        refused = await alice.post(f"/sessions/{ahead.id}/reschedule", body)
        assert refused.json["error"] == code, body


async def test_a_reassessment_begins_as_what_was_done_last(spotter: Spotter, alice: Person, bob: Client) -> None:
    home, today = f"/clients/{bob.id}", wall_clock.local(spotter.clock(), "Europe/Berlin").date()
    await alice.post(f"{home}/assessments", {"protocol": "overhead-squat"})
    six_weeks = (today + timedelta(days=42)).isoformat()
    made = await line(
        alice, home, what="assessment", delivery="async", cadence="weeks", weeks="6", begins=six_weeks, time=""
    )
    told = await say(alice, home, made, six_weeks, "make")
    async with spotter.database.reading() as db:
        first, second = reversed(await assessments.of_client(db, bob.id))
    assert told["location"] == f"/assessments/{second.id}"
    assert (second.protocol, [step.step for step in second.steps]) == (first.protocol, [s.step for s in first.steps])
    assert (second.baseline_id, second.version) == (first.id, first.version)


async def test_a_check_in_is_asked_for_by_its_form_and_done_by_a_word(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    home, today = f"/clients/{bob.id}", wall_clock.local(spotter.clock(), "Europe/Berlin").date()
    daily = {"what": "check_in", "weekdays": [str(day) for day in range(7)], "begins": today.isoformat(), "time": ""}
    made = await line(alice, home, **daily)
    told = await say(alice, home, made, today.isoformat(), "make")
    assert told["location"].startswith("/forms/")
    link = (await alice.post(f"{home}/link/renew", {})).json["url"].removeprefix(spotter.url)
    client = spotter.browser()
    await client.post(f"{link}/confirm", {})
    assert ">done<" not in (await client.get(link)).text
    bea = await spotter.client("bea")
    home = f"/clients/{bea.id}"
    await line(alice, home, **daily)
    link = (await alice.post(f"{home}/link/renew", {})).json["url"].removeprefix(spotter.url)
    await client.post(f"{link}/confirm", {})
    said = await client.post(f"{link}/messages", json={"text": "All sets done.", "check_in": True})
    assert said.status == 200, said.text
    assert ">done<" in (await client.get(link)).text


async def test_who_asks_for_what_must_not_be_done_alone_says_that_somebody_is_near(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    home, today = f"/clients/{bob.id}", wall_clock.local(spotter.clock(), "Europe/Berlin").date().isoformat()
    once = {"what": "assessment", "delivery": "async", "cadence": "once", "begins": today, "time": ""}
    made = await line(alice, home, **once, protocol="push-up")
    alone = await line(alice, home, **once, protocol="overhead-squat")
    assert (await alice.get(f"{home}/plan")).text.count("<span>Ask for it (somebody is near)</span>") == 1
    refused = await alice.post(f"{home}/plan/due", {"line": made, "slot": today, "deed": "make"})
    assert (refused.status, refused.json["error"]) == (409, "not-alone")
    await say(alice, home, made, today, "make", has_company="true")
    await say(alice, home, alone, today, "make")


async def test_a_groups_plan_makes_sessions_of_the_whole_group(spotter: Spotter, alice: Person, bob: Client) -> None:
    bea = await spotter.client("bea")
    group = await alice.post("/groups", {"name": "Mornings", "members": [bob.id, bea.id]})
    home = group.location
    made = await line(alice, home, weekdays=["2"], delivery="in_person", real_place="park", place_note="Permit 12")
    told = await say(alice, home, made, "2031-03-05", "make")
    async with spotter.database.reading() as db:
        session = await sessions.get(db, told["location"].rpartition("/")[2])
    assert session is not None
    assert (set(session.client_ids), session.group_id) == ({bob.id, bea.id}, home.rpartition("/")[2])
    assert (session.place, session.place_note) == ("park", "Permit 12")
    assert "The whole plan" in (await alice.get(home)).text


async def test_a_plan_is_kept_as_a_template_that_is_the_trainers_own(
    spotter: Spotter, alice: Person, anna: Person, bob: Client
) -> None:
    home = f"/clients/{bob.id}"
    await line(alice, home, title="Strength")
    key = (await alice.post(f"{home}/plan/keep", {"name": "Twice a week"})).json["id"]
    bea = await spotter.client("bea")
    begun = await alice.post(
        f"/clients/{bea.id}/plan/template", {"template": key, "begins": "2031-06-02", "time": "09:00"}
    )
    assert begun.status == 200
    assert "Strength" in (await alice.get(f"/clients/{bea.id}/plan")).text
    charlie = await spotter.client("charlie")
    body = {"template": key, "begins": "2031-06-02", "time": "09:00"}
    assert (await anna.post(f"/clients/{charlie.id}/plan/template", body)).status == 404
    assert (await anna.post(f"/library/plan-templates/{key}/delete", {})).status == 404
    assert (await alice.post(f"/library/plan-templates/{key}/delete", {})).status == 200
    assert (await alice.post(f"/clients/{bea.id}/plan/template", body)).status == 404


async def test_the_calendar_survives_any_address(alice: Person, bob: Client) -> None:
    for query in ("?at=nonsense", "?at=9999-99-99", "?at=0001-01-01", "?view=year", f"?client={bob.id}&view=month"):
        assert (await alice.get(f"/calendar{query}")).status == 200, query
    assert (await alice.get("/calendar?client=somebody")).status == 404
    month = (await alice.get("/calendar?view=month&at=2031-02-10")).text
    days = re.findall(r'data-day="([^"]*)"', month)
    assert (days[0], days[-1], len(days) % 7) == ("2031-01-27", "2031-03-02", 0)


async def test_names_in_the_calendar_are_only_words(alice: Person, spotter: Spotter) -> None:
    hostile = "\"><img src=x onerror=alert(1)>'"
    client = await spotter.client("bob", name=hostile)
    await line(alice, f"/clients/{client.id}", title=hostile)
    page = (await alice.get("/calendar?at=2031-03-03")).text
    assert "<img src=x" not in page
    for body in re.findall(r'data-body="([^"]*)"', page):
        assert set(json.loads(body.replace("&#34;", '"').replace("&amp;#34;", '"'))) == {"line", "slot", "deed"}


async def test_a_calendar_with_more_plans_than_it_shows_says_so(
    alice: Person, bob: Client, spotter: Spotter, monkeypatch: pytest.MonkeyPatch
) -> None:
    bea = await spotter.client("bea")
    for one in (bob, bea):
        await line(alice, f"/clients/{one.id}", title=f"For {one.name}")
    week = "/calendar?at=2031-03-03"
    assert "the first" not in (await alice.get(week)).text
    monkeypatch.setattr(calendar, "PLANS_MOST", {"week": 1, "month": 1})
    cut = (await alice.get(week)).text
    assert "what is due of the first 1 plans" in cut
    assert ("For Bob Birch" in cut) != (f"For {bea.name}" in cut)
    assert f"For {bea.name}" in (await alice.get(f"{week}&client={bea.id}")).text
