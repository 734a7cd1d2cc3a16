"""Words in a client's message that must not wait until morning. A false alarm costs a look, a missed one far more."""

import re
from typing import Final

# The red flags that stop a session, as people write them, and words of despair.
PHRASES: Final[tuple[str, ...]] = (
    r"chest (?:is |feels )?(?:pain|pains|hurt|hurts|tight|tightness|pressure)",
    r"(?:pain|pains|pressure|tightness) (?:in|on|across) (?:my |the )?chest",
    r"heart (?:attack|pain|pains|is racing|races|racing|stops|skips|skipping|flutters|fluttering)",
    r"palpitations?",
    r"(?:can ?not|can'?t|cant|couldn'?t|hard to|trouble|difficulty|struggling to) breath(?:e|ing)?",
    r"short(?:ness)? of breath",
    r"(?:faint|fainted|fainting|passed out|passing out|blacked out|blacking out|unconscious|collapsed)",
    r"(?:light[ -]?headed|dizzy|dizziness)",
    r"(?:stroke|seizure|numb|numbness|paraly[sz]ed)",
    r"(?:sharp|severe|sudden|stabbing|unbearable) pain",
    r"(?:bleeding|coughing (?:up )?blood|vomiting blood)",
    r"(?:can ?not|can'?t|cant) (?:move|walk|stand|feel) (?:my|it|on)",
    r"(?:emergency|ambulance|911|112|999)",
    r"(?:suicid\w*|kill myself|end my life|hurt myself|harm myself|want to die)",
)
_ANY: Final = re.compile(rf"(?<!\w)(?:{'|'.join(PHRASES)})(?!\w)", re.IGNORECASE)


def found_in(text: str) -> list[str]:
    """The words of alarm in a text, in order, in lower case; straight and curly apostrophes are one."""
    plain = " ".join(text.replace("\u2019", "'").split())
    return [match.group(0).lower() for match in _ANY.finditer(plain)]
