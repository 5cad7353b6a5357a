from typing import NamedTuple

import pytest
from samples.hiring import ASSIGNEE, CHANNEL, ELSEWHERE, OWNER, SOMEBODY, asker, checklist, search, with_items

from bot.hiring.access import AmbiguousSearch, can_access_search, find_by_name, resolve_search
from bot.hiring.models import Search

CRO = search(id="S1", short="cro", name="Revenue lead")
CRO2 = search(id="S2", short="cro2", name="Growth lead")
CMO = search(id="S3", short="cmo", name="Marketing lead", channel=ELSEWHERE)


class Shelf(NamedTuple):
    here: tuple[Search, ...] = ()
    over: tuple[Search, ...] = ()
    theirs: tuple[Search, ...] = ()

    def open_searches_in(self, channel: str) -> tuple[Search, ...]:
        return self.here if channel == CHANNEL else ()

    def closed_searches_in(self, channel: str) -> tuple[Search, ...]:
        return self.over if channel == CHANNEL else ()

    def open_searches_of(self, person: str) -> tuple[Search, ...]:
        return self.theirs if person == OWNER else ()


GIVEN = with_items(checklist(), item2={"assignee": ASSIGNEE}, item5={"assignee": "U0LATE", "gone": True})


@pytest.mark.parametrize(
    ("user", "channel", "may"),
    [
        (SOMEBODY, CHANNEL, True),
        (OWNER, ELSEWHERE, True),
        (OWNER, "", True),
        (ASSIGNEE, ELSEWHERE, True),
        (SOMEBODY, ELSEWHERE, False),
        (SOMEBODY, "", False),
        ("", "", False),
        ("", CHANNEL, False),
        ("U0LATE", ELSEWHERE, False),  # whose only item was taken away again
    ],
)
def test_a_search_is_worked_from_its_channel_or_by_those_who_have_a_part_in_it(user: str, channel: str, may: bool):
    assert can_access_search(GIVEN, asker(user, channel)) is may


def test_one_who_closed_their_item_still_has_a_part():
    assert can_access_search(with_items(GIVEN, item2={"state": "done"}), asker(ASSIGNEE, ELSEWHERE))


def test_the_only_search_of_a_channel_is_meant():
    assert resolve_search(Shelf((CRO,), theirs=(CMO,)), asker(OWNER)) == CRO


def test_one_of_several_searches_has_to_be_named():
    shelf = Shelf((CRO, CRO2))
    assert resolve_search(shelf, asker()) == AmbiguousSearch((CRO, CRO2))
    assert resolve_search(shelf, asker(), "CRO2") == CRO2
    assert resolve_search(shelf, asker(), "revenue LEAD") == CRO


def test_a_name_that_no_search_has_is_said_with_those_there_are():
    assert resolve_search(Shelf((CRO, CRO2)), asker(), "cfo") == AmbiguousSearch((CRO, CRO2), "cfo")
    assert resolve_search(Shelf(), asker(), "cfo") == AmbiguousSearch((), "cfo")


def test_in_a_channel_without_searches_the_only_one_somebody_has_a_part_in_is_meant():
    shelf = Shelf(theirs=(CMO,))
    assert resolve_search(shelf, asker(OWNER)) == CMO
    assert resolve_search(shelf, asker(SOMEBODY)) == AmbiguousSearch()
    assert resolve_search(Shelf(theirs=(CRO, CMO)), asker(OWNER, "D1")) == AmbiguousSearch((CRO, CMO))


def test_one_elsewhere_can_be_named_by_those_who_have_a_part_in_it_alone():
    shelf = Shelf((CRO,), theirs=(CMO,))
    assert resolve_search(shelf, asker(OWNER), "cmo") == CMO
    assert resolve_search(shelf, asker(SOMEBODY), "cmo") == AmbiguousSearch((CRO,), "cmo")


def test_where_the_name_is_wrong_nobody_hears_of_searches_elsewhere_that_are_not_theirs():
    assert resolve_search(Shelf(theirs=(CMO,)), asker(SOMEBODY), "cfo") == AmbiguousSearch((), "cfo")
    assert resolve_search(Shelf(theirs=(CMO,)), asker(OWNER), "cfo") == AmbiguousSearch((CMO,), "cfo")


def test_searches_that_are_over_are_looked_for_in_their_channel_alone():
    shelf = Shelf((CRO2,), over=(CRO,), theirs=(CMO,))
    assert resolve_search(shelf, asker(OWNER), closed_only=True) == CRO
    assert resolve_search(shelf, asker(OWNER), "cmo", closed_only=True) == AmbiguousSearch((CRO,), "cmo")
    assert resolve_search(shelf, asker(OWNER, ELSEWHERE), closed_only=True) == AmbiguousSearch()


def test_a_short_name_goes_before_a_name():
    odd = CMO._replace(name="cro")
    assert find_by_name((odd, CRO), "cro") == CRO


def test_a_name_that_two_searches_share_names_neither():
    assert find_by_name((CRO, CRO2._replace(name="revenue lead")), "Revenue lead") is None
