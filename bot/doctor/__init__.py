"""The checks behind `rolecall doctor`: each is a function from a context to its findings."""
