"""What every test may use. Its being here also lets tests import `fakes`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The workspace with the real app in it. Ends with a failure where Slack refused something the app did.

    A test that provokes refusals says so by looking: `assert office.slack.faults == [...]`, then `.clear()`.
    """
    from bot.app import build  # noqa: PLC0415  half a second that most tests do without
    from bot.storage import migrate  # noqa: PLC0415

    with Office() as office:
        settings = office.settings(database_url=f"sqlite:///{tmp_path / 'rolecall.sqlite3'}")
        migrate(settings.database_url)
        yield office.join(build(settings))
        office.settle()
        assert office.slack.faults == []
