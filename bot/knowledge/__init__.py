"""What we know: models, the base with its indexes, and the loader that reads it from YAML."""
