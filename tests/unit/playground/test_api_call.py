import pytest

from bot.playground.api_call import ApiError, decode_params, is_flag_set, paginate

LETTERS = ["a", "b", "c", "d", "e"]


def read(**params: object) -> tuple[list[str], str]:
    page, metadata = paginate(LETTERS, str, params)
    return list(page), metadata["next_cursor"]


def test_a_list_is_read_page_by_page_until_there_is_no_cursor():
    seen, cursor, pages = [], "", 0
    while cursor or not pages:
        some, cursor = read(limit="2", cursor=cursor)
        seen += some
        pages += 1
    assert (seen, pages) == (LETTERS, 3)


def test_a_short_list_fits_on_one_page():
    assert read() == (LETTERS, "")
    assert paginate([], str, {}) == ([], {"next_cursor": ""})


def test_an_item_added_at_the_front_does_not_shift_the_pages():
    _, cursor = read(limit=2)
    page, _ = paginate(["new", *LETTERS], str, {"limit": 2, "cursor": cursor})
    assert page == ["c", "d"]


@pytest.mark.parametrize("limit", ["0.5", "many", -1, 1001])
def test_a_page_has_between_one_and_a_thousand_items(limit: object):
    with pytest.raises(ApiError, match="invalid_limit"):
        read(limit=limit)


@pytest.mark.parametrize("cursor", ["nonsense!", "bmV4dDp6"])
def test_an_invalid_cursor_is_refused(cursor: str):
    with pytest.raises(ApiError, match="invalid_cursor"):
        read(cursor=cursor)


def test_json_inside_a_form_is_decoded_and_other_text_is_not():
    assert decode_params({"blocks": "[1]", "text": "[1]", "view": {"a": 1}}) == {
        "blocks": [1],
        "text": "[1]",
        "view": {"a": 1},
    }
    with pytest.raises(ApiError, match="invalid_json"):
        decode_params({"blocks": "[{"})


@pytest.mark.parametrize(("sent", "meant"), [("true", True), ("1", True), (True, True), ("false", False), ("0", False)])
def test_a_flag_is_read_from_a_form_and_from_json(sent: object, meant: bool):
    assert is_flag_set({"inclusive": sent}, "inclusive") is meant
    assert is_flag_set({}, "inclusive") is False


def test_an_error_sums_up_its_code_and_its_details():
    assert ApiError("no_text").summary == "no_text"
    assert ApiError("invalid_blocks", "no blocks", "no title").summary == "invalid_blocks no blocks no title"
