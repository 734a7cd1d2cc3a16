"""Signing in and out."""

import asyncio
import time
from http.cookies import SimpleCookie

import pytest

from server import ids
from server.passwords import Passwords
from server.store import accounts, logins
from server.web.limits import BUCKETS
from tests.cast import BOTH, PASSWORD, Answer, Person, Spotter, open_spotter


def login_cookie(answer: Answer, name: str = "login") -> SimpleCookie:
    found = SimpleCookie()
    for line in answer.headers.getall("Set-Cookie", []):
        if line.startswith(f"{name}="):
            found.load(line)
    return found


@BOTH
async def test_a_trainer_signs_in_and_out(spotter: Spotter) -> None:
    alice = await spotter.sign_in("alice")
    assert (await alice.get("/settings")).status == 200
    assert (await alice.post("/sign-out")).location == "/sign-in"
    assert (await alice.get("/settings")).location == "/sign-in?next=/settings"


async def test_without_script_the_form_leads_on_by_a_redirect(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    page = await stranger.get("/sign-in?next=/clients")
    assert 'name="next" value="/clients"' in page.text
    form = {"email": alice.email, "password": PASSWORD, "next": "/clients"}
    answer = await stranger.post("/sign-in", form, html=True)
    assert (answer.status, answer.location) == (303, "/clients")


async def test_whoever_is_signed_in_is_led_past_the_form(alice: Person) -> None:
    assert (await alice.get("/sign-in?next=/clients")).location == "/clients"
    assert (await alice.get("/sign-in")).location == "/today"


async def test_the_address_is_taken_in_any_case(spotter: Spotter, stranger: Person) -> None:
    await spotter.account("alice")
    answer = await stranger.post("/sign-in", {"email": " Alice@Example.ORG ", "password": PASSWORD})
    assert answer.status == 200


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    wrong = await stranger.post("/sign-in", {"email": alice.email, "password": "wrong"})
    unknown = await stranger.post("/sign-in", {"email": "nobody@example.org", "password": PASSWORD})
    assert wrong.status == unknown.status == 400
    assert wrong.body == unknown.body
    assert wrong.json["error"] == "wrong-password"


async def test_without_script_the_form_comes_back_with_the_address_and_the_reason(stranger: Person) -> None:
    form = {"email": "alice@example.org", "password": "hidden word", "next": "/clients"}
    page = await stranger.post("/sign-in", form, html=True)
    assert page.status == 400
    assert 'value="alice@example.org"' in page.text
    assert "is wrong" in page.text
    assert 'value="/clients"' in page.text
    assert "hidden word" not in page.text


async def test_an_unknown_address_takes_as_long_as_a_wrong_password() -> None:
    passwords = Passwords()
    stored = await passwords.hash(PASSWORD)
    await passwords.matches(None, "warms up the dummy")
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    for _ in range(4):
        for who, hash_ in (("known", stored), ("unknown", None)):
            began = time.perf_counter()
            assert not await passwords.matches(hash_, "wrong")
            took[who].append(time.perf_counter() - began)
    passwords.close()
    assert min(took["unknown"]) > 0.5 * min(took["known"])
    assert min(took["known"]) > 0.5 * min(took["unknown"])


async def test_a_disabled_trainer_is_answered_like_a_wrong_password(spotter: Spotter, olga: Person) -> None:
    rita = await spotter.account("rita")
    await olga.post(f"/settings/trainers/{rita.id}/disable")
    answer = await spotter.browser().post("/sign-in", {"email": rita.email, "password": PASSWORD})
    assert answer.json["error"] == "wrong-password"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        "/%0d%0aSet-Cookie:x=1\r\nx",
        "/\u00a0//evil.example\n",
    ],
)
async def test_signing_in_never_leads_to_another_site(spotter: Spotter, stranger: Person, target: str) -> None:
    alice = await spotter.account("alice")
    answer = await stranger.post("/sign-in", {"email": alice.email, "password": PASSWORD, "next": target})
    assert answer.location == "/today"


@pytest.mark.parametrize("form", [{}, {"email": "alice@example.org"}, {"password": "x"}])
async def test_a_form_with_a_field_missing_is_refused_by_its_name(stranger: Person, form: dict[str, str]) -> None:
    answer = await stranger.post("/sign-in", form or {"x": ""})
    assert answer.status == 400
    assert answer.json["where"] in ("email", "password")


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    answer = await stranger.post("/sign-in", {"email": alice.email, "password": PASSWORD})
    cookie = login_cookie(answer)["login"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "Lax", "/", "")
    assert int(cookie["max-age"]) == 7 * 24 * 3600
    assert len(cookie.value) >= 43


async def test_under_https_the_cookie_is_bound_to_the_host(tmp_path: object) -> None:
    async with open_spotter(tmp_path, PUBLIC_URL="https://spotter.example.org") as spotter:  # type: ignore[arg-type]
        alice = await spotter.account("alice")
        answer = await spotter.browser().post(
            "/sign-in",
            {"email": alice.email, "password": PASSWORD},
            headers={"Origin": "https://spotter.example.org"},
        )
        cookie = login_cookie(answer, "__Host-login")["__Host-login"]
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


async def test_the_database_holds_only_the_digest_of_the_cookie(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    answer = await stranger.post("/sign-in", {"email": alice.email, "password": PASSWORD})
    secret = login_cookie(answer)["login"].value
    async with spotter.database.reading() as db:
        assert await logins.get(db, secret) is None
        found = await logins.get(db, ids.digest(secret))
    assert found is not None
    assert found[1].id == alice.id


async def test_each_sign_in_makes_a_new_login_and_ends_the_one_before(spotter: Spotter, alice: Person) -> None:
    planted = {cookie.key: cookie.value for cookie in alice.http.cookie_jar}["login"]
    await alice.post("/sign-in", {"email": alice.me.email, "password": PASSWORD})
    fresh = {cookie.key: cookie.value for cookie in alice.http.cookie_jar}["login"]
    assert fresh != planted
    answer = await spotter.browser().get("/settings", cookies={"login": planted})
    assert answer.status == 303


@pytest.mark.parametrize("value", ["", "x", "x" * 5000, "\u00e9", "null", "../../etc"])
async def test_a_made_up_cookie_opens_nothing(spotter: Spotter, value: str) -> None:
    answer = await spotter.browser().get("/settings", cookies={"login": value})
    assert answer.status in (303, 400)


async def test_a_login_ends_after_eight_hours_without_use(spotter: Spotter, alice: Person) -> None:
    spotter.clock.advance(hours=7, minutes=59)
    assert (await alice.get("/settings")).status == 200
    spotter.clock.advance(hours=7, minutes=59)
    assert (await alice.get("/settings")).status == 200
    spotter.clock.advance(hours=8, minutes=1)
    assert (await alice.get("/settings")).status == 303


async def test_a_login_ends_after_seven_days_whatever_its_use(spotter: Spotter, alice: Person) -> None:
    for _ in range(7 * 4 - 1):
        spotter.clock.advance(hours=6)
        assert (await alice.get("/settings")).status == 200
    spotter.clock.advance(hours=6, s=1)
    assert (await alice.get("/settings")).status == 303


async def test_a_hash_of_yesterday_is_made_anew_at_the_next_sign_in(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    older = Passwords(memory_kib=16, time_cost=2)
    async with spotter.database.writing() as db, db.begin():
        await accounts.set_password(db, alice.id, await older.hash(PASSWORD))
    older.close()
    assert (await stranger.post("/sign-in", {"email": alice.email, "password": PASSWORD})).status == 200
    async with spotter.database.reading() as db:
        found = await accounts.get(db, alice.id)
    assert found is not None
    assert "m=8,t=1,p=1" in found.password_hash


async def test_whoever_hammers_an_address_is_told_to_wait(spotter: Spotter, stranger: Person) -> None:
    alice = await spotter.account("alice")
    for _ in range(BUCKETS["sign-in-here"].count):
        assert (await stranger.post("/sign-in", {"email": alice.email, "password": "wrong"})).status == 400
    refused = await stranger.post("/sign-in", {"email": alice.email, "password": PASSWORD})
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= BUCKETS["sign-in-here"].per_s


async def test_an_attacker_elsewhere_does_not_lock_the_trainer_out(tmp_path: object) -> None:
    """A thousand wrong passwords from many networks: Alice still signs in from the browser she has used before."""
    async with open_spotter(tmp_path, TRUSTED_PROXIES="127.0.0.1/32") as spotter:  # type: ignore[arg-type]
        alice = await spotter.sign_in("alice")
        await alice.post("/sign-out")
        attacker = spotter.browser()
        statuses = set()
        for number in range(1000):
            here = {"X-Forwarded-For": f"203.0.{number % 250}.{number // 250}"}
            form = {"email": "alice@example.org", "password": "wrong"}
            statuses.add((await attacker.post("/sign-in", form, headers=here)).status)
        assert statuses == {400, 429}
        form = {"email": "alice@example.org", "password": PASSWORD}
        new_browser = await spotter.browser().post("/sign-in", form, headers={"X-Forwarded-For": "198.51.100.7"})
        assert new_browser.status == 429
        known = await alice.post("/sign-in", form, headers={"X-Forwarded-For": "198.51.100.7"})
        assert known.status == 200


async def test_the_cookie_of_a_known_browser_is_good_for_its_own_account_alone(spotter: Spotter, anna: Person) -> None:
    alice = await spotter.account("alice")
    await anna.post("/sign-out")
    for _ in range(BUCKETS["sign-in-here"].count):
        await anna.post("/sign-in", {"email": alice.email, "password": "wrong"})
    assert (await anna.post("/sign-in", {"email": alice.email, "password": "wrong"})).status == 429
    assert (await anna.post("/sign-in", {"email": anna.me.email, "password": PASSWORD})).status == 200


@BOTH
async def test_a_sign_in_under_way_with_the_old_password_ends_with_the_new_one(
    spotter: Spotter, stranger: Person
) -> None:
    alice = await spotter.account("alice")
    async with spotter.database.writing() as db:
        await accounts.set_password(db, alice.id, "another hash")
        under_way = asyncio.create_task(stranger.post("/sign-in", {"email": alice.email, "password": PASSWORD}))
        await asyncio.sleep(0.3)
        assert not under_way.done()
        await db.commit()
    assert (await under_way).json["error"] == "wrong-password"


async def test_signing_out_without_a_login_is_harmless(stranger: Person) -> None:
    assert (await stranger.post("/sign-out")).location == "/sign-in"
