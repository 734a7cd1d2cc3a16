"""An encoded picture or piece of sound as it goes into a file: never decoded, only packed anew. Pure."""

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal["video", "audio"]
Codec = Literal["vp8", "h264", "opus"]

KINDS: Final[dict[str, Kind]] = {"vp8": "video", "h264": "video", "opus": "audio"}
RATES: Final[dict[Kind, int]] = {"video": 90_000, "audio": 48_000}  # ticks of the RTP clock a second


@dataclass(slots=True)  # not frozen, as `Rtp` is not
class Encoded:
    """One picture, or one packet of sound."""

    codec: Codec
    timestamp: int  # 32 bits of the RTP clock
    arrived_ms: float  # when its first packet came, on the session clock
    data: bytes
    is_key: bool = True
    size: tuple[int, int] | None = None  # of a key picture, in points
    config: bytes = b""  # of a key picture, for a file's header
