"""The doors for a guest with an invite, and for anybody's second device."""

import pytest

from server.domain import seats
from server.domain.people import Client
from server.domain.sessions import Session
from server.live import LIVE
from signaling.log import Draft
from tests.cast import HOUR_MS, Person, Spotter
from tests.web.test_rooms import bob, config_of, device_of, door, kick, page_of, phone, seat_of, session

__all__ = ["bob", "door", "phone", "session"]  # fixtures


@pytest.fixture
async def invite(spotter: Spotter, alice: Person, session: Session) -> str:
    """Where Gus joins."""
    made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
    url: str = made["url"]
    return url.removeprefix(spotter.url)


# ---- a guest


async def test_a_guest_joins_by_the_link_alone(
    spotter: Spotter, stranger: Person, invite: str, session: Session
) -> None:
    answer = await stranger.get(invite)
    config = config_of(answer)
    assert config["you"] == {"role": "client", "device": "main", "name": "Gus", "kind": "guest", "first_time": True}
    assert config["session"]["title"] == "Workout with Alice Archer"
    assert "Bob" not in answer.text
    assert config["join"] == f"{invite}/join"
    assert config["back"] is None
    assert (config["uploads"], config["files"], config["splice_check"]) == (None, None, None)
    assert "consents" not in config
    assert "camera=(self)" in answer.headers["Permissions-Policy"]
    joined = (await stranger.post(f"{invite}/join", json={"name": " Gus  Green ", "callback": "+49 1 2345"})).json
    seat = await seat_of(spotter, joined["seat"]["peer"])
    assert (seat.role, seat.name, seat.person[:2], seat.session_id) == ("client", "Gus Green", "g:", session.id)


async def test_a_guest_without_a_name_goes_by_the_invites(spotter: Spotter, stranger: Person, invite: str) -> None:
    joined = (await stranger.post(f"{invite}/join", json={})).json
    assert (await seat_of(spotter, joined["seat"]["peer"])).name == "Gus"


async def test_forged_and_foreign_links_are_as_dead_as_old_ones(
    spotter: Spotter, stranger: Person, invite: str, bob: Client
) -> None:
    dead = await stranger.get("/g/never.was")
    assert dead.status == 404
    id = invite.removeprefix("/g/").partition(".")[0]
    client_token = page_of(spotter, bob).removeprefix("/c/")
    for path in (
        f"/g/{id}.{'A' * 27}",
        f"/g/{id}",
        f"{invite}x",
        f"/g/{client_token}",
        f"/d/{id}.99999999999.{'A' * 27}",
    ):
        answer = await stranger.get(path)
        assert (answer.status, answer.body) == (404, dead.body), path
    assert (await stranger.post(f"/g/{id}.{'A' * 27}/join", json={})).json["error"] == "not-found"


async def test_the_link_ends_two_hours_after_the_session(spotter: Spotter, stranger: Person, invite: str) -> None:
    spotter.clock.advance(hours=3, minutes=-1)
    assert (await stranger.get(invite)).status == 200
    spotter.clock.advance(minutes=2)
    assert (await stranger.get(invite)).status == 404


async def test_a_guest_is_told_when_it_is_too_early_over_or_called_off(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client
) -> None:
    session = await spotter.session("alice", bob, starts_at_ms=spotter.clock() + HOUR_MS)
    made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
    here = made["url"].removeprefix(spotter.url)
    early = await stranger.get(here)
    assert "The door is not open yet" in early.text
    assert "Refresh" in early.headers
    assert (await stranger.post(f"{here}/join", json={})).json["error"] == "too-early"
    await alice.post(f"/sessions/{session.id}/cancel", {})
    assert "This session was cancelled" in (await stranger.get(here)).text
    await alice.post(f"/sessions/{session.id}/restore", {})
    await spotter.app[LIVE].append(session.id, Draft(type="session.ended", payload={}))
    assert "This session is over" in (await stranger.get(here)).text
    assert (await stranger.post(f"{here}/join", json={})).json["error"] == "session-over"


async def test_a_removed_guest_stays_out_with_the_same_link(
    spotter: Spotter, stranger: Person, invite: str, session: Session
) -> None:
    peer = (await stranger.post(f"{invite}/join", json={})).json["seat"]["peer"]
    await kick(spotter, session, (await seat_of(spotter, peer)).person)
    assert "You were removed" in (await stranger.get(invite)).text
    assert (await stranger.post(f"{invite}/join", json={})).json["error"] == "kicked"


async def test_withdrawing_an_invite_takes_the_seat(
    spotter: Spotter, alice: Person, stranger: Person, session: Session
) -> None:
    made = (await alice.post(f"/sessions/{session.id}/invites", {"name": "Gus"})).json
    here = made["url"].removeprefix(spotter.url)
    peer = (await stranger.post(f"{here}/join", json={})).json["seat"]["peer"]
    await alice.post(f"/sessions/{session.id}/invites/{made['id']}/revoke", {})
    assert (await seat_of(spotter, peer)).revoked_at_ms is not None
    assert (await stranger.post(f"{here}/join", json={})).status == 404


# ---- a second device


async def test_each_kind_of_person_brings_a_second_device(
    spotter: Spotter, alice: Person, phone: Person, stranger: Person, door: str, invite: str, session: Session
) -> None:
    for person, here in ((alice, f"/sessions/{session.id}"), (phone, door), (stranger, invite)):
        first = (await person.post(f"{here}/join", json={})).json["seat"]
        given = (await person.post(f"{here}/camera", json={"resume": first["resume"]})).json
        assert given["qr"].startswith("data:image/svg+xml")
        path = given["url"].removeprefix(spotter.url)
        second = spotter.browser()
        config = config_of(await second.get(path))
        assert (config["you"]["kind"], config["you"]["device"], config["you"]["role"]) == (
            "camera",
            "camera",
            first["role"],
        )
        assert config["camera_link"] is None
        assert config["back"] is None
        assert not {"cues", "door", "consents"} & set(config)
        joined = (await second.post(f"{path}/join", json={})).json["seat"]
        camera, main = await seat_of(spotter, joined["peer"]), await seat_of(spotter, first["peer"])
        assert (camera.device, camera.person, camera.hangs_on) == ("camera", main.person, main.id)
        assert config["uploads"] is None
        again = (await second.post(f"{path}/join", json={"resume": joined["resume"]})).json["seat"]
        assert again == joined


async def test_a_clients_second_camera_hears_where_moments_go_and_whether_that_is_agreed(
    spotter: Spotter, alice: Person, phone: Person, stranger: Person, bob: Client, door: str, invite: str
) -> None:
    for agreed in (False, True):
        path = await _second_device(spotter, phone, door)
        if agreed:
            await phone.post(f"{page_of(spotter, bob)}/consents/clips", json={"given": True})
        joined = (await stranger.post(f"{path}/join", json={})).json
        here = f"/seats/{joined['seat']['peer']}"
        wanted = {"uploads": f"{here}/uploads", "splice_check": f"{here}/splice-check", "agreed": agreed}
        assert joined["moments"] == wanted
    gus = await _second_device(spotter, stranger, invite)
    assert (await spotter.browser().post(f"{gus}/join", json={})).json["moments"] is None
    main = (await phone.post(f"{door}/join", json={})).json
    assert main["moments"] is None  # its page was told


async def _second_device(spotter: Spotter, person: Person, here: str) -> str:
    """The way in for a second device of somebody who joins now."""
    first = (await person.post(f"{here}/join", json={})).json["seat"]
    url: str = (await person.post(f"{here}/camera", json={"resume": first["resume"]})).json["url"]
    return url.removeprefix(spotter.url)


async def test_a_second_devices_link_lives_ten_minutes(
    spotter: Spotter, phone: Person, stranger: Person, door: str
) -> None:
    first = (await phone.post(f"{door}/join", json={})).json["seat"]
    url = (await phone.post(f"{door}/camera", json={"resume": first["resume"]})).json["url"].removeprefix(spotter.url)
    assert (await stranger.get(url)).status == 200
    spotter.clock.advance(minutes=11)
    assert (await stranger.get(url)).status == 404
    assert (await stranger.post(f"{url}/join", json={})).status == 404


async def test_without_a_seat_there_is_no_second_device(
    spotter: Spotter, alice: Person, phone: Person, door: str, session: Session
) -> None:
    mine = (await alice.post(f"/sessions/{session.id}/join", json={})).json["seat"]
    for resume in ("nothing", mine["resume"]):
        answer = await phone.post(f"{door}/camera", json={"resume": resume})
        assert (answer.status, answer.json["error"]) == (409, "conflict")
    assert (await phone.post(f"{door}/camera", json={})).json["where"] == "resume"


async def test_a_second_device_goes_with_the_first(
    spotter: Spotter, phone: Person, stranger: Person, bob: Client, door: str, session: Session
) -> None:
    first = (await phone.post(f"{door}/join", json={})).json["seat"]
    url = (await phone.post(f"{door}/camera", json={"resume": first["resume"]})).json["url"].removeprefix(spotter.url)
    camera = (await stranger.post(f"{url}/join", json={})).json["seat"]
    again = await stranger.post(f"{door}/camera", json={"resume": camera["resume"]})
    assert again.status == 401  # a camera's browser holds no confirmed device
    await kick(spotter, session, seats.client(bob.id))
    assert (await seat_of(spotter, camera["peer"])).revoked_at_ms is not None
    assert (await stranger.get(url)).status == 404


async def test_a_second_device_is_told_that_the_session_is_over(
    spotter: Spotter, phone: Person, stranger: Person, door: str, session: Session
) -> None:
    first = (await phone.post(f"{door}/join", json={})).json["seat"]
    url = (await phone.post(f"{door}/camera", json={"resume": first["resume"]})).json["url"].removeprefix(spotter.url)
    await spotter.app[LIVE].append(session.id, Draft(type="session.ended", payload={}))
    assert "This session is over" in (await stranger.get(url)).text
    assert (await stranger.post(f"{url}/join", json={})).json["error"] == "session-over"


async def test_another_clients_device_cannot_use_the_seat(spotter: Spotter, phone: Person, door: str) -> None:
    first = (await phone.post(f"{door}/join", json={})).json["seat"]
    bea = await spotter.client("bea")
    hers = await spotter.session("alice", bea)
    person = await device_of(spotter, bea)
    here = f"{page_of(spotter, bea)}/sessions/{hers.id}"
    assert (await person.post(f"{here}/camera", json={"resume": first["resume"]})).status == 409
    joined = (await person.post(f"{here}/join", json={"resume": first["resume"]})).json["seat"]
    assert joined["peer"] != first["peer"]
