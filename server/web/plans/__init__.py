"""Plans on pages: their lines, what is due, and the calendar."""
