"""Answers: takes the intent of a question and the knowledge, and returns what to say."""
