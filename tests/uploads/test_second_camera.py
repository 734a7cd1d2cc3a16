"""What a client's second camera may send: the moments that the room asked of it, as long as its seat is good."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from server.domain import seats
from server.domain.sessions import Session
from server.live import LIVE
from signaling.footage import Moment
from signaling.log import Draft
from tests.cast import Spotter
from tests.uploads.test_permission import consent
from tests.uploads.tus import Sender, at_link, code, trainer


@dataclass
class Scene:
    """Bob in a session with a phone and a second camera, who agrees to clips."""

    spotter: Spotter
    session: Session
    phone: Sender  # by his link
    camera: Sender
    main: dict[str, Any]  # the phone's seat
    seat: dict[str, Any]  # the camera's

    async def asked(self, moment: str, peer: str = "") -> dict[str, str]:
        """What the device says of a moment that the trainer has asked of it; the camera unless another is named."""
        about = {"id": moment, "person": seats.client(self.phone.client.id), "peer": peer or self.seat["peer"]}
        wanted = Moment(**about, by="alice", at_ms=self.spotter.clock(), seconds=15, state="wanted")
        draft = Draft(type="clip", payload={"clip": wanted.wire()}, audience=wanted.audience)
        await self.spotter.app[LIVE].append(self.session.id, draft)
        return {"source": "moment", "session": self.session.id, "moment": moment}


@pytest.fixture
async def scene(spotter: Spotter) -> Scene:
    """Everybody in the room."""
    phone = await at_link(spotter, await spotter.client("bob"))
    await consent(spotter, phone.client.id)
    session = await spotter.session("alice", phone.client)
    here = f"{phone.door.removesuffix('/uploads')}/sessions/{session.id}"
    main = (await phone.person.post(f"{here}/join", json={})).json["seat"]
    return Scene(spotter, session, phone, *await second_camera(spotter, phone, here, main))


async def second_camera(
    spotter: Spotter, first: Sender, here: str, main: dict[str, Any]
) -> tuple[Sender, dict[str, Any], dict[str, Any]]:
    """A fresh browser that came by the first device's link; the seats of both."""
    link = (await first.person.post(f"{here}/camera", json={"resume": main["resume"]})).json["url"]
    browser = spotter.browser()
    joined = (await browser.post(f"{link.removeprefix(spotter.url)}/join", json={})).json
    seat = joined["seat"]
    door = joined["moments"]["uploads"] if joined["moments"] else f"/seats/{seat['peer']}/uploads"
    always = {"Tus-Resumable": "1.0.0", "Spotter-Seat": seat["resume"]}
    return Sender(spotter, browser, first.client, door, always), main, seat


async def test_a_moment_asked_of_the_second_camera_becomes_a_clip_of_its_person(scene: Scene) -> None:
    about = await scene.asked("moment-1")
    path = await scene.camera.begin(6, head_bytes="2", keep_ms="9000", **about)
    assert (await scene.camera.patch(path, 0, b"abc")).status == 204
    assert await scene.camera.offset(path) == 3
    assert (await scene.camera.patch(path, 3, b"def")).status == 204
    clip = await scene.camera.clip(path)
    assert (clip.state, clip.client_id, clip.session_id) == ("uploaded", scene.phone.client.id, scene.session.id)
    assert (clip.source, clip.moment, clip.device, clip.entered_by) == ("moment", "moment-1", "camera", "client")
    first = await scene.phone.begin(6, **await scene.asked("moment-2", scene.main["peer"]))
    assert (await scene.phone.clip(first)).device == ""


async def test_it_sends_nothing_that_was_not_asked_of_it(scene: Scene) -> None:
    about = await scene.asked("moment-1")
    of_the_phone = await scene.asked("moment-2", scene.main["peer"])
    other = await scene.spotter.session("alice", scene.phone.client)
    for wrong in (
        of_the_phone,
        about | {"moment": "made-up"},
        about | {"session": other.id},
        about | {"source": "upload"},
        {},
    ):
        assert code(await scene.camera.create(4, **wrong)) == (404, "not-found")
    assert (await scene.camera.create(4, **about)).status == 201


async def test_it_touches_no_upload_of_another_device(scene: Scene) -> None:
    theirs = (await scene.phone.begin(4)).rpartition("/")[2]
    mine = (await scene.camera.begin(4, **await scene.asked("moment-1"))).rpartition("/")[2]
    for method, headers in (("HEAD", {}), ("PATCH", {"Upload-Offset": "0"}), ("DELETE", {})):
        assert (await scene.camera.ask(method, f"{scene.camera.door}/{theirs}", headers)).status == 404
    assert (await scene.camera.head(f"{scene.camera.door}/{mine}")).status == 200
    for secret in ("", "made up", scene.main["resume"]):
        thief = replace(scene.camera, always={**scene.camera.always, "Spotter-Seat": secret})
        assert (await thief.head(f"{scene.camera.door}/{mine}")).status == 404
        assert (await thief.create(4, **await scene.asked(f"moment-{secret[:4].strip()}x"))).status == 404


async def test_a_seat_of_another_kind_sends_nothing(scene: Scene) -> None:
    """The first device's has its link, a guest's and a trainer's cameras have no clips."""
    main = replace(
        scene.phone,
        door=f"/seats/{scene.main['peer']}/uploads",
        always={**scene.camera.always, "Spotter-Seat": scene.main["resume"]},
    )
    assert code(await main.create(4, **await scene.asked("moment-1", scene.main["peer"]))) == (404, "not-found")
    alice = await trainer(scene.spotter)
    here = f"/sessions/{scene.session.id}"
    seat = (await alice.person.post(f"{here}/join", json={})).json["seat"]
    camera, _, hers = await second_camera(scene.spotter, alice, here, seat)
    assert code(await camera.create(4, **await scene.asked("moment-2", hers["peer"]))) == (404, "not-found")


async def test_consent_counts_as_it_stands_now(scene: Scene) -> None:
    about = await scene.asked("moment-1")
    coming = await scene.camera.begin(4, **about)
    alice = await scene.spotter.sign_in("alice")
    no = {"given": False, "version": 1}
    assert (await alice.post(f"/clients/{scene.phone.client.id}/consents/clips", json=no)).status == 200
    assert (await scene.camera.patch(coming, 0, b"abcd")).status == 404
    assert code(await scene.camera.create(4, **about)) == (403, "no-consent")


async def test_it_ends_with_what_its_seat_stands_on(scene: Scene) -> None:
    about = await scene.asked("moment-1")
    path = await scene.camera.begin(4, **about)
    alice = await scene.spotter.sign_in("alice")
    assert (await alice.post(f"/clients/{scene.phone.client.id}/link/renew", {})).status == 200
    assert (await scene.camera.patch(path, 0, b"abcd")).status == 404
    assert code(await scene.camera.create(4, **about)) == (404, "not-found")


async def test_what_was_asked_before_the_end_still_comes_for_a_while(scene: Scene) -> None:
    about = await scene.asked("moment-1")
    path = await scene.camera.begin(4, part="preview", **about)
    await scene.spotter.app[LIVE].append(scene.session.id, Draft(type="session.ended", payload={}))
    assert (await scene.camera.patch(path, 0, b"abcd")).status == 204
    whole = await scene.camera.begin(4, **about)
    assert (await scene.camera.patch(whole, 0, b"ab")).status == 204
    scene.spotter.clock.advance(ms=seats.SENDS_ON_MS + 1000)
    assert (await scene.camera.patch(whole, 2, b"cd")).status == 404


async def test_a_camera_that_left_before_the_end_sends_nothing_after_it(scene: Scene) -> None:
    path = await scene.camera.begin(4, **await scene.asked("moment-1"))
    left = Draft(type="peer.left", payload={"peer": scene.seat["peer"], "reason": "left"})
    await scene.spotter.app[LIVE].append(scene.session.id, left)
    scene.spotter.clock.advance(ms=1)
    await scene.spotter.app[LIVE].append(scene.session.id, Draft(type="session.ended", payload={}))
    assert (await scene.camera.patch(path, 0, b"abcd")).status == 404


async def test_it_stops_what_it_sends_and_puts_no_clip_away(scene: Scene) -> None:
    coming = await scene.camera.begin(4, **await scene.asked("moment-1"))
    assert (await scene.camera.ask("DELETE", coming)).status == 204
    done = await scene.camera.begin(4, **await scene.asked("moment-2"))
    await scene.camera.patch(done, 0, b"abcd")
    assert (await scene.camera.ask("DELETE", done)).status == 404
    assert (await scene.camera.clip(done)).deleted_at_ms is None
