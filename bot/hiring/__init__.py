"""Hiring: searches with their items as immutable values, and the rules by which they change."""
