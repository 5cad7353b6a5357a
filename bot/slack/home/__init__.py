"""The Home tab: what a person can work on, the searches they follow, decisions to review, and a question box."""
