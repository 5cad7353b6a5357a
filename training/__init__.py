"""Trains the classifier of questions from the labelled language: `python -m training`. Needs the development tools."""
