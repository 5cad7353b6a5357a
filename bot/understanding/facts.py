"""Reads what a message says about the company: its size, revenue, stage, business model, sector and country."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_NUMBER = r"\d[\d,.]*\s?(?:k|thousand)?"
_MONEY = r"[$\u20ac\u00a3]?\s?\d[\d,.]*\s?(?:k|m|mn|mm|million|bn|billion)?(?:\s?(?:dollars|euros|pounds|usd|eur|gbp))?"
_STAGES = (
    r"pre-?seed|seed(?:[\s-]stage)?|series [a-f]|pre-?revenue|pre-?product|bootstrapped|(?:pe|vc)-backed|pre-?ipo"
    r"|publicly listed|listed company|public company|scale-?up|start-?up|family[\s-]owned|family firm"
)
_MODEL = r"b2b2c|b2b|b2c|d2c|saas|plg|marketplace|e-?commerce|franchise|subscription business|open[\s-]source"
_MODELS = rf"(?:{_MODEL})(?:\s(?:{_MODEL}))*"
COUNTRY_NAMES: Mapping[str, tuple[str, ...]] = {
    "Germany": ("German",),
    "Austria": (),
    "Switzerland": ("Swiss",),
    "France": ("French",),
    "Spain": ("Spanish",),
    "Portugal": (),
    "Italy": ("Italian",),
    "the Netherlands": ("Netherlands", "Dutch"),
    "Belgium": (),
    "Denmark": ("Danish",),
    "Sweden": ("Swedish",),
    "Norway": (),
    "Finland": (),
    "Poland": ("Polish",),
    "Czechia": (),
    "Romania": (),
    "Greece": (),
    "Ireland": ("Irish",),
    "Europe": (),
    "the EU": (),
    "the UK": ("United Kingdom", "Britain", "British"),
    "England": (),
    "Scotland": (),
    "the US": ("the USA", "United States"),
    "Canada": ("Canadian",),
    "Mexico": (),
    "Brazil": (),
    "Argentina": (),
    "Colombia": (),
    "India": ("Indian",),
    "China": ("Chinese",),
    "Japan": ("Japanese",),
    "Korea": (),
    "Singapore": (),
    "Indonesia": (),
    "Australia": (),
    "New Zealand": (),
    "Israel": (),
    "Turkey": (),
    "Dubai": (),
    "the UAE": (),
    "Saudi Arabia": (),
    "Egypt": (),
    "Nigeria": (),
    "Kenya": (),
    "South Africa": (),
    "LatAm": (),
    "APAC": (),
    "DACH": (),
    "California": (),
    "New York": (),
    "Texas": (),
    "Quebec": (),
    "Ontario": (),
}
"""Country or region, as it is written inside a sentence, to other names and adjectives of it."""
_COUNTRIES = "|".join(name for country, others in COUNTRY_NAMES.items() for name in (country, *others))
_SECTORS = (
    r"fintech|edtech|healthtech|biotech|medtech|insurtech|proptech|climate[\s-]?tech|agritech|manufactur(?:er|ing)"
    r"|retail(?:er)?|logistics|hospital(?:ity)?|insurer|insurance|bank(?:ing)?|non-?profit|charity|university|agency"
    r"|construction|pharma|gaming|media|telecoms?|energy|food"
)
_PEOPLE = (
    rf"{_NUMBER}[\s-]?(?:people|persons?|staff|employees|heads?|headcount|folks|ppl|ftes?|of us|engineers|workers)"
)
_REVENUE = rf"{_MONEY}\s?(?:in\s)?(?:arr|mrr|revenue|turnover|annual sales)|(?:arr|mrr|revenue|turnover)\s?of\s{_MONEY}"
_ENGAGEMENT = r"fractional|interim|part[\s-]time|freelance"
_PATTERNS = {
    "people": _PEOPLE,
    "revenue": _REVENUE,
    "stage": _STAGES,
    "model": _MODELS,
    "sector": _SECTORS,
    "country": _COUNTRIES,
    "engagement": _ENGAGEMENT,
}
_CASED = ("B2B2C", "B2B", "B2C", "D2C", "SaaS", "PLG", "PE", "VC", "IPO")
_USUAL_NAMES: Mapping[str, str] = {
    **{name.casefold(): country for country, others in COUNTRY_NAMES.items() for name in (country, *others)},
    **{word.casefold(): word for word in _CASED},
}
"""Name of a country, or abbreviation, in lower case to how it is written."""
_READERS = tuple(
    (kind, re.compile(rf"(?<![\w$\u20ac\u00a3])(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _PATTERNS.items()
)


class CompanyFact(NamedTuple):
    """Something that a message says about the company, or about the kind of contract, as typed.

    `kind` is `people`, `revenue`, `stage`, `model`, `sector`, `country` or `engagement`.
    """

    kind: str
    text: str

    @property
    def usual_name(self) -> str:
        """The text as it is usually written: countries, stages and models with their capitals.

        >>> CompanyFact("country", "german").usual_name, CompanyFact("stage", "series b").usual_name
        ('Germany', 'Series B')
        """
        if self.kind not in ("country", "stage", "model"):
            return self.text
        if name := _USUAL_NAMES.get(self.text.casefold()):
            return name
        if self.kind == "stage" and self.text.casefold().startswith("series "):
            return self.text.title()
        return re.sub(r"\w+", lambda word: _USUAL_NAMES.get(word.group().casefold(), word.group().lower()), self.text)

    def is_named_in(self, text: str) -> bool:
        """Return whether a text says the same. A country may be named by an adjective.

        >>> CompanyFact("country", "germany").is_named_in("German companies do.")
        True
        """
        if self.kind != "country":
            return self.text.casefold() in text.casefold()
        country = self.usual_name
        names = (country.removeprefix("the "), *COUNTRY_NAMES.get(country, ()))
        return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def find_facts(text: str) -> tuple[CompanyFact, ...]:
    """Return what a text says about the company, the first of each kind.

    >>> find_facts("Series A, 40 people. CRO or CMO first?")
    (CompanyFact(kind='people', text='40 people'), CompanyFact(kind='stage', text='Series A'))
    """
    found = ((kind, reader.search(text)) for kind, reader in _READERS)
    return tuple(CompanyFact(kind, match.group().strip()) for kind, match in found if match)


def without_facts(text: str) -> str:
    """Return a text without what it says about the company.

    >>> without_facts("Series B, 40 people, when a COO?").strip(", ")
    'when a COO?'
    """
    for _, reader in _READERS:
        text = reader.sub(" ", text)
    return text
