"""The tests. `cast.py` holds the people, `conftest.py` the real servers they meet."""

from pathlib import Path

import pytest

# What fails in a neighbour of a test says what it saw, as a test does.
pytest.register_assert_rewrite(*(f"{__name__}.{each.stem}" for each in Path(__file__).parent.iterdir()))
