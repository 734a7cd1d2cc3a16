"""Everything about one client, from all tables: its story, what is handed out of it, and its end."""
