"""Knows which channels another company is in: those that Slack Connect shares."""

from collections.abc import Callable
from http.client import HTTPException
from time import monotonic
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.knowledge.base import KnowledgeBase
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.delivery import with_timeout
from bot.slack.error_codes import code_of

TIMEOUT_SECONDS = 2
"""For a call to Slack. A person is waiting for the answer."""
MAX_AGE = 600.0
"""Seconds after which Slack is asked about a channel again: it may be shared, or no longer."""
CACHE_SIZE = 10_000
"""How many channels a process keeps in memory. Chosen by hand."""
MAX_DOUBT_AGE = 30.0
"""Seconds for which a channel counts as shared after Slack didn't answer, so that not every question waits for it."""
NOT_A_MEMBER = "channel_not_found"
"""Slack's error for a private channel that the app is not in."""


BaseFor = Callable[[WebClient, str, str], KnowledgeBase]
"""Takes a client, a workspace and a channel, returns the knowledge that may be shown in that channel."""


class _Known(NamedTuple):
    """Whether a channel is shared, and until when that is used; None if the app is not in it."""

    is_shared: bool | None
    until: float


def limit_by_channel(library: KnowledgeSource, public: KnowledgeSource | None, shared: "SharedChannels") -> BaseFor:
    """Return the function that leaves a company's own knowledge out of the channels that another one is in.

    `public` is the knowledge without it; None if the company has none.
    """

    def base_for(client: WebClient, team: str, channel: str) -> KnowledgeBase:
        is_limited = public is not None and shared.is_shared(client, team, channel)
        return public.base if public and is_limited else library.base

    return base_for


_NOT_SHARED = _Known(is_shared=False, until=0.0)


class SharedChannels:
    """The channels that are shared with another company, as Slack says.

    Events carry it. About a click or a command, Slack is asked, and only if there is something of the company's own to
    hold back.
    """

    def __init__(self, *, has_own_knowledge: bool, clock: Callable[[], float] = monotonic) -> None:
        """`clock` returns seconds."""
        self._has_own_knowledge = has_own_knowledge
        self._clock = clock
        self._known: dict[tuple[str, str], _Known] = {}

    def keep(self, team: str, channel: str, *, is_shared: bool) -> None:
        """Remember what an event said about its channel."""
        self._store(team, channel, is_shared=is_shared)

    def is_shared(self, client: WebClient, team: str, channel: str) -> bool:
        """Whether an answer in the channel may be read by another company. Never raises.

        If Slack does not answer, it counts as shared. A private channel that the app is not in does not: there, only
        people of this company get answers.
        """
        return self._find(client, team, channel) is True

    def may_be_shared(self, client: WebClient, team: str, channel: str) -> bool:
        """Whether what all in the channel see may be read by another company, as far as Slack lets us know."""
        return self._find(client, team, channel) is not False

    def is_shared_at_once(self, team: str, channel: str) -> bool | None:
        """Whether an answer in the channel may be read by another company; None if Slack has to be asked."""
        known = self._recall(team, channel)
        return None if known is None else known.is_shared is True

    def _find(self, client: WebClient, team: str, channel: str) -> bool | None:
        """Whether it is shared; None if Slack doesn't say because the app is not in the channel."""
        known = self._recall(team, channel)
        if known:
            return known.is_shared
        try:
            info = with_timeout(client, TIMEOUT_SECONDS).conversations_info(channel=channel)["channel"]
        except SlackApiError as error:
            if code_of(error) == NOT_A_MEMBER:
                return self._store(team, channel, is_shared=None)
            return self._store(team, channel, is_shared=True, seconds=MAX_DOUBT_AGE)
        except (OSError, HTTPException):
            return self._store(team, channel, is_shared=True, seconds=MAX_DOUBT_AGE)
        return self._store(
            team, channel, is_shared=bool(info.get("is_ext_shared") or info.get("is_pending_ext_shared"))
        )

    def _recall(self, team: str, channel: str) -> _Known | None:
        """What is known about the channel without asking Slack."""
        known = self._known.get((team, channel))
        if known and self._clock() < known.until:
            return known
        return _NOT_SHARED if not self._has_own_knowledge or channel.startswith("D") else None

    def _store(self, team: str, channel: str, *, is_shared: bool | None, seconds: float = MAX_AGE) -> bool | None:
        # Simpler than evicting single channels, and rarely necessary.
        if len(self._known) >= CACHE_SIZE:
            self._known.clear()
        self._known[team, channel] = _Known(is_shared, self._clock() + seconds)
        return is_shared
