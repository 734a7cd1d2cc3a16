"""`python -m server`: reads the command and the settings, and calls the part that does it."""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Sequence

from server.domain.errors import DomainError
from server.settings import BadSetting, Settings, read_settings

try:
    from server.store.database import Database, open_database
    from server.store.migrate import TooNew, migrate
except ModuleNotFoundError as missing:
    sys.exit(f"spotter: The Python package {missing.name} is missing. Set up what Spotter needs with: ./spotter setup")


def main(arguments: Sequence[str] | None = None) -> int:
    """Does one command; returns its exit code."""
    given = _parser().parse_args(arguments)
    os.umask(0o077)  # what people say about their bodies is for this user only
    try:
        return int(given.run(given))
    except (BadSetting, TooNew) as problem:
        print(f"spotter: {problem}", file=sys.stderr)
    except DomainError as problem:
        print(f"spotter: {problem.message}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m server",
        description="Spotter's server. Settings come from the environment; see docs/configuration.md.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help, description=help)
        made.set_defaults(run=run)
        return made

    command(
        "serve", _serve, "Everything in one process: bring the database up to date, serve pages and rooms, do jobs."
    )
    command("web", _web, "Serve pages and rooms only; run `jobs` beside it.")
    command("jobs", _jobs, "Do what nobody asks for, such as retention, without serving pages.")
    media = command("media", _media, "Carry the rooms' pictures, and record them, without serving pages.")
    media.add_argument("--child", action="store_true", help=argparse.SUPPRESS)  # as `serve` starts it
    command("migrate", _migrate, "Bring the database up to date and end.")
    trainer = command("make-trainer", _make_trainer, "Print a one-time link by which a trainer makes an account.")
    trainer.add_argument("email", metavar="EMAIL")
    trainer.add_argument("name", metavar="NAME")
    password = command("password-link", _password_link, "Print a one-time link by which somebody sets a new password.")
    password.add_argument("email", metavar="EMAIL")
    command("turn-config", _turn_config, "Print a hardened configuration of coturn that fits the settings.")
    command("doctor", _doctor, "Say in sentences what is missing or wrong on this machine. Ends with 1 for a problem.")
    command("demo", _demo, "Serve from a throw-away folder with a trainer, clients and a session that begins now.")
    generate = command(
        "generate", _generate, "Write the files that are made from the code: tables, types, .env.example."
    )
    generate.add_argument("--check", action="store_true", help="only say which are out of date, and end with 1")
    return parser


def _serve(given: argparse.Namespace) -> int:
    from server import main

    main.run(read_settings())
    return 0


def _web(given: argparse.Namespace) -> int:
    from server import main

    main.run(read_settings(), jobs_side=False)
    return 0


def _jobs(given: argparse.Namespace) -> int:
    from server import main

    main.run(read_settings(), web_side=False)
    return 0


def _media(given: argparse.Namespace) -> int:
    from server import media_process

    media_process.run(read_settings(), is_child=given.child)
    return 0


def _migrate(given: argparse.Namespace) -> int:
    async def bring_up_to_date(database: Database, settings: Settings) -> str:
        return f"The database is up to date, at {await migrate(database.engine)}."

    return _with_database(bring_up_to_date)


def _make_trainer(given: argparse.Namespace) -> int:
    from server import first_run
    from server.main import now_ms

    async def make(database: Database, settings: Settings) -> str:
        await migrate(database.engine)
        if owner := await first_run.owner_link(database, settings.public_url, now_ms()):
            return f"There is no owner yet. The owner's account comes first; make it here, within a day:\n  {owner}"
        link = await first_run.trainer_link(database, settings.public_url, given.email, given.name, now_ms())
        return f"{given.name} makes the account here, within seven days; the link works once:\n  {link}"

    return _with_database(make)


def _password_link(given: argparse.Namespace) -> int:
    from server import first_run
    from server.main import now_ms

    async def make(database: Database, settings: Settings) -> str:
        await migrate(database.engine)
        link = await first_run.password_link(database, settings.public_url, given.email, now_ms())
        return f"A new password is set here, within an hour; the link works once:\n  {link}"

    return _with_database(make)


def _turn_config(given: argparse.Namespace) -> int:
    from server import turn_config

    print(turn_config.render(read_settings()), end="")
    return 0


def _doctor(given: argparse.Namespace) -> int:
    from server.doctor import examination

    return examination.run(os.environ)


def _demo(given: argparse.Namespace) -> int:
    from server import demo

    return demo.run(os.environ)


def _generate(given: argparse.Namespace) -> int:
    from server import generate

    return generate.run(check=given.check)


def _with_database(work: Callable[[Database, Settings], Awaitable[str]]) -> int:
    """Runs `work` on the database of the settings and prints the sentence it returns."""
    settings = read_settings()

    async def run() -> str:
        database = open_database(settings.database_url)
        try:
            return await work(database, settings)
        finally:
            await database.close()

    print(asyncio.run(run()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
