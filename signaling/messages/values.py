"""What the fields of messages have in common."""

from typing import Annotated, Literal

from msgspec import Meta

Role = Literal["trainer", "client"]
Device = Literal["main", "camera", "remote"]
# A camera is anybody's second device, a remote is one that shows and sends no picture; lobby is whoever waits.
Caller = Literal["trainer", "client", "camera", "trainer-remote", "client-remote", "lobby"]
Everyone = Literal["everyone"]
CommandId = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
PeerId = Annotated[str, Meta(min_length=1, max_length=64)]
Ms = Annotated[int, Meta(ge=0, le=9_007_199_254_740_991)]
Peers = Annotated[list[PeerId], Meta(min_length=1, max_length=26)]
MadeId = Annotated[str, Meta(min_length=8, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]  # of a thing, made by the page
Rate = Annotated[float, Meta(ge=0.1, le=2)]
