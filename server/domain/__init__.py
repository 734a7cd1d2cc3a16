"""What Spotter knows about people and their sessions: pure data and functions, no I/O, no clock, no ids made here."""
