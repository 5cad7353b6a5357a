"""What was asked: text in, an Intent with its certainty out."""
