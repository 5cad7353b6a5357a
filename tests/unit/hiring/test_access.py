from typing import NamedTuple

from samples.hiring import (
    CHANNEL,
    OTHER_CHANNEL,
    OTHER_USER,
    OWNER,
    make_actor,
    search,
)

from bot.hiring.access import AmbiguousSearch, find_by_name, resolve_search
from bot.hiring.models import Search

CRO = search(id="S1", short="cro", name="Revenue lead")
CRO2 = search(id="S2", short="cro2", name="Growth lead")
CMO = search(id="S3", short="cmo", name="Marketing lead", channel=OTHER_CHANNEL)


class FakeSearches(NamedTuple):
    in_channel: tuple[Search, ...] = ()
    closed: tuple[Search, ...] = ()
    of_owner: tuple[Search, ...] = ()

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        return self.in_channel if channel == CHANNEL else ()

    def closed_searches_in(self, channel: str) -> tuple[Search, ...]:
        return self.closed if channel == CHANNEL else ()

    def open_searches_of(self, person: str) -> tuple[Search, ...]:
        return self.of_owner if person == OWNER else ()


def test_the_only_search_in_a_channel_is_the_default():
    assert resolve_search(FakeSearches((CRO,), of_owner=(CMO,)), make_actor(OWNER)) == CRO


def test_a_channel_with_several_searches_requires_a_name():
    searches = FakeSearches((CRO, CRO2))
    assert resolve_search(searches, make_actor()) == AmbiguousSearch((CRO, CRO2))
    assert resolve_search(searches, make_actor(), "CRO2") == CRO2
    assert resolve_search(searches, make_actor(), "revenue LEAD") == CRO


def test_an_unknown_name_returns_the_name_and_the_candidates():
    assert resolve_search(FakeSearches((CRO, CRO2)), make_actor(), "cfo") == AmbiguousSearch((CRO, CRO2), "cfo")
    assert resolve_search(FakeSearches(), make_actor(), "cfo") == AmbiguousSearch((), "cfo")


def test_a_channel_without_searches_defaults_to_the_only_search_of_the_user():
    searches = FakeSearches(of_owner=(CMO,))
    assert resolve_search(searches, make_actor(OWNER)) == CMO
    assert resolve_search(searches, make_actor(OTHER_USER)) == AmbiguousSearch()
    assert resolve_search(FakeSearches(of_owner=(CRO, CMO)), make_actor(OWNER, "D1")) == AmbiguousSearch((CRO, CMO))


def test_a_search_in_another_channel_can_be_named_only_by_its_own_people():
    searches = FakeSearches((CRO,), of_owner=(CMO,))
    assert resolve_search(searches, make_actor(OWNER), "cmo") == CMO
    assert resolve_search(searches, make_actor(OTHER_USER), "cmo") == AmbiguousSearch((CRO,), "cmo")


def test_an_unknown_name_reveals_no_searches_of_other_people_in_other_channels():
    assert resolve_search(FakeSearches(of_owner=(CMO,)), make_actor(OTHER_USER), "cfo") == AmbiguousSearch((), "cfo")
    assert resolve_search(FakeSearches(of_owner=(CMO,)), make_actor(OWNER), "cfo") == AmbiguousSearch((CMO,), "cfo")


def test_closed_searches_are_found_only_in_their_own_channel():
    searches = FakeSearches((CRO2,), closed=(CRO,), of_owner=(CMO,))
    assert resolve_search(searches, make_actor(OWNER), closed_only=True) == CRO
    assert resolve_search(searches, make_actor(OWNER), "cmo", closed_only=True) == AmbiguousSearch((CRO,), "cmo")
    assert resolve_search(searches, make_actor(OWNER, OTHER_CHANNEL), closed_only=True) == AmbiguousSearch()


def test_a_short_name_takes_precedence_over_a_name():
    named_cro = CMO._replace(name="cro")
    assert find_by_name((named_cro, CRO), "cro") == CRO


def test_a_name_shared_by_two_searches_matches_neither():
    assert find_by_name((CRO, CRO2._replace(name="revenue lead")), "Revenue lead") is None
