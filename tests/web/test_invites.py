"""One-time links: the owner's first, a trainer's, and one for a new password."""

import asyncio
from urllib.parse import urlsplit

import pytest

from server import first_run
from server.store import accounts
from tests.cast import BOTH, PASSWORD, Person, Spotter

FORM = {"name": "Tom Tree", "email": "tom@example.org", "password": PASSWORD, "time_zone": "Europe/Berlin"}


async def owner_path(spotter: Spotter) -> str:
    link = await first_run.owner_link(spotter.database, spotter.url, spotter.clock())
    assert link is not None
    return urlsplit(link).path


async def trainer_path(olga: Person, **form: str) -> str:
    answer = await olga.post("/settings/trainers/invite", form or {"name": "Tom"})
    assert answer.status == 200, answer.text
    return urlsplit(answer.json["link"]).path


@BOTH
async def test_the_first_link_makes_the_owner_and_signs_in(spotter: Spotter, stranger: Person) -> None:
    path = await owner_path(spotter)
    page = await stranger.get(path)
    assert page.status == 200
    assert "owns this installation" in page.text
    assert (await stranger.post(path, FORM)).location == "/today"
    assert (await stranger.get("/settings/trainers")).status == 200
    async with spotter.database.reading() as db:
        owner = await accounts.by_email(db, "tom@example.org")
    assert owner is not None
    assert (owner.role, owner.name, owner.time_zone) == ("owner", "Tom Tree", "Europe/Berlin")


async def test_each_start_makes_the_owners_link_anew(spotter: Spotter, stranger: Person) -> None:
    first, second = await owner_path(spotter), await owner_path(spotter)
    assert (await stranger.get(first)).status == 404
    assert (await stranger.get(second)).status == 200


async def test_there_is_no_owners_link_once_there_is_an_account(spotter: Spotter, stranger: Person) -> None:
    path = await owner_path(spotter)
    await spotter.account("olga")
    assert await first_run.owner_link(spotter.database, spotter.url, spotter.clock()) is None
    assert (await stranger.get(path)).status == 404
    assert (await stranger.post(path, FORM)).status == 404


async def test_the_owners_link_lives_a_day(spotter: Spotter, stranger: Person) -> None:
    path = await owner_path(spotter)
    spotter.clock.advance(hours=23)
    assert (await stranger.get(path)).status == 200
    spotter.clock.advance(hours=1, s=1)
    assert (await stranger.get(path)).status == 404
    assert (await stranger.post(path, FORM)).status == 404


@BOTH
async def test_a_trainers_link_makes_a_trainer(spotter: Spotter, olga: Person, stranger: Person) -> None:
    path = await trainer_path(olga, name="Tom", email="tom@example.org")
    page = await stranger.get(path)
    assert 'value="tom@example.org"' in page.text
    assert (await stranger.post(path, FORM)).location == "/today"
    assert (await stranger.get("/settings")).status == 200
    assert (await stranger.get("/settings/trainers")).status == 404


async def test_a_trainers_link_lives_seven_days(spotter: Spotter, olga: Person, stranger: Person) -> None:
    path = await trainer_path(olga)
    spotter.clock.advance(days=6, hours=23)
    assert (await stranger.get(path)).status == 200
    spotter.clock.advance(hours=1, s=1)
    assert (await stranger.get(path)).status == 404


async def test_looking_at_a_link_uses_nothing_up(olga: Person, stranger: Person) -> None:
    path = await trainer_path(olga)
    for _ in range(20):
        assert (await stranger.get(path)).status == 200
        assert (await stranger.ask("HEAD", path)).status == 200
    assert (await stranger.post(path, FORM)).status == 200


async def test_a_used_link_a_made_up_one_and_a_withdrawn_one_look_the_same(
    spotter: Spotter, olga: Person, stranger: Person
) -> None:
    used, withdrawn = await trainer_path(olga), await trainer_path(olga, email="eva@example.org")
    await spotter.browser().post(used, FORM)
    async with spotter.database.reading() as db:
        (open_one,) = await accounts.open_invites(db, spotter.clock())
    await olga.post(f"/settings/trainers/invites/{open_one.id}/revoke")
    paths = (used, withdrawn, "/invite/made-up")
    assert len({(await stranger.get(path)).body for path in paths}) == 1
    assert len({(await stranger.post(path, FORM)).body for path in paths}) == 1
    assert len({(await stranger.post(path, FORM, html=True)).body for path in paths}) == 1


@BOTH
async def test_of_a_hundred_at_once_exactly_one_makes_the_account(spotter: Spotter, olga: Person) -> None:
    path = await trainer_path(olga)
    browsers = [spotter.browser() for _ in range(10)]
    answers = await asyncio.gather(
        *(browsers[n % 10].post(path, {**FORM, "email": f"tom{n}@example.org"}) for n in range(100))
    )
    statuses = [answer.status for answer in answers]
    assert statuses.count(200) == 1
    assert set(statuses) <= {200, 404, 429}
    async with spotter.database.reading() as db:
        assert await accounts.count(db) == 2


@BOTH
async def test_of_a_hundred_owners_at_once_exactly_one_is(spotter: Spotter) -> None:
    path = await owner_path(spotter)
    browsers = [spotter.browser() for _ in range(10)]
    answers = await asyncio.gather(
        *(browsers[n % 10].post(path, {**FORM, "email": f"tom{n}@example.org"}) for n in range(100))
    )
    assert [answer.status for answer in answers].count(200) == 1


@BOTH
async def test_a_taken_address_is_said_and_the_link_stays_good(
    spotter: Spotter, olga: Person, stranger: Person
) -> None:
    path = await trainer_path(olga)
    taken = await stranger.post(path, {**FORM, "email": olga.me.email})
    assert (taken.status, taken.json["error"], taken.json["where"]) == (409, "email-taken", "email")
    assert (await stranger.post(path, FORM)).status == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("email", "no address"),
        ("email", ""),
        ("time_zone", "Mars/Base"),
        ("password", "short"),
        ("password", "x" * 201),
        ("password", "tom@example.org1"),
        ("password", "Tom Tree 12345"),
        ("password", "password123456"),
    ],
)
async def test_nonsense_is_refused_at_its_field_and_the_link_stays_good(
    olga: Person, stranger: Person, field: str, value: str
) -> None:
    path = await trainer_path(olga)
    refused = await stranger.post(path, {**FORM, field: value})
    assert (refused.status, refused.json["where"]) == (400, field)
    assert (await stranger.post(path, FORM)).status == 200


@BOTH
async def test_a_password_link_sets_a_password_and_ends_every_login(
    spotter: Spotter, olga: Person, alice: Person, stranger: Person
) -> None:
    answer = await olga.post(f"/settings/trainers/{alice.me.id}/password-link", {})
    path = urlsplit(answer.json["link"]).path
    assert alice.me.email in (await stranger.get(path)).text
    assert (await alice.get("/settings")).status == 200
    assert (await stranger.post(path, {"password": "eleven otters row south"})).location == "/today"
    assert (await stranger.get("/settings")).status == 200
    assert (await alice.get("/settings")).status == 303
    assert (await stranger.post(path, {"password": "twelve otters row south"})).status == 404
    old = await spotter.browser().post("/sign-in", {"email": alice.me.email, "password": PASSWORD})
    assert old.status == 400


async def test_a_password_link_lives_an_hour_and_dies_with_a_newer_one(
    spotter: Spotter, olga: Person, alice: Person, stranger: Person
) -> None:
    where = f"/settings/trainers/{alice.me.id}/password-link"
    first = urlsplit((await olga.post(where, {})).json["link"]).path
    second = urlsplit((await olga.post(where, {})).json["link"]).path
    assert (await stranger.get(first)).status == 404
    spotter.clock.advance(minutes=59)
    assert (await stranger.get(second)).status == 200
    spotter.clock.advance(minutes=1, s=1)
    assert (await stranger.get(second)).status == 404


async def test_a_password_link_dies_when_the_account_is_closed(spotter: Spotter, olga: Person, alice: Person) -> None:
    answer = await olga.post(f"/settings/trainers/{alice.me.id}/password-link", {})
    await olga.post(f"/settings/trainers/{alice.me.id}/disable")
    assert (await spotter.browser().get(urlsplit(answer.json["link"]).path)).status == 404


async def test_the_machine_itself_helps_an_owner_who_forgot_the_password(spotter: Spotter, olga: Person) -> None:
    link = await first_run.password_link(spotter.database, spotter.url, "Olga@example.org", spotter.clock())
    browser = spotter.browser()
    assert (await browser.post(urlsplit(link).path, {"password": "eleven otters row south"})).status == 200
    assert (await browser.get("/settings/trainers")).status == 200


async def test_a_thousand_guesses_end_in_waiting_and_a_good_link_still_opens(
    spotter: Spotter, olga: Person, stranger: Person
) -> None:
    statuses = [(await stranger.get(f"/invite/guess-{n}")).status for n in range(1000)]
    assert statuses.index(429) == 10
    assert set(statuses[10:]) == {429}
    assert (await stranger.get(await trainer_path(olga))).status == 200
