"""Reads what a message says about the company: its size, revenue, stage, business model, sector and country."""

import re
from typing import NamedTuple

_NUMBER = r"\d[\d,.]*\s?(?:k|thousand)?"
_MONEY = r"[$\u20ac\u00a3]?\s?\d[\d,.]*\s?(?:k|m|mn|mm|million|bn|billion)?(?:\s?(?:dollars|euros|pounds|usd|eur|gbp))?"
_STAGES = (
    r"pre-?seed|seed(?:[\s-]stage)?|series [a-f]|pre-?revenue|pre-?product|bootstrapped|(?:pe|vc)-backed|pre-?ipo"
    r"|publicly listed|listed company|public company|scale-?up|start-?up|family[\s-]owned|family firm"
)
_MODEL = r"b2b2c|b2b|b2c|d2c|saas|plg|marketplace|e-?commerce|franchise|subscription business|open[\s-]source"
_MODELS = rf"(?:{_MODEL})(?:\s(?:{_MODEL}))*"
_COUNTRIES = (
    r"germany|german|austria|switzerland|swiss|france|french|spain|spanish|portugal|italy|italian|netherlands|dutch"
    r"|belgium|denmark|danish|sweden|swedish|norway|finland|poland|polish|czechia|romania|greece|ireland|irish|europe"
    r"|the eu|the uk|united kingdom|britain|british|england|scotland|the us|the usa|united states|canada|canadian"
    r"|mexico|brazil|argentina|colombia|india|indian|china|chinese|japan|japanese|korea|singapore|indonesia|australia"
    r"|new zealand|israel|turkey|dubai|the uae|saudi arabia|egypt|nigeria|kenya|south africa|latam|apac|dach|california"
    r"|new york|texas|quebec|ontario"
)
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
_READERS = tuple(
    (kind, re.compile(rf"(?<![\w$\u20ac\u00a3])(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _PATTERNS.items()
)


class CompanyFact(NamedTuple):
    """Something that a message says about the company, or about the kind of contract, as typed.

    `kind` is `people`, `revenue`, `stage`, `model`, `sector`, `country` or `engagement`.
    """

    kind: str
    text: str


def find_facts(text: str) -> tuple[CompanyFact, ...]:
    """Return what a text says about the company, the first of each kind.

    >>> find_facts("Series A, 40 people. CRO or CMO first?")
    (CompanyFact(kind='people', text='40 people'), CompanyFact(kind='stage', text='Series A'))
    """
    found = ((kind, reader.search(text)) for kind, reader in _READERS)
    return tuple(CompanyFact(kind, match.group().strip()) for kind, match in found if match)
