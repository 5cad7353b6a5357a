"""Reads dates as people type them, relative to a given day. The clock and the locale have no influence.

Weeks run from Monday to Sunday. `friday` is the next Friday and never today; `next friday` is the Friday of next week.
`next week` is its Monday, `next month` its 1st, `end of week` its Friday, and `q1` its last day. A day without a year
is the next such day, and a month alone is its 1st.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.dates.calendar_rules import CALENDAR_RULES, DateResult, DateRule
from bot.dates.periods import MONTHS, WEEKDAYS, add_working_days
from bot.dates.problems import DateProblem
from bot.dates.words import UNITS, normalise_date_text

NUMERIC_DATE = re.compile(r"\d+(?:[/.-]\d+){1,2}|\d{8}")
_YEAR_FIRST = re.compile(r"(\d{4})(?:[/.-](\d{1,2})[/.-](\d{1,2})|(\d{2})(\d{2}))")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[/.-](\d{1,2})|(\d{1,2})[/.-](\d{4})")
CENTURY = 2000
"""Added to a year of two digits."""
YEARS_WITH_LEAP_DAY = 9
"""Any nine years in a row include a 29 February, even around a century year that is not a leap year."""
MAX_YEARS_AHEAD = 5
"""Dates further ahead are refused as typing mistakes. Chosen by hand: a search takes months, not years."""
_UNIT = "|".join(UNITS)
_DURATION = rf"\+?\d{{1,4}} (?:{_UNIT}|working day)(?: (?:and )?\d{{1,4}} (?:{_UNIT}))?"
_MONTH = "|".join(MONTHS)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r" (?:in )?(?:\d{4}|\d{2})"
_TWO_DIGIT_YEAR = re.compile(rf"\d[/.-]\d{{1,2}}[/.-]\d{{2}}$|(?:{_MONTH}) (?:{_NUMBER} )?(?:in )?\d{{2}}$")
_NAMED_MONTH_DAY = re.compile(
    rf"(?=.*\b(?P<month>{_MONTH})\b)(?:(?P<weekday>{'|'.join(WEEKDAYS)}) )?"
    rf"(?:{_NUMBER} (?:{_MONTH})(?:{_YEAR})?|(?:{_MONTH}) {_NUMBER}(?:{_YEAR})?|\d{{4}} (?:{_MONTH}) {_NUMBER})"
)


def parse_numeric_date(text: str, today: date) -> date | DateProblem:
    """Return the date that a text matching NUMERIC_DATE means, or the problem with it.

    After a year comes the month and then the day. Without a year, it is the next such day. Dots are only used with the
    day first. Otherwise, if both orders are possible and give different days, the date is ambiguous.
    """
    if full := _YEAR_FIRST.fullmatch(text):
        return make_date(int(full[1]), int(full[2] or full[4]), int(full[3] or full[5])) or DateProblem(
            "impossible", text
        )
    if month := _YEAR_AND_MONTH.fullmatch(text):
        year, number = int(month[1] or month[4]), int(month[2] or month[3])
        return make_date(year, number, 1) or DateProblem("impossible", text)
    last = _YEAR_LAST.fullmatch(text)
    if not last:
        return DateProblem("unclear", text)
    year = int(last[3]) % 100 + CENTURY if last[3] and len(last[3]) == 2 else int(last[3] or 0)  # noqa: PLR2004  of two digits
    first, second = int(last[1]), int(last[2])
    orders = {(first, second)} if "." in text else {(first, second), (second, first)}
    days = [_resolve_year(year, month, day, today) for day, month in orders]
    possible = sorted(day for day in days if day)
    if len(possible) > 1:
        return DateProblem("ambiguous", text, tuple(possible))
    return possible[0] if possible else DateProblem("impossible", text)


def find_next_month_day(month: int, day: int, today: date) -> date | None:
    """Return the next such day, today at the earliest, or None if no year has it."""
    years = range(today.year, today.year + YEARS_WITH_LEAP_DAY)
    found = (make_date(year, month, day) for year in years)
    return next((each for each in found if each and each >= today), None)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, or None if it does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _resolve_year(year: int, month: int, day: int, today: date) -> date | None:
    return make_date(year, month, day) if year else find_next_month_day(month, day, today)


def read_date(text: str, today: date, *, past: bool = False) -> date | DateProblem:
    """Return the date that the text means to a person for whom it is `today`, or the problem with it. Never raises.

    Dates before today are a problem unless `past` is set. Dates more than MAX_YEARS_AHEAD years ahead always are.
    """
    found: DateResult = _evaluate(normalise_date_text(text), today) if text.strip() else DateProblem("nothing")
    if isinstance(found, date):
        found = _check_range(found, today, past=past) or found
    return found if isinstance(found, date) else found._replace(words=text, suggestions=_suggest_inputs(found, today))


def is_year_guessed(text: str, day: date, today: date) -> bool:
    """Return whether the text names no year, and the day it was read as is in another year than today."""
    words = normalise_date_text(text)
    is_dated = bool(NUMERIC_DATE.search(words) or re.search(rf"\b(?:{_MONTH})\b", words))
    return is_dated and day.year != today.year and str(day.year) not in words and not _TWO_DIGIT_YEAR.search(words)


def is_date_like(text: str) -> bool:
    """Return whether the whole text has the form of a date. The date itself may be impossible, such as 31 february."""
    return _match_rule(normalise_date_text(text)) is not None


def is_duration(text: str) -> bool:
    """Return whether the text is a length of time without a start, such as `a week` but not `in a week`."""
    matched = _match_rule(normalise_date_text(text))
    return matched is not None and matched[0] is _amount and not text.casefold().startswith(("in ", "+"))


def _evaluate(words: str, today: date) -> date | DateProblem:
    matched = _match_rule(words)
    try:
        return matched[0](matched[1], today) if matched else DateProblem("unclear")
    except OverflowError:  # beyond the year 9999, which `date` cannot represent
        return DateProblem("far")
    except ValueError:  # the year 0, or one beyond 9999
        return DateProblem("impossible")


def _match_rule(words: str) -> tuple[DateRule, re.Match[str]] | None:
    matches = ((rule, shape.fullmatch(words)) for shape, rule in _RULES.items())
    return next(((rule, match) for rule, match in matches if match and _has_valid_base(match)), None)


def _has_valid_base(match: re.Match[str]) -> bool:
    """Return whether what a duration is counted from (`2 weeks after ...`) has the form of a date itself."""
    return _match_rule(match["rest"]) is not None if "rest" in match.re.groupindex else True


def _numeric(match: re.Match[str], today: date) -> date | DateProblem:
    return parse_numeric_date(match.string, today)


def _weekday_and_numeric(match: re.Match[str], today: date) -> date | DateProblem:
    """Read `friday 4/12`: of two possible days, the weekday decides."""
    found = parse_numeric_date(match["numeric"], today)
    days = (found,) if isinstance(found, date) else found.days
    on_weekday = [day for day in days if WEEKDAYS[day.weekday()] == match["weekday"]]
    if len(on_weekday) == 1:
        return on_weekday[0]
    return DateProblem("mismatch", days=(found,)) if isinstance(found, date) else found


def _amount(match: re.Match[str], today: date) -> date | DateProblem:
    return _shift_date(today, match["amount"], back=bool(match["ago"]))


def _offset(match: re.Match[str], today: date) -> date | DateProblem:
    """Read `2 week from friday` or `1 week before 1 december`."""
    base = _evaluate(match["rest"], today)
    return _shift_date(base, match["amount"], back=match["way"] == "before") if isinstance(base, date) else base


def _shift_date(day: date, amount: str, *, back: bool) -> date | DateProblem:
    working = re.fullmatch(r"\+?(\d+) working day", amount)
    if working:
        return add_working_days(day, int(working[1]), back=back)
    counted = " ".join(_convert_units(amount))
    return _parse_absolute_or_relative(f"{counted} ago" if back else f"in {counted}", day) or DateProblem("far")


def _convert_units(amount: str) -> Iterator[str]:
    """Yield the parts of a duration in units that dateparser knows: it has no quarters and no fortnights."""
    for count, unit in re.findall(r"(\d+) ([a-z]+)", amount):
        times, of = {"quarter": (3, "month"), "fortnight": (2, "week")}.get(unit, (1, unit))
        yield f"{int(count) * times} {of}"


def _named_month_day(match: re.Match[str], today: date) -> date | DateProblem:
    """Read a day of a named month. Without a year, it is the next such day.

    dateparser may assign the parts differently, so its result must have the month, the number and the weekday that
    were typed.
    """
    words, month, weekday = match.string, match["month"], match["weekday"]
    numbers = re.findall(r"\d+", words)
    dated = len(numbers) > 1
    texts = [words] if dated else [f"{words} {year}" for year in range(today.year, today.year + YEARS_WITH_LEAP_DAY)]
    days = (day for text in texts if (day := _parse_absolute_or_relative(text, today)))
    day = next((day for day in days if dated or day >= today), None)
    if day is None or MONTHS[day.month - 1] != month or str(day.day) not in {str(int(number)) for number in numbers}:
        return DateProblem("impossible")
    if weekday and WEEKDAYS[day.weekday()] != weekday:
        return DateProblem("mismatch", days=(day,))
    return day


def _parse_absolute_or_relative(text: str, today: date) -> date | None:
    import dateparser  # noqa: PLC0415  # takes 150 ms to import, which only a typed date should cost

    base = datetime(today.year, today.month, today.day)  # noqa: DTZ001  # the library counts days; a time zone plays no part
    found = dateparser.parse(
        text,
        languages=["en"],
        settings={"RELATIVE_BASE": base, "PARSERS": ["relative-time", "absolute-time"], "TIMEZONE": "UTC"},
    )
    return found.date() if found else None


def _check_range(day: date, today: date, *, past: bool) -> DateProblem | None:
    if day < today and not past:
        return DateProblem("past", days=(day,))
    farthest = (today.year + MAX_YEARS_AHEAD, today.month, today.day)
    return DateProblem("far", days=(day,)) if (day.year, day.month, day.day) > farthest else None


def _suggest_inputs(problem: DateProblem, today: date) -> tuple[str, ...]:
    """Return what to type instead. `read_date` understands every suggestion."""
    ahead = tuple(day.isoformat() for day in problem.days if day >= today)
    if problem.kind == "ambiguous" and ahead:
        return ahead
    if problem.kind == "mismatch":
        return (problem.days[0].isoformat(),)
    if problem.kind == "which_day":
        return ("end of month", (today + timedelta(days=1)).isoformat())
    return ("friday", "+2w", (today + timedelta(weeks=6)).isoformat())


_RULES: dict[re.Pattern[str], DateRule] = {
    NUMERIC_DATE: _numeric,
    re.compile(rf"(?P<weekday>{'|'.join(WEEKDAYS)}) (?P<numeric>{NUMERIC_DATE.pattern})"): _weekday_and_numeric,
    **CALENDAR_RULES,
    re.compile(rf"(?:in )?(?P<amount>{_DURATION})(?: time)?(?P<ago> ago)?"): _amount,
    re.compile(rf"(?:in )?(?P<amount>{_DURATION}) (?:(?P<way>from|after|before) )?(?P<rest>.+)"): _offset,
    _NAMED_MONTH_DAY: _named_month_day,
}
"""Pattern of a whole text to the rule that reads it. The first pattern that matches decides."""
