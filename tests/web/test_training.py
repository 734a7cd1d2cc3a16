"""A client's program on their phone: the page, and the log that two devices keep."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from server import ids
from server.domain import links, seats
from server.domain.our_exercises import BY_KEY
from server.domain.people import Client
from server.domain.programs.outline import Block, Day, Entry, Set, Week
from server.domain.programs.program import Program
from server.domain.sessions import Delivery, Place, Service
from server.domain.threads.messages import Thread
from server.live import LIVE
from server.store import days, exercises, programs, red_flags, threads, training
from server.store.tables import training_log
from signaling.log import Draft
from tests.cast import BOTH, Person, Spotter

DAY = Day(
    id="d1",
    name="Lower body",
    blocks=(
        Block(
            id="b1",
            entries=(
                Entry(
                    id="e1",
                    exercise="goblet-squat",
                    name="Goblet squat",
                    sets=(Set(reps=8, load=20, unit="kg", rest_s=90),) * 2,
                ),
            ),
        ),
    ),
)


async def a_program(spotter: Spotter, client: Client, **changes: Any) -> Program:
    """That client's program, which began today."""
    given: dict[str, Any] = {
        "id": ids.new(),
        "trainer_id": client.trainer_id,
        "client_id": client.id,
        "name": "Strong in four weeks",
        "weeks": (Week(id="w1", times=4, days=(DAY,)),),
        "starts_on": "2026-05-04",
        "training_days": (1,),
        "created_at_ms": spotter.clock(),
    }
    program = Program(**(given | changes))
    async with spotter.database.writing() as db, db.begin():
        await programs.add(db, program)
    return program


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    return await spotter.client("bob")


@pytest.fixture
async def program(spotter: Spotter, bob: Client) -> Program:
    return await a_program(spotter, bob)


def page_of(spotter: Spotter, client: Client) -> str:
    return f"/c/{links.client_token(spotter.settings.secret_key, client.id, client.link_generation)}"


async def phone_of(spotter: Spotter, client: Client, *, code: str = "") -> Person:
    phone = spotter.browser()
    answer = await phone.post(f"{page_of(spotter, client)}/confirm", json={"code": code})
    assert answer.status == 200, answer.text
    return phone


def a_set(program: Program, number: int = 1, **changes: Any) -> dict[str, Any]:
    given = {"id": ids.digest(ids.new())[:24], "kind": "set", "at_ms": 1_778_000_000_000, "program": program.id}
    given |= {"day": "d1", "entry": "e1", "exercise": "goblet-squat", "name": "Goblet squat", "number": number}
    return {**given, "reps": 8, "load": 20, **changes}


def config_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.DOTALL)
    assert found, page[:2000]
    told: dict[str, Any] = json.loads(found[1])
    return told


async def test_the_page_has_the_days_the_cues_and_what_was_said(
    spotter: Spotter, bob: Client, program: Program
) -> None:
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    assert "Strong in four weeks" in (await phone.get(here)).text
    sent = await phone.post(f"{here}/program/log", json={"entries": [a_set(program)]})
    assert sent.json["refused"] == []
    page = (await phone.get(f"{here}/program")).text
    told = config_of(page)
    assert "Lower body" in page  # readable without script
    assert told["program"]["today"] == "d1"
    assert [one["id"] for one in told["program"]["days"]] == ["d1", "d1-2", "d1-3", "d1-4"]
    assert "Drop between your heels" in told["exercises"]["goblet-squat"]["cues"]
    assert [one["entry"]["reps"] for one in told["log"]] == [8]
    drawings = told["exercises"]["goblet-squat"]["drawn"]
    assert [one.rpartition("/")[2] for one in drawings] == ["goblet-squat-start.svg", "goblet-squat-end.svg"]
    assert told["exercises"]["goblet-squat"]["small"] == drawings[1]
    for one in drawings:
        assert (await phone.get(one)).headers["Content-Type"].startswith("image/svg")
    assert told["seq"] == 1
    assert "Go on" in (await phone.get(here)).text


@BOTH
async def test_the_same_sent_twice_is_one_and_a_second_device_hears_of_it(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    here = f"{page_of(spotter, bob)}/program/log"
    phone = await phone_of(spotter, bob)
    code = (await alice.post(f"/clients/{bob.id}/code", {})).json
    page = (await alice.get(f"/clients/{bob.id}")).text
    digits = re.search(r'<output class="code" aria-label="Code">(\d{3}) (\d{3})', page)
    assert digits, code
    tablet = await phone_of(spotter, bob, code=digits[1] + digits[2])
    first, second = a_set(program), a_set(program, 2)
    for _ in range(2):
        answer = (await phone.post(here, json={"entries": [first]})).json
        assert answer["kept"] == [first["id"]]
    other = (await tablet.post(here, json={"after": 0, "entries": [second]})).json
    assert [one["entry"]["id"] for one in other["entries"]] == [first["id"]]
    assert (other["seq"], other["more"]) == (2, False)
    heard = (await phone.post(here, json={"after": 1})).json
    assert [one["entry"]["id"] for one in heard["entries"]] == [second["id"]]
    async with spotter.database.reading() as db:
        assert len(await training.of_program(db, bob.id, program.id)) == 2


@BOTH
async def test_an_entry_with_a_word_of_old_is_still_read(spotter: Spotter, bob: Client, program: Program) -> None:
    phone, said = await phone_of(spotter, bob), a_set(program)
    await phone.post(f"{page_of(spotter, bob)}/program/log", json={"entries": [said]})
    async with spotter.database.writing() as db, db.begin():
        await db.execute(update(training_log).values(entry={**said, "where": ["left-toe"]}))
    async with spotter.database.reading() as db:
        (kept,) = await training.of_program(db, bob.id, program.id)
    assert kept.entry.where == ("left-toe",)
    assert kept.entry.id == said["id"]


async def test_one_bad_entry_is_named_and_the_others_are_kept(spotter: Spotter, bob: Client, program: Program) -> None:
    here = f"{page_of(spotter, bob)}/program/log"
    phone = await phone_of(spotter, bob)
    theirs = await a_program(spotter, await spotter.client("bea"))
    good = a_set(program)
    bad = [a_set(program, reps="many"), a_set(program, 99), a_set(theirs), {"kind": "set"}, {"id": 5}]
    answer = (await phone.post(here, json={"entries": [*bad, good]})).json
    assert answer["kept"] == [good["id"]]
    assert [one["error"] for one in answer["refused"]] == [
        "bad-input", "out-of-range", "not-found", "bad-input", "bad-input",
    ]  # fmt: skip
    assert answer["refused"][0]["where"] == "reps"
    far = (await phone.post(here, json={"after": 10**30, "entries": [a_set(program, at_ms=10**30)]})).json
    assert (far["refused"][0]["where"], far["seq"]) == ("at_ms", 1)
    many = await phone.post(here, json={"entries": [a_set(program)] * 201})
    assert (many.status, many.json["error"]) == (400, "out-of-range")


async def test_who_felt_unwell_or_had_pain_alone_is_a_flag_for_the_trainer_once_and_confirmed_closes_the_gate(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    unwell = {"id": "1" * 24, "kind": "unwell", "at_ms": spotter.clock(), "program": program.id, "day": "d1"}
    pain = {**unwell, "id": "2" * 24, "kind": "pain", "pain": True, "where": ["left-knee"]}
    for _ in range(2):
        await phone.post(f"{here}/program/log", json={"entries": [unwell, pain]})
    async with spotter.database.reading() as db:
        raised = await red_flags.open_for(db, bob.trainer_id)
    assert sorted((one.kind, one.places, one.session_id) for one in raised) == [
        ("pain", "left-knee", None),
        ("unwell", "", None),
    ]
    assert config_of((await phone.get(f"{here}/program")).text)["gate"]["may"]
    assert "training alone" in (await alice.get(f"/clients/{bob.id}/health")).text
    for flag in raised:
        assert (await alice.post(f"/flags/{flag.id}", json={"verdict": "confirmed"})).status == 200
    gate = config_of((await phone.get(f"{here}/program")).text)["gate"]
    assert (gate["may"], gate["href"]) == (False, f"{here}/health")


async def test_who_has_no_health_check_reads_that_it_comes_first(spotter: Spotter) -> None:
    bob = await spotter.client("bob", cleared=False)
    await a_program(spotter, bob)
    phone = await phone_of(spotter, bob)
    page = (await phone.get(f"{page_of(spotter, bob)}/program")).text
    assert "Please finish your health check first" in page
    assert not config_of(page)["gate"]["may"]


async def test_the_script_for_no_signal_is_for_this_link_alone(spotter: Spotter, bob: Client) -> None:
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    answer = await phone.get(f"{here}/program/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == here
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert (await spotter.browser().get(f"{here}/program/worker.js")).status == 303
    assert "Nothing to train" not in (await phone.get(here)).text
    assert config_of((await phone.get(f"{here}/program")).text)["program"] is None


async def test_the_trainer_sees_planned_and_done_words_and_each_exercise_over_time(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    note = {"id": "9" * 24, "kind": "note", "at_ms": spotter.clock(), "program": program.id, "text": "Felt <light>"}
    week_ago = a_set(program, at_ms=spotter.clock() - 7 * 86_400_000, load=17.5)
    later = a_set(program, day="d1-2", entry="e1-2", at_ms=spotter.clock())
    await phone.post(f"{here}/program/log", json={"entries": [week_ago, later, note]})
    page = (await alice.get(f"/clients/{bob.id}/training")).text
    for words in ("of 8 sets planned", "8 × 17.5 kg", "Felt &lt;light&gt;", "trend-plot", "+2.5 since"):
        assert words in page, words
    assert "Bob Birch wrote in their training" in (await alice.get("/inbox")).text
    until = re.search(r'name="until_ms" value="(\d+)"', page)
    assert until
    spotter.clock.advance(minutes=1)
    more = {**note, "id": "8" * 24, "text": "And the knee clicked."}
    await phone.post(f"{here}/program/log", json={"entries": [more]})  # once the page was open
    assert (await alice.post(f"/clients/{bob.id}/training/seen", {"until_ms": until[1]})).status == 200
    assert "wrote in their training" in (await alice.get("/inbox")).text
    assert (await alice.post(f"/clients/{bob.id}/training/seen", {"until_ms": str(10**15)})).status == 200
    assert "wrote in their training" not in (await alice.get("/inbox")).text
    assert "Planned and done" in (await alice.get(f"/clients/{bob.id}")).text
    assert (await alice.get(f"/clients/{bob.id}/training?program={ids.new()}")).status == 404
    bea = await spotter.client("bea")
    assert "No program yet" in (await alice.get(f"/clients/{bea.id}/training")).text
    assert (await alice.get(f"/clients/{bea.id}/training?program={program.id}")).status == 404


async def test_the_programs_day_becomes_the_sessions_list_and_what_is_done_in_the_room_is_a_log_of_it(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    session = await spotter.session("alice", bob)
    path = f"/sessions/{session.id}"
    assert "Take the program" in (await alice.get(path)).text
    assert (await alice.post(f"{path}/day/program", json={"client": bob.id})).json["rev"] == 1
    async with spotter.database.reading() as db:
        (planned,) = (await days.get(db, session.id)).planned
    assert (planned.name, planned.sets, planned.exercise) == ("Goblet squat", 2, "goblet-squat")
    person = seats.client(bob.id)
    done = {"person": person, "entry": "r", "exercise": "goblet-squat", "name": "Goblet squat", "number": 1}
    done |= {"reps": 8, "load": 22.5, "unit": "kg", "secs": None, "effort": 7}
    await spotter.app[LIVE].append(session.id, Draft(type="session.opened", payload={"title": "Workout"}))
    await spotter.app[LIVE].append(session.id, Draft(type="day.set", payload=done, audience=(person,)))
    assert "8 × 22.5 kg" in (await alice.get(f"/clients/{bob.id}/training")).text
    told = config_of((await (await phone_of(spotter, bob)).get(f"{page_of(spotter, bob)}/program")).text)
    assert [(one["entry"]["day"], one["entry"]["load"]) for one in told["log"]] == [("d1", 22.5)]
    again = await alice.post(f"{path}/day/program", json={"client": bob.id})
    assert (again.status, again.json["error"]) == (409, "conflict")


async def test_who_has_a_copy_of_the_same_program_does_the_same_day_and_who_has_none_is_not_asked(
    alice: Person, spotter: Spotter, bob: Client
) -> None:
    bea = await spotter.client("bea")
    ours = [await a_program(spotter, one, from_id="template") for one in (bob, bea)]
    session = await spotter.session("alice", bob, bea)
    await alice.post(f"/sessions/{session.id}/day/program", json={"client": bob.id})
    async with spotter.database.reading() as db:
        linked = await training.room(db, session.id)
    assert linked == {bob.id: (ours[0].id, "d1"), bea.id: (ours[1].id, "d1")}
    alone = await spotter.session("alice", await spotter.client("bob"))
    answer = await alice.post(f"/sessions/{alone.id}/day/program", json={"client": alone.client_ids[0]})
    assert (answer.status, answer.json["error"]) == (409, "nothing-to-take")
    other = await alice.post(f"/sessions/{alone.id}/day/program", json={"client": bob.id})
    assert (other.status, other.json["error"]) == (409, "nothing-to-take")


async def test_the_sheet_at_the_gym_keeps_for_several_people_and_refuses_who_is_not_there(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    bea, stranger = await spotter.client("bea"), await spotter.client("bea")
    session = await spotter.session("alice", bob, bea, delivery=Delivery.IN_PERSON, place=Place.GYM)
    here = f"/sessions/{session.id}/gym"
    await alice.post(f"/sessions/{session.id}/day", json={"text": "Row 2x10 30 kg", "rev": 0})
    told = config_of((await alice.get(here)).text)
    rows = {one["id"]: [entry["name"] for entry in one["day"]["blocks"][0]["entries"]] for one in told["people"]}
    assert rows == {bob.id: ["Goblet squat"], bea.id: ["Row"]}
    row = {"day": session.id, "entry": "1", "name": "Row", "number": 1, "reps": 10, "kind": "set"}
    moment = {"at_ms": spotter.clock()}
    entries = [
        {**a_set(program, **moment), "client": bob.id},
        {**row, **moment, "id": "a" * 24, "client": bea.id},
        {**row, **moment, "id": "b" * 24, "client": stranger.id},
    ]
    for _ in range(2):
        answer = (await alice.post(f"{here}/log", json={"entries": entries})).json
        assert sorted(answer["kept"]) == sorted([entries[0]["id"], "a" * 24])
        assert [one["error"] for one in answer["refused"]] == ["not-found"]
        assert {one["client"] for one in answer["entries"]} == {bob.id, bea.id}
    assert "Service-Worker-Allowed" in (await alice.get(f"{here}/worker.js")).headers
    assert "8 × 20 kg" in (await alice.get(f"/clients/{bob.id}/training")).text
    talk = await spotter.session("alice", bob, service=Service.CONSULTATION)
    assert (await alice.get(f"/sessions/{talk.id}/gym")).status == 404


async def test_a_check_in_stands_in_the_thread_and_is_written_once(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    words = {"id": "c" * 24, "kind": "check_in", "at_ms": spotter.clock(), "text": "A good week."}
    for _ in range(2):
        await phone.post(f"{here}/program/log", json={"entries": [words]})
    async with spotter.database.reading() as db:
        written = await threads.page(db, Thread(client_id=bob.id), most=10)
    assert [(one.kind, one.text, one.author) for one in written] == [("check-in", "A good week.", f"c:{bob.id}")]
    assert "A good week." in (await alice.get(f"/clients/{bob.id}/training")).text


async def test_what_shows_an_exercise_of_the_program_is_the_clients_to_see_and_no_other_clip(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    squat = BY_KEY["goblet-squat"]
    shown = await spotter.clip(bob, client_id=None, trainer_id=bob.trainer_id)
    shown = await spotter.keep(shown, "poster.jpg", b"a picture", "image/jpeg")
    hidden = await spotter.keep(await spotter.clip(bob), "poster.jpg", b"another", "image/jpeg")
    bea = await spotter.clip(await spotter.client("bea"))
    own = replace(squat, id=ids.new(), trainer_id=bob.trainer_id, rev=1)
    own = replace(own, details=replace(squat.details, clips=(shown.id, bea.id)))
    async with spotter.database.writing() as db, db.begin():
        await exercises.put(db, own)
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    told = config_of((await phone.get(f"{here}/program")).text)["exercises"]["goblet-squat"]
    assert told["picture"] == f"{here}/program/pictures/{shown.id}/poster.jpg"
    assert told["small"] == told["picture"]
    assert (await phone.get(told["picture"])).body == b"a picture"
    for other in (hidden.id, bea.id, ids.new()):
        assert (await phone.get(f"{here}/program/pictures/{other}/poster.jpg")).status == 404


async def test_what_was_done_alone_is_last_time_in_the_room(
    alice: Person, spotter: Spotter, bob: Client, program: Program
) -> None:
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    await phone.post(f"{here}/program/log", json={"entries": [a_set(program, at_ms=spotter.clock(), load=27.5)]})
    session = await spotter.session("alice", bob)
    told = config_of((await alice.get(f"/sessions/{session.id}/room")).text)
    assert told["lasts"][seats.client(bob.id)]["goblet-squat"].startswith("8 × 27.5 kg")
