"""The knowledge: the models of its files, the loader that reads and checks them, and the base that answers use."""
