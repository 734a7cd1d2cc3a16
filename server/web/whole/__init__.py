"""Everything about one client on pages: the story, handing it out, and its end."""
