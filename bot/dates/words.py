"""Normalises the words of a typed date: `by the 1st of Sept.` becomes `1st september`, and `eom` `end month`."""

import re
import unicodedata
from functools import cache

from bot.dates.periods import MONTHS, WEEKDAYS
from bot.matching import MAX_TYPOS, SpellingCorrector, allowed_typos, nearest_word

MAX_DATE_LENGTH = 80
"""Longer texts are not read as dates. In characters, chosen by hand."""

UNITS = ("day", "week", "fortnight", "month", "quarter", "year")
_SYNONYMS = {
    "mon": "monday",
    "tue": "tuesday",
    "tues": "tuesday",
    "wed": "wednesday",
    "weds": "wednesday",
    "thu": "thursday",
    "thur": "thursday",
    "thurs": "thursday",
    "fri": "friday",
    "sat": "saturday",
    "sun": "sunday",
    "sept": "september",
    "now": "today",
    "tonight": "today",
    "tmr": "tomorrow",
    "tmrw": "tomorrow",
    "tomo": "tomorrow",
    "wk": "week",
    "wks": "week",
    "mth": "month",
    "mths": "month",
    "yr": "year",
    "yrs": "year",
    "qtr": "quarter",
    "eow": "end week",
    "eom": "end month",
    "eoq": "end quarter",
    "eoy": "end year",
    "beginning": "start",
    "begin": "start",
    "early": "start",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "middle": "mid",
    "late": "end",
    "last": "last",
    "coming": "this",
    "following": "next",
    "upcoming": "this",
    "business": "working",
    "workday": "working day",
    "workdays": "working day",
    "couple": "2",
    "a": "1",
    "an": "1",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
}
_FOREIGN_WORDS = {
    "january": "januar jänner janvier enero janeiro",
    "february": "februar février fevrier febrero fevereiro",
    "march": "märz marz maerz mars marzo março marco",
    "april": "avril abril",
    "may": "mai mayo maio",
    "june": "juni juin junio junho",
    "july": "juli juillet julio julho",
    "august": "août aout agosto",
    "september": "septembre septiembre setembro",
    "october": "oktober okt octobre octubre outubro",
    "november": "novembre noviembre novembro",
    "december": "dezember dez décembre decembre diciembre dezembro",
    "monday": "montag lundi lunes",
    "tuesday": "dienstag mardi martes",
    "wednesday": "mittwoch mercredi miércoles miercoles",
    "thursday": "donnerstag jeudi jueves",
    "friday": "freitag vendredi viernes",
    "saturday": "samstag sonnabend samedi sábado sabado",
    "sunday": "sonntag dimanche domingo",
    "today": "heute hoy hoje aujourdhui",
    "tomorrow": "morgen demain mañana manana amanhã amanha",
    "day after tomorrow": "übermorgen ubermorgen uebermorgen",
    "next": "nächste nächsten nächster nachste nachsten",
    "prochain": "prochaine próximo próxima proximo proxima",
    "this": "kommenden kommende diesen diese",
    "end": "ende fin finales",
    "day": "tag tage tagen jour jours día días dia dias",
    "week": "woche wochen semaine semaines semana semanas",
    "month": "monat monats monate monaten mois mes meses",
    "year": "jahr jahre jahres jahren ans année annee año años ano anos",
    "2": "zwei deux dos",
    "3": "drei trois tres",
}
"""Words of dates in German, French, Spanish and Portuguese that are spelt differently in English."""
TWO_TYPO_WORDS = tuple(
    word for word in (*WEEKDAYS, *MONTHS, "tomorrow", "yesterday", "fortnight") if allowed_typos(word) == MAX_TYPOS
)
"""Words long enough to be recognised with two typos."""
_SHORT_UNITS = {"d": "day", "w": "week", "m": "month", "mo": "month", "q": "quarter", "y": "year"}
_IGNORED_WORDS = frozenset(
    ("the", "of", "on", "by", "until", "till", "around", "about", "latest", "please", "pls", "sometime", "or", "so")
)
_FOREIGN_IGNORED_WORDS = frozenset(
    ("bis", "zum", "den", "le", "la", "du", "au", "am", "im", "der", "des", "el", "de", "del", "do", "para", "pour")
)
_DATE_VOCABULARY = frozenset(
    (*UNITS, *WEEKDAYS, *MONTHS, *_SYNONYMS, "today", "tomorrow", "yesterday", "day", "working", "next", "this", "last")
)
_OTHERS = frozenset(("in", "from", "after", "before", "ago", "and", "time", "start", "mid", "end", "with", "then"))

_TIME = re.compile(
    r"\b(?:at )?\d{1,2}(?::\d\d)? ?[ap]\.?m\b\.?|\b(?:at )?\d{1,2}:\d\d(?::\d\d)?\b|\b(?:at )?noon\b|\bat the latest\b"
    r"|\bno later than\b",
)
_END_OF_DAY = re.compile(r"\b(?:eod|cob|(?:end|close) of (?:the )?(?:day|business|business day))\b")
_WORD = re.compile(r"q[1-4]\b|\d+(?:[/.-]\d+)+|\d+(?:st|nd|rd|th|er)\b|\+?\d+|[^\W\d_]+")
_PROCHAIN = re.compile(r"(?:(\w+) )?prochain\b")
"""`lundi prochain`: the word for `next` follows, or precedes as in `próximo lunes`."""
_LEADING_PREPOSITION = re.compile(r"^(?:before|due|for|to|is) ")


def normalise_date_text(text: str) -> str:
    """Return the text in canonical words, with typos corrected and filler dropped; empty if too long for a date."""
    line = " ".join(text.split())
    if len(line) > MAX_DATE_LENGTH:
        return ""
    line = unicodedata.normalize("NFKC", line).casefold().replace("'", "").replace("\u2019", "")
    line = _TIME.sub(" ", line)
    # "end of day" alone means today; after a day ("friday eod") it adds nothing.
    line = _END_OF_DAY.sub(" ", line) if _END_OF_DAY.sub("", line).strip(" ,.!") else _END_OF_DAY.sub("today", line)
    words = [form for word in _WORD.findall(_LEADING_PREPOSITION.sub("", line)) if (form := _to_canonical_form(word))]
    # "a couple of weeks" has become "1 2 week".
    line = re.sub(r"\b1 2 (?=week|day|month|year)", "2 ", " ".join(_expand_unit_letters(words)))
    return _PROCHAIN.sub(lambda found: f"next {found[1] or ''}".strip(), line)


def is_date_word(word: str) -> bool:
    """Whether a word, in lower case, can be part of a date."""
    return word in _canonical_forms() or word in _FOREIGN_IGNORED_WORDS


def _expand_unit_letters(words: list[str]) -> list[str]:
    """Replace single letters after a number by units: `2 w` becomes `2 week`."""
    return [
        _SHORT_UNITS.get(word, word) if at and words[at - 1].lstrip("+").isdigit() else word
        for at, word in enumerate(words)
    ]


def _to_canonical_form(word: str) -> str:
    if word in _IGNORED_WORDS or word in _FOREIGN_IGNORED_WORDS:
        return ""
    if word in _canonical_forms():
        return _canonical_forms()[word]
    if word.endswith("er") and word[:-2].isdecimal():  # `1er juillet`
        return f"{word[:-2]}st"
    if not word.isalpha():
        return word
    corrected = _spelling().correct(word) or _correct_two_typos(word)
    return _canonical_forms()[corrected] if corrected else word


def _correct_two_typos(word: str) -> str | None:
    """Return the long word that is two typos away and has the same first letter, or None: `tommorow`."""
    near = nearest_word(word, TWO_TYPO_WORDS) if allowed_typos(word) == MAX_TYPOS else None
    return near if near and near[0] == word[0] else None


@cache
def _canonical_forms() -> dict[str, str]:
    plurals = {f"{unit}s": unit for unit in UNITS}
    months = {name[:3]: name for name in MONTHS}
    abroad = {word: name for name, words in _FOREIGN_WORDS.items() for word in words.split()}
    same = {word: word for word in (*_DATE_VOCABULARY, *_OTHERS, *_FOREIGN_WORDS)}
    return {**same, **plurals, **months, **abroad, **_SYNONYMS}


@cache
def _spelling() -> SpellingCorrector:
    return SpellingCorrector(_canonical_forms(), _IGNORED_WORDS | _FOREIGN_IGNORED_WORDS)
