"""A command after `/hiring`, as a value."""

import re
from typing import Literal, NamedTuple

from bot.understanding.problems import Problem
from bot.understanding.verbs import Verb

_SET_OFF = re.compile(r"(?:\b(?:to|as)|[:=>\u2192])\W*$", re.IGNORECASE)
FREE = ("items", "add", "rename")
"""Verbs whose text may begin with a word that looks like a short name."""


class Order(NamedTuple):
    """A command as understood. Fields that the verb has no use for are empty.

    - `verb`: the command by its own name; `override 3 why` is `done` with `override` set.
    - `search`: what stands where the short name of a search may stand, as searches are named: `cro2` in `done CRO-2 3`,
      `vp_sales` in `status VP Sales`, `clo` in `gc status`; of `status` and the like also any other words, in lower
      case. Whether there is such a search is for the caller to find out; where there is none and the verb takes free
      text (`rename`, `add`, `items`), `unsearched()` is the order with that word in it.
    - `numbers`: of items, each once, in the order typed. An order about one item may still carry several.
    - `person`: a Slack user id, `me`, or `nobody`; of `items` whose they are, None where that does not matter.
    - `roles`: ids, in the order named. With the problem `which_role`, `shared` is the abbreviation and `candidates`
      are the ids that it may stand for; read the text again with what was chosen among `meanings`.
    - `filter`: of `items`: `mine`, `overdue`, `open`, `all`, a state, or the words of a phase in lower case; of `add`
      the words of a phase.
    - `when`: the words of a date as typed, for `read_date`; `none` where a date is to be taken away. Of `assign` and
      `add` the day of the items, where one is said along with them.
    - `text`: the note, link, reason, title or name, as typed but for Slack's markup, unescaped.
    - `whole`: everything after the verb, as typed but for Slack's markup. In it and in `text`, people mentioned are
      named: `@ana`.
    - `format`: of an export, `outcome`: of a closed search, `on`: of the weekly summary; None where not said.
    - `problem`: what is missing or cannot be understood; then nothing may be changed. None where all is there.
    """

    verb: Verb
    search: str | None = None
    numbers: tuple[int, ...] = ()
    person: str | None = None
    roles: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    shared: str = ""
    filter: str = ""
    when: str = ""
    text: str = ""
    whole: str = ""
    format: Literal["csv", "md"] | None = None
    outcome: Literal["hired", "cancelled"] | None = None
    on: bool | None = None
    override: bool = False
    problem: Problem | None = None

    @property
    def number(self) -> int:
        """The first number, 0 where there is none: of an order about one item."""
        return self.numbers[0] if self.numbers else 0

    @property
    def is_addressed(self) -> bool:
        """Of `rename`: whether the short name of the search is set off from the new name, by a `to` or the like."""
        before = self.whole.removesuffix(self.text)
        return not before or (bool(self.text) and before == self.whole) or bool(_SET_OFF.search(before))

    def unsearched(self) -> "Order":
        """The same order where its `search` is no short name: read as a part of the text that the verb takes."""
        if self.search is None or self.verb not in FREE:
            return self
        if self.verb == "items":
            return self._replace(search=None, filter=self.whole.casefold())
        begun, title, _ = self.whole.partition(self.text) if self.when else (self.whole, "", "")
        return self._replace(search=None, text=f"{begun}{title}", problem=None)
