"""The commands of ./spotter: what each needs set up, and what it then runs."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from launcher import browser, python, servers
from launcher.places import ROOT, Trouble, alone
from launcher.progress import Step, walk

HELP = """\
Spotter: a server for personal trainers who see their clients on video.

  ./spotter serve            start the server; the first start prints a link to make the owner's account
  ./spotter demo             try it: a throw-away server with a trainer, clients and a session that begins now
  ./spotter doctor           say in sentences what is missing or wrong on this machine

  ./spotter test [--all] [pytest's options and files]
                             run the tests; --all adds the long ones
  ./spotter check            ruff, mypy, tsc, and whether generated files are current
  ./spotter bench [--list] [figure…]
                             measure; one line of JSON for each figure

  ./spotter setup [--dev]    only set up what serve needs, or with --dev what test, check and bench need
  ./spotter migrate | web | jobs | media | make-trainer EMAIL NAME | password-link EMAIL | turn-config | generate
                             the server's other commands; add --help to any of them

Each sets up what is missing (Python packages in .venv, browser libraries in static/vendor) and is quick after that.
Settings come from the environment and from a file .env here; .env.example lists them all. They are explained in
docs/configuration.md.
"""

PARTS = ("serve", "web", "jobs", "media")
SERVER_COMMANDS = (*PARTS, "migrate", "make-trainer", "password-link", "turn-config", "doctor", "demo")
DEV_SERVER_COMMANDS = ("generate",)


def run(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Does one command; returns its exit code (a server's command never returns: it takes our place)."""
    command, *rest = arguments or ["--help"]
    if command in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    try:
        return _run(command, rest, root)
    except Trouble as trouble:
        print(f"spotter: {trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


def _run(command: str, rest: list[str], root: Path) -> int:
    if command in SERVER_COMMANDS or command in DEV_SERVER_COMMANDS:
        set_up(dev_steps(root) if command in DEV_SERVER_COMMANDS else app_steps(root), root)
        return _become(root, ["-m", "server", command, *rest])
    if command == "setup":
        set_up(dev_steps(root) if "--dev" in rest else app_steps(root), root)
        print("Everything is set up.")
        return 0
    if command == "test":
        return _test(rest, root)
    if command == "check":
        return _check(root)
    if command == "bench":
        set_up(dev_steps(root), root)
        return _become(root, ["-m", "bench", *rest])
    raise Trouble(f"There is no command {command!r}. ./spotter --help lists them all.")


def app_steps(root: Path) -> list[Step]:
    """What serving needs; nothing of it when the last run left it all in place."""
    steps = [python.environment_step(root), python.packages_step(root, "app", "Python packages")]
    if not browser.has_vendor(root):
        steps += [browser.node_step(root), browser.libraries_step(root, with_tools=False), browser.vendor_step(root)]
    return steps


def dev_steps(root: Path) -> list[Step]:
    """What testing, checking and measuring need."""
    return [
        python.environment_step(root),
        python.packages_step(root, "dev", "Python packages, with those for tests"),
        browser.node_step(root),
        browser.libraries_step(root, with_tools=True),
        browser.vendor_step(root),
    ]


def set_up(steps: list[Step], root: Path) -> None:
    """Does what is not done yet, alone in this folder."""
    if all(step.is_done() for step in steps):
        return
    with alone(root):
        walk(steps)


def _environ(root: Path) -> dict[str, str]:
    """The environment of a server's command: what is set already, and what .env adds to it."""
    return {**read_env_file(root / ".env"), **os.environ}


def _dev_environ(root: Path) -> dict[str, str]:
    """The environment of tests, checks and figures: the chosen Node.js and Debian's servers on the PATH, no .env."""
    path = servers.path_with_servers(browser.path_with(browser.find_node(root)))
    return {**os.environ, "PATH": path}


def read_env_file(file: Path) -> dict[str, str]:
    """NAME=value lines; # begins a comment line; quotes around a value are taken off."""
    found: dict[str, str] = {}
    if not file.is_file():
        return found
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Trouble(f"Line {number} of {file} is not of the form NAME=value.")
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        found[name.strip()] = value
    return found


def _become(root: Path, arguments: list[str]) -> int:
    """Takes the place of this process, so that signals reach the server itself."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.chdir(root)
    program = str(python.venv_python(root))
    environ = _dev_environ(root) if arguments[1] == "bench" else _environ(root)
    os.execve(program, [program, *arguments], environ)


def _test(rest: list[str], root: Path) -> int:
    options = [one for one in rest if one != "--all"]
    steps = dev_steps(root)
    if servers.may_install() is not None:
        steps.append(servers.servers_step(root))
    set_up(steps, root)
    environ = _dev_environ(root)
    _say_what_is_missing(environ)
    if "--all" in rest:
        environ["SPOTTER_ALL"] = "1"
    scripts = [one for one in options if one.endswith((".js", ".mjs"))]
    options = [one for one in options if one not in scripts]
    failed = False
    if not options and not scripts:
        scripts = sorted(str(file.relative_to(root)) for file in (root / "tests" / "js").glob("**/*.test.js"))
    elif scripts and not options:
        return _node_tests(scripts, root, environ)
    if scripts:
        failed = _node_tests(scripts, root, environ) != 0
        print(flush=True)
    # One more at a time than cores, since tests wait for much of theirs: 14 minutes where as many as cores took 17.
    # A file stays together; folders of long ones come first and short ones last: nobody waits for one file.
    together = ["--dist", "loadfile", "--no-loadscope-reorder"]
    workers = ["-n", str(min(8, (os.cpu_count() or 2) + 1)), *together] if not options else []
    tests = [str(python.venv_python(root)), "-m", "pytest", *workers, *options]
    code = subprocess.run(tests, cwd=root, env=environ, check=False).returncode
    if failed:
        print("The tests of the browser's scripts, which ran first, did not all pass.", file=sys.stderr, flush=True)
    return code or int(failed)


def _node_tests(scripts: list[str], root: Path, environ: dict[str, str]) -> int:
    arguments = ["node", "--test", "--test-reporter=spec", *scripts]
    return subprocess.run(arguments, cwd=root, env=environ, check=False).returncode


def _say_what_is_missing(environ: dict[str, str]) -> None:
    absent = servers.missing(environ["PATH"])
    if not absent:
        return
    names = ", ".join(one.title for one in absent)
    how = f"apt-get install {' '.join(one.package for one in absent)}"
    if environ.get("CI"):
        raise Trouble(f"Missing for the tests: {names}. In CI nothing may be left out. Install with: {how}.")
    print(f"Missing here: {names}. Their tests are skipped, by name. To run them: {how}.\n", flush=True)


def _check(root: Path) -> int:
    """Runs every check even when one fails, then names those that did."""
    set_up(dev_steps(root), root)
    program = str(python.venv_python(root))
    checks = (
        ("ruff check", [program, "-m", "ruff", "check", "--quiet", "--output-format", "concise", "."]),
        ("ruff format", [program, "-m", "ruff", "format", "--check", "--quiet", "--output-format", "concise", "."]),
        ("mypy", [program, "-m", "mypy", "--no-error-summary"]),
        ("tsc", [str(root / "node_modules" / ".bin" / "tsc"), "--noEmit", "-p", "tsconfig.json"]),
        ("generated files", [program, "-m", "server", "generate", "--check"]),
    )
    environ = _dev_environ(root)
    failed: list[str] = []
    for number, (title, arguments) in enumerate(checks, start=1):
        began = time.monotonic()
        print(f"{number}/{len(checks)} {title} …", flush=True)
        code = subprocess.run(arguments, cwd=root, env=environ, check=False).returncode
        print(
            f"{number}/{len(checks)} {title}: {'fine' if code == 0 else 'NOT FINE'}, {time.monotonic() - began:.1f} s",
            flush=True,
        )
        if code != 0:
            failed.append(title)
    if failed:
        print(f"Not fine: {', '.join(failed)}.", flush=True)
        return 1
    print("All checks are fine.", flush=True)
    return 0
