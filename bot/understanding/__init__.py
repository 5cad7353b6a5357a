"""Understands questions: takes a text and returns a reading, with the intent and its confidence."""
