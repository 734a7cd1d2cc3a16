"""Letters of the post against a real SMTP server: sent once, kept until morning, tried again, and ended by a press."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, time
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import icalendar
import pytest

from server import reminding
from server.domain import links, wall_clock
from server.domain.people import Client
from server.domain.threads import letters as rules
from server.mail import mailer
from server.post import Post
from server.store import letters as letters_store
from server.store import notice_choices, red_flags
from tests.cast import HOUR_MS, Clock, Person, Spotter, open_spotter
from tests.mailbox import Mailbox, mail_server, text
from tests.web.test_threads import page_of, phone_of

BERLIN = "Europe/Berlin"
NOON = wall_clock.moment(date(2031, 5, 1), time(12), BERLIN)


@pytest.fixture
def clock() -> Clock:
    """Noon on a day in spring."""
    clock = Clock()
    clock.advance(ms=NOON - clock())
    return clock


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A mail server that keeps what it gets."""
    with mail_server() as found:
        yield found


@pytest.fixture
def arrived(mailbox: Any) -> Mailbox:
    """What has arrived."""
    found: Mailbox = mailbox[0]
    return found


@pytest.fixture
async def spotter(tmp_path: Path, mailbox: Any, clock: Clock) -> AsyncIterator[Spotter]:
    """A server that sends mail."""
    url = f"smtp://127.0.0.1:{mailbox[1]}"
    async with open_spotter(tmp_path / "var", clock, MAIL_URL=url, MAIL_FROM="spotter@example.org") as running:
        yield running


@pytest.fixture
def post(spotter: Spotter) -> Post:
    """The post, by the clock of the test."""
    settings = spotter.settings
    return Post(settings, spotter.database, mailer(settings.mail_url, settings.mail_from), spotter.clock)


async def remind(spotter: Spotter) -> int:
    return await reminding.remind(spotter.settings, spotter.database, spotter.clock())


async def states(spotter: Spotter) -> dict[str, int]:
    async with spotter.database.reading() as db:
        return await letters_store.counts(db)


def link_in(letter: EmailMessage, spotter: Spotter) -> str:
    found = re.search(re.escape(spotter.url) + r"(\S+)", text(letter))
    assert found is not None
    return found.group(1)


async def test_several_messages_make_one_letter_that_says_none_of_them(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob")
    for words in ("Knees out next time.", "And breathe."):
        await alice.post(f"/clients/{bob.id}/messages", {"text": words})
    assert await post.deliver() == 0  # whoever has the page open reads it there
    spotter.clock.advance(minutes=3)
    assert await post.deliver() == 1
    (letter,) = arrived.letters
    assert (letter["To"], letter["Subject"]) == ("bob@example.org", "Alice Archer wrote to you")
    assert "Knees" not in text(letter)
    assert link_in(letter, spotter).endswith("/messages")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    await alice.post(f"/clients/{bob.id}/messages", {"text": "Still there?"})
    spotter.clock.advance(minutes=3)
    assert await post.deliver() == 0  # the first letter has not been answered by reading yet


async def test_who_has_read_it_meanwhile_gets_no_letter(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob")
    phone = await phone_of(spotter, bob)
    sent = (await alice.post(f"/clients/{bob.id}/messages", {"text": "Hello."})).json["sent"]
    await phone.post(f"{page_of(spotter, bob)}/messages/seen", json={"until_ms": sent["at_ms"]})
    spotter.clock.advance(minutes=3)
    await post.deliver()
    assert (arrived.letters, await states(spotter)) == ([], {"dropped": 1})


async def test_a_letter_waits_for_the_morning_of_whoever_gets_it(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob", time_zone="Asia/Tokyo")  # 19:00 there
    spotter.clock.advance(hours=3)
    await alice.post(f"/clients/{bob.id}/messages", {"text": "Hello."})
    spotter.clock.advance(hours=9)
    assert await post.deliver() == 0
    spotter.clock.advance(hours=1, minutes=1)
    assert await post.deliver() == 1
    assert len(arrived.letters) == 1


async def test_words_of_alarm_wake_the_trainer(spotter: Spotter, post: Post, arrived: Mailbox) -> None:
    bob = await spotter.client("bob")
    phone = await phone_of(spotter, bob)
    spotter.clock.advance(hours=14)  # two at night
    await phone.post(f"{page_of(spotter, bob)}/messages", {"text": "All fine, good night."})
    assert await post.deliver() == 0
    await phone.post(f"{page_of(spotter, bob)}/messages", {"text": "I have chest pain."})
    assert await post.deliver() == 1
    (letter,) = arrived.letters
    assert (letter["To"], letter["Subject"]) == ("alice@example.org", "Please read now: Bob Birch wrote to you")
    assert "chest" not in letter.as_string()


async def test_a_mail_server_that_is_away_is_tried_until_it_is_back_and_no_longer_than_a_day(
    spotter: Spotter, arrived: Mailbox, alice: Person, mailbox: Any
) -> None:
    bob = await spotter.client("bob")
    away = Post(spotter.settings, spotter.database, mailer("smtp://127.0.0.1:9", "spotter@example.org"), spotter.clock)
    await alice.post(f"/clients/{bob.id}/messages", {"text": "Hello."})
    spotter.clock.advance(minutes=3)
    assert await away.deliver() == 1
    assert await away.deliver() == 0  # not at once
    spotter.clock.advance(s=31)
    back = Post(
        spotter.settings, spotter.database, mailer(spotter.settings.mail_url, "spotter@example.org"), spotter.clock
    )
    assert await back.deliver() == 1
    assert len(arrived.letters) == 1
    bea = await spotter.client("bea")
    await alice.post(f"/clients/{bea.id}/messages", {"text": "Hello."})
    spotter.clock.advance(minutes=3)
    await away.deliver()
    spotter.clock.advance(hours=25)
    await back.deliver()
    assert (len(arrived.letters), await states(spotter)) == (1, {"sent": 1, "dropped": 1})


async def test_an_address_that_is_refused_is_not_tried_again(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    arrived.refusal = "550 No such person"
    bob = await spotter.client("bob")
    await alice.post(f"/clients/{bob.id}/messages", {"text": "Hello."})
    spotter.clock.advance(minutes=3)
    await post.deliver()
    assert await states(spotter) == {"failed": 1}
    outbox = (await alice.get("/outbox")).text
    assert "could not be sent" in outbox
    assert "refused" in outbox
    # With the address put right it is sent again by a press; once it has left, not any more.
    arrived.refusal = ""
    found = re.search(r'action="(/outbox/[^"]+/send)"', outbox)
    assert found is not None
    rita = await spotter.sign_in("rita")
    assert (await rita.post(found[1], {})).status == 404
    assert (await alice.post(found[1], {})).status == 200
    await post.deliver()
    assert await states(spotter) == {"sent": 1}
    again = await alice.post(found[1], {})
    assert (again.status, again.json["error"]) == (409, "letter-not-here")


async def test_without_mail_a_letter_stands_in_the_outbox(tmp_path: Path, clock: Clock) -> None:
    async with open_spotter(tmp_path / "mailless", clock) as spotter:
        alice, olga = await spotter.sign_in("alice"), await spotter.sign_in("olga")
        bob = await spotter.client("bob")
        await alice.post(f"/clients/{bob.id}/messages", {"text": "Hello."})
        clock.advance(minutes=3)
        await Post(spotter.settings, spotter.database, None, clock).deliver()
        shown = (await alice.get("/outbox")).text
        assert f"{page_of(spotter, bob)}/messages" in shown
        of_all = (await olga.get("/outbox")).text
        assert "1 not sent" in of_all
        assert page_of(spotter, bob) not in of_all


async def test_a_client_is_reminded_a_day_and_an_hour_before_each_once(
    spotter: Spotter, post: Post, arrived: Mailbox
) -> None:
    bob, bea = await spotter.client("bob"), await spotter.client("bea", email="")
    await spotter.session("alice", bob, bea, starts_at_ms=NOON + 30 * HOUR_MS, created_at_ms=NOON - HOUR_MS)
    assert await remind(spotter) == 0
    spotter.clock.advance(hours=6, minutes=1)
    assert (await remind(spotter), await remind(spotter)) == (1, 0)
    spotter.clock.advance(hours=23)
    assert (await remind(spotter), await remind(spotter)) == (1, 0)
    await post.deliver()
    assert [one["To"] for one in arrived.letters] == ["bob@example.org"] * 2
    assert all("Friday 2 May, 18:00" in one["Subject"] for one in arrived.letters)


async def test_one_click_ends_all_letters_and_looking_ends_none(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    await alice.post(f"/clients/{bob.id}/messages", {"text": "Hello."})
    spotter.clock.advance(minutes=3)
    await post.deliver()
    url = arrived.letters[0]["List-Unsubscribe"].strip("<>").removeprefix(spotter.url)
    for _ in range(3):
        assert "Send me no more letters" in (await stranger.get(url)).text
    # As a mail program does it: no cookie, no Origin, and this very body.
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with stranger.http.post(spotter.url + url, data="List-Unsubscribe=One-Click", headers=headers) as answer:
        assert answer.status == 200
    async with spotter.database.reading() as db:
        assert not (await notice_choices.get(db, f"c:{bob.id}")).by_mail
    bea = url.replace(bob.id, (await spotter.client("bea")).id)
    assert (await stranger.post(bea, {})).status == 404
    await stranger.post(url, {"again": "true"})
    async with spotter.database.reading() as db:
        assert (await notice_choices.get(db, f"c:{bob.id}")).by_mail


async def test_a_one_time_link_survives_scanners_and_opens_once(
    spotter: Spotter, post: Post, arrived: Mailbox, stranger: Person
) -> None:
    bob = await spotter.client("bob", email="Bob@example.org")
    answers = [
        await stranger.post("/find-my-page", {"email": email}) for email in ("bob@example.org", "eve@example.org")
    ]
    assert answers[0].json == answers[1].json
    assert await post.deliver() == 1
    url = link_in(arrived.letters[0], spotter)
    assert arrived.letters[0]["List-Unsubscribe"] is None
    for _ in range(20):
        assert (await spotter.browser().get(url)).status == 200
    phones = [spotter.browser() for _ in range(20)]
    pressed = await asyncio.gather(*(phone.post(url, {}) for phone in phones))
    (winner,) = [phone for phone, one in zip(phones, pressed, strict=True) if one.status == 200]
    assert sorted(one.status for one in pressed) == [200, *[404] * 19] or {one.status for one in pressed} == {
        200,
        404,
        429,
    }
    assert "Hello, Bob Birch" in (await winner.get(page_of(spotter, bob))).text
    async with spotter.database.reading() as db:
        (letter,) = await letters_store.of_trainer(db, bob.trainer_id, most=5)
    assert letter.text == ""  # the link is nowhere any more


@pytest.mark.parametrize("why", ["late", "renewed", "archived"])
async def test_a_one_time_link_that_is_over_opens_nothing(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person, stranger: Person, why: str
) -> None:
    bob = await spotter.client("bob")
    await stranger.post("/find-my-page", {"email": "bob@example.org"})
    await post.deliver()
    url = link_in(arrived.letters[0], spotter)
    if why == "late":
        spotter.clock.advance(minutes=11)
    else:
        await alice.post(f"/clients/{bob.id}/{'link/renew' if why == 'renewed' else 'archive'}", {})
    for answer in (await stranger.get(url), await stranger.post(url, {}, html=True)):
        assert answer.status == 404
        assert "This link does not work" in answer.text


async def test_a_calendar_address_shows_sessions_until_it_is_turned_off(
    spotter: Spotter, alice: Person, stranger: Person
) -> None:
    bob = await spotter.client("bob")
    phone = await phone_of(spotter, bob)
    session = await spotter.session("alice", bob, starts_at_ms=NOON + 24 * HOUR_MS, notes="Private.")
    await spotter.session("alice", await spotter.client("bea"), starts_at_ms=NOON + 26 * HOUR_MS)
    found = {}
    for who, here in ((alice, "/settings/notices"), (phone, f"{page_of(spotter, bob)}/notices")):
        url = (await who.post(f"{here}/feed", {"on": "true"})).json["url"].removeprefix(spotter.url)
        answer = await stranger.get(url)
        assert answer.headers["Content-Type"].startswith("text/calendar")
        assert "Private." not in answer.text
        events = icalendar.Calendar.from_ical(answer.body).walk("VEVENT")
        found[here] = [str(event["UID"]) for event in events]
        assert events[0]["DTSTART"].dt.timestamp() * 1000 == session.starts_at_ms
        await who.post(f"{here}/feed", {"on": "false"})
        assert (await stranger.get(url)).status == 404
        again = (await who.post(f"{here}/feed", {"on": "true"})).json["url"].removeprefix(spotter.url)
        assert again != url
    assert sorted(map(len, found.values())) == [1, 2]


async def test_quiet_hours_are_chosen_without_script_and_nonsense_is_said(spotter: Spotter) -> None:
    bob: Client = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/notices"
    refused = await phone.post(here, {"by_mail": "true", "quiet_from": "late", "quiet_until": "08:00"}, html=True)
    assert refused.status == 400
    assert "Choose a time" in refused.text
    saved = await phone.post(here, {"by_mail": "true", "quiet_from": "22:30", "quiet_until": "07:00"}, html=True)
    assert saved.status == 303
    async with spotter.database.reading() as db:
        chosen = await notice_choices.get(db, f"c:{bob.id}")
    assert (chosen.quiet_from, chosen.day_before, chosen.by_mail) == ("22:30", False, True)


def test_a_token_does_one_thing_for_one_person() -> None:
    made = links.person_token("key", "calendar", "c:bob", 2)
    assert links.person_in(made) == "c:bob"
    assert links.is_person_token("key", made, "calendar", "c:bob", 2)
    for key, purpose, person, number in (
        ("other", "calendar", "c:bob", 2),
        ("key", "unsubscribe", "c:bob", 2),
        ("key", "calendar", "t:bob", 2),
        ("key", "calendar", "c:bob", 1),
    ):
        assert not links.is_person_token(key, made, purpose, person, number)


def test_letters_that_are_kept_can_be_told_from_those_that_are_gone() -> None:
    letter = rules.Letter(
        id="l", person="c:b", kind="move", once="o", subject="s", text="t", created_at_ms=0, useless_at_ms=1
    )
    assert replace(letter, state="kept").text == "t"
    assert set(rules.STATES) == {"waiting", "kept", "sent", "dropped", "failed"}


async def test_whoever_is_booked_to_train_without_a_health_check_is_asked_for_it_once(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob, bea = await spotter.client("bob", cleared=False), await spotter.client("bea")
    plan = {"delivery": "live", "live_place": "link", "date": "2031-05-02", "time": "18:00", "duration_min": "60"}

    async def book(service: str, *people: Client, **more: str) -> str:
        body = {**plan, "service": service, "clients": [one.id for one in people], **more}
        answer = await alice.post("/sessions", body)
        assert answer.status == 200, answer.text
        return str(answer.json["notice"])

    assert "health check" not in await book("consultation", bob)
    assert "health check" not in await book("workout", bea)
    assert await post.deliver() == 0
    assert "Bob Birch is asked for a health check first." in await book("workout", bob, bea)
    assert await post.deliver() == 1
    (letter,) = arrived.letters
    assert (letter["To"], letter["Subject"]) == (
        "bob@example.org",
        "Alice Archer has a few questions before you train",
    )
    assert "health check" not in text(letter)
    assert link_in(letter, spotter).endswith("/health")
    await book("workout", bob, weeks="3")
    assert await post.deliver() == 0  # it was asked already


async def test_what_a_client_is_given_to_do_is_told_by_a_letter_that_names_nothing_of_it(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob")
    here, session = f"/clients/{bob.id}", await spotter.session("alice", bob)
    sheet = {"done": "Squats", "rev": 0, "approve": True}
    assert (await alice.post(f"/sessions/{session.id}/sheets/{bob.id}", json=sheet)).status == 200
    for path, body in (
        ("forms", {"form": "intake"}),
        ("forms", {"form": "goals", "source": "in_person"}),  # together nobody needs a letter
        ("assessments", {"protocol": "sit-and-reach", "has_company": True}),
        ("assessments", {"protocol": "sit-and-reach", "session": "in_person"}),
        ("programs", {"starter": "first-steps", "starts_on": "2031-05-05", "training_days": [1, 3, 5]}),
    ):
        answer = await alice.post(f"{here}/{path}", json=body)
        assert answer.status == 200, answer.text
    assert await post.deliver() == 0  # who gave it may still take it back, or go over it
    spotter.clock.advance(minutes=16)
    assert await post.deliver() == 4
    assert {letter["Subject"] for letter in arrived.letters} == {
        "Alice Archer has written up your session",
        "Alice Archer has some questions for you",
        "Alice Archer has something for you to do",
        "Alice Archer has a program for you",
    }
    words = "".join(text(letter) for letter in arrived.letters)
    assert "reach" not in words
    assert "Squats" not in words
    phone = await phone_of(spotter, bob)
    for letter in arrived.letters:
        assert (await phone.get(link_in(letter, spotter))).status == 200


async def test_what_is_asked_back_is_told_once_for_each_round_and_what_was_taken_back_is_not_told(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)
    sections = [{"questions": [{"key": "why", "kind": "text", "label": "Why?"}]}]
    form = (await alice.post("/library/forms", json={"title": "One thing", "sections": sections})).json["key"]
    gone, asked = [(await alice.post(f"/clients/{bob.id}/forms", {"form": form})).json["id"] for _ in range(2)]
    assert (await alice.post(f"/forms/{gone}/withdraw", {})).status == 200
    for _ in range(2):
        await phone.post(f"{here}/forms/{asked}/answers", json={"answers": {"why": "To be well."}})
        assert (await phone.post(f"{here}/forms/{asked}/send", json={})).status == 200
        for words in ("Well in which way?", "And since when?"):
            body = {"text": words, "ask_back": True}
            assert (await alice.post(f"/forms/{asked}/questions/why/remarks", json=body)).status == 200
        spotter.clock.advance(minutes=3)
        await post.deliver()
    assert [letter["Subject"] for letter in arrived.letters] == ["Alice Archer asks back about what you answered"] * 2
    assert "which way" not in text(arrived.letters[0])


async def test_who_feels_unwell_while_training_alone_wakes_the_trainer_once(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob")
    given = {"starter": "first-steps", "starts_on": "2031-05-01", "training_days": [1, 3, 5]}
    program = (await alice.post(f"/clients/{bob.id}/programs", json=given)).json["id"]
    phone = await phone_of(spotter, bob)
    spotter.clock.advance(hours=14)  # two at night
    await post.deliver()
    arrived.letters.clear()
    unwell = {"id": "1" * 24, "kind": "unwell", "at_ms": spotter.clock(), "program": program, "day": "d1"}
    pain = {**unwell, "id": "2" * 24, "kind": "pain", "pain": True, "where": ["left-knee"]}
    for _ in range(2):
        await phone.post(f"{page_of(spotter, bob)}/program/log", json={"entries": [unwell, pain]})
    assert await post.deliver() == 1
    (letter,) = arrived.letters
    assert (letter["To"], letter["Subject"]) == ("alice@example.org", "Please look now: Bob Birch trained alone")
    assert "knee" not in text(letter)
    again = await spotter.sign_in("alice")  # a night later
    assert "training alone" in (await again.get(link_in(letter, spotter).partition("#")[0])).text


async def test_who_feels_unwell_again_once_the_first_time_is_decided_wakes_the_trainer_again(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob = await spotter.client("bob")
    phone, here = await phone_of(spotter, bob), page_of(spotter, bob)

    async def feels_unwell(id: str) -> None:
        spotter.clock.advance(minutes=1)
        said = {"id": id * 24, "kind": "unwell", "at_ms": spotter.clock()}
        assert (await phone.post(f"{here}/program/log", json={"entries": [said]})).json["kept"] == [said["id"]]

    async def decide() -> None:
        async with spotter.database.reading() as db:
            (flag,) = await red_flags.open_for(db, bob.trainer_id)
        assert (await alice.post(f"/flags/{flag.id}", json={"verdict": "dismissed"})).status == 200

    await feels_unwell("1")
    assert await post.deliver() == 1
    await decide()
    await feels_unwell("2")
    assert await post.deliver() == 1
    assert len(arrived.letters) == 2
    # The same before the first letter has left: it goes for the second time, which is still to be decided.
    spotter.clock.advance(minutes=20)
    await decide()
    await feels_unwell("3")
    async with spotter.database.reading() as db:
        (third,) = await red_flags.open_for(db, bob.trainer_id)
    await feels_unwell("4")
    assert (await alice.post(f"/flags/{third.id}", json={"verdict": "dismissed"})).status == 200
    await post.deliver()
    assert len(arrived.letters) == 3


async def test_who_writes_along_is_told_what_the_client_wrote_and_not_what_a_colleague_did(
    spotter: Spotter, post: Post, arrived: Mailbox, alice: Person
) -> None:
    bob, anna, rita = await spotter.client("bob"), await spotter.sign_in("anna"), await spotter.sign_in("rita")
    for trainer, right in ((anna, "write"), (rita, "read")):
        await alice.post(f"/clients/{bob.id}/shares", {"account": trainer.me.id, "right": right})
    phone, here = await phone_of(spotter, bob), f"{page_of(spotter, bob)}/messages"
    await phone.post(here, {"text": "Done for today."})
    spotter.clock.advance(minutes=3)
    await post.deliver()
    assert sorted(str(one["To"]) for one in arrived.letters) == ["alice@example.org", "anna@example.org"]
    arrived.letters.clear()
    await alice.post(f"/clients/{bob.id}/messages", {"text": "Well done."})
    spotter.clock.advance(minutes=3)
    await post.deliver()
    assert [str(one["To"]) for one in arrived.letters] == ["bob@example.org"]
    arrived.letters.clear()
    assert (await phone.post(f"{here}/seen", json={"until_ms": spotter.clock()})).status == 200
    await anna.post(f"/clients/{bob.id}/messages", {"text": "From me, too."})
    spotter.clock.advance(minutes=3)
    await post.deliver()
    assert ("bob@example.org", "Anna Ash wrote to you") in [(str(o["To"]), str(o["Subject"])) for o in arrived.letters]
