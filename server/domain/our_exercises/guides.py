"""How each exercise of ours is done, by its key: set-up, phases, common faults, and who leaves it out."""

from server.domain.exercises import Guide
from server.domain.our_exercises.lower_guides import LOWER
from server.domain.our_exercises.other_guides import REST
from server.domain.our_exercises.upper_guides import UPPER

GUIDES: dict[str, Guide] = {**LOWER, **UPPER, **REST}
