"""News of clips: what the media desk has done, told to the room by the process that has it."""

from aiohttp import web


class News:
    """Watches clips of live sessions until they are ready or refused, and writes each change into the room's log."""

    def expect(self, clip_id: str) -> None:
        """This clip is on its way: its row is committed. Its room hears of it when its state changes."""


NEWS: web.AppKey[News] = web.AppKey("news", News)
