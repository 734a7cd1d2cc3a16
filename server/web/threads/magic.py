"""A one-time link by mail: a client who has lost the way asks for it, and it opens the page once, by a press."""

from dataclasses import dataclass

from aiohttp import web

from server import access, ids, notices
from server.domain import contact, links
from server.domain.people import Client
from server.domain.threads import letters as letter_rules
from server.domain.threads import magic as rules
from server.mail import MailOff
from server.store import audit, clients, magic_links
from server.web import devices, letters, limits
from server.web.answers import db, done, now, page, read
from server.web.edge import SETTINGS


@dataclass(frozen=True, slots=True)
class Ask:
    """To which address."""

    email: str = ""


async def ask_show(request: web.Request) -> web.StreamResponse:
    """The form to ask for a link."""
    return page(request, "threads/magic_ask.html", may_mail=letters.may_send(request), asked="asked" in request.query)


async def ask(request: web.Request) -> web.StreamResponse:
    """Has a link mailed to each client with that address. The answer is the same for one that nobody has."""
    body = await read(request, Ask)
    email = contact.email(body.email)
    if not letters.may_send(request):
        raise MailOff
    await limits.check(request, "magic-ask")
    await limits.check(request, "mail-to", email)
    for client in await clients.with_email(db(request), email):
        if client.has_link:
            await _write(request, client)
    sentence = "If this address is known here, a link is on its way to it."
    return done(request, "/find-my-page?asked=1", notice=sentence)


async def show(request: web.Request) -> web.StreamResponse:
    """A button and nothing else: programs that look into letters open links, and must not use this one up."""
    client = await _client(request)
    trainer = await access.trainer_of(db(request), client)
    return page(request, "threads/magic.html", trainer=trainer, token=request.match_info["token"])


async def use(request: web.Request) -> web.StreamResponse:
    """Uses the link up, and remembers this device. Of several presses one counts. Raises BrokenLink."""
    client = await _client(request, lock=True)
    moment = now(request)
    if not await magic_links.use(db(request), ids.digest(request.match_info["token"]), moment):
        raise links.BrokenLink
    token = links.client_token(request.app[SETTINGS].secret_key, client.id, client.link_generation)
    _, secret = await devices.trust(request, client)
    await audit.note(db(request), moment, f"c:{client.id}", "device.confirmed", f"c:{client.id}", how="mail")
    answer = done(request, f"/c/{token}")
    devices.give(request, answer, secret)
    return answer


async def _client(request: web.Request, *, lock: bool = False) -> Client:
    found = await magic_links.get(db(request), ids.digest(request.match_info["token"]))
    client = None if found is None else await clients.get(db(request), found.client_id, lock=lock)
    return rules.check(found, client, now(request))


async def _write(request: web.Request, client: Client) -> None:
    secret, moment = ids.secret(), now(request)
    link = rules.make(ids.digest(secret), client, moment)
    await magic_links.add(db(request), link)
    trainer = await access.trainer_of(db(request), client)
    url = f"{request.app[SETTINGS].public_url}/m/{secret}"
    await notices.write(
        db(request),
        client,
        "link",
        f"link:{link.id}",
        letter_rules.magic_link(client.name, trainer.name, url, rules.MINUTES),
        now_ms=moment,
        useless_at_ms=link.expires_at_ms,
    )
