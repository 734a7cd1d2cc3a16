"""Where Spotter keeps things: DATA_DIR, the key, the database, Redis."""

import asyncio
import os
import shutil
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from server.doctor.findings import Finding, ok, problem, warning
from server.settings import Settings
from server.store import accounts
from server.store.database import Database, open_database
from server.store.migrate import known, newest, revision

LEAST_FREE_BYTES = 200 * 1024 * 1024
LITTLE_FREE_BYTES = 2 * 1024 * 1024 * 1024
WAIT_S = 5.0
REMOTE = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs")


def folder(settings: Settings) -> list[Finding]:
    """Whether DATA_DIR can be written, is private, has room, and lies on a disk of this machine."""
    path = settings.data_dir
    if not path.exists():
        above = next(parent for parent in path.absolute().parents if parent.exists())
        if not os.access(above, os.W_OK):
            return [
                problem(f"DATA_DIR {path} does not exist, and {above} cannot be written.", "Make it, or set another.")
            ]
        return [ok(f"DATA_DIR {path} is made at the first start."), *_room(above)]
    try:
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        return [
            problem(
                f"DATA_DIR {path} cannot be written: {error.strerror}.", "Give it to the user who runs Spotter (chown)."
            )
        ]
    found = [ok(f"DATA_DIR {path} can be written.")]
    if path.stat().st_mode & 0o077:
        found = [warning(f"Other users of this machine can look into DATA_DIR {path}.", f"Run chmod 700 {path}.")]
    return [*found, *_room(path), *_disk(path)]


def _room(path: Path) -> list[Finding]:
    free = shutil.disk_usage(path).free
    size = f"{free / 1024**3:.1f} GiB free for DATA_DIR"
    if free < LEAST_FREE_BYTES:
        return [problem(f"There is {size}: the database will soon fail.", "Free some space, or move DATA_DIR.")]
    if free < LITTLE_FREE_BYTES:
        return [warning(f"There is {size}.", "Make room before it runs out.")]
    return [ok(f"There is {size}.")]


def _disk(path: Path) -> list[Finding]:
    """SQLite's write-ahead log needs shared memory, which a network disk does not give."""
    try:
        mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return []
    over = [(where, kind) for where, kind in mounts if path.absolute().is_relative_to(where)]
    kind = max(over, key=lambda one: len(one[0]))[1] if over else ""
    if kind not in REMOTE:
        return []
    return [
        problem(
            f"DATA_DIR lies on a network disk ({kind}), where SQLite may lose data.", "Use a local disk, or PostgreSQL."
        )
    ]


def secret_key(settings: Settings, environ: Mapping[str, str]) -> list[Finding]:
    """Whether the key that signs links is long enough and for our eyes only."""
    if environ.get("SECRET_KEY_FILE") and not environ.get("SECRET_KEY"):
        return _private(Path(environ["SECRET_KEY_FILE"]))
    if environ.get("SECRET_KEY"):
        if len(settings.secret_key) < 32:
            return [problem("SECRET_KEY is short enough to be guessed.", "Use 32 characters or more, made at random.")]
        return [ok("SECRET_KEY is long enough.")]
    path = settings.data_dir / "secret_key"
    if not path.exists():
        return [ok("The key that signs links is made at the first start.")]
    return _private(path)


def _private(path: Path) -> list[Finding]:
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        return [problem(f"The key {path} cannot be read: {error.strerror}.", "Give it to the user who runs Spotter.")]
    if len(text) < 32:
        return [
            problem(f"The key in {path} is short enough to be guessed.", "Delete the file; the next start makes one.")
        ]
    if mode & 0o077:
        rights = stat.filemode(mode)
        return [problem(f"Other users of this machine can read the key {path} ({rights}).", f"Run chmod 600 {path}.")]
    return [ok(f"The key {path} is for its owner only.")]


async def database(settings: Settings) -> list[Finding]:
    """Whether the database answers, and is at the revision this code needs."""
    shown = _without_password(settings.database_url)
    file = settings.database_url.partition(":///")[2] if settings.database_url.startswith("sqlite") else ""
    if file and not await asyncio.to_thread(Path(file).exists):
        return [ok(f"The database {file} is made at the first start.")]
    opened = open_database(settings.database_url)
    try:
        async with asyncio.timeout(WAIT_S):
            at = await revision(opened.engine)
            has_owner = at is not None and at in known() and await _has_account(opened)
    except Exception as error:  # each driver has errors of its own
        return [
            problem(
                f"The database {shown} cannot be used: {_reason(error)}.", "Check DATABASE_URL, and that it is running."
            )
        ]
    finally:
        await opened.close()
    if at is None:
        return [ok(f"The database {shown} answers; its tables are made at the first start.")]
    if at not in known():
        return [
            problem(
                f"The database was last used by a newer Spotter (it is at {at}).",
                "Start that one, or restore a backup.",
            )
        ]
    if at != newest():
        return [ok(f"The database {shown} answers; the next start brings it from {at} to {newest()}.")]
    found = [ok(f"The database {shown} answers and is up to date, at {at}.")]
    if not has_owner:
        found.append(warning("Nobody owns this Spotter yet.", "Start it and open the one-time link it prints."))
    return found


async def _has_account(opened: Database) -> bool:
    async with opened.reading() as db:
        return await accounts.count(db) > 0


async def redis(settings: Settings) -> list[Finding]:
    """Whether Redis answers, when it is set at all."""
    if not settings.redis_url:
        return [ok("REDIS_URL is not set: one web process keeps all rooms.")]
    from server.shared_tally import RedisTally
    from server.web.limits import Bucket

    shown = _without_password(settings.redis_url)
    found: Finding
    try:
        tally = RedisTally(settings.redis_url)
        async with asyncio.timeout(WAIT_S):
            await tally.peek("doctor", Bucket(1, 60, "doctor"))
            await tally.close()
        found = ok(f"Redis answers at {shown}.")
    except Exception as error:  # a wrong URL, a refused password, no answer
        found = problem(
            f"Redis at {shown} cannot be used: {_reason(error)}.", "Check REDIS_URL, and that it is running."
        )
    return [found]


def _reason(error: Exception) -> str:
    """The first line of what a driver says."""
    said = str(error).strip()
    return said.splitlines()[0][:200].rstrip(".") if said else "no answer"


def _without_password(url: str) -> str:
    """The URL as it may be shown."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    name = user.partition(":")[0]
    return parts._replace(netloc=f"{name}@{host}" if name else host).geturl() if at else url
