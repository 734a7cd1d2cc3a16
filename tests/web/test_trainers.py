"""The owner's page about trainers."""

import asyncio
from urllib.parse import urlsplit

import pytest

from server.web import identity
from tests.cast import BOTH, PASSWORD, Person, Spotter


async def test_the_page_shows_accounts_and_nothing_of_their_work(spotter: Spotter, olga: Person, alice: Person) -> None:
    await spotter.client("bob")
    page = await olga.get("/settings/trainers")
    assert "Alice Archer" in page.text
    assert "alice@example.org" in page.text
    assert "Bob" not in page.text


@pytest.mark.parametrize("html", [True, False])
async def test_for_a_trainer_the_owners_pages_do_not_exist(alice: Person, html: bool) -> None:
    owners = await alice.get("/settings/trainers", html=html)
    nothing = await alice.get("/settings/nothing-here", html=html)
    assert owners.status == 404
    assert owners.body == nothing.body


async def test_an_invite_is_shown_for_a_while_to_whoever_made_it(spotter: Spotter, olga: Person) -> None:
    answer = await olga.post("/settings/trainers/invite", {"name": "Tom Tree"})
    link = answer.json["link"]
    assert link.startswith(f"{spotter.url}/invite/")
    page = await olga.get("/settings/trainers")
    assert f'value="{link}"' in page.text
    elsewhere = await spotter.sign_in("olga")
    page = await elsewhere.get("/settings/trainers")
    assert "Tom Tree" in page.text
    assert link not in page.text


async def test_without_script_the_invite_is_shown_after_the_redirect(olga: Person) -> None:
    answer = await olga.post("/settings/trainers/invite", {"name": "Tom Tree"}, html=True)
    assert (answer.status, answer.location) == (303, "/settings/trainers#link")
    assert "/invite/" in (await olga.get("/settings/trainers")).text


async def test_a_second_invite_for_the_same_address_takes_the_first_ones_place(olga: Person, stranger: Person) -> None:
    form = {"email": "tom@example.org"}
    first, second = [urlsplit((await olga.post("/settings/trainers/invite", form)).json["link"]).path for _ in "12"]
    assert (await stranger.get(first)).status == 404
    assert (await stranger.get(second)).status == 200


async def test_an_invite_for_somebody_who_is_here_is_refused(olga: Person, alice: Person) -> None:
    refused = await olga.post("/settings/trainers/invite", {"email": alice.me.email})
    assert (refused.status, refused.json["error"], refused.json["where"]) == (409, "email-taken", "email")


async def test_mailing_needs_an_address_and_a_mail_server(olga: Person) -> None:
    refused = await olga.post("/settings/trainers/invite", {"name": "Tom", "send": "true"})
    assert (refused.status, refused.json["where"]) == (400, "email")
    refused = await olga.post("/settings/trainers/invite", {"email": "tom@example.org", "send": "true"})
    assert refused.json["error"] == "mail-off"


@BOTH
async def test_a_disabled_trainer_is_out_at_once_and_back_when_enabled(
    spotter: Spotter, olga: Person, alice: Person
) -> None:
    elsewhere = await spotter.sign_in("alice")
    ended: list[str] = []

    async def hear(login_ids: object) -> None:
        ended.extend(login_ids)  # type: ignore[call-overload]

    spotter.app[identity.LOGINS_ENDED].append(hear)
    assert (await olga.post(f"/settings/trainers/{alice.me.id}/disable")).location == "/settings/trainers"
    assert len(ended) == 2
    for browser in (alice, elsewhere):
        assert (await browser.get("/settings")).status == 303
    refused = await spotter.browser().post("/sign-in", {"email": alice.me.email, "password": PASSWORD})
    assert refused.json["error"] == "wrong-password"
    assert (await olga.post(f"/settings/trainers/{alice.me.id}/enable")).status == 200
    assert (await alice.get("/settings")).status == 303
    await spotter.sign_in("alice")


@BOTH
async def test_the_owner_cannot_be_closed_nor_locked_out(spotter: Spotter, olga: Person) -> None:
    refused = await olga.post(f"/settings/trainers/{olga.me.id}/disable")
    assert (refused.status, refused.json["error"]) == (409, "owner-stays")
    answers = await asyncio.gather(*(olga.post(f"/settings/trainers/{olga.me.id}/disable") for _ in range(20)))
    assert {answer.status for answer in answers} == {409}
    await spotter.sign_in("olga")


@pytest.mark.parametrize("deed", ["disable", "enable", "password-link"])
async def test_an_account_that_does_not_exist_is_not_found(olga: Person, deed: str) -> None:
    assert (await olga.post(f"/settings/trainers/nobody/{deed}", {})).json["error"] == "not-found"


async def test_a_closed_account_gets_no_password_link(olga: Person, alice: Person) -> None:
    await olga.post(f"/settings/trainers/{alice.me.id}/disable")
    refused = await olga.post(f"/settings/trainers/{alice.me.id}/password-link", {})
    assert refused.json["error"] == "conflict"


async def test_taking_back_an_invite_twice_is_not_found(olga: Person) -> None:
    await olga.post("/settings/trainers/invite", {"name": "Tom"})
    page = (await olga.get("/settings/trainers")).text
    path = "/settings/trainers/invites/" + page.split("/settings/trainers/invites/")[1].split('"')[0]
    assert (await olga.post(path)).status == 200
    assert (await olga.post(path)).status == 404
