"""What somebody wants to be told, when they want quiet, and the calendar's address: a trainer's page and a client's."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from aiohttp import web

from server import notices
from server.domain import links
from server.domain.accounts import Account
from server.domain.errors import DomainError
from server.domain.people import Client
from server.domain.threads import choices as rules
from server.domain.threads.choices import Choices, ChoicesForm
from server.store import audit, notice_choices
from server.web import letters
from server.web.answers import db, done, now, page, read, wants_json
from server.web.client_page import confirmed
from server.web.edge import SETTINGS
from server.web.fill import Fill
from server.web.identity import signed_in

Who = Callable[[web.Request], Awaitable[tuple[Account | Client, str]]]


@dataclass(frozen=True, slots=True)
class Feed:
    """Whether there is to be a calendar address; a new one takes the place of the one before."""

    on: bool = True


async def show(request: web.Request) -> web.StreamResponse:
    """A trainer's choices."""
    return await _show(request, *await _trainer(request))


async def save(request: web.Request) -> web.StreamResponse:
    """Stores a trainer's choices."""
    return await _save(request, *await _trainer(request))


async def feed(request: web.Request) -> web.StreamResponse:
    """Makes or ends the address of a trainer's calendar."""
    return await _feed(request, *await _trainer(request))


async def client_show(request: web.Request) -> web.StreamResponse:
    """A client's choices."""
    return await _show(request, *await _client(request))


async def client_save(request: web.Request) -> web.StreamResponse:
    """Stores a client's choices."""
    return await _save(request, *await _client(request))


async def client_feed(request: web.Request) -> web.StreamResponse:
    """Makes or ends the address of a client's calendar."""
    return await _feed(request, *await _client(request))


def feed_url(request: web.Request, choices: Choices) -> str:
    """The address of the calendar, secret like a key; "" where there is none."""
    if choices.feed <= 0:
        return ""
    settings = request.app[SETTINGS]
    token = links.person_token(settings.secret_key, "calendar", choices.person, choices.feed)
    return f"{settings.public_url}/calendar/{token}"


async def _trainer(request: web.Request) -> tuple[Account | Client, str]:
    return await signed_in(request), "/settings/notices"


async def _client(request: web.Request) -> tuple[Account | Client, str]:
    return await confirmed(request), f"/c/{request.match_info['token']}/notices"


async def _show(
    request: web.Request, person: Account | Client, here: str, fill: Fill[ChoicesForm] | None = None
) -> web.StreamResponse:
    choices = await notice_choices.get(db(request), notices.name_of(person))
    is_client = isinstance(person, Client)
    return page(
        request,
        "threads/telling_client.html" if is_client else "threads/telling_trainer.html",
        status=fill.problem.status if fill and fill.problem else 200,
        person=person,
        fill=fill or Fill(_form(choices)),
        here=here,
        feed_url=feed_url(request, choices),
        may_mail=letters.may_send(request),
        token=request.match_info.get("token", ""),
    )


async def _save(request: web.Request, person: Account | Client, here: str) -> web.StreamResponse:
    form = await read(request, ChoicesForm)
    before = await notice_choices.get(db(request), notices.name_of(person))
    try:
        after = rules.change(before, form)
    except DomainError as problem:
        if wants_json(request):
            raise
        return await _show(request, person, here, Fill(form, problem))
    await notice_choices.save(db(request), after)
    return done(request, here, notice="Saved.")


async def _feed(request: web.Request, person: Account | Client, here: str) -> web.StreamResponse:
    body = await read(request, Feed)
    before = await notice_choices.get(db(request), notices.name_of(person))
    # Its number never comes twice, so that an address that was ended stays ended.
    after = replace(before, feed=abs(before.feed) + 1 if body.on else -abs(before.feed))
    await notice_choices.save(db(request), after)
    await audit.note(
        db(request), now(request), before.person, "calendar.on" if body.on else "calendar.off", before.person
    )
    notice = "The address is ready." if body.on else "The address does not work any more."
    return done(request, f"{here}#calendar", url=feed_url(request, after), notice=notice)


def _form(choices: Choices) -> ChoicesForm:
    return ChoicesForm(
        by_mail=choices.by_mail,
        messages=choices.messages,
        day_before=choices.day_before,
        hour_before=choices.hour_before,
        arrivals=choices.arrivals,
        quiet_from=choices.quiet_from,
        quiet_until=choices.quiet_until,
    )
