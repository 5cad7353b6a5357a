import pytest
from samples.understanding import base

from bot.commands.prefix import match_short_name, match_trailing_short_name


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("cro", "cro", ""),
        ("CRO 3", "cro", " 3"),
        ("cro2 done", "cro2", " done"),
        ("cro-2", "cro2", ""),
        ("vp_sales", "vp_sales", ""),
        ("VP Sales2 3", "vp_sales2", " 3"),
        ("chief-of-staff", "chief_of_staff", ""),
        ("gc", "clo", ""),
        ("cpo", "cpo", ""),
        ("cpo_product2", "cpo_product2", ""),
        ("cdo", "cdo", ""),
        ("cro, 3", "cro", ", 3"),
    ],
)
def test_a_short_name_at_the_beginning_is_found(text: str, name: str, rest: str):
    found = match_short_name(text, 0, base())
    assert found is not None
    assert (found.name, text[found.end :]) == (name, rest)


@pytest.mark.parametrize("text", ["", "3", "crow", "cro2nd", "cros", "cro1234", "growth", " cro", "<@U1>", "cro@x"])
def test_other_words_are_not_short_names(text: str):
    assert match_short_name(text, 0, base()) is None


@pytest.mark.parametrize(
    ("text", "name", "before"),
    [
        ("cro", "cro", ""),
        ("3 cro", "cro", "3"),
        ("3 in cro", "cro", "3"),
        ("3 for the cro2.", "cro2", "3"),
        ("3 for the cro2 search.", "cro2", "3"),
        ("off cro search", "cro", "off"),
        ("mine (cro)", "cro", "mine"),
        ("off vp sales", "vp_sales", "off"),
        ("spoke with cro", "cro", "spoke with"),
    ],
)
def test_a_short_name_at_the_end_is_found(text: str, name: str, before: str):
    found = match_trailing_short_name(text, base())
    assert found is not None
    assert (found.name, text[: found.start].rstrip(), found.end) == (name, before, len(text))


@pytest.mark.parametrize("text", ["", "cro 3", "growth", "in", "x" * 4000])
def test_a_text_without_a_short_name_at_the_end_has_none(text: str):
    assert match_trailing_short_name(text, base()) is None


def test_every_role_id_is_a_short_name():
    for role in base().roles:
        assert match_short_name(role, 0, base()) == (role, 0, len(role))
