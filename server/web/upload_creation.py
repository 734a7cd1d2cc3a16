"""A new upload: may it come, which clip is to come of it, and the rows of both."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from aiohttp import web

from recordings.tus import Creation, Refused
from server import access, ids
from server.domain import comments as comment_rules
from server.domain import consents
from server.domain import uploads as rules
from server.domain.accounts import Account
from server.domain.clips import Author, Clip
from server.domain.errors import BadInput, NotFound, TooLarge
from server.domain.people import Client
from server.domain.seats import Seat
from server.domain.uploads import Asked, ClipQuota, MomentSent, NoConsent, Upload
from server.live import LIVE
from server.settings import Settings
from server.store import accounts, clients, clips, comments, uploads, voice_overs
from server.store import consents as consents_store
from server.store.database import Db
from server.web.answers import now
from server.web.edge import SETTINGS


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: a trainer by account, a client by personal link on a confirmed device, or a client's second camera."""

    account: Account | None = None
    client: Client | None = None
    seat: Seat | None = None  # the camera's, beside its client

    @property
    def person(self) -> str:
        """As rows name them."""
        return f"t:{self.account.id}" if self.account else f"c:{self.client.id if self.client else ''}"

    @property
    def author(self) -> Author:
        """As a clip names them."""
        return "trainer" if self.account else "client"


def seat_resume(request: web.Request) -> str:
    """Digest of what a second camera shows: the secret that joining gave it, in a header, as its page has no cookie."""
    return ids.digest(request.headers.get("Spotter-Seat", ""))


@dataclass(frozen=True, slots=True)
class Created:
    """What was written; the bytes of `superseded` are not needed any more."""

    upload: Upload
    clip: Clip
    superseded: Sequence[str]


async def create(request: web.Request, db: Db, sender: Sender, upload_id: str, asked: Asked, wish: Creation) -> Created:
    """Writes the rows. Raises NotFound, NoConsent, MomentSent, ClipQuota, TooLarge."""
    if asked.part == "voice":
        return await _spoken(request, db, sender, upload_id, asked, wish)
    if sender.account is not None and asked.client == rules.MINE:
        return await _own(request, db, sender.account, upload_id, asked, wish)
    settings, now_ms = request.app[SETTINGS], now(request)
    client = await _client(request, db, sender, asked)
    if asked.group:
        if sender.client is None or sender.seat is not None:
            raise NotFound
        await access.group_of(db, client, asked.group)
    if asked.session:
        await _check_session(db, sender, client, asked)
    if asked.source == "answer":
        await _check_comment(db, sender, client, asked)
    if asked.source == "moment":
        texts = await consents_store.texts(db)
        if not consents.is_given(await consents_store.list_for(db, client.id), "clips", texts):
            raise NoConsent
    clip = await clips.by_moment(db, asked.session, asked.moment, lock=True) if asked.moment else None
    if clip is not None and clip.client_id != client.id:
        raise NotFound
    superseded: list[str] = []
    if clip is not None:
        superseded = await _superseded(db, clip, asked)
        await uploads.drop(db, superseded)
    most = await _room(db, settings, client, wish, is_new=clip is None)
    if clip is None:
        device: Literal["", "camera"] = "camera" if sender.seat else ""
        clip = rules.new_clip(asked, id=ids.new(), client_id=client.id, by=sender.author, now_ms=now_ms, device=device)
        await clips.add(db, clip)
    else:
        clip = rules.sent_again(clip, asked)
        await clips.save(db, clip)
    upload = Upload(
        id=upload_id,
        clip_id=clip.id,
        part=asked.part,
        person=sender.person,
        length=wish.length,
        metadata=wish.raw_metadata,
        details={
            "most": most,
            **({"splice": dict(asked.splice)} if asked.splice else {}),
            **({"seat": sender.seat.id} if sender.seat else {}),
            **({"note": asked.note} if asked.note and asked.source != "moment" else {}),
            **({"group": asked.group} if asked.group else {}),
            **({"answer": {"on": asked.on, "to": asked.to, **asdict(asked.about)}} if asked.on else {}),
        },
        created_at_ms=now_ms,
        expires_at_ms=now_ms + rules.LIVES_MS,
    )
    await uploads.add(db, upload)
    return Created(upload, clip, superseded)


async def _own(request: web.Request, db: Db, me: Account, upload_id: str, asked: Asked, wish: Creation) -> Created:
    """A photo or film of the trainer alone, or one for a group. Raises NotFound, BadInput, ClipQuota, TooLarge."""
    settings, now_ms = request.app[SETTINGS], now(request)
    if asked.group:
        await access.group(db, me, asked.group)
    if (
        asked.source != ("message" if asked.group else "upload")
        or asked.part != "whole"
        or asked.session
        or asked.moment
    ):
        raise BadInput(where="source")
    if wish.length is None:
        raise BadInput("Say how long the file is.", where="Upload-Length")
    if wish.length > settings.clip_max_bytes:
        raise TooLarge("This file is larger than this server takes.")
    await accounts.get(db, me.id, lock=True)  # two uploads at once count each other
    stored = await clips.stored_alone(db, me.id)
    promised = await uploads.promised_alone(db, me.id)
    if (
        stored.count >= settings.clip_quota_count
        or stored.size_bytes + promised + wish.length > settings.clip_quota_bytes
    ):
        raise ClipQuota
    clip = rules.own_clip(asked, id=ids.new(), trainer_id=me.id, now_ms=now_ms)
    await clips.add(db, clip)
    upload = Upload(
        id=upload_id,
        clip_id=clip.id,
        part="whole",
        person=f"t:{me.id}",
        length=wish.length,
        metadata=wish.raw_metadata,
        details={
            "most": wish.length,
            **({"note": asked.note} if asked.note else {}),
            **({"group": asked.group} if asked.group else {}),
        },
        created_at_ms=now_ms,
        expires_at_ms=now_ms + rules.LIVES_MS,
    )
    await uploads.add(db, upload)
    return Created(upload, clip, [])


async def _spoken(
    request: web.Request, db: Db, sender: Sender, upload_id: str, asked: Asked, wish: Creation
) -> Created:
    """The sound of a voice-over that this trainer recorded. Raises NotFound, MomentSent, BadInput, ClipQuota."""
    if sender.account is None:
        raise NotFound
    clip = await access.clip(db, sender.account, asked.clip, lock=True)
    voice = await voice_overs.get(db, asked.voice_over, lock=True)
    if voice is None or voice.clip_id != clip.id or voice.by != sender.person:
        raise NotFound
    earlier = await uploads.of_clip(db, clip.id, "voice")
    earlier = [one for one in earlier if one.details.get("voice_over") == voice.id]
    if voice.state != "uploading" or any(one.finished_at_ms is not None for one in earlier):
        raise MomentSent
    superseded = [one.id for one in earlier]
    await uploads.drop(db, superseded)
    size = sum(piece[0] for piece in voice.pieces)
    if wish.length != size:
        raise BadInput("The sound is not as long as was said.", where="Upload-Length")
    if size > request.app[SETTINGS].clip_max_bytes:
        raise TooLarge("This file is larger than this server takes.")
    if clip.client_id is not None:
        await clients.get(db, clip.client_id, lock=True)  # two uploads at once count each other
        if size > await _left_bytes(db, request.app[SETTINGS], clip.client_id):
            raise ClipQuota
    now_ms = now(request)
    upload = Upload(
        id=upload_id,
        clip_id=clip.id,
        part="voice",
        person=sender.person,
        length=size,
        metadata=wish.raw_metadata,
        details={"most": size, "voice_over": voice.id},
        created_at_ms=now_ms,
        expires_at_ms=now_ms + rules.LIVES_MS,
    )
    await uploads.add(db, upload)
    return Created(upload, clip, superseded)


async def check_camera(request: web.Request, seat: Seat, asked: Asked) -> None:
    """A second camera sends what the room has asked of it, and nothing else. Raises NotFound."""
    if asked.source != "moment" or asked.session != seat.session_id:
        raise NotFound
    room = await request.app[LIVE].state(seat.session_id)
    if not any(one.id == asked.moment and one.peer == seat.id for one in room.clips):
        raise NotFound


async def set_length(db: Db, settings: Settings, upload_id: str, length: int) -> None:
    """Notes a length that is said late. Raises Refused, ClipQuota."""
    upload, left = await _open_upload(db, settings, upload_id)
    # What it holds already counts as held: so far as it was granted, or all of it where another request said the same.
    if length > left + (upload.granted_bytes if upload.length is None else upload.length):
        raise ClipQuota
    if not await uploads.set_length(db, upload_id, length):
        raise Refused("bad-input", "Upload-Length")


async def grant(db: Db, settings: Settings, upload_id: str, end: int) -> int:
    """How long an upload may become now, if `end` is no more than it may be. Raises Refused, ClipQuota."""
    upload, left = await _open_upload(db, settings, upload_id)
    if upload.length is not None:  # another request has said it meanwhile
        return upload.length
    if end > upload.most:
        raise Refused("too-large")
    granted = rules.grant(upload, end, left)
    await uploads.set_granted(db, upload_id, granted)
    return min(granted, upload.most)


async def _open_upload(db: Db, settings: Settings, upload_id: str) -> tuple[Upload, int]:
    """An upload on its way, and what its client may still hold. The client is locked: two at once count each other.

    Raises Refused when it is gone.
    """
    upload = await uploads.get(db, upload_id)
    clip = None if upload is None else await clips.get(db, upload.clip_id)
    if clip is None or clip.client_id is None or await clients.get(db, clip.client_id, lock=True) is None:
        raise Refused("upload-gone")
    upload = await uploads.get(db, upload_id, lock=True)  # as it is now that nobody else asks
    if upload is None:
        raise Refused("upload-gone")
    return upload, await _left_bytes(db, settings, clip.client_id)


async def _left_bytes(db: Db, settings: Settings, client_id: str) -> int:
    stored = await clips.stored(db, client_id=client_id)
    return settings.clip_quota_bytes - stored.size_bytes - await uploads.promised_bytes(db, client_id)


async def _client(request: web.Request, db: Db, sender: Sender, asked: Asked) -> Client:
    """Whose clip it is, locked: two uploads at once count each other. Looked up anew: the link may be gone by now."""
    if sender.account is not None:
        return await access.client(db, sender.account, asked.client, lock=True)
    if sender.seat is not None:
        await clients.get(db, sender.client.id if sender.client else "", lock=True)  # before its seat is judged
        return (await access.camera(db, sender.seat.id, seat_resume(request), now(request), lock=True))[1]
    key = request.app[SETTINGS].secret_key
    return await access.linked_client(db, key, request.match_info["token"], lock=True)


async def _check_session(db: Db, sender: Sender, client: Client, asked: Asked) -> None:
    if sender.account is None:
        await access.session_of(db, client, asked.session)
        return
    session = await access.session(db, sender.account, asked.session)
    if client.id not in session.client_ids:
        raise BadInput("This client does not take part in that session.", where="session")


async def _check_comment(db: Db, sender: Sender, client: Client, asked: Asked) -> None:
    """The clip it is about is the client's and may be seen by who sends, and what it answers stands there.

    Raises NotFound, and OutOfRange or BadInput for a place that is none.
    """
    if sender.seat is not None:
        raise NotFound
    if sender.account is not None:
        clip = await access.clip(db, sender.account, asked.on)
    else:
        clip = await access.clip_of(db, client, asked.on)
    if clip.client_id != client.id or clip.deleted_at_ms is not None:
        raise NotFound
    to = await comments.get(db, asked.to, clip.id) if asked.to else None
    if asked.to and to is None:
        raise NotFound
    comment_rules.write(
        clip,
        id="",
        author=sender.author,
        text="",
        media_id="",
        to=to,
        about=asked.about,
        count=await comments.count(db, clip.id),
        now_ms=0,
    )


async def _superseded(db: Db, clip: Clip, asked: Asked) -> list[str]:
    """Earlier tries to send this part that came to nothing. Raises MomentSent when one came to something."""
    earlier = await uploads.of_clip(db, clip.id, asked.part)
    has_come = any(one.finished_at_ms is not None for one in earlier)
    if clip.deleted_at_ms is not None or (has_come and clip.state != "refused"):
        raise MomentSent
    if asked.part == "whole" and clip.state not in ("uploading", "refused"):
        raise MomentSent
    return [one.id for one in earlier if one.finished_at_ms is None]


async def _room(db: Db, settings: Settings, client: Client, wish: Creation, *, is_new: bool) -> int:
    """How long this upload may become. Raises TooLarge, ClipQuota."""
    if (wish.length or 0) > settings.clip_max_bytes:
        raise TooLarge("This file is larger than this server takes.")
    if is_new and (await clips.stored(db, client_id=client.id)).count >= settings.clip_quota_count:
        raise ClipQuota
    left = await _left_bytes(db, settings, client.id)
    if left <= 0 or (wish.length or 0) > left:
        raise ClipQuota
    return settings.clip_max_bytes if wish.length is None else wish.length  # grants keep an open one in its quota
