"""Messages, the inbox, and what people are told by mail and calendar."""

from server.web.roles import Who
from server.web.routes.route import Route
from server.web.threads import client, desk, feeds, inbox, magic, moving, outbox, sweep, telling, unsubscribing

ROUTES: tuple[Route, ...] = (
    Route("GET", "/inbox", inbox.show, Who.ACCOUNT),
    Route("GET", "/inbox/check-ins", sweep.show, Who.ACCOUNT),
    Route("POST", "/clients/{client}/check-ins", sweep.choose, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/check-ins/nudge", sweep.nudge, Who.TRAINER_OF),
    Route("GET", "/moves/{move}", moving.show, Who.TRAINER_OF),
    Route("POST", "/moves/{move}/accept", moving.accept, Who.TRAINER_OF),
    Route("POST", "/moves/{move}/decline", moving.decline, Who.TRAINER_OF),
    Route("GET", "/c/{token}/sessions/{session}/move", moving.client_show, Who.CLIENT_OF),
    Route("POST", "/c/{token}/sessions/{session}/move", moving.ask, Who.CLIENT_OF),
    Route("POST", "/c/{token}/sessions/{session}/move/withdraw", moving.withdraw, Who.CLIENT_OF),
    Route("GET", "/outbox", outbox.show, Who.ACCOUNT),
    Route("POST", "/outbox/{letter}/send", outbox.send, Who.TRAINER_OF, asks="own"),
    Route("GET", "/settings/notices", telling.show, Who.ACCOUNT),
    Route("POST", "/settings/notices", telling.save, Who.ACCOUNT),
    Route("POST", "/settings/notices/feed", telling.feed, Who.ACCOUNT),
    Route("GET", "/find-my-page", magic.ask_show, Who.ANYONE),
    Route("POST", "/find-my-page", magic.ask, Who.ANYONE),
    Route("GET", "/m/{token}", magic.show, Who.ANYONE),  # whoever holds the letter, once
    Route("POST", "/m/{token}", magic.use, Who.ANYONE),
    Route("GET", "/unsubscribe/{token}", unsubscribing.show, Who.ANYONE),  # whoever holds a letter
    Route("POST", "/unsubscribe/{token}", unsubscribing.change, Who.ANYONE),
    Route("GET", "/calendar/{token}", feeds.show, Who.ANYONE),  # whoever holds the address
    Route("GET", "/c/{token}/notices", telling.client_show, Who.CLIENT_OF),
    Route("POST", "/c/{token}/notices", telling.client_save, Who.CLIENT_OF),
    Route("POST", "/c/{token}/notices/feed", telling.client_feed, Who.CLIENT_OF),
    Route("GET", "/clients/{client}/messages", desk.show, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/messages", desk.write, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/messages/seen", desk.seen, Who.TRAINER_OF, asks="read"),
    Route("POST", "/clients/{client}/messages/{message}/delete", desk.delete, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/messages", desk.group_show, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/messages", desk.group_write, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/messages/seen", desk.group_seen, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/messages/{message}/delete", desk.group_delete, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/messages/{message}/cheer", desk.group_cheer, Who.TRAINER_OF),
    Route("GET", "/c/{token}/messages", client.show, Who.CLIENT_OF),
    Route("POST", "/c/{token}/messages", client.write, Who.CLIENT_OF),
    Route("POST", "/c/{token}/messages/seen", client.seen, Who.CLIENT_OF),
    Route("POST", "/c/{token}/messages/{message}/delete", client.delete, Who.CLIENT_OF),
    Route("GET", "/c/{token}/groups/{group}/messages", client.group_show, Who.CLIENT_OF),
    Route("POST", "/c/{token}/groups/{group}/messages", client.group_write, Who.CLIENT_OF),
    Route("POST", "/c/{token}/groups/{group}/messages/seen", client.group_seen, Who.CLIENT_OF),
    Route("POST", "/c/{token}/groups/{group}/messages/{message}/delete", client.group_delete, Who.CLIENT_OF),
    Route("POST", "/c/{token}/groups/{group}/messages/{message}/cheer", client.group_cheer, Who.CLIENT_OF),
)
