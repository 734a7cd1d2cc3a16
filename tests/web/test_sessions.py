"""Sessions over HTTP: planning, editing, repeating, cancelling, moving, closing, and who may not."""

import json
from dataclasses import replace
from typing import Any

import pytest

from server import ids
from server.domain import wall_clock
from server.domain.people import Client, Group
from server.domain.sessions import Delivery, Outcome, Place, Session
from server.store import groups
from server.store import sessions as store
from tests.cast import BOTH, HOUR_MS, Person, Spotter

BERLIN = "Europe/Berlin"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob", emergency_name="Eve Birch", emergency_phone="+49 30 555")


def a_form(*people: Client, **changes: Any) -> dict[str, Any]:
    form: dict[str, Any] = {
        "service": "workout",
        "delivery": "live",
        "clients": [client.id for client in people],
        "date": "2030-05-02",
        "time": "18:00",
        "duration_min": "60",
        "live_place": "link",
        "real_place": "gym",
    }
    return form | changes


async def stored(spotter: Spotter, id: str) -> Session:
    async with spotter.database.reading() as db:
        found = await store.get(db, id)
    assert found is not None
    return found


async def series_of(spotter: Spotter, id: str) -> list[Session]:
    async with spotter.database.reading() as db:
        return await store.in_series(db, id)


# ---- planning


async def test_a_planned_session_stands_where_the_trainer_meant_it(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    answer = await alice.post("/sessions", a_form(bob))
    assert answer.status == 200, answer.text
    session = await stored(spotter, answer.json["id"])
    assert answer.location == f"/sessions/{session.id}"
    assert (session.title, session.place, session.client_ids) == ("Workout with Bob Birch", Place.LINK, (bob.id,))
    assert wall_clock.local(session.starts_at_ms, BERLIN).isoformat() == "2030-05-02T18:00:00+02:00"
    page = (await alice.get(answer.location)).text
    assert "Workout with Bob Birch" in page
    assert "Eve Birch" in page
    assert "Open the room" in page


async def test_the_form_works_without_script_and_keeps_what_was_typed(alice: Person, bob: Client) -> None:
    wrong = await alice.post("/sessions", a_form(bob, time="25:00", title=f"Legs {HOSTILE}"), html=True)
    assert wrong.status == 400
    assert "Choose a time, such as 18:30." in wrong.text
    assert "Legs &lt;script&gt;" in wrong.text
    right = await alice.post("/sessions", a_form(bob), html=True)
    assert (right.status, right.headers["Location"][:10]) == (303, "/sessions/")


async def test_a_client_is_chosen_by_the_address_of_the_form(alice: Person, bob: Client) -> None:
    page = (await alice.get(f"/sessions/new?client={bob.id}")).text
    assert f'value="{bob.id}" checked' in page


async def test_without_clients_the_form_says_what_comes_first(alice: Person) -> None:
    assert "Add a client" in (await alice.get("/sessions/new")).text


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"clients": []}, "clients"),
        ({"date": ""}, "date"),
        ({"time": ""}, "time"),
        ({"duration_min": "3"}, "duration_min"),
        ({"duration_min": "soon"}, "duration_min"),
        ({"service": "massage"}, "service"),
        ({"live_place": "gym"}, "place"),
        ({"delivery": "in_person", "real_place": "other"}, "place_note"),
        ({"weeks": "0"}, "weeks"),
        ({"weeks": "53"}, "weeks"),
        ({"date": "2030-03-31", "time": "02:30"}, "time"),
    ],
)
async def test_nonsense_is_refused_where_it_is(alice: Person, bob: Client, changes: dict[str, Any], where: str) -> None:
    answer = await alice.post("/sessions", a_form(bob) | changes)
    assert answer.status == 400
    assert answer.json["where"] == where


async def test_somebody_elses_client_cannot_be_planned_with(spotter: Spotter, alice: Person, bob: Client) -> None:
    charlie = await spotter.client("charlie")
    answer = await alice.post("/sessions", a_form(bob, charlie))
    assert (answer.status, answer.json["where"]) == (400, "clients")
    missing = await alice.post("/sessions", a_form(bob) | {"clients": [bob.id, "nobody"]})
    assert missing.json["message"] == answer.json["message"]


async def test_a_group_stands_for_its_members(spotter: Spotter, alice: Person, anna: Person, bob: Client) -> None:
    bea = await spotter.client("bea")
    group = Group(id=ids.new(), trainer_id=alice.me.id, name="Early birds", members=(bob.id, bea.id))
    async with spotter.database.writing() as db, db.begin():
        await groups.add(db, group)
    answer = await alice.post("/sessions", a_form(group=group.id))
    session = await stored(spotter, answer.json["id"])
    assert (session.title, set(session.client_ids)) == ("Workout with Early birds", {bob.id, bea.id})
    charlie = await spotter.client("charlie")
    assert (await anna.post("/sessions", a_form(charlie, group=group.id))).json["where"] == "group"


async def test_a_session_outlives_its_group(spotter: Spotter, alice: Person, bob: Client) -> None:
    group = Group(id=ids.new(), trainer_id=alice.me.id, name="Early birds", members=(bob.id,))
    async with spotter.database.writing() as db, db.begin():
        await groups.add(db, group)
    id = (await alice.post("/sessions", a_form(group=group.id))).json["id"]
    async with spotter.database.writing() as db, db.begin():
        await groups.remove(db, group.id)
    session = await stored(spotter, id)
    assert (session.group_id, session.client_ids) == (None, (bob.id,))
    assert (await alice.get(f"/sessions/{id}")).status == 200


async def test_async_sessions_are_due_by_a_day(spotter: Spotter, alice: Person, bob: Client) -> None:
    answer = await alice.post("/sessions", a_form(bob, delivery="async", time=""))
    session = await stored(spotter, answer.json["id"])
    assert (session.place, session.has_room) == (Place.NOWHERE, False)
    page = (await alice.get(f"/sessions/{session.id}")).text
    assert "Open the room" not in page
    assert "2 May 2030" in page


# ---- editing


async def test_an_edit_is_saved_and_a_default_title_follows(spotter: Spotter, alice: Person, bob: Client) -> None:
    id = (await alice.post("/sessions", a_form(bob))).json["id"]
    form = (await alice.get(f"/sessions/{id}/edit")).text
    assert 'value="2030-05-02"' in form
    assert 'value="18:00"' in form
    changed = a_form(bob, service="assessment", time="19:15", title="Workout with Bob Birch", notes="Bring shoes")
    assert (await alice.post(f"/sessions/{id}", changed)).status == 200
    session = await stored(spotter, id)
    assert (session.title, session.notes, session.revision) == ("Assessment with Bob Birch", "Bring shoes", 1)
    assert wall_clock.local(session.starts_at_ms, BERLIN).strftime("%H:%M") == "19:15"


async def test_saving_a_form_leaves_the_room_open(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob)
    async with spotter.database.writing() as db, db.begin():
        await store.mark_opened(db, session.id, 5)
        await store.save(db, session)  # read before it was opened
        await store.mark_opened(db, session.id, 6)
    assert (await stored(spotter, session.id)).opened_at_ms == 5


async def test_a_session_that_is_over_is_not_planned_anew(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, ended_at_ms=spotter.clock())
    assert (await alice.post(f"/sessions/{session.id}", a_form(bob))).json["error"] == "conflict"


async def test_overlapping_sessions_are_warned_about_not_refused(spotter: Spotter, alice: Person, bob: Client) -> None:
    first = (await alice.post("/sessions", a_form(bob, title="Early one"))).json["id"]
    second = (await alice.post("/sessions", a_form(bob, time="18:30"))).json["id"]
    assert "Early one" in (await alice.get(f"/sessions/{second}")).text
    assert "At the same time" in (await alice.get(f"/sessions/{first}")).text
    third = (await alice.post("/sessions", a_form(bob, time="19:30"))).json["id"]
    assert "At the same time" not in (await alice.get(f"/sessions/{third}")).text


# ---- every week


async def test_weeks_planned_at_once_keep_the_wall_clock(spotter: Spotter, alice: Person, bob: Client) -> None:
    answer = await alice.post("/sessions", a_form(bob, date="2030-10-20", weeks="3"))
    series = await series_of(spotter, answer.json["id"])
    shown = [wall_clock.local(one.starts_at_ms, BERLIN).strftime("%d.%m. %H:%M") for one in series]
    assert shown == ["20.10. 18:00", "27.10. 18:00", "03.11. 18:00"]
    assert {one.series_id for one in series} == {answer.json["id"]}


async def test_a_session_is_repeated_and_repeated_again(spotter: Spotter, alice: Person, bob: Client) -> None:
    id = (await alice.post("/sessions", a_form(bob))).json["id"]
    assert len((await alice.post(f"/sessions/{id}/repeat", {"times": "2"})).json["ids"]) == 2
    assert len((await alice.post(f"/sessions/{id}/repeat", {"times": "1"})).json["ids"]) == 1
    shown = [wall_clock.local(one.starts_at_ms, BERLIN).day for one in await series_of(spotter, id)]
    assert shown == [2, 9, 16, 23]
    assert "4 in all" in (await alice.get(f"/sessions/{id}")).text


@pytest.mark.parametrize("times", ["0", "53", "-1", "9999999999", "often"])
async def test_a_repeat_is_one_to_fifty_two(alice: Person, spotter: Spotter, bob: Client, times: str) -> None:
    session = await spotter.session("alice", bob)
    answer = await alice.post(f"/sessions/{session.id}/repeat", {"times": times})
    assert (answer.status, answer.json["where"]) == (400, "times")


async def test_editing_one_of_a_series_leaves_the_others(spotter: Spotter, alice: Person, bob: Client) -> None:
    id = (await alice.post("/sessions", a_form(bob, weeks="2"))).json["id"]
    await alice.post(f"/sessions/{id}", a_form(bob, time="07:00"))
    shown = [wall_clock.local(one.starts_at_ms, BERLIN).strftime("%H:%M") for one in await series_of(spotter, id)]
    assert shown == ["07:00", "18:00"]


# ---- cancelling


async def test_cancelling_can_be_undone(spotter: Spotter, alice: Person, bob: Client) -> None:
    id = (await alice.post("/sessions", a_form(bob))).json["id"]
    assert (await alice.post(f"/sessions/{id}/cancel", {})).status == 200
    assert (await stored(spotter, id)).cancelled_at_ms is not None
    page = (await alice.get(f"/sessions/{id}")).text
    assert f'action="/sessions/{id}/restore"' in page
    assert "Open the room" not in page
    assert (await alice.post(f"/sessions/{id}/restore", {})).status == 200
    assert (await stored(spotter, id)).cancelled_at_ms is None


async def test_this_and_the_following_are_cancelled_and_restored_together(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    id = (await alice.post("/sessions", a_form(bob, weeks="4"))).json["id"]
    _, second, third, fourth = await series_of(spotter, id)
    await alice.post(f"/sessions/{fourth.id}/cancel", {})
    spotter.clock.advance(s=1)
    await alice.post(f"/sessions/{second.id}/cancel", {"following": "true"})
    off = [one.cancelled_at_ms is not None for one in await series_of(spotter, id)]
    assert off == [False, True, True, True]
    assert "with 1 more of its series" in (await alice.get(f"/sessions/{second.id}")).text
    await alice.post(f"/sessions/{third.id}/restore", {"following": "true"})
    off = [one.cancelled_at_ms is not None for one in await series_of(spotter, id)]
    assert off == [False, False, False, True]


async def test_what_took_place_is_not_cancelled(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, outcome=Outcome.DONE)
    assert (await alice.post(f"/sessions/{session.id}/cancel", {})).json["error"] == "conflict"


# ---- outcomes


async def test_an_outcome_is_said_and_taken_back(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() - 2 * HOUR_MS)
    body = {"outcome": "done", "notes": "Felt strong.", "by_phone": "true"}
    assert (await alice.post(f"/sessions/{session.id}/outcome", body)).json["outcome"] == "done"
    closed = await stored(spotter, session.id)
    assert (closed.outcome, closed.notes, closed.place) == (Outcome.DONE, "Felt strong.", Place.PHONE)
    assert "Felt strong." in (await alice.get(f"/sessions/{session.id}")).text
    await alice.post(f"/sessions/{session.id}/outcome", {"outcome": ""})
    assert (await stored(spotter, session.id)).outcome is Outcome.UNSET


async def test_an_outcome_too_early_or_unheard_of_is_refused(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    for outcome in ("done", "no_show", "great"):
        answer = await alice.post(f"/sessions/{session.id}/outcome", {"outcome": outcome})
        assert (answer.status, answer.json["where"]) == (400, "outcome")
    assert (await alice.post(f"/sessions/{session.id}/outcome", {"outcome": "late_cancel"})).status == 200


async def test_a_moved_session_leads_to_the_new_one_and_back(spotter: Spotter, alice: Person, bob: Client) -> None:
    old = (await alice.post("/sessions", a_form(bob))).json["id"]
    body = {"outcome": "moved", "date": "2030-05-03", "time": "07:30"}
    new = (await alice.post(f"/sessions/{old}/outcome", body)).json["id"]
    assert (await stored(spotter, old)).moved_to == new
    assert wall_clock.local((await stored(spotter, new)).starts_at_ms, BERLIN).strftime("%d %H:%M") == "03 07:30"
    assert f"/sessions/{new}" in (await alice.get(f"/sessions/{old}")).text
    assert f"/sessions/{old}" in (await alice.get(f"/sessions/{new}")).text
    assert (await alice.post(f"/sessions/{old}/outcome", body)).json["error"] == "conflict"
    nowhere = await alice.post(f"/sessions/{new}/outcome", {"outcome": "moved", "date": "", "time": ""})
    assert nowhere.json["where"] == "date"


# ---- lists


async def test_lists_show_today_what_comes_and_what_was(spotter: Spotter, alice: Person, bob: Client) -> None:
    await spotter.session("alice", bob, title="Right now", starts_at_ms=spotter.clock())
    await spotter.session("alice", bob, title="In a month", starts_at_ms=spotter.clock() + 30 * 24 * HOUR_MS)
    await spotter.session("alice", bob, title="Long ago", starts_at_ms=spotter.clock() - 30 * 24 * HOUR_MS)
    found = {show: (await alice.get(f"/sessions?show={show}")).text for show in ("today", "upcoming", "past", "odd")}
    titles = {
        show: [title for title in ("Right now", "In a month", "Long ago") if title in page]
        for show, page in found.items()
    }
    assert titles == {
        "today": ["Right now"],
        "upcoming": ["Right now", "In a month"],
        "past": ["Long ago"],
        "odd": ["Right now", "In a month"],
    }


async def test_a_long_list_goes_on_page_by_page(spotter: Spotter, alice: Person, bob: Client) -> None:
    first = await spotter.session("alice", bob)
    day_ms = 24 * HOUR_MS
    for sign, show in ((-1, "past"), (1, "upcoming")):
        many = [
            replace(first, id=ids.new(), title=f"{show} {day}.", starts_at_ms=spotter.clock() + sign * day * day_ms)
            for day in range(1, 104)
        ]
        async with spotter.database.writing() as db, db.begin():
            await store.add(db, *many)
        page = (await alice.get(f"/sessions?show={show}")).text
        assert f"{show} 99." in page
        assert f"{show} 103." not in page
        at = page.split("&amp;at=")[1].split('"')[0]
        assert f"{show} 103." in (await alice.get(f"/sessions?show={show}&at={at}")).text
    assert (await alice.get("/sessions?show=past&at=99999999999999999999")).status == 200


async def test_a_session_ended_before_its_time_is_past(spotter: Spotter, alice: Person, bob: Client) -> None:
    now = spotter.clock()
    await spotter.session("alice", bob, title="Early", starts_at_ms=now + HOUR_MS, opened_at_ms=now, ended_at_ms=now)
    assert "Early" in (await alice.get("/sessions?show=past")).text
    assert "Early" not in (await alice.get("/sessions?show=upcoming")).text


async def test_empty_lists_teach_the_first_step(alice: Person) -> None:
    assert "Plan a session" in (await alice.get("/sessions")).text


async def test_what_people_typed_is_never_markup(spotter: Spotter, alice: Person) -> None:
    bob = await spotter.client("bob", name=HOSTILE, emergency_name=HOSTILE)
    session = await spotter.session(
        "alice", bob, title=HOSTILE, notes=HOSTILE, place_note=HOSTILE, delivery=Delivery.IN_PERSON, place=Place.OTHER
    )
    for path in (f"/sessions/{session.id}", "/sessions?show=today", f"/sessions/{session.id}/edit", "/today"):
        answer = await alice.get(path)
        assert answer.status == 200
        assert HOSTILE not in answer.text


# ---- who may not

READS = ("", "/edit", "/calendar.ics", "/sheet", "/chapters.vtt", "/room")
WRITES: dict[str, dict[str, Any]] = {
    "": {"clients": []},
    "/cancel": {},
    "/restore": {},
    "/repeat": {"times": "1"},
    "/outcome": {"outcome": "late_cancel"},
    "/invites": {"name": "Gus"},
    "/join": {},
    "/camera": {"resume": "x"},
}


async def test_another_trainers_session_is_as_missing_as_one_that_never_was(
    spotter: Spotter, anna: Person, bob: Client
) -> None:
    session = await spotter.session("alice", bob)
    for path in READS:
        theirs = await anna.get(f"/sessions/{session.id}{path}", html=False)
        none = await anna.get(f"/sessions/nothing{path}", html=False)
        assert (theirs.status, theirs.body) == (404, none.body), path
    for path, form in WRITES.items():
        theirs = await anna.post(f"/sessions/{session.id}{path}", form)
        none = await anna.post(f"/sessions/nothing{path}", form)
        assert (theirs.status, theirs.body) == (404, none.body), path
    assert await stored(spotter, session.id) == session


async def test_a_stranger_is_asked_to_sign_in(spotter: Spotter, stranger: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob)
    for path in ("/sessions", "/sessions/new", "/today", *(f"/sessions/{session.id}{path}" for path in READS)):
        answer = await stranger.get(path)
        assert (answer.status, answer.headers["Location"][:9]) == (303, "/sign-in?"), path
    for path, form in {
        "/sessions": {},
        **{f"/sessions/{session.id}{path}": form for path, form in WRITES.items()},
    }.items():
        assert (await stranger.post(path, form)).json["error"] == "sign-in-needed", path


@BOTH
async def test_more_people_than_a_question_holds_are_refused_at_their_field(spotter: Spotter, alice: Person) -> None:
    crowd = {"date": "2031-05-01", "time": "10:00", "clients": [f"{one:x}" for one in range(33_000)]}
    body = json.dumps(crowd, separators=(",", ":"))
    answer = await alice.post("/sessions", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.json["error"], answer.json["where"]) == (400, "out-of-range", "clients")


# ---- how pictures go

DIRECT, RELAY = "Directly between the two of you", "Through this server (can be recorded)"


@BOTH
async def test_how_pictures_go_is_chosen_in_the_form_and_said_on_the_page(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    for chosen, words in (("", DIRECT), ("direct", DIRECT), ("relay", RELAY)):
        made = await alice.post("/sessions", a_form(bob, media=chosen))
        assert (await stored(spotter, made.json["id"])).media == chosen
        assert f"<dd>{words}</dd>" in (await alice.get(made.location)).text
        form = (await alice.get(f"{made.location}/edit")).text
        assert f'name="media" value="{"relay" if chosen == "relay" else ""}" checked' in form
        assert form.count(DIRECT) == form.count(RELAY) == 1
    assert (await alice.post("/sessions", a_form(bob, media="carrier pigeon"))).json["where"] == "media"


async def test_with_several_clients_pictures_cannot_be_asked_to_go_directly(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    both = [bob.id, (await spotter.client("bea")).id]
    refused = await alice.post("/sessions", a_form(bob, clients=both, media="direct"))
    assert (refused.status, refused.json["error"], refused.json["where"]) == (400, "bad-input", "media")
    made = await alice.post("/sessions", a_form(bob, clients=both))
    assert f"<dd>{RELAY}</dd>" in (await alice.get(made.location)).text
    refused = await alice.post(made.location, a_form(bob, clients=both, media="direct"))
    assert (refused.status, refused.json["where"]) == (400, "media")


async def test_with_a_guest_or_a_second_client_pictures_go_through_the_server(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    alone = await spotter.session("alice", bob, media="direct")
    assert DIRECT in (await alice.get(f"/sessions/{alone.id}")).text
    guest = (await alice.post(f"/sessions/{alone.id}/invites", {"name": "Gus"})).json["id"]
    assert RELAY in (await alice.get(f"/sessions/{alone.id}")).text
    await alice.post(f"/sessions/{alone.id}/invites/{guest}/revoke", {})
    assert DIRECT in (await alice.get(f"/sessions/{alone.id}")).text
    both = await spotter.session("alice", bob, await spotter.client("bea"), media="direct")
    assert RELAY in (await alice.get(f"/sessions/{both.id}")).text


async def test_once_the_room_is_open_how_pictures_go_is_settled(spotter: Spotter, alice: Person, bob: Client) -> None:
    session = await spotter.session("alice", bob, media="relay", opened_at_ms=spotter.clock())
    form = (await alice.get(f"/sessions/{session.id}/edit")).text
    assert 'type="hidden" name="media" value="relay"' in form
    assert DIRECT not in form


async def test_where_nobody_meets_by_video_nothing_is_said_of_pictures(
    spotter: Spotter, alice: Person, bob: Client
) -> None:
    session = await spotter.session("alice", bob, delivery=Delivery.IN_PERSON, place=Place.GYM)
    assert "<dt>Pictures</dt>" not in (await alice.get(f"/sessions/{session.id}")).text
