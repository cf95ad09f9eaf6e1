"""The directory's part of the back office."""
