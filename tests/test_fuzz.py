"""Ten thousand requests of nonsense over all routes, by strangers and by people signed in: never a 500."""

import json
import logging
import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from importlib import import_module
from pkgutil import walk_packages
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import delete

import server.web
from server import ids
from server.store.tables import metadata
from server.web import limits
from server.web.routes import ROUTES
from tests.cast import BOTH, Spotter
from tests.conftest import Tenth
from tests.keys import ROLES, Keys, cut
from tests.test_authorisation_matrix import BODIES, MAY

A_WORLD = 250  # requests before everybody is made anew: some of them sign out, archive, end sessions
METHODS = ("GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND", "get", "X")
TEXTS = [
    "", " ", "\t\n", "\0", "a\0b", "\ud7ff", "\ufeff", "\u202e gnp", "👩‍🚒" * 50, "ä" * 300, "x" * 10_000, "'", '"',
    "';--", "<script>alert(1)</script>", "{{7*7}}", "${x}", "%s%n", "../../etc/passwd", "..\\..", "null", "undefined",
    "NaN", "Infinity", "-0", "0", "1", "-1", "1e309", "2147483648", "9223372036854775808", "9" * 400, "0x10", "１２",
    "²", "24:00", "true", "false", "on", "[]", "{}", "0000-00-00", "9999-12-31", "1970-01-01", "2031-02-30",
    "10000-01-01", "23:59:60", "00:00", "Europe/Berlin", "../UTC", "Europe", "a@b", "a@b.c", "@",
    "a" * 250 + "@b.example", "+49 30 1", "tel:1", "done", "moved", "workout", "live", "async", "in_person", "link",
    "gym", "remote_training", "bob@example.org",
]  # fmt: skip
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    2**70,
    1.5,
    float(10**300),
    [],
    [None],
    [[]],
    {},
    {"a": {}},
    "",
    ["x"] * 300,
]
HEADERS = {
    "Accept": ["*/*", "application/json", "text/html", "", "x" * 3000, "application/json;q=nonsense"],
    "Content-Type": [
        "application/json",
        "application/x-www-form-urlencoded",
        "text/plain",
        "multipart/form-data",
        "é",
        "",
    ],
    "Cookie": [
        "login=x",
        "device=x.y.z",
        "login=" + "y" * 3000,
        "=",
        ";;;",
        "known=a.b",
        'login="\\303\\251"',
        "a=b; a=c",
    ],
    "Origin": ["null", "https://evil.example", "http://127.0.0.1", "x"],
    "Range": ["bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-1,2-3", "x"],
    "If-None-Match": ["*", '"x"', "x"],
    "If-Modified-Since": ["x", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "X-Forwarded-For": ["1.2.3.4", "::1", "x, y", ""],
    "X-Forwarded-Proto": ["https", "x"],
    "User-Agent": ["", "x" * 4000, "Mozilla/5.0 (é)"],
    "Accept-Language": ["x" * 1000],
    "Expect": ["100-continue"],
    "Upgrade": ["websocket", "h2c"],
    "Sec-Fetch-Site": ["cross-site", "none", "x"],
}


def names_of_fields() -> list[str]:
    """Every name that some body may have."""
    found = {"x", "_", "next", "version"}
    for module in walk_packages(server.web.__path__, "server.web."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value):
                found |= {field.name for field in fields(value)}
    return sorted(found)


NAMES = names_of_fields()
BODY_NAMES = (
    "name email phone time_zone birth_date emergency_name emergency_phone address notes service delivery group clients "
    "date time duration_min live_place real_place place_note title following times outcome by_phone given version code "
    "callback helper emergency resume send keep_this current password next"
).split()


class Nonsense:
    """Requests made of chance, the same ones for the same seed."""

    def __init__(self, seed: int, keys: Keys) -> None:
        self.dice = random.Random(seed)
        self.keys = keys
        self.real = [*keys.ids.values(), *keys.tokens.values(), *(client.id for client in keys.clients.values())]

    def request(self) -> tuple[str, str, str, dict[str, Any]]:
        """Who asks, method, path, and the rest."""
        dice = self.dice
        route = dice.choice(ROUTES)
        method = route.method if dice.random() < 0.9 else dice.choice(METHODS)
        how: dict[str, Any] = {"headers": self.headers()}
        if method not in ("GET", "HEAD") or dice.random() < 0.05:
            how["data"], kind = self.bent_body(route.path) if dice.random() < 0.6 else self.body()
            if kind and "Content-Type" not in how["headers"]:
                how["headers"]["Content-Type"] = kind
        role = dice.choice(MAY[route.who]) if dice.random() < 0.7 else dice.choice(ROLES)
        path = self.path(route.path)
        if method == "HEAD":
            path = path[:6000]  # a line too long is answered before its method is known, so with a body
        return role, method, path, how

    def path(self, pattern: str) -> str:
        """The route's path with true, wrong and strange things in it, and sometimes a query."""
        dice = self.dice
        folder = pattern.split("/")[1]
        path = ""
        for part in pattern.split("/")[1:]:
            if part.startswith("{"):
                name = part.strip("{}").split(":")[0]
                true = self.keys.tokens.get(folder, "x") if name == "token" else self.keys.ids.get(name, "x")
                part = dice.choice([true] * 6 + [dice.choice(self.real), ids.new(), dice.choice(TEXTS)])
            elif dice.random() < 0.02:
                part = dice.choice(TEXTS)
            path += "/" + quote(part[:2000], safe=dice.choice(["", ":/?&="]))
        if dice.random() < 0.3:
            path += "?" + urlencode({dice.choice(NAMES): dice.choice([*TEXTS, *self.real]) for _ in range(3)})
        return path.split("#")[0]

    def headers(self) -> dict[str, str]:
        """A few headers, most of them wrong."""
        dice = self.dice
        some = {name: dice.choice(HEADERS[name]) for name in HEADERS if dice.random() < 0.03}
        return {**some, "Accept": some.get("Accept", dice.choice(["application/json", "text/html"]))}

    def bent_body(self, pattern: str) -> tuple[bytes, str]:
        """A sound body with something wrong in it."""
        dice = self.dice
        body: dict[str, Any] = deepcopy(BODIES.get(pattern, {}))
        if "session" in pattern:
            body.setdefault("clients", [self.keys.ids["client"]])
            body.setdefault("resume", dice.choice([seat["resume"] for seat in self.keys.seats.values()]))
        for _ in range(dice.choice([0, 1, 1, 1, 2, 3])):
            if dice.random() < 0.4:
                self.bend(body)
            else:
                body[dice.choice([*body, *BODY_NAMES])] = self.value()
        if dice.random() < 0.5:
            return json.dumps(body).encode(), "application/json"
        return urlencode({name: str(value) for name, value in body.items()}).encode(), ""

    def bend(self, told: Any) -> None:
        """Puts something wrong somewhere inside: a step of a protocol, a question of a form, a set of a program."""
        dice = self.dice
        places = list(told) if isinstance(told, dict) else list(range(len(told)))
        if not places:
            return
        place = dice.choice(places)
        if isinstance(told[place], dict | list) and told[place] and dice.random() < 0.8:
            self.bend(told[place])
        elif isinstance(told, list) and dice.random() < 0.3:
            told *= dice.choice([0, 2, 60])
        else:
            told[place] = self.value()

    def body(self) -> tuple[bytes, str]:
        """Bytes, and what they claim to be."""
        dice = self.dice
        some = {dice.choice(NAMES): self.value() for _ in range(dice.randrange(12))}
        match dice.randrange(10):
            case 0:
                return dice.randbytes(dice.randrange(300)), dice.choice(HEADERS["Content-Type"])
            case 1:
                return b"[" * dice.randrange(1, 50_000), "application/json"
            case 2 | 3 | 4:
                return urlencode({name: str(value) for name, value in some.items()}).encode(), ""
            case 5:
                return json.dumps(self.value()).encode(), "application/json"
            case _:
                return json.dumps(some).encode(), "application/json"

    def value(self) -> Any:
        """Something for a field."""
        dice = self.dice
        return dice.choice([dice.choice(TEXTS), dice.choice(TEXTS), dice.choice(VALUES), dice.choice(self.real)])


def worlds(count: int) -> Iterator[int]:
    yield from range(max(1, count // A_WORLD))


@BOTH
async def test_nonsense_is_answered_and_breaks_nothing(
    spotter: Spotter, tenth: Tenth, caplog: pytest.LogCaptureFixture, database_kind: str
) -> None:
    caplog.set_level(logging.WARNING)
    asked = 0
    for seed in worlds(tenth(10_000) if database_kind == "sqlite" else tenth(2_500)):
        keys = await cut(spotter)
        nonsense = Nonsense(seed, keys)
        for _ in range(A_WORLD):
            spotter.app[limits.TALLY]._tries.clear()  # type: ignore[attr-defined]
            role, method, path, how = nonsense.request()
            if "{" not in path:
                await ask(keys, role, method, path, how, seed)
                asked += 1
        spotter.accounts.clear()
        await forget_everybody(spotter)
    assert asked >= 200
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert (await spotter.browser().get("/healthz")).json == {"ok": True}


async def ask(keys: Keys, role: str, method: str, path: str, how: dict[str, Any], seed: int) -> None:
    try:
        answer = await keys.people[role].ask(method, path, **how)
    except Exception as problem:
        raise AssertionError(f"seed {seed}: {role} {method} {path} {how}: {problem!r}") from problem
    assert answer.status < 500, f"seed {seed}: {role} {method} {path} {how}: {answer.status} {answer.text[:500]}"
    if answer.status >= 400 and method != "HEAD":
        assert answer.headers["Content-Security-Policy"], path


async def forget_everybody(spotter: Spotter) -> None:
    """Empties the database between two worlds."""
    async with spotter.database.writing() as db, db.begin():
        for table in reversed(metadata.sorted_tables):
            await db.execute(delete(table))
