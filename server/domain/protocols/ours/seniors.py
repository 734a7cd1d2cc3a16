"""Chair stand, four stages of balance, and timed up and go: tests of getting about, as CDC STEADI describes them."""

from server.domain.protocols.measures import Choice, KnownError, Measure
from server.domain.protocols.ours.shared import FRONT, NOT_IF, SEATED_SIDE, STOP_IF, pictures
from server.domain.protocols.ours.squat import PAIN
from server.domain.protocols.protocol import NormRef, Protocol, Step

CHAIR = "A firm chair without arms, its back against a wall, the seat about 43 centimetres high."
STEADI = "CDC STEADI."

CHAIR_STAND = Protocol(
    key="chair-stand",
    title="30-second chair stand",
    purpose="Strength and staying power of the legs. Norms hold from 60 years on.",
    for_client="You stand up from a chair and sit down again as often as you can in 30 seconds.",
    minutes=3,
    company="helper",
    prepare=(CHAIR, "Shoes or bare feet, and a floor that does not slip."),
    not_if=(*NOT_IF, "You cannot get up from a chair without your hands."),
    stop_if=STOP_IF,
    steps=(
        Step(
            key="side",
            title="From the side",
            camera=SEATED_SIDE,
            words=(
                "Sit in the middle of the chair, feet on the floor, arms crossed over your chest.",
                "At the signal stand up until you are straight, and sit down again.",
                "Go on for 30 seconds. More than half way up at the end counts.",
            ),
            seconds=30,
            longest_s=30,
            pictures=pictures(
                "chair-stand",
                "Seen from the left side: sitting, arms crossed over the chest.",
                "Seen from the left side: standing straight, arms crossed.",
            ),
            measures=(
                Measure(
                    key="count",
                    title="Stood up",
                    unit="reps",
                    high=60,
                    better="higher",
                    ask="How often did you stand up?",
                    hint="If the arms helped, the count is 0.",
                    error=KnownError(
                        amount=1.87,
                        source="Smallest real difference, 99 healthy people of about 71 years "
                        "(Collado-Mateo et al., Medicina 2019;55(6):270).",
                    ),
                ),
                Measure(
                    key="arms",
                    title="Arms were used",
                    choices=(Choice("no", "No"), Choice("yes", "Yes: the count is 0")),
                    is_method=True,
                    ask="Did you use your arms?",
                ),
                PAIN,
            ),
        ),
    ),
    norms=(NormRef(measure="count", scale="cdc-chair-stand"),),
    sources=(STEADI,),
)

FOUR_STAGES = Protocol(
    key="four-stage-balance",
    title="4-stage balance",
    purpose="Four ways to stand, each harder than the one before, for up to ten seconds.",
    for_client="You stand in four ways, each for ten seconds, with somebody beside you.",
    minutes=4,
    company="helper",
    prepare=("Bare feet or flat shoes, near a wall.", "Somebody who stands beside you."),
    not_if=NOT_IF,
    stop_if=(*STOP_IF, "You lose your balance: hold on, and you are done."),
    steps=(
        Step(
            key="stand",
            title="Four ways to stand",
            camera=FRONT,
            words=(
                "First the feet side by side, then one a little ahead, then heel to toe, then on one foot.",
                "Hold each for ten seconds. Arms may move; feet may not.",
                "Who cannot hold one does not go on to the next.",
            ),
            longest_s=120,
            pictures=pictures(
                "single-leg-stance-left",
                "Seen from the front: standing on both feet, arms crossed over the chest.",
                "Seen from the front: standing on the left leg, the right foot lifted beside the ankle.",
            ),
            measures=tuple(
                Measure(
                    key=key,
                    title=title,
                    unit="s",
                    high=10,
                    decimals=1,
                    better="higher",
                    ask=f"{title}: how long?",
                )
                for key, title in (
                    ("side-by-side", "Feet side by side"),
                    ("semi-tandem", "One foot a little ahead"),
                    ("tandem", "Heel to toe"),
                    ("one-foot", "On one foot"),
                )
            ),
        ),
    ),
    norms=(
        NormRef(
            measure="tandem",
            scale="",
            why_none="No norm table. CDC STEADI: who cannot hold heel to toe for ten seconds is more likely to fall.",
        ),
    ),
    sources=(STEADI,),
)

TIMED_UP_AND_GO = Protocol(
    key="timed-up-and-go",
    title="Timed up and go",
    purpose="How long somebody takes to get up, walk three metres, turn, come back and sit down.",
    for_client="You get up, walk three metres, turn, come back and sit down, at your usual pace.",
    minutes=4,
    company="helper",
    prepare=(CHAIR, "A line on the floor three metres away, and your usual shoes."),
    not_if=NOT_IF,
    stop_if=STOP_IF,
    steps=(
        Step(
            key="walk",
            title="Up, there and back",
            camera=SEATED_SIDE,
            words=(
                "Sit back in the chair. At the signal get up and walk to the line at your usual pace.",
                "Turn, walk back, and sit down again. The time ends when you sit.",
                "You may use what you usually walk with.",
            ),
            longest_s=120,
            pictures=pictures(
                "chair-stand",
                "Seen from the left side: sitting, arms crossed over the chest.",
                "Seen from the left side: standing straight, arms crossed.",
            ),
            measures=(
                Measure(
                    key="time",
                    title="Time",
                    unit="s",
                    low=3,
                    high=180,
                    decimals=1,
                    better="lower",
                    ask="How long did it take?",
                    error=KnownError(
                        amount=1.1,
                        source="Minimal detectable change of one rater, 65 people of 45 to 70 years with worn knees "
                        "(Alghadir et al., BMC Musculoskelet Disord 2015).",
                    ),
                ),
                Measure(
                    key="aid",
                    title="Walking aid",
                    choices=(Choice("none", "None"), Choice("stick", "Stick"), Choice("frame", "Frame")),
                    is_method=True,
                    ask="What did you walk with?",
                ),
            ),
        ),
    ),
    norms=(NormRef(measure="time", scale="", why_none="No norm: the printed limits are of patients, not of clients."),),
    sources=(STEADI,),
)
