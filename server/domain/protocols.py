"""Protocols: how an assessment is done, as a short list of steps. Data only; what a client did lives in `assessments`.

Facts and their sources. Squat: five slow repetitions with the arms overhead, watched from several sides; a checkpoint
is seen or not seen, never a diagnosis (the overhead squat of the NASM's manuals). Push-up: a test to the limit, so
never by somebody who is alone; raters differ by a third in what they count on video, so a count is one the trainer
confirms. Single-leg stance: eyes open, barefoot, arms crossed, as in Springer et al., J Geriatr Phys Ther
2007;30(1):8-15, but stopped at 30 s instead of 45 s: its norms are for the longer one and do not apply here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from server.domain.errors import NotFound

View = Literal["front", "side_left", "side_right", "back"]
Hold = Literal["upright", "sideways"]
Company = Literal["alone", "helper", "trainer"]
Framing = Literal["arms-up-front", "arms-up-side", "floor-side", "standing-front"]

VIEWS: Mapping[View, str] = {
    "front": "from the front",
    "side_left": "from your left side",
    "side_right": "from your right side",
    "back": "from behind",
}
HOLDS: Mapping[Hold, str] = {"upright": "Stand the phone upright", "sideways": "Lay the phone on its long side"}
FRAMINGS: tuple[Framing, ...] = ("arms-up-front", "arms-up-side", "floor-side", "standing-front")
FOLDER = "protocols"  # of static/: pictures, demonstrations and silhouettes, all drawn by `python -m drawings`


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawn picture: a file of FOLDER, and what it shows, in words for who cannot see it."""

    file: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to film."""

    key: str  # never changes once released: assessments name it
    title: str
    view: View
    distance_m: float  # from the camera to the person
    camera_height_m: float
    hold: Hold
    framing: Framing  # the silhouette to stand in
    words: tuple[str, ...]  # what to do, one plain sentence each
    reps: int | None = None  # how many to do; None: not counted, or as many as one can
    seconds: int | None = None  # the step's own timer, which ends the recording; None: the person ends it
    longest_s: int  # the recording ends by itself after this long at the latest
    countdown_s: int = 10  # time to walk from the phone into the picture
    pictures: tuple[Picture, ...]
    demonstration: str  # a short silent loop: a file of FOLDER without its ending; there is a .webm and an .mp4


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One kind of assessment."""

    key: str  # never changes once released
    title: str
    purpose: str  # what the trainer learns from it
    for_client: str  # the same, said to the client
    minutes: int  # about how long it takes with setting up
    company: Company  # whether it may be done alone, needs somebody near, or needs the trainer
    prepare: tuple[str, ...]  # clothes, room and things
    not_if: tuple[str, ...]  # who must not do it before talking to the trainer
    stop_if: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def may_be_done_alone(self) -> bool:
        """Whether a client may do it with nobody near."""
        return self.company == "alone"

    def step(self, key: str) -> Step:
        """The step with that key. Raises NotFound."""
        for each in self.steps:
            if each.key == key:
                return each
        raise NotFound


COMPANY: Mapping[Company, str] = {
    "alone": "May be done alone.",
    "helper": "Only with somebody near who can help.",
    "trainer": "Only together with the trainer.",
}

NOT_IF = (
    "Your doctor told you not to exercise.",
    "You are ill, or something hurts today that did not hurt before.",
)
STOP_IF = (
    "You feel pain, pressure in the chest, or your heart beats out of step.",
    "You get dizzy, sick, or far more out of breath than the movement explains.",
)
CLOTHES = "Wear shorts and a close-fitting top, so that knees, hips and shoulders can be seen."
LIGHT = "Face the light: with a window behind you the camera sees only a shadow."


def _pictures(stem: str, start: str, end: str) -> tuple[Picture, Picture]:
    return Picture(f"{stem}-start.svg", start), Picture(f"{stem}-end.svg", end)


def _squat(key: str, title: str, view: View, framing: Framing, turn: str, start: str, end: str) -> Step:
    return Step(
        key=key,
        title=title,
        view=view,
        distance_m=3,
        camera_height_m=1,
        hold="upright",
        framing=framing,
        words=(
            turn,
            "Feet as wide as your hips, toes forward. Raise both arms straight over your head.",
            "Sit down slowly as if onto a low chair, as deep as feels comfortable. Take about two seconds.",
            "Stand up again in the same time. Do five, without stopping to correct anything.",
        ),
        reps=5,
        longest_s=60,
        pictures=_pictures(f"overhead-squat-{key}", start, end),
        demonstration=f"overhead-squat-{key}",
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
    steps=(
        _squat(
            "front",
            "From the front",
            "front",
            "arms-up-front",
            "Stand facing the camera.",
            "Seen from the front: standing tall, feet as wide as the hips, arms straight overhead.",
            "Seen from the front: sitting low, arms still overhead.",
        ),
        _squat(
            "side",
            "From the side",
            "side_left",
            "arms-up-side",
            "Turn so that your left side faces the camera.",
            "Seen from the left side: standing tall, arms straight overhead.",
            "Seen from the left side: sitting low, hips back, arms in line with the back.",
        ),
        _squat(
            "back",
            "From behind",
            "back",
            "arms-up-front",
            "Turn your back to the camera.",
            "Seen from behind: standing tall, feet as wide as the hips, arms straight overhead.",
            "Seen from behind: sitting low, heels on the floor, arms still overhead.",
        ),
    ),
)

PUSH_UP = Protocol(
    key="push-up",
    title="Push-up",
    purpose="Strength and staying power of chest, arms and trunk. The count is one that you confirm on the video.",
    for_client="As many push-ups in good form as you can do in one go, filmed from the side.",
    minutes=4,
    company="helper",
    prepare=(
        CLOTHES,
        "Warm up for five minutes: walk briskly and circle your arms.",
        "A mat or a carpet on a floor that does not slip, with two metres of free space.",
        LIGHT,
    ),
    not_if=(*NOT_IF, "Your wrists, elbows, shoulders or back hurt when you lean on your hands."),
    stop_if=(*STOP_IF, "Your lower back sags and you cannot lift it again."),
    steps=(
        Step(
            key="side",
            title="From the side",
            view="side_left",
            distance_m=2.5,
            camera_height_m=0.4,
            hold="sideways",
            framing="floor-side",
            words=(
                "Lie down with your left side to the camera, your hands under your shoulders.",
                "Push yourself up until your arms are straight. From head to heels you are one straight line.",
                "Go down until your elbows are at a right angle, then up until your arms are straight: that is one.",
                "Go on without a pause for as long as you can keep the line. Then you are done; put your knees down.",
                "If your trainer asked for it, do them on your knees instead.",
            ),
            longest_s=180,
            pictures=_pictures(
                "push-up-side",
                "Seen from the left side: arms straight, one line from head to heels.",
                "Seen from the left side: elbows at a right angle, the chest near the floor, still one line.",
            ),
            demonstration="push-up-side",
        ),
    ),
)


def _stance(key: str, title: str, leg: str, other: str) -> Step:
    return Step(
        key=key,
        title=title,
        view="front",
        distance_m=3,
        camera_height_m=1,
        hold="upright",
        framing="standing-front",
        words=(
            "Stand facing the camera, a hand's width from a wall or a kitchen counter that you can hold.",
            "Cross your arms over your chest and look at one point at the height of your eyes.",
            f"When the time begins, lift your {other} foot beside your {leg} ankle, without touching it.",
            f"Stay on your {leg} leg for 30 seconds with your eyes open.",
            "If the foot comes down or you have to hold on, you are done: that counts as it is.",
        ),
        seconds=30,
        longest_s=30,
        pictures=_pictures(
            f"single-leg-stance-{key}",
            "Seen from the front: standing on both feet, arms crossed over the chest.",
            f"Seen from the front: standing on the {leg} leg, the {other} foot lifted beside the ankle.",
        ),
        demonstration=f"single-leg-stance-{key}",
    )


SINGLE_LEG_STANCE = Protocol(
    key="single-leg-stance",
    title="Single-leg stance",
    purpose="Balance on each leg with open eyes, for up to 30 seconds, and how far the two legs differ.",
    for_client="Up to 30 seconds on each leg with your eyes open, filmed from the front: how well you balance.",
    minutes=4,
    company="alone",
    prepare=(
        "Barefoot, on a firm floor that does not slip.",
        "Within reach of a wall or a kitchen counter, and nothing to fall on.",
        "Wear shorts, or trousers rolled up over the knees.",
        LIGHT,
    ),
    not_if=(
        *NOT_IF,
        "You fell in the last year, or feel unsteady on your feet: then only with somebody beside you.",
    ),
    stop_if=(*STOP_IF, "You sway so much that you reach for the wall: hold it, and you are done."),
    steps=(
        _stance("left", "On your left leg", "left", "right"),
        _stance("right", "On your right leg", "right", "left"),
    ),
)

PROTOCOLS: Mapping[str, Protocol] = {each.key: each for each in (OVERHEAD_SQUAT, PUSH_UP, SINGLE_LEG_STANCE)}


def get(key: str) -> Protocol:
    """The protocol with that key. Raises NotFound."""
    if key not in PROTOCOLS:
        raise NotFound
    return PROTOCOLS[key]
