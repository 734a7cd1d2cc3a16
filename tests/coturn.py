"""The real coturn with the configuration that `python -m server turn-config` prints."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from server import turn_config
from server.settings import Settings, local_addresses, read_settings
from tests.engines import end, missing

SECRET = "a-long-random-word"
# Where coturn passes packets on to: never 127.0.0.1.
OWN = next((one for one in local_addresses() if ":" not in one), "127.0.0.1")


def environ(port: int) -> dict[str, str]:
    """The settings of a server whose coturn listens at that port of 127.0.0.1."""
    return {"MEDIA_PUBLIC_IP": OWN, "TURN_URLS": f"turn:127.0.0.1:{port}", "TURN_SECRET": SECRET}


def settings_for(folder: Path, port: int = 3478, **more: str) -> Settings:
    """The same, read."""
    return read_settings({"DATA_DIR": str(folder / "var"), **environ(port), **more})


@contextlib.contextmanager
def coturn(folder: Path, port: int, without: str = "nothing") -> Iterator[None]:
    """It runs; only where it listens is said beside. without: lines that begin so are left out."""
    binary = shutil.which("turnserver", path="/usr/bin:/usr/local/bin:/usr/sbin:/usr/local/sbin")
    if binary is None:
        missing("coturn")
        return
    conf = folder / "turnserver.conf"
    said = turn_config.render(settings_for(folder, port)).splitlines()
    conf.write_text("\n".join(line for line in said if not line.startswith(without)))
    places = ["--listening-ip=127.0.0.1", f"--relay-ip={OWN}", "--relay-ip=::1"]
    files = [f"--pidfile={folder / 'pid'}", f"--userdb={folder / 'db'}", "--log-file=stdout"]
    with (folder / "coturn.log").open("wb") as output:
        server = subprocess.Popen([binary, "-c", str(conf), *places, *files], stdout=output, stderr=output, cwd=folder)
    try:
        yield
    finally:
        end(server)
