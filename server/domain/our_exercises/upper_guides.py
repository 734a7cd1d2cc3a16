"""How pushes and pulls of ours are done, in our own words."""

from server.domain.exercises import Guide
from server.domain.our_exercises.guide import guide

UPPER: dict[str, Guide] = {
    "push-up": guide(
        "Hands a little wider than the shoulders, body one line from head to heels.",
        "Lower until the chest is a fist above the floor, elbows at half past ten and half past one | Push "
        "the floor away without letting the hips sag",
        "Hips sag: squeeze the seat, or do fewer | Elbows straight out: turn the hands out a little | Half "
        "the way: hands on a bench instead",
        "Wrist pain: use fists or handles | Shoulder pain when pushing",
    ),
    "incline-push-up": guide(
        "Hands on a bench, table or wall, body one line. The higher the hands, the easier.",
        "Lower the chest to the edge | Push away as one piece",
        "Head drops first: look a step ahead | Hips stay behind: walk the feet back",
        "Shoulder pain when pushing | Something to lean on that can slide",
    ),
    "bench-press": guide(
        "Eyes under the bar, feet flat, shoulder blades pulled together, hands a little wider than the "
        "shoulders. Somebody stands by.",
        "Take the bar out over the shoulders | Lower it to the chest with the forearms upright | Press it "
        "back over the shoulders | Back into the rack with straight arms",
        "Bouncing off the chest: pause a moment | Elbows flare: bring them closer | Feet move: press them "
        "down before the first",
        "Shoulder pain when pressing | Nobody there who can help with the bar",
    ),
    "dumbbell-bench-press": guide(
        "Sit with the weights on the thighs, lie back with them, shoulder blades together, feet flat.",
        "Lower until the elbows are level with the bench | Press up and a little in | Bring them to the "
        "thighs to sit up",
        "Weights drift apart: keep them over the elbows | Lower back lifts off: feet flat, ribs down",
        "Shoulder pain when pressing",
    ),
    "floor-press": guide(
        "On your back on the floor, knees bent, a weight in each hand, upper arms half out.",
        "Press until the arms are straight | Lower until the upper arms touch the floor, and wait a moment",
        "Elbows crash down: lower slower | Wrists bend back: knuckles to the ceiling",
        "Not able to get weights up from the floor safely",
    ),
    "shoulder-press": guide(
        "Sit or stand tall, a dumbbell at each shoulder, palms half in.",
        "Brace and press up beside the ears | Lower until the weights are at the shoulders",
        "Leaning back: ribs down, take weight off | Pressing forward: end above the ears",
        "Shoulder pain overhead | Uncontrolled high blood pressure",
    ),
    "overhead-press": guide(
        "Stand tall with the weight at the shoulders, seat and belly firm.",
        "Move the head back a little and press up | Bring the head through at the top | Lower under control",
        "Leaning back: squeeze the seat | Using the legs: lock the knees softly, take weight off",
        "Shoulder pain overhead | Back pain when arching | Uncontrolled high blood pressure",
    ),
    "half-kneeling-press": guide(
        "One knee on a pad, the other foot in front. The weight is on the side of the knee that is down.",
        "Squeeze the seat of the kneeling leg | Press up without leaning away | Lower to the shoulder",
        "Leaning away: take weight off | Arching: tuck the pelvis again",
        "Pain from kneeling: use more padding, or stand",
    ),
    "pull-up": guide(
        "Hang from a bar that holds, hands a little wider than the shoulders.",
        "Pull the shoulders down | Pull the elbows to the ribs until the chin is over the bar | Lower to a long hang",
        "Swinging: cross the ankles, squeeze the seat | Half the way: step on a band or a box | Shrugging: "
        "begin each with the shoulder blades",
        "Shoulder pain when hanging | Elbow pain on the inside",
    ),
    "lat-pulldown": guide(
        "Thighs under the pad, hands a little wider than the shoulders, chest up.",
        "Pull the shoulders down | Bring the bar to the top of the chest | Let it up slowly, without shrugging",
        "Leaning back to pull: take weight off | Bar behind the neck: always in front",
        "Shoulder pain overhead",
    ),
    "inverted-row": guide(
        "Lie under a bar at hip height, or hold two straps. Body one line, heels down.",
        "Pull the chest to the bar | Lower until the arms are long",
        "Hips sag: bend the knees to make it easier | Chin pokes forward: look at the ceiling",
        "A bar or straps that are not made for it",
    ),
    "one-arm-row": guide(
        "One hand and knee on a bench, back long, the weight in the other hand.",
        "Pull the elbow to the hip pocket | Lower until the arm is long, without twisting",
        "Twisting up: keep both shoulders level with the floor | Shrugging: shoulder away from the ear",
        "Back pain in that position: support the chest instead",
    ),
    "bent-over-row": guide(
        "Hinge until the trunk is nearly level, back long, arms hanging.",
        "Pull the weights to the lowest ribs | Lower with control, the trunk stays where it is",
        "Standing up with each: take weight off | The back rounds: hips further back",
        "Back pain that bending makes worse",
    ),
    "band-row": guide(
        "Sit or stand tall, the band around something firm at belly height, arms long.",
        "Pull the elbows back along the ribs | Squeeze a moment | Let it back slowly",
        "Leaning back: step closer | Shrugging: neck long",
        "A band with cracks, or around something that can give",
    ),
    "face-pull": guide(
        "Band or rope at face height, arms long in front, one foot back.",
        "Pull to the temples, thumbs pointing back | Hold a moment | Let it back slowly",
        "Ribs flare: belly firm | Elbows drop: as high as the shoulders",
        "Shoulder pain in that position: pull lower",
    ),
    "biceps-curl": guide(
        "Stand tall, weights beside you, palms forward.",
        "Bend the elbows without moving them | Lower until the arms are long",
        "Swinging: back against a wall | Elbows drift forward: pin them to the ribs",
        "Elbow pain at the inside or the outside",
    ),
    "wall-slide": guide(
        "Back, head and forearms on a wall, feet a step away, ribs down.",
        "Slide the forearms up as far as they stay on the wall | Slide down, elbows to the ribs",
        "Lower back leaves the wall: ribs down, go less high | Shrugging: neck long",
        "Shoulder pain overhead: stop below it",
    ),
}
