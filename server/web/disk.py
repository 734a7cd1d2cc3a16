"""Room on the disk for files that come with a form or a health check: the same floor as for uploads."""

from aiohttp import web

from server.arrivals import UPLOADS
from server.domain.errors import DomainError


class DiskFull(DomainError):
    """The disk has come down to its floor: what runs goes on, and no more files are taken."""

    code = "disk-full"
    status = 507
    sentence = "There is no room left for files on the server, so this one was not taken. Everything else is kept."


async def check_room(request: web.Request, size: int, where: str) -> None:
    """Raises DiskFull unless a file of so many bytes still fits. where: the field it came in."""
    if not await request.app[UPLOADS].has_room(size):
        raise DiskFull(where=where)
