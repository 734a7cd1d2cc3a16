"""The overhead squat: five slow repetitions watched from several sides (after the manuals of the NASM)."""

from server.domain.protocols.measures import Checkpoint, Choice, Measure
from server.domain.protocols.ours.shared import CLOTHES, LIGHT, NOT_IF, STOP_IF, pictures
from server.domain.protocols.protocol import Camera, Framing, Protocol, Step, View

PAIN = Measure(
    key="pain",
    title="Pain",
    choices=(Choice("no", "No"), Choice("yes", "Yes")),
    ask="Did anything hurt?",
    hint="With a yes: stop, and talk about it first.",
)


def _squat(
    key: str, title: str, view: View, framing: Framing, turn: str, seen: tuple[Checkpoint, ...], start: str, end: str
) -> Step:
    return Step(
        key=key,
        title=title,
        camera=Camera(view=view, framing=framing),
        words=(
            turn,
            "Feet as wide as your hips, toes forward. Raise both arms straight over your head.",
            "Sit down slowly as if onto a low chair, as deep as feels comfortable. Take about two seconds.",
            "Stand up again in the same time. Do five, without stopping to correct anything.",
        ),
        reps=5,
        longest_s=60,
        pictures=pictures(f"overhead-squat-{key}", start, end),
        demonstration=f"overhead-squat-{key}",
        measures=(PAIN,) if key == "front" else (),
        checkpoints=seen,
    )


OVERHEAD_SQUAT = Protocol(
    key="overhead-squat",
    title="Overhead squat",
    purpose="Shows how ankles, knees, hips, back and shoulders move together. What you see is noted, not a diagnosis.",
    for_client="Five slow squats with your arms up, filmed from three sides: how your joints work together.",
    minutes=6,
    company="alone",
    prepare=(
        CLOTHES,
        "Barefoot, on a floor that does not slip.",
        "A free space of two by two metres, and nothing above your raised hands.",
        LIGHT,
    ),
    not_if=(*NOT_IF, "You cannot raise your arms or bend your knees without pain."),
    stop_if=STOP_IF,
    sources=("NASM, overhead squat assessment: five repetitions, seen from the front, the side and behind.",),
    steps=(
        _squat(
            "front",
            "From the front",
            "front",
            "arms-up-front",
            "Stand facing the camera.",
            (
                Checkpoint(key="feet-turn-out", title="Foot turns out"),
                Checkpoint(key="knee-in", title="Knee moves in"),
                Checkpoint(key="knee-out", title="Knee moves out"),
            ),
            "Seen from the front: standing tall, feet as wide as the hips, arms straight overhead.",
            "Seen from the front: sitting low, arms still overhead.",
        ),
        _squat(
            "side",
            "From the side",
            "side_left",
            "arms-up-side",
            "Turn so that your left side faces the camera.",
            (
                Checkpoint(key="forward-lean", title="Leans far forward", sides=False),
                Checkpoint(key="back-arches", title="Low back arches", sides=False),
                Checkpoint(key="back-rounds", title="Low back rounds", sides=False),
                Checkpoint(key="arms-fall", title="Arms fall forward", sides=False),
            ),
            "Seen from the left side: standing tall, arms straight overhead.",
            "Seen from the left side: sitting low, hips back, arms in line with the back.",
        ),
        _squat(
            "back",
            "From behind",
            "back",
            "arms-up-front",
            "Turn your back to the camera.",
            (
                Checkpoint(key="foot-flattens", title="Foot flattens"),
                Checkpoint(key="heel-rises", title="Heel rises"),
                Checkpoint(key="shifts", title="Weight shifts to this side"),
                Checkpoint(key="shoulders-rise", title="Shoulder rises"),
            ),
            "Seen from behind: standing tall, feet as wide as the hips, arms straight overhead.",
            "Seen from behind: sitting low, heels on the floor, arms still overhead.",
        ),
    ),
)
