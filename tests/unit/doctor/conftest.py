from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.installation import APP_TOKEN, Installation
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack


@pytest.fixture
def installation(tmp_path: Path, sqlite_url: str) -> Iterator[Installation]:
    """An installation without faults."""
    with Office() as office:
        office.slack.registration.app_token = APP_TOKEN
        with SocketModeSlack(office.slack) as link:
            yield Installation(office, link, tmp_path, sqlite_url)
