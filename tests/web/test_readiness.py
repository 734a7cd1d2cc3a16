"""Readiness over HTTP: the gate at doors, the trainer's review, documents, overrides, red flags, Today."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from server.arrivals import UPLOADS
from server.domain import links, seats
from server.domain.forms.starters.health_check import DOMAINS
from server.domain.people import Client
from server.domain.readiness import State, standing
from server.domain.sessions import Service, Session
from server.live import LIVE
from server.store import audit, readiness, red_flags
from signaling.door import Seat
from signaling.gates import Gate
from signaling.log import Draft
from signaling.messages.hello import Hello
from signaling.stops import Stop
from tests.cast import BOTH, HOUR_MS, Answer, Person, Spotter
from tests.web.test_rooms import config_of

SEEN = "Seen in person this morning, nothing speaks against it."


@dataclass
class Studio:
    """Alice, and Bob whose health nobody has asked about, with a workout that begins now."""

    spotter: Spotter
    alice: Person
    bob: Client
    phone: Person
    me: str
    session: Session

    @property
    def here(self) -> str:
        return f"/clients/{self.bob.id}/health"

    async def review(self, decision: str, **more: str) -> Answer:
        return await self.alice.post(f"{self.here}/review", {"decision": decision, "source": "talk", **more})

    async def join(self, **said: Any) -> Answer:
        return await self.phone.post(f"{self.me}/sessions/{self.session.id}/join", json=said)

    async def state(self) -> State:
        async with self.spotter.database.reading() as db:
            return standing(await readiness.history(db, self.bob.id), self.spotter.clock()).state

    async def happens(self, *drafts: Draft) -> None:
        live = self.spotter.app[LIVE]
        for draft in drafts:
            await live.append(self.session.id, draft)

    async def seat(self, answer: Answer) -> Seat:
        """What the room makes of a seat that joining gave."""
        told = answer.json["seat"]
        hello = Hello(room=told["room"], peer=told["peer"], resume=told["resume"], protocol=1, since=0)
        return await self.spotter.app[LIVE].authorise(hello)


async def at_the_door(spotter: Spotter, alice: Person, **session: Any) -> Studio:
    bob = await spotter.client("bob", cleared=False)
    me = f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"
    phone = spotter.browser()
    assert (await phone.post(f"{me}/confirm", {})).status == 200
    return Studio(spotter, alice, bob, phone, me, await spotter.session("alice", bob, **session))


@pytest.fixture
async def studio(spotter: Spotter, alice: Person) -> Studio:
    return await at_the_door(spotter, alice)


def unwell(person: str, **how: Any) -> Draft:
    stop = Stop(person=person, why="unwell", at_ms=1_790_000_000_000, by="bob", **how)
    return Draft(type="stop", payload={"stop": stop.wire()}, audience=(person,))


def settled(person: str, *, red_flag: bool) -> Draft:
    return Draft(type="stop.resolved", payload={"person": person, "red_flag": red_flag, "word": "pale"})


def hurts(person: str) -> Draft:
    effort = {"ask": "a", "person": person, "at_ms": 7, "rpe": 5, "rir": None, "pain": True, "where": ["left-knee"]}
    return Draft(type="effort", payload={"effort": effort}, audience=(person,))


async def test_who_is_not_cleared_is_told_so_at_the_door_and_comes_in_to_talk_alone(studio: Studio) -> None:
    config = config_of(await studio.phone.get(f"{studio.me}/sessions/{studio.session.id}"))
    assert config["gate"]["health"] == f"{studio.me}/health"
    refused = await studio.join()
    assert (refused.status, refused.json["error"]) == (409, "not-cleared")
    seat = await studio.seat(await studio.join(talk=True))
    assert seat.gates == {seats.client(studio.bob.id): Gate(why="none")}

    assert (await studio.review("cleared")).json["state"] == "cleared"
    joined = await studio.join()
    assert joined.status == 200
    assert (await studio.seat(joined)).gates == {seats.client(studio.bob.id): Gate()}
    config = config_of(await studio.phone.get(f"{studio.me}/sessions/{studio.session.id}"))
    assert config["gate"] is None


async def test_a_consultation_asks_for_nothing(spotter: Spotter, alice: Person) -> None:
    talk = await at_the_door(spotter, alice, service=Service.CONSULTATION)
    config = config_of(await talk.phone.get(f"{talk.me}/sessions/{talk.session.id}"))
    assert config["gate"] is None
    joined = await talk.join()
    assert joined.status == 200
    assert (await talk.seat(joined)).gates == {}


async def test_an_exercise_test_done_alone_waits_for_the_health_check_too(studio: Studio) -> None:
    given = await studio.alice.post(f"/clients/{studio.bob.id}/assessments", {"protocol": "overhead-squat"})
    test = f"{studio.me}/assessments/{given.json['id']}"
    overview = await studio.phone.get(test)
    assert "Please do your health check first" in overview.text
    assert (await studio.phone.get(f"{test}/steps/front")).status == 409
    refused = await studio.phone.post(f"{test}/steps/front/clip", json={"clip": "c"})
    assert refused.json["error"] == "not-cleared"
    await studio.review("cleared")
    assert (await studio.phone.get(f"{test}/steps/front")).status == 200
    assert "health check first" not in (await studio.phone.get(test)).text


async def test_the_trainer_lets_somebody_train_once_with_a_reason_that_is_kept(studio: Studio) -> None:
    path = f"/sessions/{studio.session.id}/health/{studio.bob.id}/override"
    for reason in ("", "ok"):
        refused = await studio.alice.post(path, {"reason": reason})
        assert (refused.status, refused.json["where"]) == (400, "reason")
    assert (await studio.alice.post(path, {"reason": SEEN})).status == 200
    joined = await studio.join()
    assert (await studio.seat(joined)).gates == {seats.client(studio.bob.id): Gate(why="none", by_override=True)}
    assert SEEN in (await studio.alice.get(f"/sessions/{studio.session.id}")).text
    async with studio.spotter.database.reading() as db:
        (note,) = await audit.about(db, f"c:{studio.bob.id}", actions=["readiness.overridden"])
    assert (note.actor, note.detail["session"]) == (f"t:{studio.alice.me.id}", studio.session.id)
    assert SEEN not in str(note.detail), "the audit keeps no words"

    other = await studio.spotter.session("alice", studio.bob)
    assert (await studio.phone.post(f"{studio.me}/sessions/{other.id}/join", json={})).status == 409
    await studio.alice.post(f"{path}/end", {})
    assert (await studio.join()).status == 409
    stranger = await studio.spotter.client("bea")
    assert (await studio.alice.post(path.replace(studio.bob.id, stranger.id), {"reason": SEEN})).status == 404


async def test_a_referral_ends_with_a_document_that_is_kept_as_it_came(studio: Studio) -> None:
    await studio.review("referred")
    assert "Please see your doctor first" in (await studio.phone.get(f"{studio.me}/health")).text
    assert (await studio.review("cleared")).json["error"] == "document-needed"
    for content, where in ((b"MZ an executable", "document"), (b"", "document")):
        refused = await studio.alice.ask("POST", f"{studio.here}/documents?name=note.pdf", data=content)
        assert (refused.status, refused.json["where"]) == (400, where)
    content = b"%PDF-1.7 fit to train"
    kept = await studio.alice.ask("POST", f"{studio.here}/documents?name=Dr+Low%2F..%2Fnote", data=content)
    found = await studio.alice.get(f"{studio.here}/documents/{kept.json['id']}")
    assert (found.body, found.headers["Content-Type"]) == (content, "application/pdf")
    assert "attachment" in found.headers["Content-Disposition"]
    assert "/" not in found.headers["Content-Disposition"].partition("''")[2]
    other = await studio.spotter.client("bea", cleared=False)
    stolen = await studio.alice.post(
        f"/clients/{other.id}/health/review", {"decision": "cleared", "document": kept.json["id"]}
    )
    assert stolen.json["where"] == "document"
    cleared = await studio.review("cleared_with_limits", limits="No sprints.", document=kept.json["id"])
    assert cleared.json["state"] == "cleared_with_limits"
    for path in (f"/clients/{studio.bob.id}", f"/sessions/{studio.session.id}", studio.here):
        assert "No sprints." in (await studio.alice.get(path)).text


async def test_a_client_sends_what_the_doctor_wrote_and_the_trainer_clears_with_it(studio: Studio) -> None:
    async def send(content: bytes = b"%PDF-1.7 fit to train") -> Answer:
        return await studio.phone.ask("POST", f"{studio.me}/health/documents?name=Dr+Low.pdf", data=content)

    assert (await send()).json["error"] == "document-not-asked"
    await studio.review("referred")
    assert 'data-document="' in (await studio.phone.get(f"{studio.me}/health")).text
    assert (await send(b"MZ an executable")).json["where"] == "document"
    assert "doctor wrote" not in (await studio.alice.get("/inbox")).text
    kept = await send()
    assert kept.status == 200
    assert "Dr Low.pdf" in (await studio.phone.get(f"{studio.me}/health")).text
    assert await studio.state() is State.REFERRED, "only the trainer's word opens the door"
    for path in ("/inbox", "/today"):
        assert "Bob Birch sent what the doctor wrote" in (await studio.alice.get(path)).text
    shown = (await studio.alice.get(studio.here)).text
    assert f'<option value="{kept.json["id"]}" selected' in shown, "it is chosen in the trainer's form"
    for _ in range(5):
        assert (await send()).status == 200
    assert (await send()).json["error"] == "documents-many"
    studio.spotter.app[UPLOADS]._floor_bytes = 2**62
    refused = await studio.alice.ask("POST", f"{studio.here}/documents?name=x", data=b"%PDF-1.7")
    assert (refused.status, refused.json["error"]) == (507, "disk-full")

    cleared = await studio.review("cleared", source="doctor", document=kept.json["id"])
    assert cleared.json["state"] == "cleared"
    assert "doctor wrote" not in (await studio.alice.get("/inbox")).text
    assert (await studio.join()).status == 200
    assert "from what a doctor wrote" in (await studio.alice.get(studio.here)).text
    assert (await send()).json["error"] == "document-not-asked"


async def test_a_form_from_elsewhere_is_a_record_with_year_result_day_and_signature(studio: Studio) -> None:
    day = f"{studio.spotter.clock() - 40 * 24 * HOUR_MS}"
    form = {"form_name": "PAR-Q+", "form_year": "2024", "result": "cleared", "signed_by": "Bob Birch"}
    for body, where in (
        (form | {"checked_on": ""}, "checked_on"),
        (form | {"checked_on": "1999-01-01"}, "checked_on"),
        (form | {"checked_on": "2026-11-01", "form_year": "last"}, "form_year"),
        (form | {"checked_on": "2026-11-01", "document": day}, "document"),
    ):
        refused = await studio.alice.post(f"{studio.here}/elsewhere", body)
        assert (refused.status, refused.json["where"]) == (400, where)
    assert await studio.state() is State.NONE, "nothing half kept"


@BOTH
async def test_a_red_flag_in_the_room_reopens_in_the_same_breath_and_no_red_flag_does_not(studio: Studio) -> None:
    person = seats.client(studio.bob.id)
    await studio.review("cleared")
    await studio.happens(unwell(person), unwell(person, is_taken=True), settled(person, red_flag=False))
    assert await studio.state() is State.CLEARED
    async with studio.spotter.database.reading() as db:
        (flag,) = await red_flags.of_session(db, studio.session.id)
    assert (flag.verdict, flag.word) == ("dismissed", "pale")

    await studio.happens(settled(person, red_flag=True))
    assert await studio.state() is State.REOPENED
    assert (await studio.join()).status == 409
    assert "Review Bob Birch" in (await studio.alice.get("/today")).text


async def test_pain_waits_on_today_and_the_sheet_until_the_trainer_says_what_it_was(studio: Studio) -> None:
    person = seats.client(studio.bob.id)
    await studio.review("cleared")
    await studio.happens(
        Draft(type="session.opened", payload={"title": "Workout"}), hurts(person), hurts("g:guest"), hurts("c:nobody")
    )
    async with studio.spotter.database.reading() as db:
        (flag,) = await red_flags.of_session(db, studio.session.id)
    assert flag.places == "left-knee"
    for path in ("/today", f"/sessions/{studio.session.id}/sheet", studio.here):
        assert flag.id in (await studio.alice.get(path)).text, path
    assert await studio.state() is State.CLEARED, "nothing happens by itself"
    said = {"verdict": "confirmed", "word": "sharp"}
    assert (await studio.alice.post(f"/flags/{flag.id}", said)).status == 200
    assert (await studio.alice.post(f"/flags/{flag.id}", said)).status == 200
    assert (await studio.alice.post(f"/flags/{flag.id}", said | {"verdict": "dismissed"})).json[
        "error"
    ] == "flag-decided"
    assert await studio.state() is State.REOPENED
    room = await studio.spotter.app[LIVE].state(studio.session.id)
    assert room.gates == {person: Gate(why="reopened")}, "the open room hears of it"
    await studio.review("cleared")
    assert (await studio.spotter.app[LIVE].state(studio.session.id)).gates == {}


async def test_what_was_never_settled_is_told_at_the_next_door_and_holds_nobody_back(studio: Studio) -> None:
    person = seats.client(studio.bob.id)
    await studio.review("cleared")
    await studio.happens(unwell(person), hurts(person))
    after = await studio.spotter.session("alice", studio.bob)
    (told,) = config_of(await studio.alice.get(f"/sessions/{after.id}/room"))["unsettled"]
    assert told["text"].startswith("Bob Birch felt unwell, ")
    for path in (f"/sessions/{after.id}", f"/clients/{studio.bob.id}", "/today"):
        assert told["review"] in (await studio.alice.get(path)).text, path
    assert "unsettled" not in config_of(await studio.phone.get(f"{studio.me}/sessions/{after.id}"))
    assert (await studio.phone.post(f"{studio.me}/sessions/{after.id}/join", json={})).status == 200

    async with studio.spotter.database.reading() as db:
        for flag in await red_flags.of_client(db, studio.bob.id):
            await studio.alice.post(f"/flags/{flag.id}", {"verdict": "dismissed"})
    assert config_of(await studio.alice.get(f"/sessions/{after.id}/room"))["unsettled"] == []
    assert "not settled" not in (await studio.alice.get(f"/sessions/{after.id}")).text


async def test_a_client_tells_that_something_changed(studio: Studio) -> None:
    await studio.review("cleared")
    assert (await studio.phone.post(f"{studio.me}/health/changed", {"note": " "})).json["where"] == "note"
    told = await studio.phone.post(f"{studio.me}/health/changed", {"note": "A new medication."})
    assert told.status == 200
    assert await studio.state() is State.REOPENED
    assert "A new medication." in (await studio.alice.get(studio.here)).text
    page = (await studio.phone.get(studio.me)).text
    assert "Your trainer wants to talk about your health first" in page
    for word in ("readiness", "reopened", "red flag"):
        assert word not in page.lower().replace("readiness.css", "")


async def test_today_warns_a_day_before_a_session_and_two_weeks_before_the_end(studio: Studio) -> None:
    spotter = studio.spotter

    async def today(**later: int) -> str:
        spotter.clock.advance(**later)
        alice = await spotter.sign_in("alice")
        return (await alice.get("/today")).text

    assert "Bob Birch may not train yet" in await today()
    await studio.review("cleared")
    page = await today()
    assert "may not train yet" not in page
    assert "health check ends" not in page
    assert "health check ends" in await today(days=365 - 14)
    await spotter.session("alice", studio.bob, starts_at_ms=spotter.clock() + 23 * HOUR_MS)
    assert "may not train yet" not in await today()
    spotter.clock.advance(days=13, hours=12)
    await spotter.session("alice", studio.bob, starts_at_ms=spotter.clock() + 23 * HOUR_MS)
    assert "may not train yet" in await today(), "it will be over by then"
    await today(days=1)
    assert await studio.state() is State.EXPIRED


def well() -> dict[str, Any]:
    """A health check with every answer no."""
    return {
        **dict.fromkeys(DOMAINS, "no"),
        "today": ["none"],
        "true": {"name": "Bob Birch"},
    }


async def filled(studio: Studio, **answers: Any) -> Answer:
    """The health check begun, answered and sent by the client."""
    form = (await studio.phone.post(f"{studio.me}/health/begin", {})).json["location"]
    return await studio.phone.post(f"{form}/send", json={"answers": well() | answers})


async def test_a_health_check_with_every_answer_no_opens_the_door_and_the_room_hears_of_it(studio: Studio) -> None:
    assert 'action="' + f"{studio.me}/health/begin" in (await studio.phone.get(f"{studio.me}/health")).text
    first, again = [(await studio.phone.post(f"{studio.me}/health/begin", {})).json["id"] for _ in range(2)]
    assert first == again, "what was begun is gone on with"
    person = seats.client(studio.bob.id)
    shut = {"person": person, "why": "none", "by_override": False}
    await studio.happens(
        Draft(type="session.opened", payload={"title": "Workout"}),
        Draft(type="gate", payload=shut, audience=(person,)),
    )
    sent = await filled(studio)
    assert sent.status == 200
    assert f"{studio.me}/sessions/{studio.session.id}" in (await studio.phone.get(sent.location)).text, "on to the door"
    assert await studio.state() is State.CLEARED
    room = studio.spotter.app[LIVE]
    await until_async(lambda: room.state(studio.session.id), lambda state: state.gates == {})
    assert (await studio.join()).status == 200
    assert "Sent" in (await studio.alice.get(studio.here)).text


async def test_one_yes_or_not_being_well_today_waits_for_the_trainer(studio: Studio) -> None:
    more = {"joints": "yes", "joints_where": ["knee"], "joints_pain": 3}
    assert (await filled(studio, **more)).status == 200
    assert await studio.state() is State.FOLLOW_UP
    page = (await studio.alice.get(studio.here)).text
    assert "Bones, joints and muscles" in page
    assert (await filled(studio)).status == 200
    assert await studio.state() is State.FOLLOW_UP, "answering anew does not get past"
    await studio.review("cleared_with_limits", limits="No deep squats.")
    assert (await filled(studio, today=["ill"], today_more="A cold.")).status == 200
    assert await studio.state() is State.FOLLOW_UP


async def test_a_check_that_a_trainer_has_shortened_has_to_be_read(studio: Studio) -> None:
    text = {"title": "Health check", "sections": [{"questions": [{"key": "ok", "kind": "yes_no", "label": "Well?"}]}]}
    saved = await studio.alice.post("/library/forms/health-check", json={**text, "rev": 0})
    assert saved.status == 200, saved.text
    form = (await studio.phone.post(f"{studio.me}/health/begin", {})).json["location"]
    assert (await studio.phone.post(f"{form}/send", json={"answers": {"ok": "yes"}})).status == 200
    assert await studio.state() is State.SUBMITTED
    assert (await studio.join()).status == 409


async def test_the_trainer_enters_a_check_from_paper(studio: Studio) -> None:
    asked = await studio.alice.post(f"/clients/{studio.bob.id}/forms", {"form": "health-check", "source": "paper"})
    sent = await studio.alice.post(f"/forms/{asked.json['id']}/send", json={"answers": well()})
    assert sent.status == 200, sent.text
    assert await studio.state() is State.CLEARED
    assert "from a health check on paper" in (await studio.alice.get(studio.here)).text


async def until_async(ask: Callable[[], Awaitable[Any]], is_so: Callable[[Any], bool]) -> None:
    async with asyncio.timeout(10):
        while not is_so(await ask()):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
