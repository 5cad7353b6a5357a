from datetime import date

import pytest
from samples.hiring import ASSIGNEE, TODAY, checklist, search

from bot.slack.hiring.views.wording import end_sentence, fill_item_template, fill_search_template

ITEM = checklist().items[0]


def test_an_item_template_is_filled_in_with_the_values_of_the_item():
    item = ITEM._replace(assignee=ASSIGNEE, snoozed=date(2026, 12, 1))
    template = "{item} goes to {person}{due}; no reminders before {snoozed}."
    assert fill_item_template(template, item, TODAY) == (
        "*1. Agree the scorecard* goes to <@U0ASSIGNEE>, due Mon 9 Nov; no reminders before Tuesday 1 December 2026."
    )


def test_the_phase_is_named_as_in_the_search_if_there_is_one():
    assert fill_item_template("{phase}", ITEM, TODAY, search()) == "Brief"
    assert fill_item_template("{phase}", ITEM, TODAY) == "brief"


@pytest.mark.parametrize(
    ("name", "value"),
    [("person", "nobody"), ("reason", "."), ("evidence", "."), ("snoozed", ""), ("due", ", due Mon 9 Nov")],
)
def test_a_value_that_is_not_set_is_filled_in_as_nothing(name: str, value: str):
    assert fill_item_template(f"{{{name}}}", ITEM, TODAY) == value


def test_a_search_template_is_filled_in_with_the_values_of_the_search():
    template = "{name} ({short}) of {owner} starts on {day}: {outcome}, summary {on_or_off}."
    assert fill_search_template(template, search(name="R&D", weekly=False)) == (
        "R&amp;D (cro) of <@U0OWNER> starts on Wednesday 31 March 2027: under way, summary off."
    )


@pytest.mark.parametrize("text", ["{", "{item}", "<!channel>"])
def test_user_text_is_neither_read_as_a_template_nor_a_ping(text: str):
    filled = fill_item_template("Noted: {note}", ITEM._replace(note=text), TODAY)
    assert "Agree the scorecard" not in filled
    assert "<!" not in filled


def test_an_unknown_name_in_a_template_is_an_error():
    with pytest.raises(KeyError):
        fill_item_template("{unknown}", ITEM, TODAY)
    with pytest.raises(KeyError):
        fill_search_template("{item}", search())


@pytest.mark.parametrize("text", ["Really?", "So:", "Yes!", "Well…", "Done.", "Done.\u2060"])
def test_a_sentence_that_has_its_own_mark_gets_no_full_stop(text: str):
    assert end_sentence(text) == text
    assert end_sentence("Done") == "Done."
