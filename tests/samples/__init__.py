"""Values that several tests share: searches, answers, knowledge files."""
