"""Daily digests, weekly summaries, decision reviews and departures: what is due, the messages, and sending them."""
