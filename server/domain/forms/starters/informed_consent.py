"""Informed consent to training. A template to adapt: it is not legal advice, and law differs by country."""

from server.domain.forms.starters.making import ask, form, section, yes

FORM = form(
    "informed-consent",
    "What training means, and your yes to it",
    "Please read it before we begin, and ask whatever is not clear.",
    section(
        "What we do",
        ask("read_what", "yes_no", "I have read this part", needed=True),
        text=(
            "We train strength, endurance, balance and mobility, and test now and then where you stand. "
            "You decide how far you go; nothing is compulsory, and you may stop at any time without saying why."
        ),
    ),
    section(
        "What can happen",
        ask("read_risks", "yes_no", "I have read this part and had my questions answered", needed=True),
        text=(
            "Exercise may cause sore muscles, strains, falls and other injuries; rarely a fainting fit or a heart "
            "problem. "
            "We lower the risk with a health check, a warm-up, steps that fit you, and by stopping at warning signs: "
            "pain in the chest, unusual breathlessness, dizziness, nausea, an uneven heartbeat, sharp pain."
        ),
    ),
    section(
        "What I ask of you",
        ask(
            "read_duty",
            "yes_no",
            "I will tell you about changes of my health and stop when something feels wrong",
            needed=True,
        ),
        text="Tell me about illness, pain, pregnancy and new medication before we train, and how it feels while we do.",
    ),
    section(
        "Your yes",
        ask("questions", "long", "Questions that are still open"),
        ask("minor", "yes_no", "Are you younger than the age at which you may sign for yourself?", needed=True),
        ask("guardian", "signature", "A parent or guardian signs", needed=True, when=yes("minor")),
        ask("signed", "signature", "I understand what training means and agree to take part", needed=True),
        text="You can take it back at any time by telling me. What we did until then is not touched by it.",
    ),
)
