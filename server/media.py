"""The media desk: does the jobs on clips, one after the other, and wakes at once when an upload has ended here."""

import asyncio

from aiohttp import web

from recordings.files import ClipFiles


class MediaDesk:
    """Where a handler says that there is work. In a process that does no jobs, whoever does them looks by itself."""

    def __init__(self) -> None:
        self._work = asyncio.Event()

    def wake(self) -> None:
        """There is a new job: committed, not only written."""
        self._work.set()


MEDIA: web.AppKey[MediaDesk] = web.AppKey("media", MediaDesk)
CLIP_FILES: web.AppKey[ClipFiles] = web.AppKey("clip-files")  # where finished clips lie; main.py chooses the keeper
