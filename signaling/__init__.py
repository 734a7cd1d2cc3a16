"""Live rooms: one append-only log, one clock, and the signalling that lets two browsers see each other."""
