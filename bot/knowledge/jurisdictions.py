"""Jurisdictions: the countries and US states that a search can be in, and where a rule applies.

Rules name places as people do ("US", "UK", "EU", "California", "New York City"). A search names its country and state
by the codes of ISO 3166.
"""

from collections.abc import Iterable, Mapping

US = "US"
ANYWHERE = "anywhere"
COUNTRIES: Mapping[str, str] = {
    "US": "United States",
    "GB": "United Kingdom",
    "DE": "Germany",
    "FR": "France",
    "IE": "Ireland",
    "NL": "Netherlands",
    "BE": "Belgium",
    "LU": "Luxembourg",
    "AT": "Austria",
    "CH": "Switzerland",
    "ES": "Spain",
    "PT": "Portugal",
    "IT": "Italy",
    "DK": "Denmark",
    "SE": "Sweden",
    "NO": "Norway",
    "FI": "Finland",
    "PL": "Poland",
    "CZ": "Czechia",
    "HU": "Hungary",
    "RO": "Romania",
    "BG": "Bulgaria",
    "GR": "Greece",
    "HR": "Croatia",
    "SI": "Slovenia",
    "SK": "Slovakia",
    "EE": "Estonia",
    "LV": "Latvia",
    "LT": "Lithuania",
    "CY": "Cyprus",
    "MT": "Malta",
    "CA": "Canada",
    "MX": "Mexico",
    "BR": "Brazil",
    "AU": "Australia",
    "NZ": "New Zealand",
    "IN": "India",
    "SG": "Singapore",
    "JP": "Japan",
    "IL": "Israel",
    "AE": "United Arab Emirates",
    "ZA": "South Africa",
}
"""ISO 3166-1 code to name, those that are chosen most often first."""
US_STATES: Mapping[str, str] = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky",
    "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""ISO 3166-2 code, without the country, to name."""
_EU_CODES = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU = frozenset(_EU_CODES.split())
CITIES: Mapping[str, str] = {"New York City": "NY", "Los Angeles": "CA", "Chicago": "IL", "Philadelphia": "PA"}
"""US cities with rules of their own, and the codes of their states."""
_COUNTRY_BY_NAME = {**{name: code for code, name in COUNTRIES.items()}, "US": "US", "UK": "GB"}
_STATE_BY_NAME = {**{name: code for code, name in US_STATES.items()}, **CITIES}


def can_apply(where: Iterable[str], country: str, region: str) -> bool:
    """Whether a rule of these places can apply to a search in this country and state, by their codes.

    It can if the country isn't known, and for a rule of a state or city if the state isn't known. A rule of a place
    that isn't listed here can always apply.
    """
    return not country or any(_can_include(place, country, region) for place in where)


def does_apply(where: Iterable[str], country: str, region: str) -> bool:
    """Whether a rule of these places surely applies to a search in this country and state; not if they aren't known."""
    known = (place for place in where if _is_known(place) and (region or place not in _STATE_BY_NAME))
    return bool(country) and any(_can_include(place, country, region) for place in known)


def name_place(country: str, region: str) -> str:
    """The country and state by name, as `California, United States`; empty without a country."""
    names = [US_STATES.get(region, "") if country == US else "", COUNTRIES.get(country, country)]
    return ", ".join(filter(None, names))


def _is_known(place: str) -> bool:
    return place in (ANYWHERE, "EU") or place in _COUNTRY_BY_NAME or place in _STATE_BY_NAME


def _can_include(place: str, country: str, region: str) -> bool:
    """Whether the place can include a search in this country; the state of a US search may be unknown."""
    if place in _STATE_BY_NAME:
        return country == US and region in ("", _STATE_BY_NAME[place])
    if place == "EU":
        return country in EU
    return not _is_known(place) or place == ANYWHERE or _COUNTRY_BY_NAME[place] == country
