"""What Spotter stands on: Python, the libraries as they were locked, the files pages load, the clock."""

import re
import subprocess
import sys
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker

from recordings.child import trial
from server.doctor.findings import Finding, ok, problem, warning

ROOT = Path(__file__).resolve().parent.parent.parent
SET_UP = "Run ./spotter setup."
VENDOR = (
    "lit-html/lit-html.js",
    "signals-core.js",
    "socket.io.msgpack.min.js",
    "inter/inter-latin-wght-normal.woff2",
)
BUILT = datetime(2025, 1, 1, tzinfo=UTC)  # no clock that is right is before this


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Whether this Python is new enough."""
    shown = ".".join(str(part) for part in version)
    if version < (3, 11):
        return problem(f"Python {shown} is too old.", "Install 3.11 or newer, delete .venv and run ./spotter setup.")
    return ok(f"Python {shown} is new enough.")


def libraries(lock: Path = ROOT / "requirements" / "app.txt") -> Finding:
    """Whether the installed packages are those of the lock file."""
    if not lock.is_file():
        return ok("Spotter was installed as a package, so its libraries are not compared with the lock file.")
    pins = _pins(lock.read_text(encoding="utf-8"))
    missing, other = [], []
    for name, version in pins.items():
        try:
            found = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if found != version:
            other.append(f"{name} {found} instead of {version}")
    if missing:
        return problem(f"Python packages are missing: {', '.join(missing)}.", SET_UP)
    if other:
        return warning(f"Some Python packages are not those Spotter was tested with: {', '.join(other)}.", SET_UP)
    return ok(f"All {len(pins)} Python packages are there, in the locked versions.")


def _pins(lock: str) -> dict[str, str]:
    """Name -> version of the pins that are meant for this Python and system."""
    pins: dict[str, str] = {}
    for name, version, marker in re.findall(r"^([\w.-]+)==(\S+)(?: ; (.+?))? ?\\?$", lock, re.MULTILINE):
        if not marker or Marker(marker).evaluate():
            pins[name] = version
    return pins


def browser_libraries(folder: Path = ROOT / "static" / "vendor") -> Finding:
    """Whether the files that pages load were copied."""
    missing = [name for name in VENDOR if not (folder / name).is_file()]
    if missing:
        return problem(f"Pages would not work: static/vendor lacks {', '.join(missing)}.", SET_UP)
    return ok("The browser's libraries are in static/vendor.")


def sandbox(why: str | None = "") -> Finding:
    """Whether strangers' files can be opened behind locked doors. why: what a trial said; "" tries it now."""
    why = trial() if why == "" else why
    if why is not None:
        return problem(
            f"No clip can be opened in a sandbox here, so uploads are refused. {why}",
            "Use Linux 5.13 or newer. In a container, allow it Landlock or user namespaces (a newer Docker does); on "
            "Ubuntu, sysctl kernel.apparmor_restrict_unprivileged_userns=0 gives the second.",
        )
    return ok("Clips are opened in a sandbox.")


def clock(now: datetime | None = None) -> Finding:
    """Whether the time can be right. Links and TURN credentials expire by it; pages count their timers from it."""
    now = now or datetime.now(UTC)
    if now < BUILT:
        return problem(f"The clock says {now:%Y-%m-%d}, which is long past.", "Set it, best by NTP.")
    if _is_synchronised() is False:
        return warning(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, and nothing keeps it right.",
            "Switch NTP on: timedatectl set-ntp true.",
        )
    return ok(f"The clock says {now:%Y-%m-%d %H:%M} UTC.")


def _is_synchronised() -> bool | None:
    """What systemd says about NTP; None where it cannot say."""
    try:
        asked = subprocess.run(
            ["timedatectl", "show", "-p", "NTPSynchronized", "--value"],
            capture_output=True,
            text=True,
            timeout=5,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return {"yes": True, "no": False}.get(asked.stdout.strip())
