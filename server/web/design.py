"""The design language on one page: everything pages are made of, light and dark side by side."""

from aiohttp import web

from server.web.answers import page


async def design(request: web.Request) -> web.StreamResponse:
    """GET /design: for whoever writes or judges a page; it shows nothing of anybody."""
    return page(request, "design.html")
