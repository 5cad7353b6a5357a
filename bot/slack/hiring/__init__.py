"""The edge of the hiring half: what people type and press, and how searches look."""
