"""Push-up, curl-up, front plank and side plank: tests to the limit, so never by somebody who is alone.

Raters differ by a third in the push-ups they count on video, so a count is one that the trainer confirms.
"""

from server.domain.protocols.measures import Checkpoint, Choice, Measure
from server.domain.protocols.ours.shared import CLOTHES, FLOOR, LIGHT, MAT, NOT_IF, STOP_IF, WARM_UP, pictures
from server.domain.protocols.protocol import NormRef, Pace, Protocol, Score, Step

STOP_REASON = Measure(
    key="stop-reason",
    title="Why it ended",
    choices=(
        Choice("limit", "Could not go on"),
        Choice("form", "The form was lost"),
        Choice("pain", "Something hurt"),
        Choice("time", "The time was over"),
        Choice("other", "Something else"),
    ),
    ask="Why did you stop?",
)

PUSH_UP = Protocol(
    key="push-up",
    title="Push-up",
    purpose="Strength and staying power of chest, arms and trunk. The count is one that you confirm on the video.",
    for_client="As many push-ups in good form as you can do in one go, filmed from the side.",
    minutes=4,
    company="helper",
    prepare=(CLOTHES, WARM_UP, MAT, LIGHT),
    not_if=(*NOT_IF, "Your wrists, elbows, shoulders or back hurt when you lean on your hands."),
    stop_if=(*STOP_IF, "Your lower back sags and you cannot lift it again."),
    steps=(
        Step(
            key="side",
            title="From the side",
            camera=FLOOR,
            words=(
                "Lie down with your left side to the camera, your hands under your shoulders.",
                "Push yourself up until your arms are straight. From head to heels you are one straight line.",
                "Go down until your elbows are at a right angle, then up until your arms are straight: that is one.",
                "Go on without a pause for as long as you can keep the line. Then you are done; put your knees down.",
                "If your trainer asked for it, do them on your knees instead.",
            ),
            longest_s=180,
            pictures=pictures(
                "push-up-side",
                "Seen from the left side: arms straight, one line from head to heels.",
                "Seen from the left side: elbows at a right angle, the chest near the floor, still one line.",
            ),
            demonstration="push-up-side",
            measures=(
                Measure(
                    key="count",
                    title="Push-ups",
                    unit="reps",
                    high=300,
                    better="higher",
                    ask="How many did you do?",
                    hint="Only those with straight arms at the top count.",
                ),
                Measure(
                    key="position",
                    title="Position",
                    choices=(Choice("standard", "On the toes"), Choice("modified", "On the knees")),
                    is_method=True,
                    ask="On your toes or on your knees?",
                ),
                STOP_REASON,
            ),
            checkpoints=(
                Checkpoint(key="back-sags", title="Low back sags", sides=False),
                Checkpoint(key="not-deep", title="Elbows do not reach a right angle", sides=False),
                Checkpoint(key="head-drops", title="Head drops", sides=False),
            ),
        ),
    ),
    norms=(NormRef(measure="count", scale="csep-push-up"),),
    sources=("Canadian Standardized Test of Fitness: no time limit, no pause, until the form is lost.",),
)

CURL_UP = Protocol(
    key="curl-up",
    title="Curl-up",
    purpose="Staying power of the abdominal muscles at a steady beat.",
    for_client="Small sit-ups to a beat, as many as you can, filmed from the side.",
    minutes=4,
    company="helper",
    prepare=(CLOTHES, MAT, "Two strips of tape, as far apart as your fingers are to travel.", LIGHT),
    not_if=(*NOT_IF, "Your back or neck hurts when you sit up.", "You are pregnant, or gave birth a short time ago."),
    stop_if=(*STOP_IF, "You fall behind the beat twice."),
    steps=(
        Step(
            key="side",
            title="From the side",
            camera=FLOOR,
            words=(
                "Lie on your back, knees bent at a right angle, fingers at the first strip.",
                "Curl up with the beat until your fingers reach the second strip, and lie down again.",
                "Go on until you fall behind the beat twice, or your heels come off the floor.",
            ),
            longest_s=240,
            pace=Pace(bpm=50, words="Up on one beat, down on the next: 25 a minute."),
            pictures=pictures(
                "curl-up",
                "Seen from the left side: lying on the back, knees bent.",
                "Seen from the left side: head and shoulders lifted, the hands reaching forward.",
            ),
            measures=(
                Measure(
                    key="count", title="Curl-ups", unit="reps", high=300, better="higher", ask="How many did you do?"
                ),
                Measure(
                    key="strip-cm",
                    title="Distance of the strips",
                    unit="cm",
                    low=5,
                    high=15,
                    decimals=1,
                    is_method=True,
                    ask="How far apart were the strips?",
                    hint="Usually 10 or 12 centimetres.",
                ),
                STOP_REASON,
            ),
        ),
    ),
    norms=(
        NormRef(
            measure="count",
            scale="",
            why_none="No norm: tables differ in the distance and the beat, and none could be checked twice.",
        ),
    ),
)

PLANK_WHY = (
    "No norm: what was published is of students (Strand 2014: men 124 ± 72 s, women 83 ± 63 s) "
    "and of young athletes only."
)

FRONT_PLANK = Protocol(
    key="front-plank",
    title="Front plank",
    purpose="How long the trunk holds a straight line on the forearms.",
    for_client="You hold a straight line on your forearms and toes for as long as you can.",
    minutes=3,
    company="helper",
    prepare=(CLOTHES, MAT, LIGHT),
    not_if=(*NOT_IF, "Your shoulders or your back hurt when you lean on your forearms."),
    stop_if=(*STOP_IF, "Your lower back sags and you cannot lift it again."),
    steps=(
        Step(
            key="side",
            title="From the side",
            camera=FLOOR,
            words=(
                "Lie on your front, your left side to the camera, elbows under your shoulders.",
                "Lift yourself onto forearms and toes: one straight line from head to heels.",
                "Hold it for as long as you can, and breathe on. When the line is lost, you are done.",
            ),
            longest_s=300,
            pictures=pictures(
                "front-plank",
                "Seen from the left side: lying on the front, elbows under the shoulders.",
                "Seen from the left side: one straight line on forearms and toes.",
            ),
            measures=(
                Measure(
                    key="time", title="Held for", unit="s", high=1800, better="higher", ask="How long did you hold it?"
                ),
                STOP_REASON,
            ),
            checkpoints=(
                Checkpoint(key="hips-sag", title="Hips sag", sides=False),
                Checkpoint(key="hips-rise", title="Hips rise", sides=False),
            ),
        ),
    ),
    norms=(NormRef(measure="time", scale="", why_none=PLANK_WHY),),
)

SIDE_PLANK = Protocol(
    key="side-plank",
    title="Side plank, left and right",
    purpose="How long each side of the trunk holds, and how far the two sides differ.",
    for_client="You hold a straight line on one forearm, first left, then right, for as long as you can.",
    minutes=5,
    company="helper",
    prepare=(CLOTHES, MAT, LIGHT),
    not_if=(*NOT_IF, "Your shoulders or your back hurt when you lean on one forearm."),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="hold",
            title="Left, then right",
            camera=FLOOR,
            words=(
                "Lie on your left side, the elbow under the shoulder, your legs straight and the feet together.",
                "Lift your hips until you are one straight line, and hold it for as long as you can.",
                "Rest for two minutes, then do the same on your right side.",
            ),
            longest_s=600,
            pictures=pictures(
                "side-plank",
                "Lying on one side, the elbow under the shoulder.",
                "One straight line on a forearm and the feet, the hips lifted.",
            ),
            measures=(
                Measure(
                    key="time",
                    title="Held for",
                    unit="s",
                    high=1800,
                    sides=True,
                    better="higher",
                    ask="How long did you hold it?",
                ),
                STOP_REASON,
            ),
            checkpoints=(Checkpoint(key="hips-sag", title="Hips sag"),),
        ),
    ),
    scores=(Score(key="difference", title="Left and right differ by", formula="difference", of="time"),),
    norms=(NormRef(measure="time", scale="", why_none=PLANK_WHY),),
)
