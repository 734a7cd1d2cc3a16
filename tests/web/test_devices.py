"""Which devices a client's page opens on: the first by a button, each further one by six digits."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from server.domain import links
from server.domain.people import Client
from server.store import devices, seats
from tests.cast import BOTH, Person, Spotter, open_spotter


@pytest.fixture
async def bob(spotter: Spotter) -> Client:
    """Alice's client."""
    return await spotter.client("bob")


@pytest.fixture
def here(spotter: Spotter, bob: Client) -> str:
    """Bob's personal page."""
    return f"/c/{links.client_token(spotter.settings.secret_key, bob.id, bob.link_generation)}"


async def new_code(alice: Person, client: Client) -> str:
    answer = await alice.post(f"/clients/{client.id}/code", {})
    assert answer.status == 200
    code: str = answer.json["code"]
    assert len(code) == 6
    assert code.isdigit()
    return code


async def is_open(person: Person, here: str) -> bool:
    return "Hello, Bob" in (await person.get(here)).text


async def test_the_first_device_needs_no_code(stranger: Person, here: str) -> None:
    assert not await is_open(stranger, here)
    answer = await stranger.post(f"{here}/confirm", {}, html=True)
    assert (answer.status, answer.location) == (303, here)
    assert await is_open(stranger, here)


async def test_the_cookie_is_out_of_reach_of_scripts_and_lasts(stranger: Person, here: str) -> None:
    cookie = (await stranger.post(f"{here}/confirm", {})).headers["Set-Cookie"]
    assert cookie.startswith("device=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"Max-Age={400 * 86_400}"):
        assert part in cookie
    again = (await stranger.get(here)).headers["Set-Cookie"]
    assert again.partition(";")[0] == cookie.partition(";")[0]


async def test_under_https_no_other_host_can_plant_the_cookie(tmp_path: Path) -> None:
    async with open_spotter(tmp_path / "https", PUBLIC_URL="https://spotter.example") as spotter:
        bob = await spotter.client("bob")
        here = f"/c/{links.client_token(spotter.settings.secret_key, bob.id, 1)}"
        headers = {"Origin": "https://spotter.example"}
        cookie = (await spotter.browser().post(f"{here}/confirm", {}, headers=headers)).headers["Set-Cookie"]
        assert cookie.startswith("__Host-device=")
        assert "Secure" in cookie
        assert "Domain" not in cookie


async def test_only_a_digest_of_the_secret_is_stored(
    spotter: Spotter, stranger: Person, bob: Client, here: str
) -> None:
    cookie = (await stranger.post(f"{here}/confirm", {})).headers["Set-Cookie"]
    secret = cookie.partition("=")[2].partition(";")[0]
    async with spotter.database.reading() as db:
        (device,) = await devices.list_for(db, bob.id, 1)
    assert secret not in repr(device)


async def test_a_second_device_needs_the_code_from_the_trainer(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    phone = spotter.browser()
    assert "Enter the code" in (await phone.get(here)).text
    refused = await phone.post(f"{here}/confirm", {})
    assert (refused.status, refused.json["error"], refused.json["where"]) == (400, "wrong-code", "code")
    code = await new_code(alice, bob)
    assert f"{code[:3]} {code[3:]}" in (await alice.get(f"/clients/{bob.id}")).text
    assert (await phone.post(f"{here}/confirm", {"code": f"{code[:3]} {code[3:]}"})).status == 200
    assert await is_open(phone, here)
    assert await is_open(stranger, here)


async def test_a_code_is_for_one_device(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    code = await new_code(alice, bob)
    assert (await spotter.browser().post(f"{here}/confirm", {"code": code})).status == 200
    assert (await spotter.browser().post(f"{here}/confirm", {"code": code})).status == 400


@BOTH
async def test_five_wrong_tries_burn_the_code(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    code = await new_code(alice, bob)
    wrong = "000000" if code != "000000" else "111111"
    thief = spotter.browser()
    for _ in range(5):
        assert (await thief.post(f"{here}/confirm", {"code": wrong})).json["error"] == "wrong-code"
    assert (await thief.post(f"{here}/confirm", {"code": code})).json["error"] == "wrong-code"
    assert f"{code[:3]} {code[3:]}" not in (await alice.get(f"/clients/{bob.id}")).text


async def test_a_code_lives_ten_minutes(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    code = await new_code(alice, bob)
    spotter.clock.advance(minutes=10)
    assert (await spotter.browser().post(f"{here}/confirm", {"code": code})).status == 400
    assert (await spotter.browser().post(f"{here}/confirm", {"code": await new_code(alice, bob)})).status == 200


async def test_guessing_is_slowed_for_that_client_alone_whoever_guesses(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    statuses: Counter[int] = Counter()
    for _ in range(4):
        thief = spotter.browser()
        for _ in range(4):
            statuses[(await thief.post(f"{here}/confirm", {"code": "x"})).status] += 1
    assert statuses == {400: 10, 429: 6}
    bea = await spotter.client("bea")
    beas = f"/c/{links.client_token(spotter.settings.secret_key, bea.id, 1)}"
    assert (await spotter.browser().post(f"{beas}/confirm", {})).status == 200
    spotter.clock.advance(minutes=11)
    code = await new_code(alice, bob)
    assert (await spotter.browser().post(f"{here}/confirm", {"code": code})).status == 200


async def test_two_people_may_share_a_tablet(spotter: Spotter, stranger: Person, bob: Client, here: str) -> None:
    bea = await spotter.client("bea")
    beas = f"/c/{links.client_token(spotter.settings.secret_key, bea.id, 1)}"
    for path in (here, beas):
        await stranger.post(f"{path}/confirm", {})
    assert await is_open(stranger, here)
    assert "Hello, Bea" in (await stranger.get(beas)).text


async def test_a_device_of_one_client_opens_nothing_of_another(spotter: Spotter, stranger: Person, here: str) -> None:
    bea = await spotter.client("bea")
    beas = f"/c/{links.client_token(spotter.settings.secret_key, bea.id, 1)}"
    await spotter.browser().post(f"{beas}/confirm", {})
    await stranger.post(f"{here}/confirm", {})
    assert "Enter the code" in (await stranger.get(beas)).text
    answer = await stranger.post(f"{beas}/consents/clips", {"given": "true"})
    assert (answer.status, answer.json["error"]) == (401, "device-not-confirmed")


@BOTH
async def test_of_two_first_devices_at_once_one_is_the_first(spotter: Spotter, here: str) -> None:
    both = [spotter.browser(), spotter.browser()]
    answers = await asyncio.gather(*(one.post(f"{here}/confirm", {}) for one in both))
    assert sorted(answer.status for answer in answers) == [200, 400]


async def test_pressing_twice_remembers_one_device(spotter: Spotter, stranger: Person, bob: Client, here: str) -> None:
    for _ in range(2):
        assert (await stranger.post(f"{here}/confirm", {})).status == 200
    async with spotter.database.reading() as db:
        assert len(await devices.list_for(db, bob.id, 1)) == 1


async def test_the_trainer_sees_the_devices(alice: Person, stranger: Person, bob: Client, here: str) -> None:
    assert "has not been opened yet" in (await alice.get(f"/clients/{bob.id}")).text
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
    await stranger.post(f"{here}/confirm", {}, headers={"User-Agent": agent})
    page = (await alice.get(f"/clients/{bob.id}")).text
    assert "Chrome on Android" in page
    assert "Since " in page


async def test_another_site_cannot_press_the_button(stranger: Person, here: str) -> None:
    answer = await stranger.post(f"{here}/confirm", {}, headers={"Origin": "https://evil.example"})
    assert (answer.status, answer.json["error"]) == (403, "cross-site")
    assert not await is_open(stranger, here)


@pytest.mark.parametrize("body", [{"code": 7}, {"code": None}, [], {"code": {"$ne": 1}}])
async def test_nonsense_is_refused(stranger: Person, here: str, body: object) -> None:
    assert (await stranger.post(f"{here}/confirm", json=body)).status == 400


@BOTH
async def test_a_forgotten_device_opens_nothing_and_the_others_still_do(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    phone = spotter.browser()
    await phone.post(f"{here}/confirm", {"code": await new_code(alice, bob)})
    async with spotter.database.reading() as db:
        found = await devices.list_for(db, bob.id, 1)
    first = min(found, key=lambda one: one.created_at_ms)
    path = f"/clients/{bob.id}/devices/{first.id}/forget"
    assert path in (await alice.get(f"/clients/{bob.id}")).text
    assert (await alice.post(path, {})).status == 200
    assert not await is_open(stranger, here)
    assert await is_open(phone, here)
    assert (await alice.post(path, {})).status == 404


async def test_when_the_only_device_is_forgotten_the_link_alone_opens_nothing(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    await stranger.post(f"{here}/confirm", {})
    async with spotter.database.reading() as db:
        (only,) = await devices.list_for(db, bob.id, 1)
    await alice.post(f"/clients/{bob.id}/devices/{only.id}/forget", {})
    assert (await stranger.post(f"{here}/confirm", {})).json["error"] == "wrong-code"
    page = (await alice.get(f"/clients/{bob.id}")).text
    assert "The next one needs a code." in page
    assert (await stranger.post(f"{here}/confirm", {"code": await new_code(alice, bob)})).status == 200
    assert await is_open(stranger, here)


async def test_whoever_is_in_a_room_with_a_forgotten_device_is_out(
    spotter: Spotter, alice: Person, stranger: Person, bob: Client, here: str
) -> None:
    session = await spotter.session("alice", bob)
    await stranger.post(f"{here}/confirm", {})
    seat = (await stranger.post(f"{here}/sessions/{session.id}/join", json={})).json["seat"]
    async with spotter.database.reading() as db:
        (only,) = await devices.list_for(db, bob.id, 1)
    await alice.post(f"/clients/{bob.id}/devices/{only.id}/forget", {})
    async with spotter.database.reading() as db:
        assert await seats.revoked_of(db, [seat["peer"]]) == {seat["peer"]}
