"""A program as a file: PDF, Excel, CSV; and by mail to the client whose copy it is."""

import re

from aiohttp import web

from server import access, pdf, sheets
from server.domain.accounts import Account
from server.domain.errors import NotFound
from server.domain.people import Client
from server.domain.programs import printed, table
from server.domain.programs.program import Program
from server.mail import Attachment
from server.web import exercise_pictures, letters
from server.web.answers import db, done
from server.web.client_page import address_of
from server.web.clients import NoLink
from server.web.identity import signed_in
from server.web.programs.library import client_of, note
from server.web.programs.wire import AT
from server.web.training.course import library

PDF = "application/pdf"
TEMPLATE = "programs/program.typ"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def as_pdf(request: web.Request) -> web.StreamResponse:
    """To print, or to keep on a phone."""
    me, program, client = await _asked(request)
    return _file(await made_pdf(request, program, client, me), PDF, f"{file_name(program)}.pdf", is_shown=True)


async def as_xlsx(request: web.Request) -> web.StreamResponse:
    """For Excel and its kin; it can be imported again."""
    _, program, _ = await _asked(request)
    content = await sheets.written("Program", table.COLUMNS[:-1], table.rows_of(program))
    return _file(content, XLSX, f"{file_name(program)}.xlsx")


async def as_csv(request: web.Request) -> web.StreamResponse:
    """For any spreadsheet; it can be imported again."""
    _, program, _ = await _asked(request)
    # With a mark by which spreadsheets know UTF-8.
    return _file(f"\ufeff{table.write([program])}".encode(), "text/csv; charset=utf-8", f"{file_name(program)}.csv")


async def mail(request: web.Request) -> web.StreamResponse:
    """Mails a copy to its client: the PDF attached, and the way to their own page.

    Raises NoLink, MailOff, NoAddress, TooMany or MailFailed.
    """
    me, program, client = await _asked(request)
    if client is None:
        raise NotFound
    if not client.has_link:
        raise NoLink
    attached = Attachment(f"{file_name(program)}.pdf", PDF, await made_pdf(request, program, client, me))
    subject, text = letters.program(client, me, program.name, address_of(request, client))
    await note(request, "program.mailed", program)
    await letters.send(request, client.email, subject, text, [attached])
    return done(request, f"{AT}/{program.id}", notice=f"{program.name} is on its way to {client.email}.")


async def made_pdf(request: web.Request, program: Program, client: Client | None, trainer: Account) -> bytes:
    """The PDF of a program, each exercise with what shows it where it comes first."""
    known = list((await library(request, program.trainer_id, printed.keys_of(program))).values())
    paper = await exercise_pictures.on_paper(request, known)
    name = client.name if client else ""
    if paper.photos:
        made = await pdf.made_with(TEMPLATE, printed.data(program, name, trainer.name, paper.beside), paper.photos)
        if made is not None:
            return made
        paper = exercise_pictures.without_photos(paper, known)
    return await pdf.made(TEMPLATE, printed.data(program, name, trainer.name, paper.beside))


def file_name(program: Program) -> str:
    """What its files are called, without what a file system stumbles on."""
    return re.sub(r"[^a-z0-9]+", "-", program.name.lower()).strip("-")[:60] or "program"


async def _asked(request: web.Request) -> tuple[Account, Program, Client | None]:
    me = await signed_in(request)
    program = await access.program(db(request), me, request.match_info["program"])
    return me, program, await client_of(request, me, program)


def _file(content: bytes, type: str, name: str, *, is_shown: bool = False) -> web.Response:
    how = "inline" if is_shown else "attachment"
    headers = {
        "Content-Type": type,
        "Content-Disposition": f'{how}; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=content, headers=headers)
