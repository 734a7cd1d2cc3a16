"""A link as a square that a phone's camera reads."""

import segno

MASK = 3


def svg_uri(text: str) -> str:
    """The QR code of a text as `data:image/svg+xml…`, dark on white whatever the page's colours."""
    # A link looks random already: no mask makes it easier to read, and to try all eight took five sixths of the time.
    code = segno.make(text, error="m", micro=False, mask=MASK)
    return str(code.svg_data_uri(scale=4, border=3, dark="#000", light="#fff", encode_minimal=True))
