"""The transaction that a use case works in, as a protocol; `storage/unit_of_work.py` implements it."""

from contextlib import AbstractContextManager
from typing import Protocol

from bot.errors import RolecallError
from bot.hiring.access import SearchLookup
from bot.hiring.models import Checklist, HistoryEntry, Item, Search
from bot.hiring.scorecards import Scorecard, Submission

FULL_HISTORY = 100_000
"""Changes read when all of them matter; far more than a search ever has."""


class DuplicateRequestError(RolecallError):
    """Slack sent the same request twice, and the first one was carried out."""

    def __init__(self) -> None:
        """The sentence shown to the person."""
        super().__init__("That's already done: Slack sent the request twice.")


class SearchUnitOfWork(SearchLookup, Protocol):
    """One transaction on the searches of one workspace.

    A search that is looked up in a writable unit of work is locked until it ends, so no one can change it in between.
    Every method raises SQLAlchemyError if the database doesn't answer.
    """

    def search(self, search_id: str) -> Search | None:
        """The search with this id, None if this workspace has none."""

    def checklist(self, search: Search) -> Checklist:
        """The search with its items, as they are now."""

    def short_names_in(self, channel: str) -> tuple[str, ...]:
        """The short names in use in a channel, also by closed searches; no one else can take one in the meantime."""

    def add_search(self, checklist: Checklist, entry: HistoryEntry) -> None:
        """Add a new search. Raises DuplicateRequestError if the same request has added it."""

    def add_item(self, search: Search, item: Item) -> None:
        """Add a new item; its number has to be the next one."""

    def record(self, search: Search, entry: HistoryEntry) -> None:
        """Apply the changes of the entry, and append it to the history.

        Raises DuplicateRequestError if the same request has been recorded.
        """

    def history(self, search: Search, number: int | None = None, limit: int = 1000) -> tuple[HistoryEntry, ...]:
        """The history, newest first, of the search or of one item: at most so many changes."""

    def compare_and_set_card(self, search: Search, before: str, after: str) -> bool:
        """Set the timestamp of the search's card if it is still `before`; whether it was."""

    def last_entry_by(self, search: Search, person: str) -> HistoryEntry | None:
        """The last entry of this person that was not undone and is not an undo."""

    def entries_after(self, search: Search, entry: HistoryEntry) -> tuple[HistoryEntry, ...]:
        """The entries made since that one, newest first."""

    def scorecards(self, search: Search, reader: str = "") -> tuple[Scorecard, ...]:
        """The scorecards that the reader may see: those that are open, and their own; the oldest first."""

    def submissions(self, search: Search) -> tuple[Submission, ...]:
        """Who has submitted a scorecard for which finalist, sealed or not; the oldest first."""

    def save_scorecard(self, search: Search, card: Scorecard, card_id: str) -> None:
        """Store a sealed scorecard, in place of an earlier one by the same interviewer for the same finalist."""

    def open_scorecards(self, search: Search, letter: str) -> None:
        """Open the scorecards for the finalist with this letter, for good."""


class UnitOfWorkFactory(Protocol):
    """Begins units of work."""

    def begin(self, team: str, *, writable: bool = True) -> AbstractContextManager[SearchUnitOfWork]:
        """A transaction on the searches of a workspace: committed when the block ends, rolled back if it raises."""
