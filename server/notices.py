"""Writes letters down: who is to be told what, at which address, after which quiet hours. `post` sends them."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from server import ids
from server.domain import links, seats
from server.domain.accounts import Account
from server.domain.assessments import Assessment, Step
from server.domain.clips import Author, title_of
from server.domain.comments import Comment
from server.domain.jobs import Job
from server.domain.people import Client, Group
from server.domain.readiness.flags import Flag
from server.domain.sessions import Session
from server.domain.threads import choices as choices_rules
from server.domain.threads import letters as rules
from server.domain.threads.letters import Kind, Letter
from server.domain.threads.messages import Message
from server.settings import Settings
from server.store import (
    accounts,
    clients,
    clips,
    comments,
    groups,
    jobs,
    letters,
    notice_choices,
    red_flags,
    shares,
    threads,
)
from server.store.database import Db

log = logging.getLogger(__name__)

Person = Client | Account


def page_of(settings: Settings, client: Client) -> str:
    """The address of a client's own page."""
    token = links.client_token(settings.secret_key, client.id, client.link_generation)
    return f"{settings.public_url}/c/{token}"


def name_of(person: Person) -> str:
    """The person as rows name them."""
    return seats.client(person.id) if isinstance(person, Client) else seats.trainer(person.id)


def unsubscribe_url(settings: Settings, person: str) -> str:
    """Where somebody says that no more letters are wanted, without signing in."""
    token = links.person_token(settings.secret_key, "unsubscribe", person)
    return f"{settings.public_url}/unsubscribe/{token}"


def may_be_told(person: Person) -> bool:
    """Whether there is an address, and a page or account that still opens."""
    if isinstance(person, Client):
        return bool(person.email) and person.has_link
    return not person.is_disabled


async def write(
    db: Db,
    person: Person,
    kind: Kind,
    once: str,
    said: tuple[str, str],
    *,
    now_ms: int,
    send_at_ms: int | None = None,
    useless_at_ms: int | None = None,
    about: Mapping[str, Any] | None = None,
) -> bool:
    """One letter and the job to send it, in the caller's transaction; False: one of that name was, or too many wait."""
    if await letters.count_waiting(db) >= rules.MOST_WAITING:
        log.warning("a letter was not written: %d wait already", rules.MOST_WAITING)
        return False
    letter = Letter(
        id=ids.new(),
        person=name_of(person),
        client_id=person.id if isinstance(person, Client) else None,
        account_id=None if isinstance(person, Client) else person.id,
        kind=kind,
        once=once,
        subject=said[0],
        text=said[1],
        about=about or {},
        created_at_ms=now_ms,
        useless_at_ms=useless_at_ms or max(now_ms, send_at_ms or 0) + rules.LIVES_MS,
    )
    if not await letters.add(db, letter):
        return False
    await jobs.add(
        db,
        Job(id=ids.new(), kind="letter", subject=letter.id, run_after_ms=send_at_ms or now_ms, created_at_ms=now_ms),
    )
    return True


async def message_written(db: Db, settings: Settings, message: Message, now_ms: int) -> None:
    """Tells who else reads the thread: once for all that they have not read, words of alarm once more and at once."""
    group = await groups.get(db, message.group_id) if message.group_id else None
    client = await clients.get(db, message.client_id) if message.client_id else None
    people = await _readers(db, group, client)
    named = {name_of(one): one.name for one in people}
    own = seats.trainer(client.trainer_id) if client else ""
    writer = named.get(message.author, "Your trainer")
    if group is not None and message.author.startswith("c:"):
        writer = writer.split()[0]  # a letter names nobody more closely than the group's page does
    reads = await threads.reads(db, message.thread)
    chosen = await notice_choices.get_many(db, list(named))
    for person in people:
        name = name_of(person)
        wants = chosen[name]
        if client is not None and message.author.startswith("t:") and name not in (own, name_of(client)):
            continue  # with whom the client is shared reads what a colleague wrote when they come by
        if name == message.author or not may_be_told(person) or not (wants.by_mail and wants.messages):
            continue
        is_urgent = message.is_urgent and isinstance(person, Account)
        where = f"/groups/{group.id}/messages" if group else f"/clients/{message.client_id}/messages"
        url = f"{settings.public_url}{where}"
        if isinstance(person, Client):
            url = f"{page_of(settings, person)}{where if group else '/messages'}"
        said = rules.new_messages(
            person.name,
            writer,
            group.name if group else "",
            url,
            settings.emergency_number if isinstance(person, Client) else "",
            is_urgent=is_urgent,
        )
        soon = now_ms + rules.WAITS_FOR_READING_MS
        await write(
            db,
            person,
            "message",
            f"message:{message.thread.key}:{name}:{reads.get(name, 0)}{':urgent' if is_urgent else ''}",
            said,
            now_ms=now_ms,
            send_at_ms=now_ms if is_urgent else choices_rules.after_quiet(wants, soon, person.time_zone),
            about={"thread": message.thread.key},
        )


async def comment_written(db: Db, settings: Settings, comment: Comment, now_ms: int) -> None:
    """Tells the other side of a clip of what was written there: once for all of it that they have not seen."""
    clip = await clips.get(db, comment.clip_id)
    client = await clients.get(db, clip.client_id) if clip is not None and clip.client_id else None
    if clip is None or client is None:
        return
    reader: Author = "client" if comment.author == "trainer" else "trainer"
    at = "" if comment.moment_ms is None else f"?t={comment.moment_ms / 1000:g}"
    where = f"/clips/{clip.id}{at}#comment-{comment.id}"
    writer = client.name if reader == "trainer" else await _name_of_trainer(db, client, comment.person)
    people: Sequence[Person] = [client] if reader == "client" else await _trainers_of(db, client)
    for person in people:
        seen = await comments.seen_by(db, clip.id, name_of(person))
        url = page_of(settings, client) if isinstance(person, Client) else settings.public_url
        await tell(
            db,
            person,
            "comment",
            f"comment:{clip.id}:{name_of(person)}:{seen}",
            rules.new_comments(person.name, writer, title_of(clip), f"{url}{where}"),
            now_ms=now_ms,
            wait_ms=rules.WAITS_FOR_READING_MS,
            about={"comment": clip.id},
        )


async def asked_again(db: Db, settings: Settings, assessment: Assessment, step: Step, view: str, now_ms: int) -> None:
    """Tells a client that their trainer would like one view of an assessment once more."""
    client = await clients.get(db, assessment.client_id)
    if client is None:
        return
    trainer = await accounts.get(db, client.trainer_id)
    url = f"{page_of(settings, client)}/assessments/{assessment.id}/steps/{step.step}"
    await tell(
        db,
        client,
        "redo",
        f"redo:{assessment.id}:{step.step}:{step.redo_at_ms}",
        rules.once_more(client.name, trainer.name if trainer else "Your trainer", view, url),
        now_ms=now_ms,
        about={"redo": assessment.id, "step": step.step},
    )


async def taken_again(db: Db, settings: Settings, assessment: Assessment, views: Sequence[str], now_ms: int) -> None:
    """Tells the trainers that what they asked for again has come."""
    client = await clients.get(db, assessment.client_id)
    if client is None:
        return
    for trainer in await _trainers_of(db, client):
        await tell(
            db,
            trainer,
            "redo",
            f"taken:{assessment.id}:{name_of(trainer)}:{assessment.sent_at_ms}",
            rules.filmed_again(
                trainer.name, client.name, ", ".join(views), f"{settings.public_url}/assessments/{assessment.id}"
            ),
            now_ms=now_ms,
            wait_ms=rules.WAITS_FOR_READING_MS,
            about={"taken": assessment.id},
        )


async def health_asked(db: Db, settings: Settings, client: Client, trainer: str, since_ms: int, now_ms: int) -> None:
    """Asks a client for the health check, once for all sessions planned until they answer.

    since_ms: of the last thing that is known of their health, 0: nothing.
    """
    await tell(
        db,
        client,
        "health",
        f"health:{client.id}:{since_ms}",
        rules.health_check(client.name, trainer, f"{page_of(settings, client)}/health"),
        now_ms=now_ms,
        about={"health": client.id},
    )


async def arrived(db: Db, settings: Settings, session: Session, client: Client, now_ms: int) -> None:
    """A client is at the door of a session: the trainer is told by mail, unless they come within the minute.

    Not held back by quiet hours: the trainer has planned to be there.
    """
    trainer = await accounts.get(db, session.trainer_id)
    if trainer is None or not may_be_told(trainer):
        return
    wants = await notice_choices.get(db, name_of(trainer))
    if not (wants.by_mail and wants.arrivals):
        return
    url = f"{settings.public_url}/sessions/{session.id}/room"
    await write(
        db,
        trainer,
        "arrival",
        f"arrival:{session.id}:{client.id}:{session.starts_at_ms}",
        rules.arrival(trainer.name, client.name, session.title, url),
        now_ms=now_ms,
        send_at_ms=now_ms + rules.WAITS_FOR_THE_TRAINER_MS,
        useless_at_ms=max(session.ends_at_ms, now_ms + rules.WAITS_FOR_READING_MS),
        about={"session": session.id},
    )


async def flag_raised(db: Db, settings: Settings, client: Client, flag: Flag, now_ms: int) -> None:
    """Somebody who trained alone felt unwell or had pain: their trainers are told at once, at night as well.

    Of several within a quarter of an hour once, as long as the first is still to be decided: whoever has decided it
    looks away again.
    """
    for trainer in await _trainers_of(db, client):
        wants = await notice_choices.get(db, name_of(trainer))
        if may_be_told(trainer) and wants.by_mail and not await _is_called(db, trainer, client, now_ms):
            url = f"{settings.public_url}/clients/{client.id}/health#flag-{flag.id}"
            once = f"flag:{flag.id}:{name_of(trainer)}"
            said = rules.flag(trainer.name, client.name, url)
            await write(db, trainer, "flag", once, said, now_ms=now_ms, about={"flag": flag.id})


async def tell(
    db: Db,
    person: Person,
    kind: Kind,
    once: str,
    said: tuple[str, str],
    *,
    now_ms: int,
    wait_ms: int = 0,
    about: Mapping[str, Any],
) -> None:
    """One letter to somebody who wants word of what is written to them, after their quiet hours."""
    wants = await notice_choices.get(db, name_of(person))
    if not may_be_told(person) or not (wants.by_mail and wants.messages):
        return
    soon = choices_rules.after_quiet(wants, now_ms + wait_ms, person.time_zone)
    await write(db, person, kind, once, said, now_ms=now_ms, send_at_ms=soon, about=about)


async def _is_called(db: Db, trainer: Account, client: Client, now_ms: int) -> bool:
    """Whether a letter has just been written that calls the trainer to a flag of this client which is still open."""
    for letter in await letters.written_since(db, name_of(trainer), "flag", now_ms - rules.PARTS_TOGETHER_MS):
        flag = await red_flags.get(db, str(letter.about["flag"]))
        if letter.state != "failed" and flag is not None and flag.client_id == client.id and flag.verdict == "open":
            return True
    return False


async def _trainers_of(db: Db, client: Client) -> list[Account]:
    """A client's trainer, and those with whom the client is shared to write along."""
    along = [
        line.share.account_id for line in await shares.lines(db, client_id=client.id) if line.share.right == "write"
    ]
    found = [await accounts.get(db, account_id) for account_id in (client.trainer_id, *along)]
    return [one for one in found if one is not None]


async def _name_of_trainer(db: Db, client: Client, person: str) -> str:
    """Whoever of a client's trainers wrote; of an old comment the client's own."""
    found = await accounts.get(db, person.removeprefix("t:") if person else client.trainer_id)
    return "Your trainer" if found is None else found.name


async def _readers(db: Db, group: Group | None, client: Client | None) -> Sequence[Person]:
    """Everybody whose thread it is: the trainer and who writes along, and the client; or the group's members."""
    if group is not None:
        trainer = await accounts.get(db, group.trainer_id)
        return [*([trainer] if trainer else []), *await clients.get_many(db, group.members)]
    return [] if client is None else [*await _trainers_of(db, client), client]
