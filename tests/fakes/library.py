"""A knowledge library that can be made to fail."""

from bot.knowledge.base import KnowledgeBase


class FragileLibrary:
    """Provides a knowledge base until `fails_with` is set to an exception."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.now = base
        self.problems: tuple[str, ...] = ()
        self.fails_with: Exception | None = None

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge base; raises `fails_with` if it is set."""
        if self.fails_with:
            raise self.fails_with
        return self.now
