"""The language of `/hiring`: the catalogue of verbs, and the parser that turns text into a Command."""
