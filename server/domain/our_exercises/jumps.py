"""Jumps: the floor is left, and met again softly."""

from server.domain.our_exercises.making import body, care, exercise, out, well

ALL = (
    exercise(
        "squat-jump",
        "Squat jump",
        "jump",
        "bodyweight",
        "thighs, calves, glutes",
        "",
        out("Jump through the ceiling", "up"),
        out("Land without a sound", "down"),
        body("Land with knees over toes", "knees", "down"),
        care("No more jumps, walk", "knees"),
        well("Soft as a cat"),
    ),
    exercise(
        "box-jump",
        "Box jump",
        "jump",
        "bodyweight",
        "thighs, glutes, calves",
        "box",
        out("Land in the box's middle", "top"),
        out("Quiet on the box", "top"),
        body("Swing your arms up", "arms", "up"),
        care("Step down, lower box"),
        well("Soft, and both feet"),
    ),
    exercise(
        "pogo-hops",
        "Pogo hops",
        "jump",
        "bodyweight",
        "calves, feet",
        "",
        out("Hot floor, leave it quickly"),
        out("Bounce like a ball"),
        body("Stiff ankles, soft knees", "feet"),
        care("Stop if your calf hurts", "calves"),
        well("Springy and even"),
    ),
)
