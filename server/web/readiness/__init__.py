"""Readiness on pages: the client's health check, the trainer's review of it, red flags, and the gate at doors."""
