"""Daily digests, weekly summaries and reviews: what is due, what it says, and how it is sent."""
