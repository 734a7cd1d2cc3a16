"""Everything about one client, in one order. Pure."""
