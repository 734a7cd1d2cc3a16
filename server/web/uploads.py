"""tus 1.0 over HTTP: the doors of trainers, clients and second cameras. What the protocol asks is `recordings.tus`,
the bytes are `recordings.upload`, and what becomes of them is `arrivals`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from aiohttp import web

from recordings import tus
from recordings.tus import Creation, Piece, Refused
from server import access, arrivals, ids, notices
from server.arrivals import UPLOADS
from server.domain import clips as clip_rules
from server.domain import uploads as rules
from server.domain.clips import CannotOpen, Clip
from server.domain.errors import BadInput, MethodNotAllowed, NotFound
from server.domain.links import DeviceNeeded
from server.domain.uploads import ClipQuota, Upload
from server.media import MEDIA
from server.news import NEWS
from server.settings import Settings
from server.store import audit, clips, comments, threads, uploads
from server.store.database import Db
from server.web import answers, devices, upload_creation
from server.web.answers import now
from server.web.client_page import linked
from server.web.edge import DATABASE, HOP, SETTINGS
from server.web.identity import signed_in
from server.web.upload_creation import Sender
from server.web.upload_progress import Progress

log = logging.getLogger(__name__)

PROGRESS: web.AppKey[Progress] = web.AppKey("upload-progress", Progress)
# After these the sender may go on sending, or never: the connection is of no more use.
HANGS_UP = ("too-slow", "upload-stopped")

Enter = Callable[[web.Request], Awaitable[Sender]]
Deed = Callable[[web.Request, Sender], Awaitable[web.StreamResponse]]


async def trainer(request: web.Request) -> web.StreamResponse:
    """Whatever tus asks of /uploads, for an account."""
    return await _serve(request, _trainer)


async def client(request: web.Request) -> web.StreamResponse:
    """The same behind a personal link, for a client on a confirmed device."""
    return await _serve(request, _client)


async def camera(request: web.Request) -> web.StreamResponse:
    """The same for a client's second camera, by its seat: moments that were asked of it."""
    return await _serve(request, _camera)


async def _serve(request: web.Request, enter: Enter) -> web.StreamResponse:
    request[answers.ONLY_JSON] = True
    request[answers.HEADERS] = {"Tus-Resumable": tus.VERSION}
    sender = await enter(request)
    try:
        method = tus.method(request.method, request.headers)
        if method == "OPTIONS":
            most = request.app[SETTINGS].clip_max_bytes
            return web.Response(status=204, headers=tus.answer_to_options(most))
        tus.check_version(request.headers)
        deed = DEEDS.get((method, "upload" in request.match_info))
        if deed is None:
            raise MethodNotAllowed
        return await deed(request, sender)
    except Refused as refused:
        return await _refusal(request, refused)
    except web.RequestPayloadError:
        raise BadInput("What you sent arrived damaged.") from None
    except ConnectionError:
        log.info("an upload's sender is gone")
        return web.Response(status=499)  # nobody hears it; the diary does


async def _trainer(request: web.Request) -> Sender:
    return Sender(account=await signed_in(request))


async def _client(request: web.Request) -> Sender:
    async with request.app[DATABASE].reading() as db:
        request[answers.DB] = db
        found = await linked(request)
        if await devices.of_client(request, found, is_noted=False) is None:
            raise DeviceNeeded
    return Sender(client=found)


async def _camera(request: web.Request) -> Sender:
    async with request.app[DATABASE].reading() as db:
        resume = upload_creation.seat_resume(request)
        seat, found = await access.camera(db, request.match_info["seat"], resume, now(request))
    return Sender(client=found, seat=seat)


# ---- what tus asks


async def _create(request: web.Request, sender: Sender) -> web.StreamResponse:
    wish = tus.read_creation(request.headers)
    asked = rules.read(wish.metadata, sender.author)
    if sender.seat is not None:
        await upload_creation.check_camera(request, sender.seat, asked)
    if await asyncio.to_thread(request.app[MEDIA].why_not) is not None:
        raise CannotOpen
    files = request.app[UPLOADS]
    upload_id = ids.new()
    await files.create(upload_id, wish.length or 1)
    try:
        made = await request.app[HOP].writing(
            lambda db: upload_creation.create(request, db, sender, upload_id, asked, wish)
        )
    except BaseException:
        await files.remove(upload_id)
        raise
    for superseded in made.superseded:
        await files.remove(superseded)
    _expect(request, made.clip)
    log.info("clip %s: %s begins, upload %s, %s bytes", made.clip.id, asked.part, upload_id, wish.length)
    offset = 0
    if wish.first is not None or wish.length == 0:
        offset = await _first(request, made.upload, wish)
    headers = {
        "Location": _address(request, upload_id),
        "Spotter-Clip": made.clip.id,
        "Upload-Offset": str(offset),
        **tus.expires(made.upload.expires_at_ms),
    }
    return web.Response(status=201, headers=headers)


async def _first(request: web.Request, upload: Upload, wish: Creation) -> int:
    """Bytes that came with the creation. What is wrong with them, the next PATCH will hear."""
    try:
        piece = wish.first or Piece(offset=0, size=0)
        tus.check_piece(piece, length=upload.length, most=upload.most)
        return await _take(request, upload, piece, upload.length)
    except Refused as refused:
        return refused.offset or 0
    except ClipQuota:
        return await request.app[UPLOADS].offset(upload.id)


async def _head(request: web.Request, sender: Sender) -> web.StreamResponse:
    upload = await _find(request, sender)
    if upload.finished_at_ms is not None:
        offset = upload.length or 0
    else:
        offset = await request.app[UPLOADS].offset(upload.id)
        if offset == upload.length:  # we were cut off between the last byte and the word of it
            await _arrived(request, upload, offset)
    headers = tus.answer_to_head(
        offset=offset,
        length=upload.length,
        raw_metadata=upload.metadata,
        most=upload.most if upload.length is None else request.app[SETTINGS].clip_max_bytes,
    )
    return web.Response(headers={**headers, "Spotter-Clip": upload.clip_id, **_expires(upload)})


async def _patch(request: web.Request, sender: Sender) -> web.StreamResponse:
    upload = await _find(request, sender)
    piece = tus.read_piece(request.headers)
    if upload.finished_at_ms is not None and piece.offset != upload.length:
        raise Refused("wrong-offset", "Upload-Offset")
    length = tus.check_piece(piece, length=upload.length, most=upload.most)
    if upload.finished_at_ms is not None:
        offset = piece.offset
    else:
        if length != upload.length and length is not None:
            await _set_length(request, upload, piece, length)
        offset = await _take(request, upload, piece, length)
    headers = {"Upload-Offset": str(offset), "Spotter-Clip": upload.clip_id}
    return web.Response(status=204, headers=headers | ({} if offset == length else _expires(upload)))


async def _terminate(request: web.Request, sender: Sender) -> web.StreamResponse:
    """An upload on its way goes; one that has arrived is a clip, which is put away and can be had back.

    A second camera puts nothing away: nobody could bring it back from there.
    """
    now_ms = now(request)
    async with request.app[DATABASE].writing() as db, db.begin():
        upload = await _upload(db, sender, request.match_info["upload"])
        upload = await uploads.get(db, upload.id, lock=True) or upload  # its last byte may come just now
        if upload.finished_at_ms is None:
            await arrivals.stop(db, upload)
        elif sender.seat is not None:
            raise NotFound
        else:
            await uploads.end(db, upload.id, now_ms)
            clip = await clips.get(db, upload.clip_id, lock=True)
            if clip is not None and upload.part == "whole":
                await clips.save(db, clip_rules.delete(clip, now_ms, sender.author))
                await audit.note(db, now_ms, sender.person, "clip.deleted", clip_rules.subject(clip), clip=clip.id)
    request.app[PROGRESS].forget(upload.clip_id)
    if upload.finished_at_ms is None:
        await request.app[UPLOADS].remove(upload.id)
    log.info("clip %s: upload %s was stopped by its sender", upload.clip_id, upload.id)
    return web.Response(status=204)


DEEDS: dict[tuple[str, bool], Deed] = {
    ("POST", False): _create,
    ("HEAD", True): _head,
    ("PATCH", True): _patch,
    ("DELETE", True): _terminate,
}


# ---- what these have in common


async def _find(request: web.Request, sender: Sender) -> Upload:
    """The upload of the address. Raises NotFound, and Refused when its time is over."""
    upload = await request.app[HOP].reading(lambda db: _upload(db, sender, request.match_info["upload"]))
    if upload.expires_at_ms <= now(request):
        raise Refused("upload-gone")
    return upload


async def _upload(db: Db, sender: Sender, upload_id: str) -> Upload:
    if sender.account is not None:
        return await access.upload(db, sender.account, upload_id)
    if sender.seat is not None:
        return await access.upload_at(db, sender.seat, upload_id)
    assert sender.client is not None
    return await access.upload_of(db, sender.client, upload_id)


async def _set_length(request: web.Request, upload: Upload, piece: Piece, length: int) -> None:
    """Notes a length that was said late; a request that is refused for its offset has said nothing."""
    if await request.app[UPLOADS].offset(upload.id) != piece.offset:
        raise Refused("wrong-offset", "Upload-Offset")
    settings = request.app[SETTINGS]
    await request.app[HOP].writing(lambda db: upload_creation.set_length(db, settings, upload.id, length))


async def _take(request: web.Request, upload: Upload, piece: Piece, length: int | None) -> int:
    """The bytes of this request; with the last of them the upload has arrived.

    While its length is open, room is asked for as the bytes come, and counts from then on. Raises Refused, ClipQuota.
    """
    settings = request.app[SETTINGS]

    async def more(end: int) -> int:
        return await request.app[HOP].writing(lambda db: upload_creation.grant(db, settings, upload.id, end))

    def tell(offset: int) -> None:
        if length and upload.part == "whole":
            request.app[PROGRESS].note(upload.clip_id, min(99, offset * 100 // length))

    offset = await request.app[UPLOADS].receive(
        upload.id,
        request.content,
        at=piece.offset,
        most=upload.granted_bytes if length is None else length,
        more=more if length is None else None,
        size=piece.size,
        checksum=piece.checksum,
        tell=tell,
    )
    if offset == length:
        await _arrived(request, upload, offset)
    else:
        tell(offset)
    return offset


async def _arrived(request: web.Request, upload: Upload, size: int) -> None:
    now_ms = now(request)
    clip = await request.app[HOP].writing(lambda db: _arrive(db, request.app[SETTINGS], upload.id, size, now_ms))
    if clip is None:
        raise Refused("upload-gone")
    request.app[PROGRESS].forget(clip.id)
    request.app[MEDIA].wake()
    _expect(request, clip)


async def _arrive(db: Db, settings: Settings, upload_id: str, size: int, now_ms: int) -> Clip | None:
    clip = await arrivals.arrive(db, upload_id, size, now_ms)
    message = None if clip is None or clip.source != "message" else await threads.with_clip(db, clip.id)
    if message is not None:
        await notices.message_written(db, settings, message, now_ms)
    comment = None if clip is None or clip.source != "answer" else await comments.with_media(db, clip.id)
    if comment is not None:
        await notices.comment_written(db, settings, comment, now_ms)
    return clip


def _expect(request: web.Request, clip: Clip) -> None:
    if clip.moment and clip.session_id:
        request.app[NEWS].expect(clip.id)


def _expires(upload: Upload) -> dict[str, str]:
    return {} if upload.finished_at_ms is not None else tus.expires(upload.expires_at_ms)


def _address(request: web.Request, upload_id: str) -> str:
    """Where the upload is: an address people outside can reach, as some clients take no other."""
    token, seat = request.match_info.get("token"), request.match_info.get("seat")
    path = f"/c/{quote(token)}/uploads" if token else f"/seats/{quote(seat)}/uploads" if seat else "/uploads"
    return f"{request.app[SETTINGS].public_url}{path}/{upload_id}"


async def _refusal(request: web.Request, refused: Refused) -> web.StreamResponse:
    """The one shape of a refusal, with what tus wants to stand beside it."""
    body = {"error": refused.code, "message": refused.message}
    if refused.where:
        body["where"] = refused.where
    answer = answers.json(body, refused.status)
    if refused.status == 460:
        answer.set_status(460, "Checksum Mismatch")
    if refused.code == "tus-version":
        answer.headers["Tus-Version"] = tus.VERSION
    if refused.offset is not None:
        answer.headers["Upload-Offset"] = str(refused.offset)
    log.info("upload refused: %s", refused.code)
    if refused.code in HANGS_UP:
        answer.force_close()
        await answer.prepare(request)
        await answer.write_eof()
        if request.transport is not None:
            request.transport.close()
    return answer
