"""Programs, the trainer's side."""

from server.web.programs import copies, files, library, tables
from server.web.programs.wire import MOST_BYTES
from server.web.roles import Who
from server.web.routes.route import Route

ROUTES: tuple[Route, ...] = (
    Route("GET", "/library/programs", library.index, Who.ACCOUNT),
    Route("POST", "/library/programs", library.create, Who.ACCOUNT, most_bytes=MOST_BYTES),
    Route("GET", "/library/programs/template.csv", tables.template, Who.ACCOUNT),
    Route("GET", "/library/programs/import", tables.show, Who.ACCOUNT),
    Route("POST", "/library/programs/import", tables.keep, Who.ACCOUNT, most_bytes=tables.TABLE_MOST_BYTES),
    Route("POST", "/library/programs/import/check", tables.check, Who.ACCOUNT, most_bytes=tables.TABLE_MOST_BYTES),
    Route("GET", "/programs/{program}", library.show, Who.TRAINER_OF, asks="write"),
    Route("POST", "/programs/{program}", library.save, Who.TRAINER_OF, most_bytes=MOST_BYTES),
    Route("GET", "/programs/{program}/weeks", library.weeks, Who.TRAINER_OF),
    Route("GET", "/programs/{program}/program.pdf", files.as_pdf, Who.TRAINER_OF),
    Route("GET", "/programs/{program}/program.xlsx", files.as_xlsx, Who.TRAINER_OF),
    Route("GET", "/programs/{program}/program.csv", files.as_csv, Who.TRAINER_OF),
    Route("POST", "/programs/{program}/mail", files.mail, Who.TRAINER_OF),
    Route("POST", "/programs/{program}/copy", library.copy, Who.TRAINER_OF),
    Route("POST", "/programs/{program}/end", copies.end, Who.TRAINER_OF),
    Route("POST", "/programs/{program}/resume", copies.resume, Who.TRAINER_OF),
    Route("POST", "/programs/{program}/delete", library.delete, Who.TRAINER_OF),
    Route("POST", "/programs/{program}/restore", library.restore, Who.TRAINER_OF),
    Route("GET", "/clients/{client}/program", copies.current, Who.TRAINER_OF, asks="write"),
    Route("GET", "/clients/{client}/programs/new", copies.choose, Who.TRAINER_OF, asks="write"),
    Route("POST", "/clients/{client}/programs", copies.give, Who.TRAINER_OF),
)
