"""The sixty exercises that come with Spotter, in our own words, and the cues that fit whatever is being done."""

from server.domain.exercises import ANY, Exercise, ExerciseCue
from server.domain.our_exercises import (
    carries,
    hinges,
    jumps,
    lunges,
    mobility,
    pace,
    pulls,
    pushes,
    squats,
    trunk,
)
from server.domain.our_exercises.making import body, exercise, out

OURS: tuple[Exercise, ...] = (
    *squats.ALL,
    *hinges.ALL,
    *lunges.ALL,
    *pushes.ALL,
    *pulls.ALL,
    *trunk.ALL,
    *carries.ALL,
    *jumps.ALL,
    *pace.ALL,
    *mobility.ALL,
)

ANYTHING = exercise(
    ANY,
    "Any exercise",
    "other",
    "none",
    "",
    "",
    out("Push the floor away"),
    out("Reach for the far wall"),
    body("Ribs down, belly firm", "trunk"),
    body("Squeeze your glutes", "glutes"),
    ExerciseCue(say="Slower on the way down", phase="down"),
    ExerciseCue(say="Breathe out, then up", phase="up"),
    ExerciseCue(say="Strong. Keep that line", kind="motivation"),
    ExerciseCue(say="Halfway there", kind="motivation"),
    ExerciseCue(say="Two more", kind="count"),
    ExerciseCue(say="Stop. Put it down", kind="safety"),
    ExerciseCue(say="Turn side-on to me", kind="alert"),
    ExerciseCue(say="Last one", kind="count"),
)

BY_KEY = {one.key: one for one in (ANYTHING, *OURS)}
