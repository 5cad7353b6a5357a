"""Sample searches, answers and knowledge files that several tests share."""
