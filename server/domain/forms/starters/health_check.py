"""The health check before training: seven domains in our own words, each with what one needs to know after a yes.

It covers what screening before exercise is about (heart and blood pressure, chest pain, dizziness, other conditions,
medication, bones and joints, a doctor's limits); it is no copy of any questionnaire, and gives no clearance by itself:
the trainer decides. DOMAINS names the seven questions; a yes to one wants a closer look.
"""

from server.domain.forms.starters.making import any_of, ask, choose, form, scale, section, yes

DOMAINS = ("heart", "chest_pain", "dizzy", "condition", "medication", "joints", "supervised")

FORM = form(
    "health-check",
    "Health check",
    "A few questions before we train. Answer them as things are today; nobody but your trainer reads it. "
    "If anything changes later, tell your trainer before the next session.",
    section(
        "Your heart and blood pressure",
        ask(
            "heart", "yes_no", "Has a doctor ever told you of a heart problem, or of high blood pressure?", needed=True
        ),
        choose(
            "heart_which",
            "Which?",
            """
            blood_pressure: High blood pressure
            rhythm: An uneven heartbeat
            narrow: Narrow heart vessels or a heart attack
            valve: A valve or the heart muscle
            other: Something else
            """,
            several=True,
            needed=True,
            when=yes("heart"),
        ),
        ask(
            "heart_steady",
            "yes_no",
            "Is it under control and unchanged for three months?",
            needed=True,
            when=yes("heart"),
        ),
        ask(
            "heart_more",
            "long",
            "What should I know about it?",
            "Treatment, values, what your doctor said.",
            when=yes("heart"),
        ),
    ),
    section(
        "Chest pain",
        ask(
            "chest_pain", "yes_no", "Do you feel pain or pressure in your chest, at rest or when you move?", needed=True
        ),
        choose(
            "chest_when",
            "When?",
            """
            rest: At rest
            daily: On stairs or in daily life
            effort: Only with hard effort
            """,
            several=True,
            needed=True,
            when=yes("chest_pain"),
        ),
        ask("chest_seen", "yes_no", "Has a doctor looked at it since it began?", needed=True, when=yes("chest_pain")),
    ),
    section(
        "Dizziness",
        ask(
            "dizzy",
            "yes_no",
            "In the last year, did you lose your balance from dizziness, or faint?",
            needed=True,
        ),
        ask("dizzy_cause", "long", "What happened, and what was the cause?", needed=True, when=yes("dizzy")),
        ask("dizzy_effort", "yes_no", "Did it happen during or right after effort?", needed=True, when=yes("dizzy")),
    ),
    section(
        "Other conditions",
        ask(
            "condition",
            "yes_no",
            "Do you live with another lasting condition, or are you pregnant or did you give birth in the last year?",
            "Such as asthma, diabetes, epilepsy, cancer, kidney trouble.",
            needed=True,
        ),
        choose(
            "condition_which",
            "Which?",
            """
            lungs: Lungs or breathing
            diabetes: Diabetes
            nerves: Epilepsy or nerves
            pregnant: Pregnant
            birth: Gave birth in the last year
            cancer: Cancer, now or before
            mental: Mental health
            other: Something else
            """,
            several=True,
            needed=True,
            when=yes("condition"),
        ),
        ask(
            "condition_steady",
            "yes_no",
            "Is it under control and unchanged for three months?",
            needed=True,
            when=yes("condition"),
        ),
        ask("condition_more", "long", "What should I know about it?", when=yes("condition")),
    ),
    section(
        "Medication",
        ask("medication", "yes_no", "Do you take medication that a doctor prescribed?", needed=True),
        ask("medication_which", "long", "Which, and for what?", needed=True, when=yes("medication")),
        ask(
            "beta_blocker",
            "yes_no",
            "Is one of them a beta blocker, or another that slows the heart?",
            "Then your pulse tells nothing about effort, and we leave out tests that count it.",
            when=yes("medication"),
        ),
    ),
    section(
        "Bones, joints and muscles",
        ask(
            "joints",
            "yes_no",
            "Is there an injury or a problem of bones, joints, muscles or your back that moving more could make worse?",
            needed=True,
        ),
        choose(
            "joints_where",
            "Where?",
            """
            neck: Neck
            shoulder: Shoulder
            arm: Elbow, wrist or hand
            back: Back
            hip: Hip
            knee: Knee
            foot: Ankle or foot
            bones: Weak bones
            """,
            several=True,
            needed=True,
            when=yes("joints"),
        ),
        scale(
            "joints_pain", "How much does it hurt on a usual day?", "not at all", "as bad as can be", when=yes("joints")
        ),
        ask("joints_more", "long", "What makes it worse, and what helps?", when=yes("joints")),
    ),
    section(
        "A doctor's limits",
        ask(
            "supervised",
            "yes_no",
            "Has a doctor said that you should only train under medical supervision, or not at all for now?",
            needed=True,
        ),
        ask("supervised_more", "long", "What exactly was said, and when?", needed=True, when=yes("supervised")),
        ask("letter", "file", "A letter of your doctor, if you have one", when=yes("supervised")),
    ),
    section(
        "Today",
        choose(
            "today",
            "Is one of these true today?",
            """
            none: None of them
            ill: I have a cold, fever or feel ill
            pain: Something hurts that did not before
            tired: I slept very little
            """,
            several=True,
            needed=True,
        ),
        ask("today_more", "long", "Tell me more", when=any_of("today", "ill", "pain", "tired")),
        ask("true", "signature", "What I wrote is true as far as I know, and I will tell if it changes", needed=True),
    ),
)
