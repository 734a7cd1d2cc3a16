"""Four movement screens after the American Council on Exercise: what is seen is noted side by side, without a score."""

from server.domain.protocols.measures import Checkpoint
from server.domain.protocols.ours.shared import (
    CLOTHES,
    FLOOR,
    FRONT,
    LIGHT,
    MAT,
    NOT_IF,
    SEATED_FRONT,
    SIDE,
    STOP_IF,
    pictures,
)
from server.domain.protocols.ours.squat import PAIN
from server.domain.protocols.protocol import Protocol, Step

SOURCE = "American Council on Exercise, movement screens. What is seen is noted; it is no diagnosis."

BEND_AND_LIFT = Protocol(
    key="bend-and-lift",
    title="Bend and lift",
    purpose="How ankles, knees, hips and back share the work of a squat with the arms free.",
    for_client="A few slow squats with your arms free, filmed from two sides.",
    minutes=4,
    company="alone",
    prepare=(CLOTHES, LIGHT),
    not_if=(*NOT_IF, "You cannot bend your knees without pain."),
    stop_if=STOP_IF,
    sources=(SOURCE,),
    steps=(
        Step(
            key="front",
            title="From the front",
            camera=FRONT,
            words=(
                "Stand facing the camera, feet as wide as your shoulders, arms at your sides.",
                "Bend down as if to lift a box with both hands, as deep as feels comfortable.",
                "Stand up again. Do five, without a hurry.",
            ),
            reps=5,
            pictures=pictures(
                "bend-and-lift-front",
                "Seen from the front: standing, arms at the sides.",
                "Seen from the front: bent low, hands beside the shins.",
            ),
            measures=(PAIN,),
            checkpoints=(
                Checkpoint(key="feet-turn-out", title="Foot turns out or flattens"),
                Checkpoint(key="knee-in", title="Knee moves in"),
                Checkpoint(key="shifts", title="Weight shifts to this side"),
            ),
        ),
        Step(
            key="side",
            title="From the side",
            camera=SIDE,
            words=(
                "Turn so that your left side faces the camera.",
                "Bend down and stand up as before, five times.",
                "Look ahead, and let your heels stay where they want to stay.",
            ),
            reps=5,
            pictures=pictures(
                "bend-and-lift-side",
                "Seen from the left side: standing, arms at the sides.",
                "Seen from the left side: hips back and low, the hands beside the shins.",
            ),
            checkpoints=(
                Checkpoint(key="heels-rise", title="Heels rise", sides=False),
                Checkpoint(key="knees-first", title="Knees lead before the hips", sides=False),
                Checkpoint(key="back-arches", title="Low back arches", sides=False),
                Checkpoint(key="back-rounds", title="Back rounds", sides=False),
                Checkpoint(key="head-drops", title="Head drops", sides=False),
            ),
        ),
    ),
)

HURDLE_STEP = Protocol(
    key="hurdle-step",
    title="Hurdle step",
    purpose="How somebody stands on one leg while the other is lifted over a low line and back.",
    for_client="You step over a low line and back, slowly, filmed from the front.",
    minutes=4,
    company="helper",
    prepare=(
        CLOTHES,
        "A line such as a cord across two chairs, just below the kneecap, that falls down when it is touched.",
        "Within reach of a wall or of somebody who can hold you.",
        LIGHT,
    ),
    not_if=(*NOT_IF, "You fell in the last year, or feel unsteady on your feet."),
    stop_if=(*STOP_IF, "You lose your balance: hold on, and you are done."),
    sources=(SOURCE,),
    steps=(
        Step(
            key="front",
            title="Over the line",
            camera=FRONT,
            words=(
                "Stand tall with your feet together, toes behind the line, hands on your hips.",
                "Lift one foot over the line, touch the floor with the heel, and bring it back.",
                "Do three with each leg, slowly.",
            ),
            reps=6,
            pictures=pictures(
                "hurdle-step-front",
                "Seen from the front: standing tall, hands on the hips.",
                "Seen from the front: one knee lifted to the height of the hip.",
            ),
            measures=(PAIN,),
            checkpoints=(
                Checkpoint(key="knee-in", title="Standing knee moves in"),
                Checkpoint(key="hip-drops", title="Hip drops or hitches"),
                Checkpoint(key="trunk-leans", title="Trunk leans or turns"),
                Checkpoint(key="foot-turns", title="Lifted foot turns"),
                Checkpoint(key="touches-line", title="Touches the line"),
            ),
        ),
    ),
)

SHOULDER_PUSH = Protocol(
    key="shoulder-push",
    title="Shoulder push stabilization",
    purpose="Whether the shoulder blades and the trunk stay quiet while the arms push.",
    for_client="A few slow push-ups, also on your knees, filmed from the side.",
    minutes=3,
    company="alone",
    prepare=(CLOTHES, MAT, LIGHT),
    not_if=(*NOT_IF, "Your wrists, elbows, shoulders or back hurt when you lean on your hands."),
    stop_if=STOP_IF,
    sources=(SOURCE,),
    steps=(
        Step(
            key="side",
            title="From the side",
            camera=FLOOR,
            words=(
                "Lie on your front with your left side to the camera, hands under your shoulders.",
                "Push up slowly until your arms are straight, on your knees if you like.",
                "Go down in two seconds, and do four in all.",
            ),
            reps=4,
            pictures=pictures(
                "push-up-side",
                "Seen from the left side: arms straight, one line from head to heels.",
                "Seen from the left side: elbows at a right angle, the chest near the floor, still one line.",
            ),
            demonstration="push-up-side",
            measures=(PAIN,),
            checkpoints=(
                Checkpoint(key="wings", title="Shoulder blade stands off"),
                Checkpoint(key="shoulder-rises", title="Shoulder rises to the ear"),
                Checkpoint(key="back-sags", title="Low back sags", sides=False),
                Checkpoint(key="head-drops", title="Head drops", sides=False),
            ),
        ),
    ),
)

THORACIC_MOBILITY = Protocol(
    key="thoracic-mobility",
    title="Thoracic mobility",
    purpose="How far the upper back turns to each side while the pelvis stays on the chair.",
    for_client="You turn your upper body to each side while you sit, filmed from the front.",
    minutes=3,
    company="alone",
    prepare=(CLOTHES, "A firm chair without wheels, and a stick or a broom handle.", LIGHT),
    not_if=(*NOT_IF, "Your back hurts when you turn."),
    stop_if=STOP_IF,
    sources=(SOURCE,),
    steps=(
        Step(
            key="turn",
            title="Turning while you sit",
            camera=SEATED_FRONT,
            words=(
                "Sit upright at the front of the chair, knees together, facing the camera.",
                "Hold the stick across your chest with crossed arms.",
                "Turn as far as you can to one side, then to the other, three times each.",
            ),
            reps=6,
            pictures=pictures(
                "seated-turn",
                "Seen from the front: sitting upright, arms crossed over the chest.",
                "Seen from the front: the upper body turned to one side, the knees still forward.",
            ),
            measures=(PAIN,),
            checkpoints=(
                Checkpoint(key="less-than-45", title="Turns clearly less than 45 degrees"),
                Checkpoint(key="leans", title="Leans instead of turning"),
                Checkpoint(key="pelvis-turns", title="Pelvis or knees turn along"),
            ),
        ),
    ),
)
