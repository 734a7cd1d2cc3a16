"""Scripts, styles and pictures: whatever lies in static/, under an address that changes with its content."""

from pathlib import Path

from aiohttp import web

from server.domain.errors import NotFound
from server.web.pages import STATIC

VERSION: web.AppKey[str] = web.AppKey("static-version", str)

# Written down: what the system knows of types differs from machine to machine, and a wrong one blocks a script.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


async def file(request: web.Request) -> web.StreamResponse:
    """A file of static/. Under the version of today it may be kept for ever.

    A page from before an update still asks under the old version: it gets today's file, and may not keep it.
    """
    found = _find(request.match_info["path"])
    if found is None:
        raise NotFound
    is_current = request.match_info["version"] == request.app[VERSION]
    headers = {"Content-Type": TYPES[found.suffix], "Cache-Control": FOREVER if is_current else ASK_AGAIN}
    return web.FileResponse(found, headers=headers)


async def favicon(_request: web.Request) -> web.StreamResponse:
    """The icon for browsers that ask before they read the page."""
    return web.FileResponse(STATIC / "favicon.svg", headers={"Content-Type": TYPES[".svg"], "Cache-Control": ASK_AGAIN})


def _find(path: str) -> Path | None:
    """The file, if the path names one of ours plainly: no dots, no links out, a type we know."""
    if "\0" in path or any(part.startswith(".") or not part for part in path.split("/")):
        return None
    found = (STATIC / path).resolve()
    if not found.is_relative_to(STATIC) or found.suffix not in TYPES or not found.is_file():
        return None
    return found
