"""Exercises on the feet or on one knee: the pose in which each begins, and the one in which it ends."""

from drawings.exercise_poses import TALL
from drawings.figure import Point, Pose
from drawings.posing import BACK, FOOT, LAID, TIPTOE, Sides, posed, raised, turned

Two = tuple[Pose, Pose]
HANG = Point(0.24, 0.02, -0.57)
ON_HIPS = Point(0.19, 0.05, -0.42)
AT_CHEST = Point(0.06, 0.2, -0.1)
OUT = Point(1, -0.5, 0)
STAND = Point(0, 0, TALL)


def tall(hands: Sides = HANG, elbows: Sides = BACK, wide: float = 0.12) -> Pose:
    """Upright, the feet side by side."""
    return posed(hips=STAND, lean=0, feet=Point(wide, 0, 0.08), hands=hands, elbows=elbows)


def lunge(hands: Sides, *, near_ahead: bool = True, elbows: Sides = OUT, by: float = 0.0) -> Pose:
    """One leg a long step ahead, the other knee near the floor. by: how far forward all of it is."""
    ahead, behind = Point(0.1, 0.36, 0.08), Point(-0.1, -0.46, 0.2)
    feet, toes = (ahead, behind), (FOOT, TIPTOE)
    if not near_ahead:
        feet, toes = (Point(0.1, behind.y, behind.z), Point(-0.1, ahead.y, ahead.z)), (TIPTOE, FOOT)
    pose = posed(hips=Point(0, -0.04, 0.53), lean=4, feet=feet, toes=toes, hands=hands, elbows=elbows)
    return raised(pose, Point(0, by, 0))


def reverse_lunge() -> Two:
    """From standing one foot goes back."""
    start = raised(tall(AT_CHEST, OUT), Point(0, 0.36, 0))
    return start, lunge(AT_CHEST)


def walking_lunge() -> Two:
    """A long step, and then one with the other leg, further on."""
    return lunge(ON_HIPS, by=-0.3), lunge(ON_HIPS, near_ahead=False, by=0.36)


def step_up() -> Two:
    """One foot on the box; then standing on it."""
    start = posed(
        hips=Point(0, 0.06, 0.9),
        lean=12,
        feet=(Point(0.1, 0.42, 0.38), Point(-0.1, -0.08, 0.08)),
        hands=HANG,
    )
    return start, raised(tall(), Point(0, 0.42, 0.3))


def wall_sit() -> Two:
    """The back on a wall: standing, and sitting on air."""
    foot = Point(0.13, 0.42, 0.08)
    start = posed(hips=Point(0, 0, 0.81), lean=0, feet=foot, hands=Point(0.24, 0.08, -0.56))
    return start, posed(hips=Point(0, 0, 0.5), lean=0, feet=foot, hands=Point(0.14, 0.28, -0.36), elbows=OUT)


def single_leg_deadlift() -> Two:
    """On the far leg; the near one goes back as the trunk comes down, a weight in the near hand."""
    start = posed(
        hips=STAND, lean=0, feet=(Point(0.09, -0.12, 0.16), Point(-0.05, 0, 0.08)), toes=(TIPTOE, FOOT), hands=HANG
    )
    end = posed(
        hips=Point(0, -0.14, 0.89),
        lean=80,
        nod=-12,
        feet=(Point(0.09, -0.97, 0.98), Point(-0.05, 0.0, 0.08)),
        knees=(Point(0, 0, -1), Point(0, 1, 0)),
        toes=(Point(0, -0.04, -0.17), FOOT),
        hands=(Point(0.22, 0.02, -0.58), Point(-0.24, -0.3, -0.45)),
    )
    return start, end


def split_squat_on_bench() -> Two:
    """The far foot on a bench behind, weights in both hands."""

    def at(hips: Point, lean: float) -> Pose:
        return posed(
            hips=hips,
            lean=lean,
            feet=(Point(0.11, 0.3, 0.08), Point(-0.11, -0.52, 0.51)),
            knees=(Point(0.1, 1, 0), Point(0, 0.6, -1)),
            toes=(FOOT, Point(0, -0.16, -0.05)),
            hands=Point(0.25, 0.02, -0.57),
        )

    return at(Point(0, 0.02, 0.83), 5), at(Point(0, -0.06, 0.54), 14)


def lateral_lunge() -> Two:
    """Seen from the front: feet together; then a wide step to the left and the seat over that heel."""
    start = posed(hips=STAND, lean=0, feet=Point(0.08, 0, 0.08), hands=AT_CHEST, elbows=OUT)
    end = posed(
        hips=Point(0.28, -0.2, 0.56),
        lean=28,
        feet=(Point(0.46, 0, 0.08), Point(-0.46, 0, 0.08)),
        knees=(Point(0.5, 1, 0.1), Point(0, 1, 0)),
        toes=(Point(0.05, 0.17, -0.05), Point(-0.05, 0.17, -0.05)),
        hands=AT_CHEST,
        elbows=OUT,
    )
    return start, end


def half_kneeling_press() -> Two:
    """On the near knee; the weight in the near hand goes up."""

    def at(hand: Point, elbow: Point) -> Pose:
        return _half_kneeling(0.0, hands=(hand, Point(-0.19, 0.05, -0.42)), elbows=(elbow, Point(-1, -0.5, 0)))

    return at(Point(0.24, 0.14, 0.06), Point(0.4, 0.2, -1)), at(Point(0.2, 0.03, 0.585), Point(1, 0, 0))


def hip_flexor_stretch() -> Two:
    """On the near knee, hands on the hips; then all of it moves forward."""
    return (
        _half_kneeling(0.0, hands=ON_HIPS, elbows=OUT),
        _half_kneeling(0.2, hands=ON_HIPS, elbows=OUT, lean=-5),
    )


def _half_kneeling(ahead: float, *, hands: Sides, elbows: Sides, lean: float = 0.0) -> Pose:
    return posed(
        hips=Point(0, ahead, 0.5 - 0.25 * ahead),
        lean=lean,
        feet=(Point(0.1, -0.42, 0.08), Point(-0.1, 0.46, 0.08)),
        knees=(Point(0, 0.6, -1), Point(0, 1, 0.3)),
        toes=(LAID, FOOT),
        hands=hands,
        elbows=elbows,
    )


def ankle_rock() -> Two:
    """On the far knee before a wall, both hands on it; the near knee goes to the wall, its heel stays down."""

    def at(hips: Point, lean: float) -> Pose:
        return posed(
            hips=hips,
            lean=lean,
            feet=(Point(0.1, 0.32, 0.08), Point(-0.1, hips.y - 0.44, 0.08)),
            knees=(Point(0.05, 1, 0.3), Point(0, 0.6, -1)),
            toes=(FOOT, LAID),
            hands=Point(0.17, 0.585, 1.02),
            elbows=Point(0.6, -0.4, -1),
            is_reached_from_chest=False,
        )

    return at(Point(0, -0.1, 0.5), 12), at(Point(0, 0.12, 0.48), 8)


def band_row() -> Two:
    """Upright before the post; the elbows go back along the ribs."""
    long, near = Point(0.13, 0.56, -0.15), Point(0.2, 0.08, -0.3)
    return tall(long, Point(1, 0, -0.5)), tall(near, Point(0.3, -1, 0.1))


def face_pull() -> Two:
    """One foot back, the arms long at the height of the face; then the hands beside the temples."""

    def at(hands: Point, elbows: Point) -> Pose:
        return posed(
            hips=Point(0, -0.06, TALL - 0.03),
            lean=-3,
            feet=(Point(0.12, -0.28, 0.08), Point(-0.12, 0.12, 0.08)),
            hands=hands,
            elbows=elbows,
        )

    return (
        turned(at(Point(0.09, 0.55, 0.16), Point(1, 0, -0.3)), 52),
        turned(at(Point(0.27, 0.16, 0.2), Point(1, -0.35, -0.1)), 52),
    )


def pallof_press() -> Two:
    """Half from the front: hands at the breastbone, then straight out; the band pulls from the left."""
    out = Point(1, -0.2, -0.5)
    return (
        turned(tall(Point(0.04, 0.17, -0.12), out, wide=0.16), 42),
        turned(tall(Point(0.03, 0.55, -0.1), out, wide=0.16), 42),
    )


def suitcase_carry() -> Two:
    """A weight in the left hand only; standing, and walking."""
    hands = (Point(0.27, 0.02, -0.57), Point(-0.25, 0.02, -0.57))
    return turned(tall(hands), 38), turned(_stride(hands), 38)


def front_rack_carry() -> Two:
    """A weight at each shoulder; standing, and walking."""
    hands = Point(0.15, 0.17, -0.02)
    down = Point(0.3, 0.25, -1)
    return turned(tall(hands, down), 38), turned(_stride(hands, down), 38)


def _stride(hands: Sides, elbows: Sides = BACK) -> Pose:
    return posed(
        hips=Point(0, 0, TALL - 0.035),
        lean=1,
        feet=(Point(0.1, 0.27, 0.1), Point(-0.1, -0.27, 0.17)),
        toes=(Point(0, 0.17, 0.02), TIPTOE),
        hands=hands,
        elbows=elbows,
    )


def box_jump() -> Two:
    """Half a squat with the arms back; then landed on the box."""
    squat = {"hips": Point(0, -0.2, 0.66), "lean": 42, "feet": Point(0.13, 0, 0.08)}
    start = posed(**squat, hands=Point(0.25, -0.42, -0.38), elbows=Point(0.3, 0, 1))  # type: ignore[arg-type]
    end = posed(**squat, hands=Point(0.2, 0.53, -0.2), elbows=Point(0.3, 0, -1))  # type: ignore[arg-type]
    return start, raised(end, Point(0, 0.66, 0.4))


def pogo_hops() -> Two:
    """On the balls of the feet; then just above the floor."""
    hands, elbows = Point(0.27, 0.2, -0.3), Point(0.5, -1, -0.2)
    start = posed(
        hips=Point(0, -0.04, TALL + 0.01), lean=4, feet=Point(0.09, 0, 0.14), toes=TIPTOE, hands=hands, elbows=elbows
    )
    up = posed(
        hips=Point(0, 0, TALL + 0.14),
        lean=2,
        feet=Point(0.09, -0.01, 0.23),
        toes=Point(0, 0.07, -0.15),
        hands=Point(0.27, 0.24, -0.22),
        elbows=elbows,
    )
    return start, up


def rope_skipping() -> Two:
    """The rope overhead, and under the feet."""
    hands, elbows = Point(0.42, 0.12, -0.36), Point(0.6, -1, -0.4)
    start = posed(hips=STAND, lean=2, feet=Point(0.08, 0, 0.08), hands=hands, elbows=elbows)
    end = posed(
        hips=Point(0, 0, TALL + 0.12),
        lean=2,
        feet=Point(0.07, -0.02, 0.21),
        toes=Point(0.01, 0.08, -0.14),
        hands=hands,
        elbows=elbows,
    )
    return start, end


def burpee_jump() -> Pose:
    """In the air with the arms up."""
    return posed(
        hips=Point(0, 0, TALL + 0.14),
        lean=0,
        feet=Point(0.1, -0.04, 0.21),
        toes=Point(0, 0.08, -0.15),
        hands=Point(0.2, 0.06, 0.57),
        elbows=OUT,
    )


def single_leg_reach() -> Two:
    """On the far leg: upright, then the near foot taps the floor far ahead."""
    start = posed(hips=STAND, lean=0, feet=(Point(0.08, 0.06, 0.2), Point(-0.05, 0, 0.08)), hands=ON_HIPS, elbows=OUT)
    end = posed(
        hips=Point(0, -0.2, 0.68),
        lean=30,
        feet=(Point(0.08, 0.43, 0.1), Point(-0.05, 0, 0.08)),
        toes=(Point(0, 0.16, 0.06), FOOT),
        hands=Point(0.2, 0.54, -0.16),
        elbows=Point(0.3, 0, -1),
    )
    return start, end


def wall_slide() -> Two:
    """Back and forearms on a wall, seen from the front: elbows at the ribs, then the arms up."""
    feet = {"hips": Point(0, 0, TALL - 0.05), "lean": 0, "feet": Point(0.13, 0.2, 0.08)}
    low = posed(**feet, hands=Point(0.44, 0, 0.1), elbows=Point(0.3, 0, -1))  # type: ignore[arg-type]
    return low, posed(**feet, hands=Point(0.33, 0, 0.55), elbows=Point(1, 0, -0.2))  # type: ignore[arg-type]
