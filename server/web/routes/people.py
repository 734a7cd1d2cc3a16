"""Today, clients, groups."""

from server.web import client_tables, clients, group_giving, groups, today
from server.web.programs.tables import TABLE_MOST_BYTES
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/today", today.show, Who.ACCOUNT),
    Route("GET", "/clients", clients.index, Who.ACCOUNT),
    Route("GET", "/clients/new", clients.new, Who.ACCOUNT),
    Route("POST", "/clients", clients.create, Who.ACCOUNT),
    Route("GET", "/clients/import", client_tables.show, Who.ACCOUNT),
    Route("POST", "/clients/import", client_tables.keep, Who.ACCOUNT, most_bytes=TABLE_MOST_BYTES),
    Route("POST", "/clients/import/check", client_tables.check, Who.ACCOUNT, most_bytes=TABLE_MOST_BYTES),
    Route("GET", "/clients/{client}", clients.show, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/edit", clients.edit, Who.TRAINER_OF, asks="write"),
    Route("POST", "/clients/{client}", clients.save, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/archive", clients.archive, Who.TRAINER_OF, asks="own"),
    Route("POST", "/clients/{client}/restore", clients.restore, Who.TRAINER_OF, asks="own"),
    Route("POST", "/clients/{client}/link/renew", clients.renew_link, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/link/revoke", clients.revoke_link, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/link/mail", clients.mail_link, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/code", clients.make_code, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/devices/{device}/forget", clients.forget_device, Who.TRAINER_OF),
    Route("POST", "/clients/{client}/consents/{purpose}", clients.record_consent, Who.TRAINER_OF),
    Route("GET", "/groups/new", groups.new, Who.ACCOUNT),
    Route("POST", "/groups", groups.create, Who.ACCOUNT),
    Route("GET", "/groups/{group}", groups.show, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/edit", groups.edit, Who.TRAINER_OF),
    Route("POST", "/groups/{group}", groups.save, Who.TRAINER_OF),
    Route("GET", "/groups/{group}/give", group_giving.show, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/forms", group_giving.ask, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/programs", group_giving.give_program, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/assessments", group_giving.give_assessment, Who.TRAINER_OF),
    Route("POST", "/groups/{group}/delete", groups.delete, Who.TRAINER_OF),
)
