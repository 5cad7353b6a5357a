from typing import NamedTuple

import pytest
from hiring_samples import ASSIGNEE, CHANNEL, ELSEWHERE, OWNER, SOMEBODY, asker, checklist, search, with_items

from bot.hiring.access import Unclear, called, may_work, meant
from bot.hiring.models import Search

CRO = search(id="S1", short="cro", name="Revenue lead")
CRO2 = search(id="S2", short="cro2", name="Growth lead")
CMO = search(id="S3", short="cmo", name="Marketing lead", channel=ELSEWHERE)


class Shelf(NamedTuple):
    here: tuple[Search, ...] = ()
    over: tuple[Search, ...] = ()
    theirs: tuple[Search, ...] = ()

    def searches_in(self, channel: str) -> tuple[Search, ...]:
        return self.here if channel == CHANNEL else ()

    def closed_in(self, channel: str) -> tuple[Search, ...]:
        return self.over if channel == CHANNEL else ()

    def searches_of(self, person: str) -> tuple[Search, ...]:
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
    assert may_work(GIVEN, asker(user, channel)) is may


def test_one_who_closed_their_item_still_has_a_part():
    assert may_work(with_items(GIVEN, item2={"state": "done"}), asker(ASSIGNEE, ELSEWHERE))


def test_the_only_search_of_a_channel_is_meant():
    assert meant(Shelf((CRO,), theirs=(CMO,)), asker(OWNER)) == CRO


def test_one_of_several_searches_has_to_be_named():
    shelf = Shelf((CRO, CRO2))
    assert meant(shelf, asker()) == Unclear((CRO, CRO2))
    assert meant(shelf, asker(), "CRO2") == CRO2
    assert meant(shelf, asker(), "revenue LEAD") == CRO


def test_a_name_that_no_search_has_is_said_with_those_there_are():
    assert meant(Shelf((CRO, CRO2)), asker(), "cfo") == Unclear((CRO, CRO2), "cfo")
    assert meant(Shelf(), asker(), "cfo") == Unclear((), "cfo")


def test_in_a_channel_without_searches_the_only_one_somebody_has_a_part_in_is_meant():
    shelf = Shelf(theirs=(CMO,))
    assert meant(shelf, asker(OWNER)) == CMO
    assert meant(shelf, asker(SOMEBODY)) == Unclear()
    assert meant(Shelf(theirs=(CRO, CMO)), asker(OWNER, "D1")) == Unclear((CRO, CMO))


def test_one_elsewhere_can_be_named_by_those_who_have_a_part_in_it_alone():
    shelf = Shelf((CRO,), theirs=(CMO,))
    assert meant(shelf, asker(OWNER), "cmo") == CMO
    assert meant(shelf, asker(SOMEBODY), "cmo") == Unclear((CRO,), "cmo")


def test_where_the_name_is_wrong_nobody_hears_of_searches_elsewhere_that_are_not_theirs():
    assert meant(Shelf(theirs=(CMO,)), asker(SOMEBODY), "cfo") == Unclear((), "cfo")
    assert meant(Shelf(theirs=(CMO,)), asker(OWNER), "cfo") == Unclear((CMO,), "cfo")


def test_searches_that_are_over_are_looked_for_in_their_channel_alone():
    shelf = Shelf((CRO2,), over=(CRO,), theirs=(CMO,))
    assert meant(shelf, asker(OWNER), over=True) == CRO
    assert meant(shelf, asker(OWNER), "cmo", over=True) == Unclear((CRO,), "cmo")
    assert meant(shelf, asker(OWNER, ELSEWHERE), over=True) == Unclear()


def test_a_short_name_goes_before_a_name():
    odd = CMO._replace(name="cro")
    assert called((odd, CRO), "cro") == CRO


def test_a_name_that_two_searches_share_names_neither():
    assert called((CRO, CRO2._replace(name="revenue lead")), "Revenue lead") is None
