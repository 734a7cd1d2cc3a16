"""Photos of the trainer's own that show how a step is done: which may be kept, where pages find them, their files."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from aiohttp import web

from server import access
from server.domain.accounts import Account
from server.domain.clips import Clip, NotReady
from server.domain.errors import BadInput, NotFound
from server.domain.protocols import Protocol, Step
from server.domain.protocols.drafts import ON_ITS_WAY
from server.store import clips, protocols
from server.store.database import Db
from server.web import clip_files
from server.web.answers import db
from server.web.client_page import confirmed
from server.web.clip_files import Reader
from server.web.identity import signed_in

POSTER = "poster.jpg"
SHOWN = (POSTER, "play")  # never the file as it was sent
OFFERED = 60  # photos of the library to choose from
NOT_YOURS = "Only photos of yours alone show a step. Please choose again."


@dataclass(frozen=True, slots=True)
class StepPhotos:
    """The photos of steps that are there, for one page. under: the address of a clip's files for its reader."""

    under: str = ""
    there: Collection[str] = frozenset()

    def of(self, how: Step) -> list[dict[str, str]]:
        """What a step shows of the trainer's own, in their order."""
        return [
            {"src": f"{at}/{POSTER}", "whole": f"{at}/play", "words": photo.words}
            for photo in how.photos
            if photo.clip in self.there
            for at in [self.under.format(photo.clip)]
        ]


async def of_library(request: web.Request, known: Iterable[Protocol]) -> StepPhotos:
    """For pages on which a trainer sees protocols that they wrote."""
    return await _found(db(request), known, "/clips/{}/files")


async def of_given(request: web.Request, protocol: Protocol, here: str) -> StepPhotos:
    """For pages of an assessment, in the version it was given in. here: its address."""
    return await _found(db(request), [protocol], f"{here}/pictures/{{}}")


async def offered(request: web.Request, me: Account) -> Sequence[Clip]:
    """The newest photos of the trainer alone."""
    found = await clips.of_trainer_alone(db(request), me.id, most=OFFERED)
    return [one for one in found if one.media == "photo"]


async def check(request: web.Request, me: Account, made: Protocol, before: Protocol | None) -> None:
    """Raises BadInput for what is no photo of the trainer alone, NotReady for one that cannot be seen yet.

    before: what it was made from, whose photos may stay even where they were put away meanwhile.
    """
    kept = {photo.clip for photo in before.photos} if before else set()
    new = {photo.clip for photo in made.photos} - kept
    found = {one.id: one for one in await clips.get_many(db(request), new)}
    for place, step in enumerate(made.steps):
        for at, photo in enumerate(step.photos):
            if photo.clip in new:
                _check_one(me, found.get(photo.clip), f"steps[{place}].photos[{at}].clip")


def _check_one(me: Account, clip: Clip | None, where: str) -> None:
    if clip is None or clip.client_id is not None or clip.trainer_id != me.id or clip.deleted_at_ms is not None:
        raise BadInput(NOT_YOURS, where)
    if clip.state == "refused":
        raise BadInput("This file could not be opened. Take it away, and choose another one.", where)
    if clip.media not in ("", "photo"):
        raise BadInput("Only photos show a step, and this is none. Take it away, and choose another file.", where)
    if clip.state != "ready":
        raise NotReady(ON_ITS_WAY, where)


async def trainer_file(request: web.Request) -> web.StreamResponse:
    """A photo of a step of an assessment that a client of mine was given, whichever of their trainers wrote it."""
    me = await signed_in(request)
    assessment = await access.assessment(db(request), me, request.match_info["assessment"])
    return await _send(request, await protocols.of(db(request), assessment), Reader(f"t:{me.id}", "trainer"))


async def client_file(request: web.Request) -> web.StreamResponse:
    """A photo of a step of an assessment that this client was given, and of no other."""
    client = await confirmed(request)
    assessment = await access.assessment_of(db(request), client, request.match_info["assessment"])
    return await _send(request, await protocols.of(db(request), assessment), Reader(f"c:{client.id}", "client"))


async def _send(request: web.Request, protocol: Protocol, reader: Reader) -> web.StreamResponse:
    clip = await access.step_photo(db(request), protocol, request.match_info["photo"])
    if request.match_info["file"] not in SHOWN:
        raise NotFound
    return await clip_files.send(request, clip, reader)


async def _found(db: Db, known: Iterable[Protocol], under: str) -> StepPhotos:
    ids = {photo.clip for protocol in known for photo in protocol.photos}
    there = {one.id for one in await clips.get_many(db, ids) if one.deleted_at_ms is None and POSTER in one.files}
    return StepPhotos(under, there)
