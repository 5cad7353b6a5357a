"""Dates as people type them, read as of a given day: neither the clock nor the language of the machine matters.

Weeks run from Monday to Sunday. `friday` is the next one, never today; `next friday` the one of next week.
`next week` is its Monday, `next month` its 1st, `end of week` its Friday, `q1` its last day. A day without a year is
the next such day, a month alone its 1st.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.understanding.date_problems import DateProblem
from bot.understanding.date_rules import RULES as CALENDAR_RULES
from bot.understanding.date_rules import Found, Rule
from bot.understanding.date_words import UNITS, tidy
from bot.understanding.days import MONTHS, WEEKDAYS, after_working_days, say_date
from bot.understanding.numeric_dates import SHAPE, numeric_date

__all__ = ["DateProblem", "is_length", "looks_like_date", "read_date", "say_date"]

FARTHEST = 5
"""Years ahead; a search takes months."""
LEAP = 9
"""Years among which there is always a 29 February."""
_UNIT = "|".join(UNITS)
_AMOUNT = rf"\+?\d{{1,4}} (?:{_UNIT}|working day)(?: (?:and )?\d{{1,4}} (?:{_UNIT}))?"
_MONTH = "|".join(MONTHS)
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r" (?:in )?(?:\d{4}|\d{2})"
_NAMED = re.compile(
    rf"(?=.*\b(?P<month>{_MONTH})\b)(?:(?P<weekday>{'|'.join(WEEKDAYS)}) )?"
    rf"(?:{_NUMBER} (?:{_MONTH})(?:{_YEAR})?|(?:{_MONTH}) {_NUMBER}(?:{_YEAR})?|\d{{4}} (?:{_MONTH}) {_NUMBER})"
)


def read_date(text: str, today: date, *, past: bool = False) -> date | DateProblem:
    """The day that a text means for somebody for whom it is `today`, or why it means none. Never raises.

    Days before today are a problem unless `past` is set; days more than five years ahead always are.
    """
    found: Found = _day(tidy(text), today) if text.strip() else DateProblem("nothing")
    if isinstance(found, date):
        found = _out_of_reach(found, today, past=past) or found
    return found if isinstance(found, date) else found._replace(words=text, instead=_instead(found, today))


def looks_like_date(text: str) -> bool:
    """Whether the text, all of it, is written as dates are; the day itself need not exist."""
    return _rule_for(tidy(text)) is not None


def is_length(text: str) -> bool:
    """Whether the text is a length of time, such as `a week`, and does not say from when it counts."""
    ruled = _rule_for(tidy(text))
    return ruled is not None and ruled[0] is _amount and not text.casefold().startswith(("in ", "+"))


def _day(words: str, today: date) -> date | DateProblem:
    ruled = _rule_for(words)
    try:
        return ruled[0](ruled[1], today) if ruled else DateProblem("unclear")
    except OverflowError:  # beyond the years that a calendar has
        return DateProblem("far")
    except ValueError:  # no such year
        return DateProblem("impossible")


def _rule_for(words: str) -> tuple[Rule, re.Match[str]] | None:
    matches = ((rule, shape.fullmatch(words)) for shape, rule in _RULES.items())
    return next(((rule, match) for rule, match in matches if match and _holds(match)), None)


def _holds(match: re.Match[str]) -> bool:
    """Whether what a length of time is counted from is a date itself."""
    return _rule_for(match["rest"]) is not None if "rest" in match.re.groupindex else True


def _numeric(match: re.Match[str], today: date) -> date | DateProblem:
    return numeric_date(match.string, today)


def _amount(match: re.Match[str], today: date) -> date | DateProblem:
    return _shifted(today, match["amount"], back=bool(match["ago"]))


def _offset(match: re.Match[str], today: date) -> date | DateProblem:
    """`2 week from friday`, `1 week before 1 december`."""
    base = _day(match["rest"], today)
    return _shifted(base, match["amount"], back=match["way"] == "before") if isinstance(base, date) else base


def _shifted(day: date, amount: str, *, back: bool) -> date | DateProblem:
    working = re.fullmatch(r"\+?(\d+) working day", amount)
    if working:
        return after_working_days(day, int(working[1]), back=back)
    counted = " ".join(_counted(amount))
    return _parsed(f"{counted} ago" if back else f"in {counted}", day) or DateProblem("far")


def _counted(amount: str) -> Iterator[str]:
    """The amount in the units that the library knows."""
    for count, unit in re.findall(r"(\d+) ([a-z]+)", amount):
        times, of = {"quarter": (3, "month"), "fortnight": (2, "week")}.get(unit, (1, unit))
        yield f"{int(count) * times} {of}"


def _named(match: re.Match[str], today: date) -> date | DateProblem:
    """A day of a month called by its name, of this year or of the next that has it."""
    words, month, weekday = match.string, match["month"], match["weekday"]
    numbers = re.findall(r"\d+", words)
    dated = len(numbers) > 1
    texts = [words] if dated else [f"{words} {year}" for year in range(today.year, today.year + LEAP)]
    days = (day for text in texts if (day := _parsed(text, today)))
    day = next((day for day in days if dated or day >= today), None)
    if day is None or MONTHS[day.month - 1] != month or str(day.day) not in {str(int(number)) for number in numbers}:
        return DateProblem("impossible")
    if weekday and WEEKDAYS[day.weekday()] != weekday:
        return DateProblem("mismatch", days=(day,))
    return day


def _parsed(text: str, today: date) -> date | None:
    import dateparser  # noqa: PLC0415  # it takes 150 ms, which only those wait for who type dates

    base = datetime(today.year, today.month, today.day)  # noqa: DTZ001  # the library counts from a day, not a moment
    found = dateparser.parse(
        text,
        languages=["en"],
        settings={"RELATIVE_BASE": base, "PARSERS": ["relative-time", "absolute-time"], "TIMEZONE": "UTC"},
    )
    return found.date() if found else None


def _out_of_reach(day: date, today: date, *, past: bool) -> DateProblem | None:
    if day < today and not past:
        return DateProblem("past", days=(day,))
    farthest = (today.year + FARTHEST, today.month, today.day)
    return DateProblem("far", days=(day,)) if (day.year, day.month, day.day) > farthest else None


def _instead(problem: DateProblem, today: date) -> tuple[str, ...]:
    """What to type in its place; every one of them is understood."""
    ahead = tuple(day.isoformat() for day in problem.days if day >= today)
    if problem.kind == "ambiguous" and ahead:
        return ahead
    if problem.kind == "mismatch":
        return (problem.days[0].isoformat(),)
    if problem.kind == "which_day":
        return ("end of month", (today + timedelta(days=1)).isoformat())
    return ("friday", "+2w", (today + timedelta(weeks=6)).isoformat())


_RULES: dict[re.Pattern[str], Rule] = {
    SHAPE: _numeric,
    **CALENDAR_RULES,
    re.compile(rf"(?:in )?(?P<amount>{_AMOUNT})(?: time)?(?P<ago> ago)?"): _amount,
    re.compile(rf"(?:in )?(?P<amount>{_AMOUNT}) (?:(?P<way>from|after|before) )?(?P<rest>.+)"): _offset,
    _NAMED: _named,
}
"""The shapes of dates and how each is read, the first that fits."""
