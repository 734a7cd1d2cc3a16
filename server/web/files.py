"""Scripts, styles and pictures: whatever lies in static/, under an address that changes with its content."""

from pathlib import Path

from aiohttp import web

from server.domain.errors import NotFound
from server.web.kept_files import Kept, KeptFiles, takes_gzip
from server.web.pages import STATIC

VERSION: web.AppKey[str] = web.AppKey("static-version", str)
KEPT: web.AppKey[KeptFiles] = web.AppKey("kept-files", KeptFiles)

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
MOST_SHEETS = 24  # as one


async def file(request: web.Request) -> web.StreamResponse:
    """A file of static/. Under the version of today it may be kept for ever.

    A page from before an update still asks under the old version: it gets today's file, and may not keep it.
    """
    path = request.match_info["path"]
    if "+" in path:
        return await _sheets(request, path)
    kept = request.app[KEPT].fresh(path)
    found = kept.path if kept else _find(path)
    if found is None:
        raise NotFound
    headers = _headers(request, found)
    if "Range" not in request.headers:
        kept = kept or request.app[KEPT].read(path, found)
        if kept is not None:
            headers["Accept-Ranges"] = "bytes"
            return _answer(request, kept, headers)
    return web.FileResponse(found, headers=headers)


async def _sheets(request: web.Request, path: str) -> web.Response:
    """Several sheets as one, such as css/tokens+base.css: a page waits for its looks before it shows anything."""
    names = path.removeprefix("css/").removesuffix(".css").split("+")
    if path != f"css/{'+'.join(names)}.css" or len(names) > MOST_SHEETS or any("/" in name for name in names):
        raise NotFound

    def found() -> tuple[Path, ...]:
        several = tuple(_find(f"css/{name}.css") for name in names)
        if None in several:
            raise NotFound
        return several  # type: ignore[return-value]

    try:
        kept = await request.app[KEPT].joined(path, found)
    except OSError:
        raise NotFound from None
    return _answer(request, kept, _headers(request, kept.path))


def _headers(request: web.Request, found: Path) -> dict[str, str]:
    is_current = request.match_info["version"] == request.app[VERSION]
    return {"Content-Type": TYPES[found.suffix], "Cache-Control": FOREVER if is_current else ASK_AGAIN}


def _answer(request: web.Request, kept: Kept, headers: dict[str, str]) -> web.Response:
    packed = kept.packed if takes_gzip(request.headers) else None
    headers["ETag"] = kept.etag if packed is None else kept.packed_etag
    if kept.packed is not None:
        headers["Vary"] = "Accept-Encoding"
    if _has(request.headers.get("If-None-Match", ""), headers["ETag"]):
        return web.Response(status=304, headers=headers)
    if packed is not None:
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=kept.body if packed is None else packed, headers=headers)


def _has(asked: str, etag: str) -> bool:
    """Whether an If-None-Match names it."""
    return bool(asked) and any(one.strip().removeprefix("W/") in (etag, "*") for one in asked.split(","))


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
