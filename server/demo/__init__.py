"""`python -m server demo`: a Spotter to try out, on a folder that is gone when it ends."""

import asyncio
import logging
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from server import logs, main
from server.demo import films, measured, trained
from server.demo.story import EMAIL, PASSWORD, Story, tell
from server.domain import contact, links
from server.passwords import Passwords
from server.settings import Settings, read_settings
from server.store import accounts, clients, groups, invites, readiness, saved_timers, sessions
from server.store.database import open_database
from server.store.events import DatabaseLog
from server.store.forms import filled as filled_forms
from server.store.forms import goals
from server.store.forms import library as forms
from server.store.migrate import migrate

# Where the demo listens may be set as for the real one; everything else would touch what is not the demo's.
KEPT = ("BIND", "PUBLIC_URL", "SELF_SIGNED", "TLS_CERT", "TLS_KEY", "TRUSTED_PROXIES", "MEDIA_HOST", "MEDIA_PORT")
FIRST_CHOICE = 8080


def run(environ: Mapping[str, str]) -> int:
    """Serves the demo until it is stopped; then its folder is gone."""
    folder = Path(tempfile.mkdtemp(prefix="spotter-demo-"))
    try:
        settings = demo_settings(environ, folder)
        logs.set_up(settings.log_format, level=logging.WARNING)
        asyncio.run(_serve(settings))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def demo_settings(environ: Mapping[str, str], folder: Path) -> Settings:
    """Settings that keep everything in `folder`; on 8080, or another port where that is taken."""
    kept = {name: environ[name] for name in KEPT if environ.get(name)}
    return read_settings({"BIND": f"127.0.0.1:{_free_port()}", **kept, "DATA_DIR": str(folder)})


async def _serve(settings: Settings) -> None:
    story = await prepare(settings)
    told = False

    def say(text: str) -> None:
        nonlocal told
        if told or not text.startswith("Spotter is at"):
            print(text)
            return
        told = True
        print(box(lines(settings, story)))

    await main.serve(settings, say=say)


async def prepare(settings: Settings) -> Story:
    """Fills the empty database with the demo's people and sessions."""
    passwords = Passwords()
    password_hash = await passwords.hash(PASSWORD)
    passwords.close()
    story = tell(main.now_ms(), _time_zone(), password_hash)
    database = open_database(settings.database_url)
    try:
        await migrate(database.engine)
        async with database.writing() as db, db.begin():
            await accounts.add(db, story.trainer)
            for client in story.clients:
                await clients.add(db, client)
            await readiness.add(db, *story.health)
            await forms.add_version(db, story.trainer.id, story.asked.version)
            await filled_forms.add(db, story.asked.filled)
            await filled_forms.save(db, story.asked.filled, story.asked.changes)
            await goals.add(db, story.asked.goal)
            await groups.add(db, story.group)
            await sessions.add(db, *story.sessions)
            await invites.add(db, story.guest)
            for timer in story.timers:
                await saved_timers.add(db, timer)
            await measured.add(db, story.tests)
            await trained.add(db, story.program, story.lists, main.now_ms())
            await films.show(db, story, settings.data_dir / "uploads", main.now_ms())
        log = DatabaseLog(database)
        await log.append(story.log_of.id, story.log)
        await log.close()
    finally:
        await database.close()
    return story


def lines(settings: Settings, story: Story) -> list[str]:
    """What the demo's visitor is told."""
    url, key = settings.public_url, settings.secret_key
    sam, mia = (f"{url}/c/{links.client_token(key, one.id, one.link_generation)}" for one in story.clients[:2])
    guest_link = f"{url}/g/{links.invite_token(key, story.guest.id, story.guest.generation)}"
    return [
        "Spotter, to try out. Nothing of this is kept.",
        "",
        f"You, the trainer    {url}/sign-in",
        f"                    e-mail    {EMAIL}",
        f"                    password  {PASSWORD}",
        "",
        f"Sam, your client    {sam}",
        f"Mia, another        {mia}",
        f"or Jo, a guest      {guest_link}",
        "",
        f'"{story.now.title}" begins now. Sign in, open its room, then open Sam\'s or',
        "Jo's link in another window: you see each other, and can cue and time.",
        f'"{story.together.title}" comes after it; its door is open already, for a room of several.',
        "",
        "Ctrl+C ends the demo.",
    ]


def box(text: list[str]) -> str:
    """The lines in a frame; plain where the terminal has no frames."""
    width = max(len(line) for line in text)
    try:
        "┌─┐│└┘".encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "\n".join(text)
    rows = [f"│ {line:<{width}} │" for line in text]
    return "\n".join([f"┌{'─' * (width + 2)}┐", *rows, f"└{'─' * (width + 2)}┘"])


def _free_port() -> int:
    """8080 when it is free for TCP and UDP, else one the system gives."""
    for port in (FIRST_CHOICE, 0):
        try:
            with socket.create_server(("127.0.0.1", port)) as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
                found: int = tcp.getsockname()[1]
                udp.bind(("127.0.0.1", found))
                return found
        except OSError:
            continue
    return FIRST_CHOICE


def _time_zone() -> str:
    """This machine's time zone by its IANA name, or UTC when it does not say."""
    said = os.environ.get("TZ", "").lstrip(":")
    if not said:
        said = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return said if said in contact.time_zones() else "UTC"
