"""How trunk work, carries, pace and mobility of ours are done, in our own words."""

from server.domain.exercises import Guide
from server.domain.our_exercises.guide import guide

REST: dict[str, Guide] = {
    "plank": guide(
        "Elbows under the shoulders, forearms on the floor, body one line from head to heels.",
        "Tuck the pelvis and squeeze the seat | Keep breathing while you hold | Knees down before the hips sag",
        "Hips sag: stop the clock there | Hips high: look at the hands, lower them | Holding the breath: count aloud",
        "Uncontrolled high blood pressure | Belly that domes, in pregnancy or after birth: hands on a bench instead",
    ),
    "side-plank": guide(
        "On one side, elbow under the shoulder, feet one on the other, or knees bent.",
        "Lift the hips until the body is one line | Keep the upper shoulder over the lower one | Lower slowly",
        "Rolling forward: open the chest | Hips sink: bend the knees to make it easier",
        "Shoulder pain on that side",
    ),
    "dead-bug": guide(
        "On your back, arms to the ceiling, knees over the hips, lower back on the floor.",
        "Breathe out and lower one arm and the other leg | Stop before the back lifts | Come back and change",
        "The back lifts: lower only the heel to the floor | Rushing: one breath each",
        "Late pregnancy, where lying on the back makes you dizzy",
    ),
    "bird-dog": guide(
        "On hands and knees, hands under shoulders, knees under hips.",
        "Reach one arm forward and the other leg back | Hold as if a cup stood on your back | Come back and change",
        "The back arches: reach long, not high | The hips tip: lift the leg less",
        "Wrist or knee pain on the floor: use fists or a pad",
    ),
    "pallof-press": guide(
        "Stand side-on to a band at chest height, hands at the breastbone, feet as wide as the hips.",
        "Press the hands straight out | Hold without turning | Bring them back",
        "Turning to the band: step closer | Shrugging: neck long",
        "A band with cracks, or around something that can give",
    ),
    "curl-up": guide(
        "On your back, one knee bent, hands under the lower back.",
        "Breathe out and lift head and shoulders a little | Hold two breaths | Lower slowly",
        "Pulling the chin in hard: keep an egg under it | Lifting high: the lower back stays as it is",
        "Belly that domes, in pregnancy or after birth | Neck pain",
    ),
    "mountain-climber": guide(
        "Hands under the shoulders, body one line, as for a push-up.",
        "Bring one knee towards the chest | Change, as fast as the hips stay quiet",
        "Hips bounce: slow down | Hands drift forward: shoulders over them",
        "Wrist pain: hands on a bench | Uncontrolled high blood pressure",
    ),
    "farmers-carry": guide(
        "A weight beside each foot. Lift them as in a deadlift, shoulders low.",
        "Walk in short even steps | Turn in a wide circle | Put them down as you took them up",
        "Shrugging: take weight off | Leaning: even weights, shorter way",
        "Back pain under load | A way that is not free",
    ),
    "suitcase-carry": guide(
        "One weight beside you. Lift it as in a deadlift.",
        "Walk as if you carried one on each side | Put it down, change sides",
        "Leaning away: take weight off | The weight rubs the leg: hold it a thumb away",
        "Back pain under load",
    ),
    "front-rack-carry": guide(
        "A weight at each shoulder, forearms upright, ribs down.",
        "Walk in short even steps, breathing low | Put them down one by one",
        "Leaning back: take weight off | Elbows open: squeeze them in",
        "Wrist pain in that position | Uncontrolled high blood pressure",
    ),
    "march": guide(
        "Stand tall, beside something to hold if you like.",
        "Lift one knee as high as is comfortable | Put the foot down quietly and change, arms swing",
        "Leaning back: lift less high | Stamping: quiet feet",
        "Dizziness",
    ),
    "rope-skipping": guide(
        "The rope reaches to the armpits when you stand on it. A floor that gives a little.",
        "Turn from the wrists | Jump just high enough, land on the balls of the feet",
        "Jumping high: a thumb is enough | Arms wide: elbows at the ribs",
        "Achilles, calf or knee pain | Pelvic floor complaints | Pregnancy, and the months after birth",
    ),
    "rowing": guide(
        "Feet strapped over the widest part, shins upright at the front, arms long.",
        "Push with the legs | Lean back a little, then pull to the lowest ribs | Arms away, lean forward, "
        "then bend the knees",
        "Arms first: legs, back, arms | Rounding: sit tall on the bones | Racing forward: twice as long as the pull",
        "Back pain that bending makes worse",
    ),
    "burpee": guide(
        "Stand with room in front, feet under the hips.",
        "Hands to the floor, feet back to a plank | Feet forward again, outside the hands | Stand up, and "
        "jump if you can",
        "Hips sag in the plank: step back, do not jump | Rounding down: bend the knees more",
        "Back or wrist pain | Uncontrolled high blood pressure | Pregnancy, and the months after birth",
    ),
    "single-leg-stand": guide(
        "Beside a wall or a chair, hands free, looking ahead.",
        "Shift onto one foot | Lift the other a hand from the floor and hold | Touch down when you need to",
        "Gripping with the toes: spread them | Holding the legs together: they do not touch",
        "Falls in the last months: only with somebody beside | Dizziness",
    ),
    "single-leg-reach": guide(
        "Stand on one leg, a wall within reach.",
        "Reach the free foot forward, to the side and back, as far as you can come back from | Tap the floor lightly",
        "Putting weight on the reaching foot: reach less far | Knee falls in: over the little toe",
        "Falls in the last months | A fresh ankle sprain",
    ),
    "cat-cow": guide(
        "On hands and knees, hands under shoulders, knees under hips.",
        "Breathe out and round the back up | Breathe in and let it sink, chest forward",
        "Moving only the neck: begin at the tailbone | Bending the elbows: keep them long",
        "Pain in one of the two ends: leave that one out",
    ),
    "hip-flexor-stretch": guide(
        "One knee on a pad, the other foot in front, both at a right angle.",
        "Tuck the pelvis until the front of the hip pulls | Move a little forward, breathing | Change sides",
        "Arching the back: tuck again | Falling forward: trunk upright",
        "Pain from kneeling: use more padding, or stand",
    ),
    "ankle-rock": guide(
        "One foot in front of a wall, a hand away, heel down.",
        "Bring the knee to the wall over the middle toe | Come back, ten times, then a finger further away",
        "Heel comes off: closer | Arch falls in: knee over the little toe",
        "A fresh ankle sprain",
    ),
    "open-book": guide(
        "On one side, knees bent and together, arms long in front, palms together.",
        "Open the upper arm like a page, eyes follow | Breathe out twice there | Close it again",
        "Knees come apart: hold a cushion between them | Forcing the arm down: let it hang",
        "Shoulder pain on the upper side: hand on the ribs",
    ),
}
