import pytest

from bot.slack.hiring.wish import Wish, wish_of


@pytest.mark.parametrize("wish", [Wish("cro"), Wish("cpo_product", "R&D “lead”", "2027-03-31", another=True)])
def test_a_wish_waits_on_a_button_as_it_was(wish: Wish):
    assert wish_of(wish.encoded()) == wish


def test_the_id_of_a_role_alone_is_a_wish():
    assert wish_of("cro") == Wish("cro")


@pytest.mark.parametrize(
    "line", ["[", "[1]", '["cro"]', '["cro", "", null, false]', '["cro", "", ""]', '["cro", "", "", 1]']
)
def test_anything_else_is_none(line: str):
    with pytest.raises(ValueError):
        wish_of(line)
