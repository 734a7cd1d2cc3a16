"""Forms on paper: one that was answered with its whole trail, and one to be filled in by hand."""

import re
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from server import pdf
from server.domain.accounts import Account
from server.domain.forms import words
from server.domain.forms.filled import SOURCES
from server.domain.forms.form import FormText, Section
from server.domain.forms.questions import Condition, Question
from server.domain.people import Client
from server.web.forms.view import Line, View
from server.web.pages import local

LINES = {"long": 4, "file": 0}  # to write on, by kind


async def trail(seen: View, client: Client, trainer: Account, *, zone: str) -> web.Response:
    """A filled form: answers, who changed what and when, remarks, signatures."""
    filled = seen.filled
    facts = [
        f"{client.name}, with {trainer.name}",
        f"Asked {local(filled.created_at_ms, zone)}",
        f"{words.STATES[filled.state]}{_at(filled.sent_at_ms, zone)}" if filled.state != "open" else "not sent in yet",
        f"version {filled.version.number} of the form",
    ]
    if filled.source:
        facts.append(f"came {SOURCES[filled.source]}, entered by {trainer.name}")
    data = {
        "title": filled.text.title,
        "facts": facts,
        "foot": f"Times are those of {zone.replace('_', ' ')}.",
        "sections": [
            {
                "title": part.section.title,
                "text": "",
                "lines": [_answered(one, zone) for one in part.lines if one.is_asked],
            }
            for part in seen.parts
            if any(one.is_asked for one in part.lines)
        ],
    }
    return await _pdf("forms/trail.typ", data, f"{filled.text.title} {client.name}")


async def blank(text: FormText, trainer: Account) -> web.Response:
    """A form with room to write."""
    by_key = {one.key: one for one in text.questions}
    data = {
        "title": text.title,
        "intro": text.intro,
        "trainer": trainer.name,
        "sections": [
            {
                "title": section.title,
                "text": section.text,
                "when": _when(section.when, by_key),
                "lines": _to_fill_in(section, by_key),
            }
            for section in text.sections
            if _is_printed(section)
        ],
    }
    return await _pdf("forms/blank.typ", data, text.title)


def _is_printed(section: Section) -> bool:
    return bool(section.questions or section.text)


def _answered(line: Line, zone: str) -> dict[str, Any]:
    return {
        "label": line.question.label,
        "answer": line.words or "no answer",
        "is_empty": not line.words,
        "standing": "accepted" if line.standing == "accepted" else "",
        "strokes": [[float(one) for one in re.split("[ ,]", points)] for points in line.strokes],
        "files": [one.name for one in line.files],
        "changes": [
            f"{local(one.at_ms, zone)} {one.who}: {one.before or 'no answer'} → {one.after or 'no answer'}"
            for one in line.changes
            if one.before
        ],
        "notes": [
            f"{local(one.at_ms, zone)} {one.who}{' asked back' if one.is_question else ''}: {one.text}"
            for one in line.notes
        ],
    }


def _to_fill_in(section: Section, by_key: Mapping[str, Question]) -> list[dict[str, Any]]:
    """Its questions; what hangs on the last one that is always asked says so in two words."""
    found, last = [], ""
    for question in section.questions:
        when = _when(question.when, by_key, is_near=question.when is not None and question.when.question == last)
        found.append(_to_fill(question, when))
        last = question.key if question.when is None else last
    return found


def _to_fill(question: Question, when: str) -> dict[str, Any]:
    kind = question.kind
    return {
        "label": question.label + (f" ({question.unit})" if question.unit else ""),
        "hint": question.hint,
        "is_required": question.is_required,
        "when": when,
        "lines": LINES.get(kind, 1),
        "choices": [one.label for one in question.choices],
        "steps": [str(step) for step in question.steps] if kind == "scale" else [],
        "ends": [question.low, question.high] if kind == "scale" else [],
        "is_signature": kind == "signature",
    }


def _when(condition: Condition | None, by_key: Mapping[str, Question], *, is_near: bool = False) -> str:
    """A condition in words, for who fills in by hand. is_near: on the question just above."""
    if condition is None:
        return ""
    on = by_key[condition.question]
    labels = [one.label for one in on.choices if one.key in condition.any_of]
    if labels and is_near:
        return f"If {' or '.join(labels)}:"
    if labels:
        return f"Only if “{on.label}”: {', '.join(labels)}"
    ends = [f"at least {condition.least:g}"] if condition.least is not None else []
    ends += [f"at most {condition.most:g}"] if condition.most is not None else []
    return f"Only if “{on.label}”: {' and '.join(ends) or 'answered'}"


def _at(at_ms: int | None, zone: str) -> str:
    return f" {local(at_ms, zone)}" if at_ms is not None else ""


async def _pdf(template: str, data: Mapping[str, Any], name: str) -> web.Response:
    safe = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower() or "form"
    headers = {"Content-Disposition": f'inline; filename="{safe}.pdf"'}
    return web.Response(body=await pdf.made(template, data), content_type="application/pdf", headers=headers)
