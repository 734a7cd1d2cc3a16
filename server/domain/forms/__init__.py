"""Forms: what a client is asked and how they answered. A form has sections of questions; one that was
answered keeps its version. Pure data and functions.
"""
