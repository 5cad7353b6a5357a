"""Two whole searches, played over months through the real app, give the transcripts in `tests/transcripts`.

`pytest tests/scenarios/test_transcripts.py --write-transcripts` writes them again. Read what has changed, as the people
in the search would, before you commit it.
"""

from pathlib import Path
from types import ModuleType

import pytest
from fakes.library import FragileLibrary
from fakes.transcribed_office import TranscribedOffice
from fakes.transports import over_signed_http
from samples import cfo_search, cro_search

pytestmark = pytest.mark.long
TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"


@pytest.mark.parametrize(
    ("search", "name"), [(cro_search, "cro_in_new_york.txt"), (cfo_search, "cfo_in_germany.txt")], ids=["cro", "cfo"]
)
def test_a_whole_search_reads_as_its_transcript(
    search: ModuleType, name: str, database_url: str, library: FragileLibrary, request: pytest.FixtureRequest
):
    with TranscribedOffice(database_url, library.base, search.ZONE, search.FIRST_DAY) as office:
        settings = office.settings(database_url=database_url)
        with over_signed_http(office, settings, library):
            search.play(office)
            played = office.finish()
        assert office.slack.faults == []
    if request.config.getoption("write_transcripts"):
        (TRANSCRIPTS / name).write_text(played, encoding="utf-8")
    assert played.splitlines() == (TRANSCRIPTS / name).read_text(encoding="utf-8").splitlines()
