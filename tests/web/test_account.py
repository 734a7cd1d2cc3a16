"""Settings: one's own account, its password, and where it is signed in."""

import asyncio

import pytest

from server.domain import accounts as rules
from server.store import accounts
from server.web import identity
from server.web.limits import BUCKETS
from tests.cast import BOTH, PASSWORD, Person, Spotter

NEW = "eleven otters row south"


async def test_the_page_shows_ones_own_account_and_where_it_is_signed_in(spotter: Spotter, alice: Person) -> None:
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
    await spotter.sign_in("alice", headers=firefox)
    page = await alice.get("/settings")
    assert 'value="Alice Archer"' in page.text
    assert "Firefox on Windows" in page.text
    assert "this one" in page.text
    assert "/settings/trainers" not in page.text


async def test_a_stranger_is_sent_to_sign_in(stranger: Person) -> None:
    assert (await stranger.get("/settings")).location == "/sign-in?next=/settings"
    assert (await stranger.get("/settings", html=False)).json["error"] == "sign-in-needed"


@BOTH
async def test_a_profile_is_saved(spotter: Spotter, alice: Person) -> None:
    form = {"name": "  Alice   B. ", "phone": "+49 30 1", "time_zone": "Asia/Tokyo"}
    assert (await alice.post("/settings/profile", {**form, "phone": "+49 30 123"})).location == "/settings"
    async with spotter.database.reading() as db:
        found = await accounts.get(db, alice.me.id)
    assert found is not None
    assert (found.name, found.phone, found.time_zone, found.role) == ("Alice B.", "+49 30 123", "Asia/Tokyo", "trainer")


@pytest.mark.parametrize(("field", "value"), [("name", " "), ("phone", "call me"), ("time_zone", "Moon")])
async def test_a_profile_of_nonsense_is_refused_at_its_field(alice: Person, field: str, value: str) -> None:
    form = {"name": "Alice", "phone": "", "time_zone": "UTC", field: value}
    refused = await alice.post("/settings/profile", form)
    assert (refused.status, refused.json["where"]) == (400, field)


@BOTH
async def test_saving_a_profile_while_being_disabled_does_not_open_the_account_again(
    spotter: Spotter, alice: Person
) -> None:
    async with spotter.database.writing() as db:
        await accounts.save(db, rules.disable(alice.me, spotter.clock()))
        form = {"name": "Alice", "time_zone": "UTC"}
        under_way = asyncio.create_task(alice.post("/settings/profile", form))
        await asyncio.sleep(0.3)
        assert not under_way.done()
        await db.commit()
    assert (await under_way).json["error"] == "sign-in-needed"
    async with spotter.database.reading() as db:
        found = await accounts.get(db, alice.me.id)
    assert found is not None
    assert found.is_disabled


async def test_nobody_makes_themselves_owner(spotter: Spotter, alice: Person) -> None:
    form = {"name": "Alice", "time_zone": "UTC", "role": "owner", "id": "x", "email": "olga@example.org"}
    assert (await alice.post("/settings/profile", form)).status == 200
    async with spotter.database.reading() as db:
        found = await accounts.get(db, alice.me.id)
    assert found is not None
    assert (found.role, found.email) == ("trainer", alice.me.email)


@BOTH
async def test_a_new_password_ends_every_other_login(spotter: Spotter, alice: Person) -> None:
    elsewhere = await spotter.sign_in("alice")
    ended: list[str] = []

    async def hear(login_ids: object) -> None:
        ended.extend(login_ids)  # type: ignore[call-overload]

    spotter.app[identity.LOGINS_ENDED].append(hear)
    form = {"current": PASSWORD, "password": NEW}
    assert (await alice.post("/settings/password", form)).location == "/settings"
    assert (await alice.get("/settings")).status == 200
    assert (await elsewhere.get("/settings")).status == 303
    assert len(ended) == 1
    browser = spotter.browser()
    assert (await browser.post("/sign-in", {"email": alice.me.email, "password": PASSWORD})).status == 400
    assert (await browser.post("/sign-in", {"email": alice.me.email, "password": NEW})).status == 200


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ({"current": "wrong", "password": NEW}, "current"),
        ({"current": PASSWORD, "password": "short"}, "password"),
        ({"current": PASSWORD, "password": "alicearcher12"}, "password"),
        ({"current": PASSWORD}, "password"),
        ({"password": NEW}, "current"),
    ],
)
async def test_a_password_is_not_changed_by_nonsense(alice: Person, form: dict[str, str], where: str) -> None:
    refused = await alice.post("/settings/password", form)
    assert (refused.status, refused.json["where"]) == (400, where)


async def test_whoever_finds_a_browser_open_cannot_guess_the_password(alice: Person) -> None:
    for _ in range(BUCKETS["password"].count):
        assert (await alice.post("/settings/password", {"current": "guess", "password": NEW})).status == 400
    assert (await alice.post("/settings/password", {"current": PASSWORD, "password": NEW})).status == 429


@BOTH
async def test_another_address_to_sign_in_with_asks_for_the_password(spotter: Spotter, alice: Person) -> None:
    refused = await alice.post("/settings/email", {"email": "al@example.org", "password": "wrong"})
    assert (refused.status, refused.json["where"]) == (400, "password")
    taken = {"email": (await spotter.account("anna")).email, "password": PASSWORD}
    assert (await alice.post("/settings/email", taken)).json["error"] == "email-taken"
    assert (await alice.post("/settings/email", {"email": "Al@example.org", "password": PASSWORD})).status == 200
    answer = await spotter.browser().post("/sign-in", {"email": "al@example.org", "password": PASSWORD})
    assert answer.status == 200


async def test_signing_out_everywhere_ends_this_login_too(spotter: Spotter, alice: Person) -> None:
    elsewhere = await spotter.sign_in("alice")
    assert (await alice.post("/settings/sign-out-everywhere", {})).location == "/sign-in"
    assert (await alice.get("/settings")).status == 303
    assert (await elsewhere.get("/settings")).status == 303


async def test_signing_out_everywhere_else_keeps_this_one(spotter: Spotter, alice: Person, anna: Person) -> None:
    elsewhere = await spotter.sign_in("alice")
    assert (await alice.post("/settings/sign-out-everywhere", {"keep_this": "true"})).location == "/settings"
    assert (await alice.get("/settings")).status == 200
    assert (await elsewhere.get("/settings")).status == 303
    assert (await anna.get("/settings")).status == 200
