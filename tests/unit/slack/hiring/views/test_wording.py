from datetime import date, timedelta

import pytest
from samples.hiring import ASSIGNEE, TODAY, checklist, search

from bot.hiring.models import Item
from bot.hiring.progress import Progress
from bot.slack.hiring.views.wording import (
    due_in_words,
    end_sentence,
    fill_item_template,
    fill_search_template,
    format_user_text,
    item_line,
    item_text,
    long_day,
    mention,
    name_of,
    numbered,
    plain_name,
    plain_title,
    progress_bar,
    short_day,
    title_of,
)


def item(**values: object) -> Item:
    return checklist().items[0]._replace(**values)  # type: ignore[arg-type]  # the caller names the fields


@pytest.mark.parametrize(
    ("done", "of", "shown"),
    [
        (0, 53, "░░░░░░░░░░ 0 of 53 done"),
        (26, 53, "█████░░░░░ 26 of 53 done"),
        (52, 53, "█████████░ 52 of 53 done"),
        (53, 53, "██████████ 53 of 53 done"),
        (0, 0, "░░░░░░░░░░ 0 of 0 done"),
    ],
)
def test_the_progress_bar_is_full_only_if_everything_is_done(done: int, of: int, shown: str):
    assert progress_bar(Progress(done, of)) == shown


def test_dates_have_the_year_unless_it_is_this_year():
    assert long_day(date(2026, 11, 27)) == "Friday 27 November 2026"
    assert short_day(date(2026, 11, 27), TODAY) == "Fri 27 Nov"
    assert short_day(date(2027, 1, 4), TODAY) == "Mon 4 Jan 2027"


@pytest.mark.parametrize(
    ("days", "words"),
    [(-9, "9 days overdue"), (-1, "1 day overdue"), (0, "due today"), (1, "due tomorrow"), (25, "due Fri 27 Nov")],
)
def test_due_dates_are_relative_to_today(days: int, words: str):
    assert due_in_words(item(due=TODAY + timedelta(days=days)), TODAY) == words


@pytest.mark.parametrize("values", [{"due": None}, {"state": "done"}, {"state": "skipped"}])
def test_a_closed_item_or_one_without_a_due_date_is_not_due(values: dict):
    assert due_in_words(item(**values), TODAY) == ""


def test_a_template_title_is_escaped_and_a_typed_one_neutralised():
    assert title_of(item(title="R&D *now*")) == "R&amp;D *now*"
    assert title_of(item(title="R&D *now*", key="")) == "R&amp;D \u2217now\u2217"
    assert plain_title(item(title="R&D *now*")) == "R&D *now*"
    assert plain_title(item(title="R&D *now*", key="")) == "R&D \u2217now\u2217"
    assert numbered(item()) == "*1. Agree the scorecard*"


def test_the_name_of_a_search_is_neutralised():
    assert name_of(search(name="<!here> & *x*")) == "&lt;!here&gt; &amp; \u2217x\u2217"
    assert plain_name(search(name="<!here> & *x*")) == "<!here> & \u2217x\u2217"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://example.com/a", "<https://example.com/a|https://example.com/a>"),
        (
            "see  https://example.com/a_b,\nhttps://e.com and *this*",
            "see <https://example.com/a_b|https://example.com/a_b>, <https://e.com|https://e.com> and \u2217this\u2217",
        ),
        (
            "https://a.b https://c.d https://e.f https://g.h",
            "<https://a.b|https://a.b> <https://c.d|https://c.d> <https://e.f|https://e.f> https:\u200b//g.\u2060h",
        ),
        ("", ""),
        ("https://example.com/a|<b>", "<https://example.com/a%7C%3Cb%3E|https://example.com/a/&lt;b&gt;>"),
        ("javascript:alert(1)", "javascript:\u200balert(1)"),
        ("call *them*", "call \u2217them\u2217"),
    ],
)
def test_urls_become_links_and_everything_else_is_text(text: str, shown: str):
    assert format_user_text(text) == shown


@pytest.mark.parametrize("address", ["https://example.com/a\x00b", f"https://e.com/{'x' * 300}"])
def test_an_invalid_or_very_long_url_is_text(address: str):
    assert not format_user_text(address).startswith("<")


def test_a_long_text_is_truncated():
    assert len(format_user_text("word " * 900)) < 310
    assert format_user_text(f"{'word ' * 900}https://example.com").endswith("…")


def test_an_empty_user_id_is_unassigned():
    assert (mention("U1"), mention("")) == ("<@U1>", "unassigned")


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "☐ *1. Agree the scorecard* · usually CEO · due Mon 9 Nov"),
        ({"assignee": "U1"}, "☐ *1. Agree the scorecard* · <@U1> · due Mon 9 Nov"),
        ({"state": "started"}, "◐ *1. Agree the scorecard* · usually CEO · due Mon 9 Nov · in progress"),
        (
            {"state": "blocked", "reason": "no <b>"},
            "⊘ *1. Agree the scorecard* · usually CEO · due Mon 9 Nov · blocked: no &lt;b&gt;",
        ),
        ({"state": "done", "assignee": "U1"}, "☑ *1. Agree the scorecard* · <@U1>"),
        ({"state": "done"}, "☑ *1. Agree the scorecard*"),
        ({"state": "skipped", "reason": "no need"}, "⊖ *1. Agree the scorecard* · not applicable: no need"),
        ({"usual_owner": "", "due": None}, "☐ *1. Agree the scorecard*"),
    ],
)
def test_an_item_is_one_line(values: dict, line: str):
    assert item_line(item(**values), TODAY) == line
    assert item_text(item(**values), TODAY) == line.replace("*", "")


ITEM = checklist().items[0]


def test_an_item_template_is_filled_in_with_the_values_of_the_item():
    item = ITEM._replace(assignee=ASSIGNEE, snoozes=((ASSIGNEE, "2026-12-01"),))
    template = "{item} goes to {person}{due}; no reminders before {snoozed}."
    assert fill_item_template(template, item, TODAY, user=ASSIGNEE) == (
        "*1. Agree the scorecard* goes to <@U0ASSIGNEE>, due Mon 9 Nov; no reminders before Tuesday 1 December 2026."
    )


def test_the_phase_is_named_as_in_the_search_if_there_is_one():
    assert fill_item_template("{phase}", ITEM, TODAY, search()) == "Brief"
    assert fill_item_template("{phase}", ITEM, TODAY) == "brief"


@pytest.mark.parametrize(
    ("name", "value"),
    [("person", "unassigned"), ("reason", "."), ("evidence", "."), ("snoozed", ""), ("due", ", due Mon 9 Nov")],
)
def test_a_value_that_is_not_set_is_filled_in_as_nothing(name: str, value: str):
    assert fill_item_template(f"{{{name}}}", ITEM, TODAY) == value


def test_a_search_template_is_filled_in_with_the_values_of_the_search():
    template = "{name} ({short}) of {owner} starts on {day}: {outcome}, summary {on_or_off}."
    assert fill_search_template(template, search(name="R&D", weekly=False)) == (
        "R&amp;D (cro) of <@U0OWNER> starts on Wednesday 31 March 2027: open, summary off."
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
