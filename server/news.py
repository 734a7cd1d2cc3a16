"""News of clips for the rooms they were made in: what the media desk has done, told by the process that has the room."""

from aiohttp import web


class News:
    """Watches clips of live sessions until they are ready or refused, and writes each change into the room's log."""

    def expect(self, clip_id: str) -> None:
        """This clip is on its way: its row is committed. Its room hears of it when its state changes."""


NEWS: web.AppKey[News] = web.AppKey("news", News)
