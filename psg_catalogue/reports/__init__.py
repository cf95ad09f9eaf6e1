"""Reports in words and rows."""
