"""The shared app's part of the back office."""
