"""The record of a `/hiring` verb, from which every table keyed by a verb is derived.

Texts are templates. The names in braces are filled in by the view that shows the text, and what people typed is made
safe there.
"""

from dataclasses import dataclass
from typing import Literal

from bot.commands.item_arguments import ArgumentReader
from bot.hiring.rights import OWN_ITEM_RULES, Right
from bot.hiring.rules import ItemRule
from bot.hiring.search_rules import SearchRule

HelpGroup = Literal["Start", "Check progress", "Work on items", "Finalists", "Manage the search"]

MAX_NAME = 120
"""Characters of the name of a search: it is shown in headers, which Slack cuts at 150."""
MAX_TITLE = 300
"""Characters of the title of an item: it is shown in lists and menus."""
MAX_TEXT = 3000
"""Characters of a note, link or reason: the most that a text field of a Slack modal takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """Everything Rolecall knows about one verb.

    - `phrases`: what people may type for it, comma separated. Empty: it can't be typed, only chosen in a form.
    - `read`: turns the text after the verb into a Command.
    - `group`, `help`: its place and its line in `/hiring help`; `usage`: examples shown when something is missing.
    - `rule`: what it does to one item; `search_rule`: what it does to the search. `changes` is for a verb that changes
      something without either (`add`, `undo`).
    - `right`: what a person must be allowed to do in the search, where that doesn't follow from the rule; `none` for a
      verb that isn't about one search.
    - `sets`: the one field it sets, whose old and new value the history shows.
    - `confirmation`, `history`, `unchanged`: the texts for when it was done, in the history, and when nothing changed;
      the `_cleared` variants are for when the field was emptied.
    - `needs_text`: can't be done without a reason, so its button opens a form. `needs_slack`: Slack has to be asked for
      a date, a person or a channel, or a form is opened, so it is answered after the acknowledgement.
    - `max_text`, `text_name`: how long the text may be, and what it is called in the error.
    - `asks_first`: ends so much that it is only done once the person has confirmed it.
    - `shows_fields`: the history shows every field it changed; `finds_closed`: it looks for closed searches.
    - `confused_with`: the verb that shares its words; the arguments decide between the two.
    - `title_follows`: nothing but the person's own words follow, so emoji and signs belong to them.
    - `search_may_be_text`: what looks like a search may be the beginning of the text.
    - `is_question`: a question about a search that is understood without the slash, in any wording.
    """

    name: str
    phrases: str
    read: ArgumentReader
    group: HelpGroup | None = None
    help: str = ""
    usage: tuple[str, ...] = ()
    rule: ItemRule | None = None
    search_rule: SearchRule | None = None
    changes: bool = False
    right: Right | Literal["none"] | None = None
    sets: str = ""
    confirmation: str = ""
    confirmation_cleared: str = ""
    history: str = ""
    history_cleared: str = ""
    unchanged: str = ""
    unchanged_cleared: str = ""
    asks_first: bool = False
    shows_fields: bool = False
    finds_closed: bool = False
    needs_text: bool = False
    needs_slack: bool = False
    max_text: int = MAX_TEXT
    text_name: str = "A note, link or reason"
    confused_with: str = ""
    title_follows: bool = False
    search_may_be_text: bool = False
    is_question: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether people can type it."""
        return bool(self.phrases)

    @property
    def needs_item(self) -> bool:
        """Whether it is about items, named by their numbers."""
        return self.rule is not None

    @property
    def needed_right(self) -> Right | Literal["none"]:
        """The right that it needs: for work on one's own items `own_items`, else `change` if it changes anything."""
        if self.right:
            return self.right
        if self.rule in OWN_ITEM_RULES:
            return "own_items"
        return "change" if self.writes else "read"

    @property
    def writes(self) -> bool:
        """Whether it changes anything."""
        return self.changes or self.rule is not None or self.search_rule is not None
