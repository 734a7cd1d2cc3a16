"""How squats, hinges, lunges and jumps of ours are done, in our own words."""

from server.domain.exercises import Guide
from server.domain.our_exercises.guide import guide

LOWER: dict[str, Guide] = {
    "bodyweight-squat": guide(
        "Feet about as wide as the shoulders, toes turned out a little, arms ready to reach forward.",
        "Breathe in and sit down between the heels | Stop where the back still keeps its shape | Push the "
        "floor away and stand tall",
        "Heels come off: stand a little wider, or put the heels on a thin plate | Knees fall in: press them "
        "over the toes | The back rounds at the bottom: stop a hand higher",
        "New or sharp knee or hip pain",
    ),
    "goblet-squat": guide(
        "Hold one dumbbell upright against the chest, elbows under it. Feet as wide as the shoulders.",
        "Breathe in and sit down between the knees | Elbows come inside the knees at the bottom | Stand up "
        "without letting the weight drift forward",
        "The weight pulls you forward: keep it touching the chest | Heels come off: sit a little less deep | "
        "Knees fall in: spread the floor with the feet",
        "Sharp knee, hip or back pain | Not able to hold a weight at the chest",
    ),
    "back-squat": guide(
        "Bar across the upper back in a rack with safety arms, hands close, feet as wide as the shoulders. "
        "Somebody stands by.",
        "Step back with two short steps and find your stance | Breathe in, brace, and sit down until the "
        "thighs are level | Drive up with the bar over the middle of the feet | Walk back into the rack "
        "before you breathe out fully",
        "Hips shoot up first: push the upper back into the bar | The bar drifts to the toes: press through "
        "the whole foot | Knees fall in: take weight off and push them out",
        "Back pain that goes into the leg | Uncontrolled high blood pressure | Nobody there who can help with the bar",
    ),
    "front-squat": guide(
        "Bar on the front of the shoulders in a rack with safety arms, elbows high. Somebody stands by.",
        "Step back and stand with feet as wide as the shoulders | Breathe in and sit straight down, elbows "
        "up | Stand up as one piece",
        "Elbows drop: think of lifting them to the ceiling | Wrists hurt: cross the arms, or use straps | "
        "The chest falls: take weight off",
        "Wrist or shoulder pain in the rack position | Back pain that goes into the leg | Nobody there who "
        "can help with the bar",
    ),
    "box-squat": guide(
        "A steady chair against a wall. Sit at its front edge, feet under the knees, arms crossed or reaching forward.",
        "Lean forward until the nose is over the toes | Stand up without swinging | Sit down slowly, so that "
        "the chair makes no sound",
        "Dropping onto the chair: count to three on the way down | Pushing with the hands: use a higher chair first",
        "Dizziness on standing up | A chair that can slide",
    ),
    "wall-sit": guide(
        "Back flat on a wall, feet a step away from it and as wide as the hips.",
        "Slide down until the thighs are level, or as far as is comfortable | Keep breathing while you hold "
        "| Slide up, or sit down on the floor",
        "Holding the breath: count aloud | Hands on the thighs: let them hang | Knees far over the toes: "
        "feet further from the wall",
        "Kneecap pain that holding makes worse | Uncontrolled high blood pressure",
    ),
    "hip-hinge": guide(
        "Hold a stick along the spine so that it touches head, upper back and tailbone. Feet under the hips.",
        "Soften the knees and push the hips back | Stop when a point of the stick would leave the body | "
        "Bring the hips forward and stand tall",
        "The stick leaves the tailbone: you are rounding, go less far | Knees bend more and more: it becomes "
        "a squat, move the hips instead",
        "Back pain that bending makes worse",
    ),
    "romanian-deadlift": guide(
        "Stand tall with a dumbbell in each hand in front of the thighs, feet under the hips.",
        "Push the hips back and let the weights slide down the thighs | Stop below the knees, where the "
        "hamstrings pull and the back is long | Squeeze the hips forward to stand",
        "The back rounds: stop higher | The weights swing away: brush the legs with them | Bending the knees "
        "more: keep the shins upright",
        "Back pain that bending makes worse | A fresh hamstring strain",
    ),
    "deadlift": guide(
        "Bar over the middle of the feet, shins near it. Hips back, hands just outside the legs, back long.",
        "Pull the slack out of the bar and brace | Push the floor away until the bar passes the knees | "
        "Bring the hips through and stand tall | Hips back first, then bend the knees, to put it down",
        "The back rounds as it leaves the floor: take weight off | Hips rise first: push with the legs "
        "longer | The bar swings out: keep it against the legs",
        "Back pain that goes into the leg | Pregnancy without your doctor's word on lifting | Uncontrolled "
        "high blood pressure",
    ),
    "kettlebell-deadlift": guide(
        "The bell between the heels, feet as wide as the hips. Hips back, both hands on the handle, back long.",
        "Squeeze the handle and pull the shoulders down | Stand up by pushing the floor away | Put it back "
        "to where it stood",
        "Reaching with the back: hips further back | Looking up: eyes on the floor two steps ahead",
        "Back pain that bending makes worse",
    ),
    "kettlebell-swing": guide(
        "The bell a step in front of you, feet as wide as the shoulders. Hips back, both hands on it, back long.",
        "Hike the bell back between the thighs | Snap the hips forward and let it float to the chest | Let "
        "it fall, and wait with the hips until the arms meet the body | Park it in front of you after the "
        "last",
        "Lifting with the arms: let them be ropes | Squatting it: push the hips back, not down | Leaning "
        "back at the top: stand like a plank",
        "Back pain that bending makes worse | Hinge not learned yet | Uncontrolled high blood pressure",
    ),
    "single-leg-deadlift": guide(
        "Stand on one leg beside a wall, a dumbbell in the other hand, knee soft.",
        "Push the free leg straight back and let the weight come down | Stop when the hip would open to the "
        "side | Pull yourself up through the standing heel",
        "The hip opens: turn the toes of the free foot to the floor | Wobbling: two fingers on the wall | "
        "The back rounds: go less far",
        "Not able to stand on one leg for ten seconds | Dizziness",
    ),
    "glute-bridge": guide(
        "On your back, knees bent, heels a hand from the seat, arms on the floor.",
        "Tuck the pelvis and press the lower back down | Lift the hips until knees, hips and shoulders are "
        "one line | Lower them slowly, one bone after the other",
        "Felt in the back: lift less high and tuck again | Felt in the hamstrings: heels closer | Knees fall "
        "out or in: keep a fist between them",
        "Late pregnancy, where lying on the back makes you dizzy",
    ),
    "hip-thrust": guide(
        "Shoulder blades on a steady bench, feet flat, weight on a pad over the hips.",
        "Chin in, ribs down | Drive the hips up until the shins are upright and the body is a table | Lower "
        "with control",
        "Arching at the top: keep looking forward, not up | Feet too far away: felt in the hamstrings, bring "
        "them in | The bench moves: put it against a wall",
        "Hip or groin pain under pressure",
    ),
    "split-squat": guide(
        "One foot a long step in front of the other, hips square, weight on the front foot.",
        "Lower straight down until the back knee is just above the floor | Push the floor away with the front foot",
        "Front knee falls in: press it over the little toe | Leaning onto the back leg: most of the weight "
        "is in front | Losing balance: feet as wide as the hips, not on one line",
        "Pain at the kneecap when kneeling or on stairs",
    ),
    "rear-foot-elevated-split-squat": guide(
        "The back foot on a bench, laces down, the front foot a long step before it.",
        "Lower straight down, trunk a little forward | Stop before the hip tips | Push up through the front "
        "heel and middle of the foot",
        "Front foot too close: heel comes off, step forward | Pushing from the back foot: let it be light",
        "Pain at the kneecap | Not able to do ten plain split squats",
    ),
    "reverse-lunge": guide(
        "Stand tall, feet under the hips.",
        "Step back onto the ball of one foot | Lower until the knee is just above the floor | Push through "
        "the front heel to come back to standing",
        "Stepping onto one line: step back and a little out | Trunk falls forward: take a shorter step | "
        "Bouncing off the back foot: slow down",
        "Pain at the kneecap or in the big toe",
    ),
    "walking-lunge": guide(
        "Room for eight steps, feet under the hips.",
        "Step forward and lower until the back knee is just above the floor | Push through the front foot "
        "and bring the other one past it",
        "Front heel comes off: take a longer step | Wobbling: pause with feet together between steps",
        "Pain at the kneecap | Poor balance without something to hold",
    ),
    "lateral-lunge": guide(
        "Stand tall, feet together, room to one side.",
        "Step wide to the side | Sit back over that heel, the other leg long | Push off and come back",
        "Knee falls in: toes and knee point the same way | Heel comes off: sit less deep | Rounding: chest "
        "between knee and toes, not below",
        "A fresh groin strain",
    ),
    "step-up": guide(
        "A steady step or box, no higher than the knee. The whole foot on it.",
        "Lean forward over that foot | Stand up without pushing from the floor | Step down slowly, the same foot first",
        "Pushing from the lower leg: lift its toes | Knee falls in: use a lower step",
        "Pain at the kneecap on stairs | A box that can tip",
    ),
    "squat-jump": guide(
        "Feet as wide as the shoulders, free space above, a floor that does not slip.",
        "Sit to a quarter squat, arms back | Jump straight up | Land on the whole foot with soft knees, and "
        "stand before the next",
        "Loud landings: land as if somebody slept below | Knees fall in on landing: jump less high | "
        "Rushing: stand still between jumps",
        "Joint pain, or a sprain that is not healed | Pelvic floor complaints | Pregnancy, and the months after birth",
    ),
    "box-jump": guide(
        "A box that stands firm and is no higher than the knee to begin with, half a step away.",
        "Arms back, hips back | Jump and land quietly in the middle of the box | Stand up, and step down one "
        "foot at a time",
        "Landing in a deep squat: take a lower box | Jumping down: step down",
        "Joint pain, or a sprain that is not healed | Poor balance | Pregnancy, and the months after birth",
    ),
    "pogo-hops": guide(
        "Feet under the hips, knees soft and nearly straight.",
        "Hop from the ankles, small and quick | Land on the balls of the feet, heels just above the floor",
        "Bending the knees more and more: smaller hops | Heavy landings: stop and shake out",
        "Achilles or calf pain | Pelvic floor complaints | Pregnancy, and the months after birth",
    ),
}
