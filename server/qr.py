"""A link as a square that a phone's camera reads."""

import segno


def svg_uri(text: str) -> str:
    """The QR code of a text as `data:image/svg+xml…`, dark on white whatever the page's colours."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(scale=4, border=3, dark="#000", light="#fff", encode_minimal=True))
