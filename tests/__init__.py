"""The tests. `cast.py` holds the people, `conftest.py` the real servers they meet."""
