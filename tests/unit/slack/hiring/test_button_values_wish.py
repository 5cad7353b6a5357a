import pytest

from bot.slack.hiring.button_values import StartRequest, decode_start_request


@pytest.mark.parametrize(
    "wish", [StartRequest("cro"), StartRequest("cpo_product", "R&D “lead”", "2027-03-31", allow_duplicate=True)]
)
def test_a_wish_waits_on_a_button_as_it_was(wish: StartRequest):
    assert decode_start_request(wish.encoded()) == wish


def test_the_id_of_a_role_alone_is_a_wish():
    assert decode_start_request("cro") == StartRequest("cro")


@pytest.mark.parametrize(
    "line", ["[", "[1]", '["cro"]', '["cro", "", null, false]', '["cro", "", ""]', '["cro", "", "", 1]']
)
def test_anything_else_is_none(line: str):
    with pytest.raises(ValueError):
        decode_start_request(line)
