"""`python -m server doctor`: says in sentences what is missing or wrong on this machine. It changes nothing."""

import asyncio
from collections.abc import Mapping

from server.doctor import data, machine, ways
from server.doctor.findings import Finding, lay_out, ok, problem
from server.settings import TABLE, BadSetting, Settings, read_settings


def run(environ: Mapping[str, str]) -> int:
    """Prints all findings; 1 when one of them is a problem, else 0."""
    found = asyncio.run(examine(environ))
    print(lay_out(found))
    return int(any(one.kind == "problem" for one in found))


async def examine(environ: Mapping[str, str]) -> list[Finding]:
    """Everything worth saying about this machine and these settings, in the order an operator would look."""
    found = [machine.python(), machine.libraries(), machine.browser_libraries(), machine.clock(), machine.sandbox()]
    try:
        settings = read_settings(_without_a_new_key(environ))
    except BadSetting as bad:
        return [*found, problem(str(bad), "Correct it in the environment or in .env; docs/configuration.md lists all.")]
    found.append(ok(_said(environ)))
    found += data.folder(settings)
    found += data.secret_key(settings, environ)
    found += await data.database(settings)
    found += await data.redis(settings)
    found += await _ways(settings)
    return found


async def _ways(settings: Settings) -> list[Finding]:
    steps = (ways.address, ways.public_url, ways.certificate, ways.proxies, ways.stun, ways.turn, ways.mail)
    return [one for step in steps for one in await step(settings)]


def _without_a_new_key(environ: Mapping[str, str]) -> dict[str, str]:
    """Reading settings makes DATA_DIR and the key in it; an examination must not."""
    if environ.get("SECRET_KEY") or environ.get("SECRET_KEY_FILE"):
        return dict(environ)
    return {**environ, "SECRET_KEY": "not the real one"}


def _said(environ: Mapping[str, str]) -> str:
    names = [row.name for row in TABLE if environ.get(row.name) or (row.is_secret and environ.get(f"{row.name}_FILE"))]
    if not names:
        return "All settings have their defaults."
    return f"The settings can be used. Set here: {', '.join(names)}."
