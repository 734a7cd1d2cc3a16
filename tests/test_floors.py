"""The floors of the house: who may import whom, which library lives in which room, and what the pure rooms never do."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Each room may import the rooms listed with it, itself, and the standard library. The longest name that fits counts.
FLOORS: dict[str, tuple[str, ...]] = {
    "signaling": (),
    "recordings": (),
    "server.ids": (),
    "server.domain": (),
    "server.settings": ("server.ids",),
    "server.passwords": ("server.domain",),
    "server.mail": ("server.domain",),
    "server.media": (
        "server.ids",
        "server.domain",
        "server.film_job",
        "server.media_job",
        "server.store",
        "recordings",
    ),
    "server.film_job": ("server.domain", "server.media_job", "server.store", "server.workbench", "recordings"),
    "server.media_job": ("server.ids", "server.domain", "server.store", "server.workbench", "recordings"),
    "server.workbench": ("recordings",),
    "server.recorded": ("server.ids", "server.domain", "server.store", "recordings"),
    "server.news": ("server.domain", "server.store", "signaling"),
    "server.notices": ("server.ids", "server.domain", "server.settings", "server.store"),
    "server.given_notices": ("server.domain", "server.notices", "server.settings", "server.store"),
    "server.handouts": ("server.ids", "server.domain", "server.settings", "server.store", "recordings"),
    "server.review_notices": ("server.domain", "server.notices", "server.settings", "server.store"),
    "server.session_notices": ("server.domain", "server.notices", "server.settings", "server.store"),
    "server.reminding": ("server.domain", "server.notices", "server.settings", "server.store"),
    "server.post": (
        "server.ids",
        "server.domain",
        "server.mail",
        "server.notices",
        "server.reminding",
        "server.settings",
        "server.still_news",
        "server.store",
    ),
    "server.still_news": ("server.domain", "server.session_notices", "server.store"),
    "server.qr": (),
    "server.sheet_child": (),
    "server.sheets": ("server.domain",),
    "server.pdf": (),
    "server.pdf_child": ("server.pdf",),
    "server.metrics": (),
    "server.logs": (),
    "server.tls": ("server.settings",),
    "server.turn_config": ("server.ids", "server.settings"),
    "server.store": ("server.ids", "server.domain", "signaling.log"),
    "server.access": ("server.domain", "server.store"),
    "server.first_run": ("server.ids", "server.domain", "server.store"),
    "server.clip_store": ("server.settings", "recordings"),
    "server.jobs": (
        "server.settings",
        "server.domain",
        "server.store",
        "server.arrivals",
        "server.recorded",
        "recordings",
    ),
    "server.arrivals": ("server.ids", "server.domain", "server.store", "recordings"),
    "server.live": ("server.ids", "server.domain", "server.relays", "server.store", "signaling"),
    "server.relays": ("server.store", "signaling"),
    "server.recorders": ("server.ids", "recordings", "signaling"),
    "server.media_child": ("server.settings", "signaling"),
    "server.media_process": (
        "server.ids",
        "server.logs",
        "server.recorders",
        "server.settings",
        "server.store",
        "signaling",
    ),
    "server.shared_tally": ("server.web.limits",),
    "server.web": (
        "server.access",
        "server.arrivals",
        "server.domain",
        "server.given_notices",
        "server.handouts",
        "server.ids",
        "server.live",
        "server.mail",
        "server.media",
        "server.metrics",
        "server.news",
        "server.notices",
        "server.passwords",
        "server.pdf",
        "server.qr",
        "server.review_notices",
        "server.session_notices",
        "server.settings",
        "server.sheets",
        "server.store",
        "signaling",
        "recordings",
    ),
    # The composition root and the commands on top of it know every part; nobody below knows them.
    "server.main": ("server", "signaling", "recordings"),
    "server.demo": ("server", "signaling", "recordings"),
    "server.doctor": ("server", "signaling", "recordings"),
    "server.generate": ("server", "signaling", "recordings"),
    "server.__main__": ("server", "signaling", "recordings"),
}
# Alembic loads these by path; they belong to the store.
FLOORS["server.store.migrations"] = ("server.store",)

# Which library lives where. One that is not named here is not ours to use.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "aiohttp": (
        "server.web",
        "server.live",
        "server.arrivals",
        "server.main",
        "server.media",
        "server.news",
        "server.doctor",
        "recordings.upload",
        "signaling.namespace",
        "signaling.transport",
    ),
    "PIL": ("recordings",),
    "aiortc": ("signaling.media.private",),
    "aiosqlite": ("server.store.one_crossing",),
    "aiosmtplib": ("server.mail",),
    "alembic": ("server.store.migrate", "server.store.migrations"),
    "argon2": ("server.passwords",),
    "av": ("recordings",),
    "cryptography": ("server.tls",),
    "engineio": ("signaling.transport",),
    "jinja2": ("server.web",),
    "limits": ("server.shared_tally",),
    "msgspec": (
        "server.film_job",
        "server.store.database",
        "server.store.protocols",
        "server.store.results",
        "server.store.training",
        "server.web.answers",
        "server.web.pages",
        "server.web.progress",
        "server.web.protocols",
        "server.web.splice_check",
        "signaling",
        "recordings",
    ),
    "obstore": ("recordings.s3",),
    "openpyxl": ("server.sheets", "server.sheet_child"),
    "packaging": ("server.doctor",),
    "prometheus_client": ("server.metrics", "server.web.health"),
    "pylibsrtp": ("signaling.media.private",),
    "redis": ("signaling.shared", "server.doctor"),
    "segno": ("server.qr",),
    "socketio": ("signaling.namespace", "signaling.shared", "signaling.transport"),
    "sqlalchemy": ("server.store",),
    "typst": ("server.pdf",),
    "uvloop": ("server.main",),
}
PURE = (
    "server.domain",
    "signaling.folding",
    "signaling.room",
    "signaling.views",
    "signaling.timers",
    "signaling.cues",
    "signaling.commands",
    "signaling.media.checks",
    "signaling.media.lanes",
    "signaling.media.lines",
    "signaling.media.rtcp",
    "signaling.media.rtp",
    "signaling.media.sdp",
    "signaling.media.star",
    "signaling.media.uplink",
    "recordings.chapters",
    "recordings.clip_chapters",
    "recordings.consent_gate",
    "recordings.encoded",
    "recordings.entries",
    "recordings.h264",
    "recordings.matroska",
    "recordings.pieces",
    "recordings.refusals",
    "recordings.reorder",
    "recordings.rtp",
    "recordings.sender_clock",
    "recordings.stream",
    "recordings.timeline",
    "recordings.timers",
    "recordings.tus",
    "recordings.vp8",
    "recordings.work",
)
# No I/O, no clock, no chance, no ids made: what a pure room needs of these is handed in.
IMPURE = frozenset(
    "asyncio io logging os pathlib random secrets shutil socket ssl subprocess tempfile threading time uuid".split()
)
CLOCKS = {"now", "utcnow", "today"}


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("server", "signaling", "recordings"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


def imports(name: str, tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lies_in(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def room_of(name: str) -> str:
    return max((room for room in FLOORS if lies_in(name, room)), key=len, default="")


MODULES = list(modules())


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_a_module_keeps_to_its_floor(name: str, path: Path) -> None:
    room = room_of(name)
    assert room or name == "server", f"{name} lies in no room: say in FLOORS what it may import"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for wanted in imports(name, tree):
        top = wanted.split(".")[0]
        if top in ("server", "signaling", "recordings"):
            allowed = any(lies_in(wanted, each) for each in (room, *FLOORS.get(room, ())))
            assert allowed, f"{name} imports {wanted}, which is not for {room}"
        elif top not in sys.stdlib_module_names:
            assert any(lies_in(name, each) for each in LIBRARIES.get(top, ())), f"{name} uses {top}"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_a_pure_room_does_nothing_but_think(name: str, path: Path) -> None:
    if not any(lies_in(name, room) for room in PURE):
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            assert not {each.split(".")[0] for each in names} & IMPURE, f"{name} imports {names}"
        if isinstance(node, ast.Call):
            called = node.func
            assert not (isinstance(called, ast.Name) and called.id in ("open", "print", "input")), f"{name}: I/O"
            assert not (isinstance(called, ast.Attribute) and called.attr in CLOCKS), f"{name} reads a clock"


def test_no_module_keeps_state_or_has_effects_when_imported() -> None:
    """Two applications in one process share nothing: at module level only definitions, constants and pure calls."""
    for name, path in MODULES:
        if lies_in(name, "server.store.migrations") or name.endswith("__main__"):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            bare_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            assert not bare_call, f"{name}:{node.lineno} does something when it is imported"
            assert not isinstance(node, ast.For | ast.While | ast.With), f"{name}:{node.lineno} runs when imported"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not isinstance(node, ast.Global), f"{name}:{node.lineno} writes a module's variable"


def test_every_module_says_first_what_lives_there() -> None:
    for name, path in MODULES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{name} has no docstring"


def test_the_floors_name_nothing_that_is_gone() -> None:
    names = [name for name, _ in MODULES]
    used = {wanted.split(".")[0] for name, path in MODULES for wanted in imports(name, ast.parse(path.read_text()))}
    assert [room for room in FLOORS if not any(lies_in(name, room) for name in names)] == []
    assert [library for library in LIBRARIES if library not in used] == []
