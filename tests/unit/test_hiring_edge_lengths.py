import pytest

from bot.errors import RolecallError
from bot.slack.hiring.lengths import fitting
from bot.understanding.order import Order


@pytest.mark.parametrize(
    ("order", "most", "said"),
    [
        (Order("start"), 120, "The name of a search can have 120 characters; that has 121."),
        (Order("rename"), 120, "The name of a search can have 120 characters; that has 121."),
        (Order("add"), 300, "What is to be done can have 300 characters; that has 301."),
        (Order("note"), 3000, "A note, link or reason can have 3,000 characters; that has 3,001."),
    ],
)
def test_what_people_write_has_a_length(order: Order, most: int, said: str):
    fits = order._replace(text="x" * most)
    assert fitting(fits) is fits
    with pytest.raises(RolecallError) as found:
        fitting(order._replace(text="x" * (most + 1)))
    assert str(found.value) == f"{said} Nothing was changed."
