"""Clips as cards: how any page shows a few of them, and what it is told while they are made ready."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recordings import refusals
from server.domain import clip_words
from server.domain import clips as rules
from server.domain.clips import Author, Clip
from server.store import clients, comments
from server.store.database import Db


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One clip as a page shows it."""

    clip: Clip
    name: str  # the client's, or "You" of the trainer alone; "" on the client's own page
    under: str  # the address below which its page and files lie: /clips or /c/<token>/clips
    new_comments: int
    may_watch: bool
    reader: Author
    has_page: bool = True  # not for the others of a group, who see it in their thread alone

    @property
    def title(self) -> str:
        """What it is called."""
        return rules.title_of(self.clip)

    @property
    def view(self) -> str:
        """Which camera it is of, where a person had more than one; "" for the first."""
        return clip_words.view(self.clip)

    @property
    def href(self) -> str:
        """Its page."""
        return f"{self.under}/{self.clip.id}"

    @property
    def at_ms(self) -> int:
        """When it was filmed, as far as anybody knows."""
        return self.clip.captured_at_ms or self.clip.created_at_ms

    @property
    def poster(self) -> str:
        """The address of its poster; "" while there is none."""
        return self._file("poster.jpg")

    @property
    def filmstrip(self) -> str:
        """The address of the list of its filmstrip's tiles; "" where there is none."""
        return self._file("filmstrip.vtt") if "filmstrip.jpg" in self.clip.files else ""

    @property
    def length(self) -> str:
        """How long it plays."""
        return clip_words.length(self.clip.duration_ms)

    @property
    def words(self) -> str:
        """Where it stands, for its reader."""
        return clip_words.standing(self.clip)

    @property
    def why(self) -> str:
        """For a refused one: what was wrong and what to do."""
        return refusals.sentence(self.clip.refusal) if self.clip.state == "refused" else ""

    @property
    def is_on_its_way(self) -> bool:
        """Whether a page should look again soon."""
        return clip_words.is_on_its_way(self.clip)

    @property
    def waits(self) -> bool:
        """Whether its trainer has not looked at it yet; a client is not told."""
        return self.reader == "trainer" and self.clip.waits_for_review

    @property
    def wire(self) -> dict[str, Any]:
        """What of it changes, for a page that looks again."""
        return {
            "id": self.clip.id,
            "state": self.clip.state,
            "percent": self.clip.percent,
            "words": self.words,
            "why": self.why,
            "on_its_way": self.is_on_its_way,
            "lacks_film": clip_words.lacks_film(self.clip),
            "is_watchable": self.clip.is_watchable,
            "poster": self.poster,
            "filmstrip": self.filmstrip,
            "length": self.length,
            "waits": self.waits,
            "new_comments": self.new_comments,
        }

    @property
    def within(self) -> dict[str, Any]:
        """As it stands within a message or a comment."""
        playable = next((name for name in ("play", "proxy", "preview") if name in self.clip.files), "")
        return {
            "media": self.clip.media,
            "title": self.title,
            "href": self.href if self.has_page else "",
            "src": f"{self.href}/files/{playable}" if playable else "",
            "poster": self.poster,
            "length": self.length,
            "width": self.clip.width or 0,
            "height": self.clip.height or 0,
            "on_its_way": self.is_on_its_way,
            "words": self.words,
            "why": self.why,
        }

    def _file(self, name: str) -> str:
        return f"{self.href}/files/{name}" if self.may_watch and name in self.clip.files else ""


async def for_trainer(
    db: Db,
    reader: str,
    found: Sequence[Clip],
    names: Mapping[str, str] | None = None,
    new: Mapping[str, int] | None = None,
) -> list[Card]:
    """Cards for the pages of a trainer, t:<account>. names: client id -> name; new: clip id -> how many comments the
    trainer has not seen; where the caller knows them already.
    """
    if names is None:
        people = await clients.get_many(db, {clip.client_id for clip in found if clip.client_id is not None})
        names = {client.id: client.name for client in people}
    if new is None:
        new = await comments.new_for(db, reader, [clip.id for clip in found])
    return [
        Card(
            clip=clip,
            name="You" if clip.client_id is None else names.get(clip.client_id, ""),
            under="/clips",
            new_comments=new.get(clip.id, 0),
            may_watch=rules.may_watch(clip, "trainer"),
            reader="trainer",
        )
        for clip in found
    ]


async def for_client(db: Db, reader: str, found: Sequence[Clip], token: str) -> list[Card]:
    """Cards for the own page of a client, c:<client>."""
    new = await comments.new_for(db, reader, [clip.id for clip in found])
    return [
        Card(
            clip=clip,
            name="",
            under=f"/c/{token}/clips",
            new_comments=new.get(clip.id, 0),
            may_watch=rules.may_watch(clip, "client"),
            reader="client",
        )
        for clip in found
    ]


def for_group(found: Sequence[Clip], token: str, group_id: str) -> list[Card]:
    """Cards in a group's thread, for its other members."""
    return [
        Card(
            clip=clip,
            name="",
            under=f"/c/{token}/groups/{group_id}/clips",
            new_comments=0,
            may_watch=rules.may_watch(clip, "client"),
            reader="client",
            has_page=False,
        )
        for clip in found
    ]
