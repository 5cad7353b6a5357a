"""An order on its way: with everything it takes to carry it out, and then with what came of it."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.hiring.access import Asker
from bot.hiring.service import Target, Worked
from bot.slack.hiring.refusals import Hearer
from bot.slack.message import Message
from bot.understanding.order import Order


class Came(NamedTuple):
    """What came of an order: what to say to the person, if it is said here, and what was changed, if something was.

    `private` where it tells of more than the searches of the channel that the person is in. `unclear` where no search
    was found that could be meant.
    """

    message: Message | None
    worked: Worked | None = None
    private: bool = False
    unclear: bool = False


class Errand(NamedTuple):
    """An order with everything it takes to carry it out.

    `day` is the date the order names, as it was read; `today` is the day where the person is; `id` names the search
    where a button was pressed; `left` is the owner of the search where they are known to have left.
    """

    order: Order
    asker: Asker
    today: date
    day: date | None = None
    id: str = ""
    left: str = ""

    @property
    def target(self) -> Target:
        """Which search is meant."""
        return Target(self.order.search or "", self.id, over=self.order.verb == "reopen-search")

    @property
    def hearer(self) -> Hearer:
        """Who is told what came of it."""
        return Hearer(self.asker.user, self.asker.channel, self.order.verb)


Say = Callable[[], Message]
"""What to say, put into words only when nobody waits for the desk any more."""


class Done(NamedTuple):
    """What was done at the desk, and what is to be said of it; otherwise as in `Came`."""

    say: Say
    worked: Worked | None = None
    private: bool = False
    unclear: bool = False
