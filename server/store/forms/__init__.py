"""Rows of forms, of what clients answered, and of goals."""
