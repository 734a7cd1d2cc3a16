"""How each exercise of ours is done, in our own words: set-up, phases, common faults, and who leaves it out."""

from server.domain.exercises import Guide

GUIDES: dict[str, Guide] = {}
