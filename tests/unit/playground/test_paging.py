import pytest

from bot.playground.paging import page
from bot.playground.trigger_ids import ApiError

LETTERS = ["a", "b", "c", "d", "e"]


def read(**params: object) -> tuple[list[str], str]:
    some, onwards = page(LETTERS, str, params)
    return list(some), onwards["next_cursor"]


def test_a_list_is_read_page_after_page_until_no_cursor_leads_on():
    seen, cursor, pages = [], "", 0
    while cursor or not pages:
        some, cursor = read(limit="2", cursor=cursor)
        seen += some
        pages += 1
    assert (seen, pages) == (LETTERS, 3)


def test_a_short_list_fits_on_one_page():
    assert read() == (LETTERS, "")
    assert page([], str, {}) == ([], {"next_cursor": ""})


def test_what_is_new_at_the_front_moves_no_page():
    _, cursor = read(limit=2)
    some, _ = page(["new", *LETTERS], str, {"limit": 2, "cursor": cursor})
    assert some == ["c", "d"]


@pytest.mark.parametrize("limit", ["0.5", "many", -1, 1001])
def test_a_page_has_between_one_and_a_thousand_things(limit: object):
    with pytest.raises(ApiError, match="invalid_limit"):
        read(limit=limit)


@pytest.mark.parametrize("cursor", ["nonsense!", "bmV4dDp6"])
def test_a_cursor_that_leads_nowhere_is_refused(cursor: str):
    with pytest.raises(ApiError, match="invalid_cursor"):
        read(cursor=cursor)
