"""A result as its client reads it: on their page and on paper, in plain words, beside their first test."""

import re
from collections.abc import Sequence
from typing import Any

from aiohttp import web

from server import access, pdf
from server.domain import wall_clock
from server.domain.accounts import Account
from server.domain.forms.goals import Goal
from server.domain.protocols.comparing import Change, Comparison
from server.domain.protocols.results import CONDITIONS
from server.domain.protocols.scoring import Line
from server.store.forms import goals
from server.web.answers import db, page
from server.web.client_page import confirmed
from server.web.protocols import about
from server.web.protocols.about import About
from server.web.reviews import measured
from server.web.reviews.measured import ReadOff

DIRECTIONS = {"better": "Better than then.", "worse": "Less than then."}


async def trainer_pdf(request: web.Request) -> web.StreamResponse:
    """The report as the client would get it, given or not."""
    me, found = await about.of_trainer(request)
    trainer = await access.trainer_of(db(request), found.client) if found.client.trainer_id != me.id else me
    return await _pdf(request, found, trainer)


async def client_show(request: web.Request) -> web.StreamResponse:
    """The report on the client's page. Raises NotFound until the trainer gave it."""
    client = await confirmed(request)
    found = await about.shared_with(request, client)
    trainer = await access.trainer_of(db(request), client)
    return page(
        request,
        "protocols/report.html",
        token=request.match_info["token"],
        client=client,
        trainer=trainer,
        assessment=found.assessment,
        report=await _report(request, found, trainer),
    )


async def client_pdf(request: web.Request) -> web.StreamResponse:
    """The same on paper."""
    client = await confirmed(request)
    found = await about.shared_with(request, client)
    trainer = await access.trainer_of(db(request), client)
    return await _pdf(request, found, trainer)


async def _report(request: web.Request, found: About, trainer: Account) -> dict[str, Any]:
    read_off = await measured.of_assessment(db(request), found.assessment)
    return written(found, trainer, read_off, await goals.open_of(db(request), found.client.id))


def written(
    found: About, trainer: Account, read_off: Sequence[ReadOff] = (), wanted: Sequence[Goal] = ()
) -> dict[str, Any]:
    """The report: what was measured, read off films and seen, then and now, what it is for, and the trainer's words."""
    result = found.result
    day = wall_clock.local(result.taken_at_ms, found.client.time_zone)
    comparison = found.comparison
    lines = [line for line in found.lines if line.value is not None]
    return {
        "title": found.assessment.title,
        "about": found.protocol.for_client,
        "when": f"{day:%A} {day.day} {day:%B %Y}",
        "client": found.client.name,
        "trainer": trainer.name,
        "measured": [_measured(line) for line in lines] + [_read_off(one) for one in read_off],
        "seen": [
            f"{point.title}{f', {side}' if side else ''}"
            for point in found.protocol.checkpoints
            for side in ("", "left", "right")
            if (noted := result.seen(point.key, side)) and noted.seen
        ],
        "then": _then(found, comparison) if comparison else None,
        "goals": [{"words": one.details.words, "stands": one.stands} for one in wanted],
        "conditions": [
            f"{title}: {words}" for name, title in CONDITIONS.items() if (words := getattr(result.conditions, name))
        ],
        "note": [line for line in result.note.splitlines() if line.strip()],
        "sources": list(found.protocol.sources),
    }


def _measured(line: Line) -> dict[str, str]:
    """A line with what it means, if that can be said."""
    band = ""
    if line.rating and line.rating.band:
        band = f"{line.rating.band} for {line.rating.who}. {line.rating.scale.source}"
    return {"name": line.name, "value": line.words, "means": band}


def _read_off(one: ReadOff) -> dict[str, str]:
    """A value with the frame that proves it."""
    means = f"Read off the video at {one.moment}."
    return {"name": one.title, "value": one.words, "means": means, "clip": one.clip_id, "t": one.t}


def _then(found: About, comparison: Comparison) -> dict[str, Any]:
    assert found.baseline is not None
    day = wall_clock.local(found.baseline.taken_at_ms, found.client.time_zone)
    return {
        "when": f"{day.day} {day:%B %Y}",
        "lines": [
            {
                "name": one.after.name,
                "then": one.before.words,
                "now": one.after.words,
                "words": _said(one),
            }
            for one in comparison.changes
            if not one.after.is_method and one.before.value is not None and one.after.value is not None
        ],
        "differences": list(comparison.differences),
    }


def _said(one: Change) -> str:
    if one.is_within_error:
        return "As far apart as the test itself may be."
    if one.change is None:
        return "" if one.before.number is None else "Not measured the same way."
    return DIRECTIONS.get(one.direction, "")


async def _pdf(request: web.Request, found: About, trainer: Account) -> web.Response:
    data = await _report(request, found, trainer)
    day = wall_clock.local(found.result.taken_at_ms, found.client.time_zone)
    name = re.sub(r"[^a-z0-9]+", "-", f"{data['title']} {day:%Y-%m-%d}".lower())
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    made = await pdf.made("protocols/report.typ", data)
    return web.Response(body=made, content_type="application/pdf", headers=headers)
