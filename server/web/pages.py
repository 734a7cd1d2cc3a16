"""Makes the Jinja environment: strict, escaped, with the few words templates need."""

import hashlib
import json
import os
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec

from server.domain import contact
from server.domain.forms.questions import Condition
from server.domain.wall_clock import zone
from server.web.modules import needed, needed_after

HERE = Path(__file__).resolve().parent.parent
STATIC = HERE.parent / "static"

STYLES = {
    "time": "%H:%M",
    "day": "%a %-d %b",
    "date": "%-d %B %Y",
    "iso": "%Y-%m-%d",
    "full": "%A %-d %B %Y, %H:%M",
    "short": "%a %-d %b, %H:%M",
}


@cache  # what it has read and compiled serves every application of this process
def make_pages(version: str) -> jinja2.Environment:
    """The environment for all pages; `version` is the folder name under /static/ that browsers may cache for ever."""
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        auto_reload=False,  # an update half copied must not be served; and no page asks the disk about its templates
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.globals["asset"] = lambda path: f"/static/{version}/{path}"
    pages.globals["joined_css"] = lambda *names: f"/static/{version}/css/{'+'.join(names)}.css"
    pages.globals["modules"] = lambda entry: needed(STATIC, entry)
    pages.globals["modules_after"] = lambda entries, first: [
        f"/static/{version}/{path}" for path in needed_after(STATIC, tuple(entries), first)
    ]
    pages.policies["json.dumps_function"] = _json
    pages.filters["local"] = local
    pages.filters["iso"] = iso
    pages.filters["dial"] = contact.dial
    pages.filters["date_words"] = date_words
    pages.filters["condition"] = condition
    return pages


def static_version(folder: Path = STATIC) -> str:
    """A digest over names, sizes and times of all static files: changes when any of them does."""
    digest = hashlib.sha256()
    for path, _folders, names in sorted(os.walk(folder)):
        for name in sorted(names):
            facts = os.stat(os.path.join(path, name))
            digest.update(f"{path[len(str(folder)) :]}/{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:12]


def _json(told: Any, **how: Any) -> str:
    """JSON within a page, in a fifth of the time that Python's own writer takes; what only that can write it writes."""
    try:
        return msgspec.json.encode(told).decode()
    except (TypeError, UnicodeEncodeError):
        return json.dumps(told, **how)


def local(at_ms: int | None, time_zone: str = "UTC", style: str = "short") -> str:
    """A moment in words in somebody's time zone; style is a key of STYLES. Empty for no moment."""
    if at_ms is None:
        return ""
    return datetime.fromtimestamp(at_ms / 1000, zone(time_zone)).strftime(STYLES[style])


def date_words(day: str) -> str:
    """An ISO date in words: 1 May 1990."""
    return f"{date.fromisoformat(day):%-d %B %Y}"


def condition(found: Condition) -> str:
    """When a question of a form is asked, as JSON for the page that shows and hides it."""
    return json.dumps(asdict(found))


def iso(at_ms: int | None) -> str:
    """A moment for `<time datetime>`: ISO 8601 in UTC. Empty for no moment."""
    return "" if at_ms is None else datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
