"""The knowledge, and the searches of a person, as tools for other assistants, over the Model Context Protocol."""
