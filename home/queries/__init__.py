"""Reads that serve one screen each."""
