"""Protocols: how an assessment is done, what it measures, and what its results are compared with."""

from server.domain.errors import NotFound
from server.domain.protocols.measures import UNITS, Checkpoint, Choice, KnownError, Measure, Side, places
from server.domain.protocols.ours import EARLIER, PROTOCOLS
from server.domain.protocols.protocol import (
    COMPANY,
    FOLDER,
    FRAMINGS,
    HOLDS,
    VIEWS,
    Camera,
    Company,
    Framing,
    Hold,
    NormRef,
    Pace,
    Photo,
    Picture,
    Protocol,
    Score,
    Step,
    View,
)

__all__ = [
    "COMPANY",
    "FOLDER",
    "FRAMINGS",
    "HOLDS",
    "PROTOCOLS",
    "UNITS",
    "VIEWS",
    "Camera",
    "Checkpoint",
    "Choice",
    "Company",
    "Framing",
    "Hold",
    "KnownError",
    "Measure",
    "NormRef",
    "Pace",
    "Photo",
    "Picture",
    "Protocol",
    "Score",
    "Side",
    "Step",
    "View",
    "get",
    "places",
]


def get(key: str, version: int | None = None) -> Protocol:
    """One of ours; without a version the one that is offered now. Raises NotFound."""
    found = PROTOCOLS.get(key)
    if found is not None and version in (None, found.version):
        return found
    earlier = EARLIER.get((key, version or 0))
    if earlier is None:
        raise NotFound
    return earlier
