"""Carries: a weight, and a walk."""

from server.domain.our_exercises.making import body, care, exercise, out, well

ALL = (
    exercise(
        "farmers-carry",
        "Farmer's carry",
        "carry",
        "weight",
        "hands, trunk, shoulders",
        "dumbbell",
        out("Walk along a tightrope"),
        out("Crush the handles"),
        body("Shoulders low and wide", "shoulders"),
        care("Put the weights down now", "back"),
        well("Tall, and no sway"),
    ),
    exercise(
        "suitcase-carry",
        "Suitcase carry",
        "carry",
        "weight",
        "trunk, hands",
        "kettlebell",
        out("Balance books on your head"),
        out("Weight never touches you"),
        body("Both shoulders level", "shoulders"),
        care("Put it down now", "back"),
        well("You never leaned"),
        one_sided=True,
    ),
    exercise(
        "front-rack-carry",
        "Front rack carry",
        "carry",
        "weight",
        "trunk, arms, back",
        "kettlebell",
        out("Zip yourself up tall"),
        out("Quiet steps, level weights"),
        body("Ribs down, breathe low", "trunk"),
        care("Put the weights down now", "back"),
        well("Breathing under control"),
    ),
)
