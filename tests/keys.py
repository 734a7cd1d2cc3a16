"""Alice's studio with everybody in it and every key cut: what the authorisation matrix walks through."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from server import handouts, ids
from server.domain import links, seats
from server.domain.clips import Clip
from server.domain.jobs import Job
from server.domain.people import Client
from server.domain.programs.outline import Block, Day, Entry, Week
from server.domain.review.films import Film
from server.domain.review.voice_overs import VoiceOver
from server.domain.sessions import Session
from server.domain.threads import magic, messages
from server.domain.threads.check_ins import CheckIn
from server.domain.threads.messages import Thread
from server.domain.threads.moves import MoveRequest
from server.live import LIVE
from server.media import CLIP_FILES
from server.store import (
    check_ins,
    devices,
    exercises,
    films,
    jobs,
    letters,
    magic_links,
    moves,
    programs,
    red_flags,
    threads,
    voice_overs,
)
from signaling.footage import Moment
from signaling.log import Draft
from tests.cast import Person, Spotter, open_spotter
from tests.uploads.tus import metadata

ROLES = (
    "stranger",
    "lobby guest",
    "client",
    "another client",
    "another trainer's client",
    "trainer",
    "another trainer",
    "reads along",
    "writes along",
    "owner",
    "revoked login",
)


@dataclass
class Keys:
    """A running server, everybody's browser by role, and the ids and tokens of what belongs to Alice."""

    spotter: Spotter
    people: dict[str, Person] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # what a path's {name} stands for
    tokens: dict[str, str] = field(default_factory=dict)  # by the path's first folder: c, g, d, invite
    seats: dict[str, dict[str, Any]] = field(default_factory=dict)  # by role: {room, peer, resume}
    camera: dict[str, Any] = field(default_factory=dict)  # the seat of the client's second camera

    def link(self, client: str) -> str:
        """The token of a client's personal page."""
        key, named = self.spotter.settings.secret_key, self.clients[client]
        return links.client_token(key, named.id, named.link_generation)


async def cut(spotter: Spotter) -> Keys:
    """Everybody with what they hold: logins, confirmed devices, an invite, a second-device link, a login that ended."""
    keys = Keys(spotter)
    people = keys.people
    people["trainer"] = alice = await spotter.sign_in("alice")
    people["another trainer"] = await spotter.sign_in("anna")
    people["owner"] = olga = await spotter.sign_in("olga")
    people["stranger"] = spotter.browser()
    people["lobby guest"] = spotter.browser()
    await _end_a_login(keys)
    for key, role in (("bob", "client"), ("bea", "another client"), ("charlie", "another trainer's client")):
        keys.clients[key] = await spotter.client(key)
        people[role] = spotter.browser()
        await _done(people[role], f"/c/{keys.link(key)}/confirm", {})
    people["reads along"] = await spotter.sign_in("rita")
    people["writes along"] = await spotter.sign_in("wren")
    shared = (("reads along", "rita"), ("writes along", "wren"))
    for role, account in (("another trainer", "anna"), ("owner", "olga"), *shared):
        keys.clients[role] = await spotter.client("charlie", trainer_id=(await spotter.account(account)).id)
    for (_, account), right in zip(shared, ("read", "write"), strict=True):
        to = {"account": spotter.accounts[account].id, "right": right}
        await _done(alice, f"/clients/{keys.clients['bob'].id}/shares", to)
    keys.sessions["bob"] = session = await spotter.session("alice", keys.clients["bob"])
    keys.sessions["bea"] = await spotter.session("alice", keys.clients["bea"])
    keys.sessions["charlie"] = await spotter.session("anna", keys.clients["charlie"])
    group = await _done(alice, "/groups", {"name": "Mornings", "members": [keys.clients["bob"].id]})
    plan = [{"name": "Rest", "kind": "rest", "duration_ms": 90_000}]
    timer = await _done(alice, "/library/timers", {"name": "Rest", "plan": plan})
    exercise = await _done(alice, "/library/exercises", {"name": "Bear crawl"})
    given = {"starts_on": "2031-05-05", "training_days": [1, 3]}
    program = await _done(alice, f"/clients/{keys.clients['bob'].id}/programs", given)
    invite = await _done(alice, f"/sessions/{session.id}/invites", {"name": "Gus"})
    trainer_invite = await _done(olga, "/settings/trainers/invite", {"name": "Tom"})
    keys.ids = {
        "client": keys.clients["bob"].id,
        "group": group["id"],
        "session": session.id,
        "invite": invite["id"],
        "timer": timer["id"],
        "exercise": exercise["key"],
        "program": program["id"],
        "account": (await spotter.account("anna")).id,
        "purpose": "remote_training",
        "version": "v",
        "path": "css/tokens.css",
    }
    async with spotter.database.reading() as db:
        for key in ("bob", "bea"):
            (device,) = await devices.list_for(db, keys.clients[key].id, 1)
            keys.ids["device" if key == "bob" else "other device"] = device.id
    keys.tokens = {
        "c": keys.link("bob"),
        "g": urlsplit(invite["url"]).path.split("/")[2],
        "invite": urlsplit(trainer_invite["link"]).path.split("/")[2],
    }
    bob = f"/c/{keys.tokens['c']}/sessions/{session.id}"
    for role, path in (
        ("client", bob),
        ("trainer", f"/sessions/{session.id}"),
        ("writes along", f"/sessions/{session.id}"),
        ("lobby guest", f"/g/{keys.tokens['g']}"),
    ):
        keys.seats[role] = (await _done(people[role], f"{path}/join", {"name": role}))["seat"]
    camera = await _done(people["client"], f"{bob}/camera", {"resume": keys.seats["client"]["resume"]})
    keys.tokens["d"] = urlsplit(camera["url"]).path.split("/")[2]
    keys.camera = (await _done(people["client"], f"/d/{keys.tokens['d']}/join", {}))["seat"]
    await _ask_the_camera(keys)
    for name, role, path in (
        ("upload", "trainer", ""),
        ("client's upload", "client", f"/c/{keys.tokens['c']}"),
        ("camera's upload", "client", f"/seats/{keys.ids['seat']}"),
    ):
        about = moment_of(keys) if path.startswith("/seats") else client_of(keys.clients["bob"])
        headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "3", "Upload-Metadata": about, **shown_by(keys, role)}
        made = await people[role].ask("POST", f"{path}/uploads", headers=headers)
        assert made.status == 201, made.text
        keys.ids[name] = made.headers["Location"].rpartition("/")[2]
    clip = await spotter.keep(await spotter.clip(keys.clients["bob"]), "poster.jpg", b"a poster", "image/jpeg")
    await _show_exercise(keys, clip)
    await _speak_over(keys, clip)
    mark = {"id": "a" * 24, "kind": "key", "body": {"at_ms": 100, "title": "bottom"}}
    mark["stamp"] = f"{spotter.clock():013d}-0000-00000000"
    await _done(alice, f"/clips/{clip.id}/review", {"marks": [mark]})
    await _done(alice, f"/clips/{clip.id}/review/send", {"words": "Look at your heels."})
    put_away = await spotter.clip(keys.clients["bob"], deleted_at_ms=spotter.clock(), deleted_by="client")
    keys.ids |= {"clip": clip.id, "clip put away": put_away.id, "file": "poster.jpg"}
    other = await spotter.clip(keys.clients["bob"])
    pair = await _done(alice, f"/clips/{clip.id}/compare/{other.id}", {"name": "Then and now"})
    await _done(alice, f"/comparisons/{pair['kept']['id']}/send", {})
    keys.ids |= {"other": other.id, "comparison": pair["kept"]["id"]}
    for name, role, path in (
        ("comment", "trainer", ""),
        ("writes along's comment", "writes along", ""),
        ("client's comment", "client", f"/c/{keys.tokens['c']}"),
    ):
        written = await _done(people[role], f"{path}/clips/{clip.id}/comments", {"text": "Heels down."})
        keys.ids[name] = written["comment"]["id"]
    desk = f"/clients/{keys.clients['bob'].id}/messages"
    keys.ids["writes along's message"] = (await _done(people["writes along"], desk, {"text": "I am here too."}))[
        "sent"
    ]["id"]
    for role, base in (("trainer", ""), ("client", f"/c/{keys.tokens['c']}")):
        own = f"{base}/messages" if base else desk
        for name, path in (
            (f"{role}'s message", own),
            (f"{role}'s group message", f"{base}/groups/{group['id']}/messages"),
        ):
            keys.ids[name] = (await _done(people[role], path, {"text": "Tomorrow at six."}))["sent"]["id"]
    address = (await _done(alice, "/settings/notices/feed", {"on": True}))["url"]
    keys.tokens["calendar"] = urlsplit(address).path.split("/")[2]
    person = seats.client(keys.clients["bob"].id)
    keys.tokens["unsubscribe"] = links.person_token(spotter.settings.secret_key, "unsubscribe", person)
    keys.tokens["m"] = ids.secret()
    async with spotter.database.reading() as db:
        keys.ids["letter"] = (await letters.of_trainer(db, alice.me.id, most=1))[0].id
    async with spotter.database.writing() as db, db.begin():
        link = magic.make(ids.digest(keys.tokens["m"]), keys.clients["bob"], spotter.clock())
        asked = {"session_id": session.id, "client_id": keys.clients["bob"].id, "from_ms": session.starts_at_ms}
        made = MoveRequest(id=ids.new(), **asked, proposals=[spotter.clock() + 86_400_000], created_at_ms=1)
        await moves.add(db, made)
        await check_ins.put(db, made.client_id, CheckIn(client_id=made.client_id, weekday=0, since_ms=1))
        keys.ids["move"] = made.id
        await magic_links.add(db, replace(link, expires_at_ms=spotter.clock() + 86_400_000))
    given = await _done(alice, f"/clients/{keys.clients['bob'].id}/assessments", {"protocol": "overhead-squat"})
    keys.ids |= {"assessment": given["id"], "step": "front"}
    await _look_at_health(keys)
    await _done(alice, f"/assessments/{given['id']}/results", {"seen": ["knee-in.left"]})
    await _give_forms(keys)
    for whose in ("client", "group"):
        plan = f"/{whose}s/{keys.ids[whose]}/plan"
        body = {"what": "check_in", "weekdays": [4], "begins": "2031-03-03"}
        keys.ids[f"line of the {whose}"] = (await _done(alice, f"{plan}/line", body))["line"]
    keys.ids["template"] = (await _done(alice, f"/clients/{keys.ids['client']}/plan/keep", {"name": "Mine"}))["id"]
    await _done(alice, f"/assessments/{given['id']}/share", {})
    own = {"title": "Wall sit", "steps": [{"title": "Sit", "measures": [{"title": "Held for", "unit": "s"}]}]}
    keys.ids["protocol"] = (await _done(alice, "/library/protocols", own))["key"]
    await _show_step(keys)
    measured = {"protocol": "chair-stand", "clients": [keys.clients["bob"].id]}
    await _show_group(keys, group["id"])
    keys.ids["sheet"] = (await _done(alice, f"/groups/{group['id']}/assess", measured))["id"]
    await _hand_out(keys)
    sheet = f"/sessions/{session.id}/sheets/{keys.clients['bob'].id}"
    await _done(alice, sheet, {"done": "Squat: 8 × 20 kg", "approve": True})
    await spotter.app[LIVE].append(session.id, Draft(type="session.opened", payload={"title": session.title}))
    return keys


async def _speak_over(keys: Keys, clip: Clip) -> None:
    """Alice spoke over Bob's clip and had a film made of that, and sent both."""
    spotter, moment = keys.spotter, keys.spotter.clock()
    given: dict[str, Any] = {"clip_id": clip.id, "by": f"t:{spotter.accounts['alice'].id}", "created_at_ms": moment}
    voice = VoiceOver(id=ids.new(), state="ready", duration_ms=1000, changed_at_ms=moment, sent_at_ms=moment, **given)
    film = Film(id=ids.new(), what="clip", title="Squat", state="ready", length_ms=1000, sent_at_ms=moment, **given)
    async with spotter.database.writing() as db, db.begin():
        await voice_overs.add(db, voice)
        await films.add(db, film)
    for key in (f"voice-{voice.id}/play", f"film-{film.id}/film.mp4"):
        source = spotter.settings.data_dir / f"{ids.new()}.kept"
        source.write_bytes(b"a film")
        await spotter.app[CLIP_FILES].put(key, source)
    keys.ids |= {"voice": voice.id, "film": film.id}


async def _give_forms(keys: Keys) -> None:
    """Alice has a form of her own, which Bob has begun, with a photo in it; and a goal of his."""
    alice, bob = keys.people["trainer"], keys.clients["bob"]
    asked = [{"key": "why", "kind": "text", "label": "Why?"}, {"key": "photo", "kind": "file", "label": "A photo"}]
    made = await _done(alice, "/library/forms", {"title": "Why", "sections": [{"questions": asked}]})
    filled = await _done(alice, f"/clients/{bob.id}/forms", {"form": made["key"]})
    fresh = await _done(alice, f"/clients/{bob.id}/forms", {"form": made["key"]})
    await _done(alice, f"/forms/{filled['id']}/answers", {"answers": {"why": "To lift"}})
    goal = await _done(alice, f"/clients/{bob.id}/goals", {"words": "Ten push-ups"})
    keys.ids |= {"form": made["key"], "filled": filled["id"], "filled fresh": fresh["id"]}
    keys.ids |= {
        "question": "why",
        "goal": goal["id"],
        "form_file": await photo(keys),
        "other form_file": await photo(keys),
    }


async def photo(keys: Keys) -> str:
    """A photo that Alice adds to Bob's form."""
    body = multipart("photo", b"\xff\xd8\xff a photo")
    here = f"/forms/{keys.ids['filled']}/files"
    added = await keys.people["trainer"].ask("POST", here, **body)
    assert added.status == 200, added.text
    return str(added.json["file"])


def multipart(question: str, content: bytes, name: str = "photo.jpg") -> dict[str, Any]:
    """What a page sends with a file."""
    lines = [
        b"--edge",
        b'Content-Disposition: form-data; name="question"',
        b"",
        question.encode(),
        b"--edge",
        b'Content-Disposition: form-data; name="file"; filename="' + name.encode() + b'"',
        b"Content-Type: image/jpeg",
        b"",
        content,
        b"--edge--",
        b"",
    ]
    return {"data": b"\r\n".join(lines), "headers": {"Content-Type": "multipart/form-data; boundary=edge"}}


def client_of(client: Client) -> str:
    """Upload-Metadata that says whose clip it is."""
    return metadata(client=client.id)


def moment_of(keys: Keys) -> str:
    """Upload-Metadata of the moment that the room asked of the second camera."""
    return metadata(source="moment", session=keys.ids["session"], moment="moment-1")


def shown_by(keys: Keys, role: str) -> dict[str, str]:
    """The secret of a seat that this role can show: the camera's, another one, or one that was made up."""
    mine = keys.camera if role == "client" else keys.seats.get(role, {})
    return {"Spotter-Seat": mine.get("resume", "made up")}


async def _hand_out(keys: Keys) -> None:
    """A file with everything about Bob, made as far as its row says."""
    spotter, moment = keys.spotter, keys.spotter.clock()
    made = Job(
        id=ids.new(),
        kind="hand_out",
        subject=keys.clients["bob"].id,
        state="done",
        run_after_ms=moment,
        created_at_ms=moment,
        finished_at_ms=moment,
    )
    async with spotter.database.writing() as db, db.begin():
        await jobs.add(db, made)
    path = handouts.path_of(spotter.settings, made.id)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"a file")


async def _ask_the_camera(keys: Keys) -> None:
    """Bob agrees to clips, and Alice presses for a moment of his second camera."""
    bob, peer = keys.clients["bob"].id, keys.camera["peer"]
    await _done(keys.people["client"], f"/c/{keys.tokens['c']}/consents/clips", {"given": True})
    about = {"id": "moment-1", "person": seats.client(bob), "peer": peer, "by": keys.seats["trainer"]["peer"]}
    moment = Moment(**about, at_ms=1, seconds=15, state="wanted")
    asked = Draft(type="clip", payload={"clip": moment.wire()}, audience=moment.audience)
    await keys.spotter.app[LIVE].append(keys.ids["session"], asked)
    keys.ids["seat"] = peer


async def _look_at_health(keys: Keys) -> None:
    """Bob said in a session that something hurts, and a doctor wrote about it."""
    bob, session = keys.clients["bob"].id, keys.ids["session"]
    effort = {"ask": "ask-1", "person": seats.client(bob), "at_ms": 1, "rpe": 5, "rir": None, "pain": True, "where": []}
    told = Draft(type="effort", payload={"effort": effort}, audience=(seats.client(bob),))
    await keys.spotter.app[LIVE].append(session, told)
    async with keys.spotter.database.reading() as db:
        (flag,) = await red_flags.of_session(db, session)
    written = await keys.people["trainer"].ask("POST", f"/clients/{bob}/health/documents?name=Doctor", data=b"%PDF-1.7")
    keys.ids |= {"flag": flag.id, "document": written.json["id"]}


async def _show_group(keys: Keys, group_id: str) -> None:
    """Bob's clip stands in his group's thread, too."""
    thread = Thread(group_id=group_id)
    async with keys.spotter.database.writing() as db, db.begin():
        last_ms = await threads.last_ms(db, thread)
        author = seats.client(keys.clients["bob"].id)
        told = {"id": ids.new(), "author": author, "last_ms": last_ms, "now_ms": keys.spotter.clock()}
        await threads.add(db, messages.write(thread, text="", clip_id=keys.ids["clip"], **told))


async def _show_step(keys: Keys) -> None:
    """Bob was given an assessment of Alice's own whose step a photo of hers shows."""
    spotter, bob, alice = keys.spotter, keys.clients["bob"], keys.people["trainer"]
    own = {"client_id": None, "trainer_id": bob.trainer_id, "source": "upload", "media": "photo"}
    photo = await spotter.keep(await spotter.clip(bob, **own), "poster.jpg", b"a photo", "image/jpeg")
    step = {"title": "Reach", "measures": [{"title": "Reached"}], "photos": [{"clip": photo.id, "words": "An arm"}]}
    made = await _done(alice, "/library/protocols", {"title": "Reach", "company": "alone", "steps": [step]})
    given = await _done(alice, f"/clients/{bob.id}/assessments", {"protocol": made["key"]})
    keys.ids |= {"photo": photo.id, "pictured assessment": given["id"]}


async def _show_exercise(keys: Keys, clip: Clip) -> None:
    """Bob's program has an exercise, and the clip shows how it is done."""
    key = keys.ids["exercise"]
    day = Day(id="d1", blocks=(Block(id="b1", entries=(Entry(id="e1", exercise=key, name="Bear crawl"),)),))
    async with keys.spotter.database.writing() as db, db.begin():
        own = await exercises.get(db, (await keys.spotter.account("alice")).id, key)
        program = await programs.get(db, keys.ids["program"])
        assert own is not None
        assert program is not None
        await exercises.put(db, replace(own, details=replace(own.details, clips=(clip.id,))))
        await programs.save(db, replace(program, weeks=(Week(id="w1", days=(day,)),)))


async def _end_a_login(keys: Keys) -> None:
    """Another browser of Alice's, with a cookie that was good until she signed out everywhere else."""
    keys.people["revoked login"] = await keys.spotter.sign_in("alice")
    await _done(keys.people["trainer"], "/settings/sign-out-everywhere", {"keep_this": True})


async def _done(person: Person, path: str, body: dict[str, Any]) -> Any:
    answer = await person.post(path, json=body)
    assert answer.status == 200, (path, answer.text)
    return answer.json


@dataclass
class Kept:
    """A studio that was closed with everybody in it, to be opened again as often as somebody wants it untouched."""

    keys: Keys
    cookies: dict[str, aiohttp.abc.AbstractCookieJar]  # by role

    @asynccontextmanager
    async def opened(self, folder: Path) -> AsyncIterator[Keys]:
        """A copy of it in that folder, on a port of its own: the same ids, links and logins."""
        closed = self.keys
        shutil.copytree(closed.spotter.settings.data_dir, folder)
        async with open_spotter(folder) as spotter:
            spotter.accounts = dict(closed.spotter.accounts)
            keys = deepcopy(replace(closed, spotter=None, people={}))  # type: ignore[arg-type]
            keys.spotter = spotter
            for role, jar in self.cookies.items():
                keys.people[role] = spotter.browser()
                keys.people[role].account = closed.people[role].account
                cookies = [(cookie.key, cookie) for cookie in jar]
                keys.people[role].http.cookie_jar.update_cookies(cookies, URL(spotter.url))
            yield keys


async def keep(folder: Path, furnish: Callable[[Keys], Awaitable[None]] | None = None) -> Kept:
    """Makes one in that folder and closes it. furnish: adds to it before."""
    async with open_spotter(folder) as spotter:
        keys = await cut(spotter)
        if furnish is not None:
            await furnish(keys)
        return Kept(keys, {role: person.http.cookie_jar for role, person in keys.people.items()})
