"""`python -m server media`: the relay and its recorders in a process of their own, known by a row.

A page that takes long to render, or a server that is started anew, must not hold up a picture.
"""

import asyncio
import contextlib
import ipaddress
import logging
import os
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from server import ids, logs
from server.recorders import RoomRecorders
from server.settings import BadSetting, Settings
from server.store import relays
from server.store.database import Database, open_database
from server.store.migrate import migrate
from server.store.relays import RelayRow
from signaling.media.engine import RelaySettings
from signaling.media.memory import settle
from signaling.media.service import Service, serving

log = logging.getLogger(__name__)

LOOK_S = 1.0
ALONE_S = 20.0  # a relay that a server began ends by itself when nobody has asked it anything for so long
SOCKET_MOST = 100  # bytes: the system takes only a little more


def run(settings: Settings, *, is_child: bool = False) -> None:
    """Runs until SIGTERM or SIGINT; a child also when its server stays away. Raises BadSetting."""
    logs.set_up(settings.log_format)
    asyncio.run(carry(settings, is_child=is_child))


async def carry(settings: Settings, *, is_child: bool = False, stop: asyncio.Event | None = None) -> None:
    """The relay, from its row to the end of it. Raises BadSetting when its port is taken."""
    stop = stop or asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    database = open_database(settings.database_url)
    try:
        if not is_child:  # a server brings it up to date before it has children
            await migrate(database.engine)
        await _carry(settings, database, is_child, stop)
    finally:
        await database.close()


async def _carry(settings: Settings, database: Database, is_child: bool, stop: asyncio.Event) -> None:
    id = ids.new()
    relay = RelaySettings(host=settings.media_host, port=settings.media_port, public_ip=await _public_ip(settings))
    with _socket_folder(settings.data_dir) as folder:
        path = folder / f"{id}.sock"
        make = RoomRecorders.maker(settings.data_dir / "recordings", floor_bytes=settings.disk_floor_bytes)
        async with contextlib.AsyncExitStack() as house:
            try:
                service = await house.enter_async_context(serving(path, relay, make))
            except OSError as problem:
                where = f"{settings.media_host}, MEDIA_PORT {settings.media_port}"
                raise BadSetting(f"MEDIA_HOST is {where}, where we cannot listen: {problem.strerror}.") from None
            await _add(database, id, path, settings)
            house.push_async_callback(_remove, database, id)
            settle()
            print("listening", flush=True)
            await _until_over(service, database, id, is_child, stop)


async def _until_over(service: Service, database: Database, id: str, is_child: bool, stop: asyncio.Event) -> None:
    alone_s = 0.0
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_S):
                await stop.wait()
        alone_s = alone_s + LOOK_S if service.is_alone else 0.0
        if is_child and alone_s > ALONE_S:
            log.info("nobody asks any more")
            return
        if not await _is_known(database, id):
            log.warning("this relay was struck out: its rooms are elsewhere")
            return


async def _public_ip(settings: Settings) -> str:
    """What pages are told: an address, as a name means nothing to ICE. Raises BadSetting for a name nobody knows."""
    host = settings.media_public_ip
    with contextlib.suppress(ValueError):
        return str(ipaddress.ip_address(host))
    family = socket.AF_INET6 if ":" in settings.media_host else socket.AF_INET
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, family=family, type=socket.SOCK_DGRAM)
    except OSError:
        raise BadSetting(f"MEDIA_PUBLIC_IP is {host}, which has no address. Set the one clients can reach.") from None
    return str(found[0][4][0])


async def _add(database: Database, id: str, path: Path, settings: Settings) -> None:
    address = f"{settings.media_host}:{settings.media_port}"
    row = RelayRow(id=id, socket=str(path), address=address, pid=os.getpid(), started_at_ms=time.time_ns() // 1_000_000)
    async with database.writing() as db, db.begin():
        await relays.add(db, row)


async def _remove(database: Database, id: str) -> None:
    with contextlib.suppress(Exception):  # the database may be gone; whoever finds the row strikes it out
        async with database.writing() as db, db.begin():
            await relays.remove(db, id)


async def _is_known(database: Database, id: str) -> bool:
    try:
        async with database.reading() as db:
            return any(row.id == id for row in await relays.all_of(db))
    except Exception:
        log.exception("the database does not answer")
        return True


@contextlib.contextmanager
def _socket_folder(data_dir: Path) -> Iterator[Path]:
    """A folder for the socket: in DATA_DIR, unless that has too long a path for one."""
    folder = data_dir.absolute() / "relays"
    if len(os.fsencode(folder)) + 40 <= SOCKET_MOST:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="spotter-relay-") as short:
        yield Path(short)
