"""Days as people type them: text in, a date or what is wrong with it out."""
