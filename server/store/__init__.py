"""The only rooms that speak SQL: one module a noun, plain functions whose first argument is `db`."""
