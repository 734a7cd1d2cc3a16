"""The application: people, what they do together, and the pages and doors through which they do it."""
