"""What a protocol is: how an assessment is done, as a short list of steps. What a client did lives in `assessments`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from server.domain.errors import NotFound
from server.domain.protocols.measures import Checkpoint, Measure

View = Literal["front", "side_left", "side_right", "back"]
Hold = Literal["upright", "sideways"]
Company = Literal["alone", "helper", "trainer"]
Framing = Literal["arms-up-front", "arms-up-side", "floor-side", "standing-front", "seated-front", "seated-side"]
Formula = Literal["run-1.5-mile", "rockport", "difference"]

VIEWS: Mapping[View, str] = {
    "front": "from the front",
    "side_left": "from your left side",
    "side_right": "from your right side",
    "back": "from behind",
}
HOLDS: Mapping[Hold, str] = {"upright": "Stand the phone upright", "sideways": "Lay the phone on its long side"}
FRAMINGS: tuple[Framing, ...] = (
    "arms-up-front",
    "arms-up-side",
    "floor-side",
    "standing-front",
    "seated-front",
    "seated-side",
)
COMPANY: Mapping[Company, str] = {
    "alone": "May be done alone.",
    "helper": "Only with somebody near who can help.",
    "trainer": "Only together with the trainer.",
}
FOLDER = "protocols"  # of static/: pictures, demonstrations and silhouettes, all drawn by `python -m drawings`


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawn picture: a file of FOLDER, and what it shows, in words for who cannot see it."""

    file: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """One photo of the trainer's own, and what it shows, in words for who cannot see it."""

    clip: str  # its id in the library of the trainer who wrote the protocol
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where the camera stands when a step is filmed."""

    view: View
    distance_m: float = 3  # from the camera to the person
    height_m: float = 1
    hold: Hold = "upright"
    framing: Framing  # the silhouette to stand in


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The beat a step is done to. It is sounded on the client's own device."""

    bpm: int
    words: str  # what falls on a beat


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do: filmed, measured, looked at, or all of these."""

    key: str  # never changes once released: assessments name it
    title: str
    camera: Camera | None = None  # None: nothing is filmed
    words: tuple[str, ...]  # what to do, one plain sentence each
    reps: int | None = None  # how many to do; None: not counted, or as many as one can
    seconds: int | None = None  # the step's own timer, which ends the recording; None: the person ends it
    longest_s: int = 60  # the recording ends by itself after this long at the latest
    countdown_s: int = 10  # time to walk from the phone into the picture
    pace: Pace | None = None
    counts_pulse: bool = False  # heartbeats are counted: how to is taught and practised first
    pictures: tuple[Picture, ...] = ()
    photos: tuple[Photo, ...] = ()  # where there are any, they stand for what is drawn
    demonstration: str = ""  # a short silent loop: a file of FOLDER without its ending (.webm, .mp4); "": none
    measures: tuple[Measure, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()

    @property
    def is_filmed(self) -> bool:
        """Whether a video is asked for."""
        return self.camera is not None

    @property
    def asks_client(self) -> bool:
        """Whether a client who does it alone is asked for a number."""
        return any(measure.ask for measure in self.measures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What is worked out from measures."""

    key: str  # unique among the protocol's measures and scores
    title: str
    formula: Formula
    of: str = ""  # of a difference: which measure, taken on both sides


@dataclass(frozen=True, slots=True, kw_only=True)
class NormRef:
    """Which norm scale goes with a measure; the scale itself says what method, age and sex it holds for."""

    measure: str
    scale: str  # a key of server.domain.protocols.norms; "": none
    why_none: str = ""  # why there is no scale, for the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """One kind of assessment in one version. Ours are data of the code, a trainer's own are rows."""

    key: str  # never changes once released
    version: int = 1
    title: str
    purpose: str  # what the trainer learns from it
    for_client: str  # the same, said to the client
    minutes: int  # about how long it takes with setting up
    company: Company  # whether it may be done alone, needs somebody near, or needs the trainer
    prepare: tuple[str, ...] = ()  # clothes, room and things
    not_if: tuple[str, ...]  # who must not do it before talking to the trainer
    stop_if: tuple[str, ...]
    steps: tuple[Step, ...]
    method: Mapping[str, str] = field(default_factory=dict)  # what norms ask about that is always so here
    scores: tuple[Score, ...] = ()
    norms: tuple[NormRef, ...] = ()
    sources: tuple[str, ...] = ()
    is_exercise: bool = True  # the health check must allow it; False: measuring at rest
    based_on: str = ""  # the protocol that a trainer's own began as

    @property
    def may_be_done_alone(self) -> bool:
        """Whether a client may do it with nobody near."""
        return self.company == "alone"

    @property
    def is_filmed(self) -> bool:
        """Whether any step is."""
        return any(step.is_filmed for step in self.steps)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures of all steps, in their order."""
        return tuple(measure for step in self.steps for measure in step.measures)

    @property
    def photos(self) -> tuple[Photo, ...]:
        """The photos of all steps, in their order."""
        return tuple(photo for step in self.steps for photo in step.photos)

    @property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """The checkpoints of all steps, in their order."""
        return tuple(point for step in self.steps for point in step.checkpoints)

    def step(self, key: str) -> Step:
        """The step with that key. Raises NotFound."""
        for each in self.steps:
            if each.key == key:
                return each
        raise NotFound

    def measure(self, key: str) -> Measure | None:
        """The measure with that key, if there is one."""
        return next((each for each in self.measures if each.key == key), None)

    def norm(self, key: str) -> NormRef | None:
        """What is known about norms of that measure."""
        return next((each for each in self.norms if each.measure == key), None)
