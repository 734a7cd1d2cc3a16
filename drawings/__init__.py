"""Draws the pictures, silhouettes and demonstration videos of the built-in protocols: `python -m drawings`.

A figure is posed, looked at from a side, and made of strokes with round ends; the same strokes become an SVG or the
frames of a video. What it makes lies in static/protocols/ and is committed; running it again changes no SVG.
"""
