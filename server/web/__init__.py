"""HTTP: handlers, the table of routes, and the edge that turns errors into answers."""
