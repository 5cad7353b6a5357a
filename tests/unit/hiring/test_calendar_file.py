from datetime import UTC, date, datetime

from samples.hiring import checklist, with_items

from bot.hiring.calendar_file import MAX_LINE, CalendarEvent, CalendarVersion, list_events, write_calendar

VERSION = CalendarVersion(datetime(2026, 11, 30, 9, 5, tzinfo=UTC), 12)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_the_calendar_has_the_first_day_and_the_due_dates_of_open_items_under_permanent_ids():
    given = with_items(checklist(), item1={"state": "done"}, item2={"due": None}, item3={"due": date(2026, 12, 1)})
    events = {event.key: event for event in list_events(given, [date(2027, 2, 28)])}
    assert list(events) == ["S1-start", "S1-3", "S1-5", "S1-decision-1"]
    assert events["S1-start"].day == given.search.starts_on
    assert events["S1-3"].title == "cro 3. Take references"
    closed = given._replace(search=given.search._replace(state="cancelled"))
    assert [event.key for event in list_events(closed)] == ["S1-start"]


def test_an_event_takes_a_whole_day_and_says_which_version_it_is():
    [lines] = write(CalendarEvent("S1-3", date(2026, 12, 31), "Call"))
    assert lines == [
        "UID:S1-3@rolecall",
        "DTSTAMP:20261130T090500Z",
        "SEQUENCE:12",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Call",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
    ]


def write(event: CalendarEvent) -> list[list[str]]:
    """The lines within each event."""
    lines = unfolded(write_calendar("R&D", [event], VERSION))
    return [lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]]


def test_signs_of_the_format_are_escaped_and_control_characters_left_out():
    [lines] = write(CalendarEvent("S1-3", date(2026, 12, 1), "a, b; c\\d\x07", "first\r\nsecond"))
    assert "SUMMARY:a\\, b\\; c\\\\d" in lines
    assert "DESCRIPTION:first\\nsecond" in lines


def test_long_lines_are_folded_by_bytes_between_characters():
    title = "Prüfung für die Geschäftsführung, 最終候補者の評価 " * 6
    text = write_calendar("Ä" * 80, [CalendarEvent("S1-3", date(2026, 12, 1), title)], VERSION)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= MAX_LINE
    assert f"SUMMARY:{title.replace(',', chr(92) + ',')}" in unfolded(text)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
