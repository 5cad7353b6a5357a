"""Checks of the database, and of what it says about channels."""

from collections.abc import Iterator
from pathlib import Path

from bot.doctor.check_context import CheckContext
from bot.doctor.finding import Finding, passed, problem, warning
from bot.errors import RolecallError
from bot.storage.engine import get_revision
from bot.storage.inspection import find_missing_file, list_search_channels, require_writable
from bot.storage.revision import HEAD_REVISION

MAX_CHANNELS = 20
"""Channels that Slack is asked about, well below its limit of 50 calls a minute."""
GONE = frozenset({"channel_not_found", "not_in_channel"})


def check_database(context: CheckContext) -> Iterator[Finding]:
    """Check that the database can be read and written, and that its schema is not newer than this version."""
    url = context.settings.database_url
    try:
        if file := find_missing_file(url):
            yield _missing_file_finding(file)
            return
        revision = get_revision(url)
        if not revision or revision <= HEAD_REVISION:  # nothing is written to a newer one
            require_writable(url)
    except RolecallError as error:
        yield problem("database-unusable", error.what, error.next_step)
    else:
        yield _revision_finding(revision)


def check_channels(context: CheckContext) -> Iterator[Finding]:
    """Check that Rolecall is a member of each channel with an open search, where it updates the card."""
    reply, url = context.auth_test, context.settings.database_url
    if reply is None or reply.failure or not _has_searches(url):
        return
    channels = list_search_channels(url, str(reply.data.get("team_id", "")), MAX_CHANNELS)
    findings = [finding for channel in channels for finding in _check_channel(context, channel)]
    yield from findings
    if channels and not findings:
        yield passed("channels-joined", "Rolecall is a member of every channel with an open search.")


def _check_channel(context: CheckContext, channel: str) -> Iterator[Finding]:
    reply = context.ask("conversations.info", context.settings.slack_bot_token, channel=channel)
    found = reply.data.get("channel", {})
    name = f"#{found['name']}" if found.get("name") else channel
    if (reply.failure and reply.failure.reason in GONE) or found.get("is_member") is False:
        yield problem(
            "channel-not-joined",
            f"A search is open in {name}, but Rolecall is not a member there.",
            "Type `/invite @Rolecall` in that channel.",
        )
    elif found.get("is_archived"):
        yield warning(
            "channel-archived",
            f"A search is open in {name}, which is archived.",
            "Unarchive it, or close the search with `/hiring close` first.",
        )


def _has_searches(url: str) -> bool:
    try:
        return find_missing_file(url) is None and get_revision(url) == HEAD_REVISION
    except RolecallError:
        return False  # `check_database` reports it


def _missing_file_finding(file: Path) -> Finding:
    if file.parent.is_dir():
        return passed("database-new", f"The database {file} does not exist yet; the first start creates it.")
    return problem(
        "database-unusable",
        f"The folder {file.parent} of the database does not exist.",
        f"Create it: `mkdir -p {file.parent}`.",
    )


def _revision_finding(found: str | None) -> Finding:
    if found == HEAD_REVISION:
        return passed("database-current", f"The database works, at schema {found}.")
    if found is None:
        return passed("database-new", "The database is empty; the first start creates the tables.")
    if found < HEAD_REVISION:
        return warning(
            "database-old",
            f"The database is at schema {found}; the next start upgrades it to {HEAD_REVISION}.",
            "Back it up before that.",
        )
    return problem(
        "database-newer",
        f"The database is at schema {found}, which is newer than this Rolecall.",
        "Install the newest Rolecall, or restore the backup made before the upgrade.",
    )
