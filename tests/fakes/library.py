"""Knowledge that can be made to fail, as a broken disk would make it."""

from bot.knowledge.base import KnowledgeBase


class FragileLibrary:
    """Gives the knowledge until it `fails_with` something."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.now = base
        self.problems: tuple[str, ...] = ()
        self.fails_with: Exception | None = None

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge, or the failure."""
        if self.fails_with:
            raise self.fails_with
        return self.now
