"""What waits for a trainer, family by family: each provider gives its own lines. A new family adds one here."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import time
from typing import Final

from aiohttp import web

from server.domain import seats, sessions, wall_clock
from server.domain.accounts import Account
from server.domain.assessments import Assessment
from server.domain.clips import title_of
from server.domain.threads.waiting import Kind, Waiting
from server.store import assessments, clips, comments, devices, groups, moves, reviews, threads
from server.store import sessions as sessions_store
from server.store.forms import filled
from server.web import knocking, names
from server.web.answers import db, now
from server.web.forms import waiting
from server.web.plans import on_pages
from server.web.readiness.waiting import health
from server.web.sessions import names_of
from server.web.threads import sweep
from server.web.training import desk

Provider = Callable[[web.Request, Account], Awaitable[Sequence[Waiting]]]
MOST: Final = 60  # lines of one kind; what is more comes when these are dealt with


async def messages(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Threads in which a client wrote something new; with words of alarm in it, a red flag."""
    found = await threads.new_for_trainer(db(request), me.id, most=MOST)
    people = await _names(request, [new.thread.client_id for new in found if new.thread.client_id])
    named = await groups.names(db(request), [new.thread.group_id for new in found if new.thread.group_id])
    lines = []
    for new in found:
        many = "1 new message" if new.count == 1 else f"{new.count} new messages"
        kind: Kind = "red-flag" if new.is_urgent else "check-in" if new.has_check_in else "message"
        if new.thread.group_id:
            name = named.get(new.thread.group_id, "")
            link, words = f"/groups/{new.thread.group_id}/messages", f"{many} in {name}"
        else:
            name = people.get(new.thread.client_id or "", "")
            link = f"/clients/{new.thread.client_id}/messages"
            words = {
                "red-flag": f"{name} writes of something that cannot wait",
                "check-in": f"{name} checked in",
            }.get(kind, f"{many} from {name}")
        lines.append(Waiting(kind=kind, client=name, since_ms=new.since_ms, link=link, words=words, count=new.count))
    return lines


async def sent_assessments(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Assessments that clients have sent and that are still to be looked at."""
    waiting = await assessments.waiting(db(request), me.id, most=MOST)
    called = await _names(request, [one.client_id for one in waiting])
    return [
        Waiting(
            kind="assessment",
            client=called[one.client_id],
            since_ms=one.sent_at_ms or one.created_at_ms,
            link=f"/assessments/{one.id}",
            words=f"{called[one.client_id]} {'filmed again' if _is_again(one) else 'sent'}: {one.title}",
        )
        for one in waiting
        if one.client_id in called
    ]


def _is_again(one: Assessment) -> bool:
    """Whether a view was asked for again, and that is what has come."""
    return any(step.was_filmed_again for step in one.steps)


async def clip_comments(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Clips on which a client wrote something new."""
    new = await comments.unseen_by_trainer(db(request), me.id, most=MOST)
    found = await clips.get_many(db(request), new)
    first = await comments.first_new_for(db(request), seats.trainer(me.id), [one.id for one in found])
    called = await _names(request, [one.client_id for one in found if one.client_id])
    return [
        Waiting(
            kind="comment",
            client=called.get(one.client_id or "", ""),
            since_ms=first[one.id].created_at_ms if one.id in first else one.created_at_ms,
            link=f"/clips/{one.id}#{f'comment-{first[one.id].id}' if one.id in first else 'comments'}",
            words=f"{called.get(one.client_id or '', '')} wrote about a clip: {title_of(one)}",
            count=new[one.id],
        )
        for one in found
    ]


async def read_reviews(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Reviews that clients have read since a trainer looked."""
    read = await reviews.read_by_clients(db(request), me.id, most=MOST)
    found = {one.id: one for one in await clips.get_many(db(request), [one.clip_id for one in read])}
    called = await _names(request, [one.client_id for one in found.values() if one.client_id])
    return [
        Waiting(
            kind="review",
            client=called.get(found[one.clip_id].client_id or "", ""),
            since_ms=one.acknowledged_at_ms or 0,
            link=f"/clips/{one.clip_id}",
            words=f"{called.get(found[one.clip_id].client_id or '', '')} has read your review: "
            f"{title_of(found[one.clip_id])}",
        )
        for one in read
    ]


async def clips_to_review(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Clips that nobody has looked at: one line for each client."""
    found = await clips.by_client(db(request), clips.Wanted(trainer_id=me.id, waiting=True))
    called = await _names(request, [client_id for client_id, _, _ in found])
    lines = []
    for client_id, count, since_ms in found:
        name = called.get(client_id, "")
        many = "1 clip" if count == 1 else f"{count} clips"
        lines.append(
            Waiting(
                kind="clip",
                client=name,
                since_ms=since_ms,
                link=f"/library?show=waiting&client={client_id}" if client_id else "/library?show=waiting",
                words=f"{many} of {name} to look at" if name else f"{many} of yours to look at",
                count=count,
            )
        )
    return lines


async def codes(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Clients who add a device and wait to be told a code."""
    found = await devices.open_codes(db(request), me.id, now(request))
    called = await _names(request, list(found))
    return [
        Waiting(
            kind="code",
            client=called[client_id],
            since_ms=code.created_at_ms,
            link=f"/clients/{client_id}#devices",
            words=f"{called[client_id]} adds a device: read out the code",
        )
        for client_id, code in found.items()
        if client_id in called
    ]


async def knocks(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Who stands before a room's door while the trainer is not in the room."""
    moment = now(request)
    found = await sessions_store.list_for(
        db(request),
        me.id,
        from_ms=moment - sessions.LONGEST_MS,
        before_ms=moment + sessions.DOOR_OPENS_BEFORE_MS + sessions.MINUTE_MS,
    )
    return [
        Waiting(
            kind="knock",
            client=knock.name,
            since_ms=moment,
            link=f"/sessions/{knock.session.id}/room",
            words=f"{knock.name} is waiting at the door",
        )
        for knock in await knocking.at_doors(request, found, moment)
    ]


async def outcomes(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Sessions of which nobody has said how they went."""
    moment = now(request)
    found = await sessions_store.without_outcome(db(request), me.id, before_ms=moment)
    found = [one for one in found if sessions.waits_for_outcome(one, moment)]
    called = await names_of(request, found)
    return [
        Waiting(
            kind="outcome",
            client=", ".join(called.get(id, "") for id in one.client_ids),
            since_ms=one.ended_at_ms or one.ends_at_ms,
            link=f"/sessions/{one.id}",
            words=f"{one.title}: how did it go?",
        )
        for one in found
    ]


async def move_requests(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Clients who would like another time for a session."""
    found = await moves.waiting(db(request), me.id, most=MOST)
    called = await _names(request, [one.client_id for one in found])
    return [
        Waiting(
            kind="move",
            client=called[one.client_id],
            since_ms=one.created_at_ms,
            link=f"/moves/{one.id}",
            words=f"{called[one.client_id]} asks for another time",
        )
        for one in found
        if one.client_id in called and any(at_ms > now(request) for at_ms in one.proposals)
    ]


async def sent_forms(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Forms that clients sent in and that nobody has accepted."""
    found = await filled.sent_in(db(request), me.id, most=MOST)
    called = await _names(request, [one.client_id for one in found])
    return [
        Waiting(
            kind="form",
            client=called[one.client_id],
            since_ms=one.sent_at_ms or one.updated_at_ms,
            link=f"/forms/{one.id}",
            words=f"{called[one.client_id]} answered: {one.text.title}",
        )
        for one in found
        if one.client_id in called
    ]


async def late_check_ins(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Clients whose check-in is late: one line for all of them."""
    late = [one for one in await sweep.lines_of(request, me) if one.standing == "overdue"]
    if not late:
        return []
    words = f"The check-in of {late[0].name} is late" if len(late) == 1 else f"{len(late)} check-ins are late"
    since_ms = now(request) - late[0].late_days * wall_clock.DAY_MS
    client = late[0].name if len(late) == 1 else ""
    return [
        Waiting(kind="due", client=client, since_ms=since_ms, link="/inbox/check-ins", words=words, count=len(late))
    ]


async def said_in_training(request: web.Request, me: Account) -> Sequence[Waiting]:
    """Notes and check-ins that clients wrote while they trained alone: one line for each client."""
    found = await desk.untold(request, me)
    called = await _names(request, [one.client_id for one in found])
    return [
        Waiting(
            kind="training",
            client=called[one.client_id],
            since_ms=one.since_ms,
            link=f"/clients/{one.client_id}/training#told",
            words=f"{called[one.client_id]} wrote in their training{f', {one.count} times' if one.count > 1 else ''}",
            count=one.count,
        )
        for one in found[:MOST]
        if one.client_id in called
    ]


async def due_by_plan(request: web.Request, me: Account) -> Sequence[Waiting]:
    """What plans ask of the trainer: meetings to plan, assessments to ask for, and what clients missed."""
    card = await on_pages.for_today(request, me)
    lines = []
    for row in card.rows:
        name = card.names[row.plan.id]
        home = f"/clients/{row.plan.client_id}" if row.plan.client_id else f"/groups/{row.plan.group_id}"
        what = "missed" if row.first.standing == "missed" else "to plan" if row.first.line.has_time else "to ask for"
        day_ms = wall_clock.moment(row.first.last, time(), row.plan.time_zone)
        lines.append(
            Waiting(
                kind="due",
                client=name if row.plan.client_id else "",
                since_ms=min(day_ms, now(request)),
                link=f"{home}/plan#{row.first.line.id}.{row.first.slot}",
                words=f"{name}: {row.first.line.name}, {what}",
                count=row.count,
            )
        )
    return lines


PROVIDERS: Final[tuple[Provider, ...]] = (
    health,
    messages,
    waiting.due_goals,
    sent_forms,
    sent_assessments,
    clip_comments,
    read_reviews,
    said_in_training,
    clips_to_review,
    codes,
    knocks,
    outcomes,
    move_requests,
    late_check_ins,
    due_by_plan,
)
# Those that are long to work out and change with the day: see slowly.py.
SLOW: Final[tuple[Provider, ...]] = (waiting.due_goals, late_check_ins, due_by_plan)


async def _names(request: web.Request, client_ids: Sequence[str]) -> dict[str, str]:
    return await names.of(request, client_ids)
