"""Britain."""
