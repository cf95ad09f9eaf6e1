"""Pages of schools and their people."""
