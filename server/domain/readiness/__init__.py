"""Whether a client may exercise: the health check, what came of it, and the gate in front of workouts and tests.

`states` says where somebody stands, `changes` how that changes, `gate` who may exercise, `flags` what makes a trainer
look again, `words` what trainers and clients read. Rows are only ever added. Nothing here is medical advice.
"""

from server.domain.readiness.gate import OPEN, Gate, NotCleared, applies, may_exercise
from server.domain.readiness.states import Entry, Standing, State, standing

__all__ = ["OPEN", "Entry", "Gate", "NotCleared", "Standing", "State", "applies", "may_exercise", "standing"]
