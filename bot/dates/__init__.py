"""Reads dates as people type them: takes a text and returns a date, or the problem with it."""
