"""Public holidays, from the library `holidays`.

Importing it takes a third of a second and 19 MB, so that is only done for a search whose country is known.
"""

from datetime import date
from functools import cache


@cache
def find_public_holidays(country: str, region: str, year: int) -> frozenset[date]:
    """The public holidays of a year; `country` and `region` are codes of ISO 3166, such as `US` and `CA`.

    Those of the whole country if the region is empty or unknown; none for a country that the library doesn't have.
    """
    from holidays import country_holidays  # noqa: PLC0415  see above

    for subdivision in (region, "") if region else ("",):
        try:
            return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))
        except NotImplementedError:
            continue
    return frozenset()
