"""Norms: a table ships only after its primary source or a second independent one was read. Pure."""

from collections.abc import Mapping

from server.domain.protocols.norms.chair_stand import CHAIR_STAND
from server.domain.protocols.norms.push_up import PUSH_UP
from server.domain.protocols.norms.scale import SEXES, Band, Person, Rating, Scale, Sex, Table, rate
from server.domain.protocols.norms.ymca_step import YMCA_STEP

__all__ = ["SCALES", "SEXES", "Band", "Person", "Rating", "Scale", "Sex", "Table", "rate"]

SCALES: Mapping[str, Scale] = {scale.key: scale for scale in (YMCA_STEP, PUSH_UP, CHAIR_STAND)}
