"""What other assistants may tell a person about their searches: what the Home tab of that person shows."""

from datetime import date

from bot.errors import RolecallError, UnavailableError
from bot.hiring.forecast import forecast_first_day
from bot.hiring.models import Item, Search
from bot.hiring.progress import compute_progress, find_next_steps, find_overdue, is_overdue
from bot.hiring.workload import Workload
from bot.mcp.search_records import ItemRecord, PersonalRecords, SearchRecord, WorkRecord
from bot.mcp.slack_caller import SlackCaller
from bot.slack.errors import NotServedError, explain_error
from bot.slack.hiring.views.wording import OUTCOME_LABELS, STATE_LABELS, plain_name, plain_title
from bot.slack.home.home_content import HomeReader
from bot.slack.home.home_view import FollowedSearch, HomeContent
from bot.workspace_access import WorkspaceAccess

MAX_ITEMS = 25
"""Items in one list, so that a result stays short."""
MAX_LATE = 10


class PersonalSearches:
    """The searches of people in the workspaces that the app serves."""

    def __init__(self, reader: HomeReader, access: WorkspaceAccess) -> None:
        """`reader` reads what the Home tab shows."""
        self._reader = reader
        self._access = access

    def serves(self, caller: SlackCaller) -> bool:
        """Whether the workspace of the person is served. May wait for the database."""
        try:
            return self._access.is_served(caller.team, caller.enterprise)
        except RolecallError:
            return False

    def read(self, caller: SlackCaller) -> PersonalRecords:
        """Return what the person may see. Raises RolecallError, with a sentence for them, whatever goes wrong."""
        client = self._access.client_for(caller.team, caller.enterprise)
        if client is None:
            raise NotServedError("Rolecall isn't installed in this workspace.", "Ask an admin to install it.")
        try:
            return make_records(self._reader.read(client, caller.team, caller.user), caller.user)
        except RolecallError:
            raise
        except Exception as error:  # noqa: BLE001  a person reads the explanation, and the log has its place
            raise UnavailableError(explain_error(error)) from None


def make_records(content: HomeContent, user: str) -> PersonalRecords:
    """Return what the Home tab of a user shows, as records."""
    searches = [_search_record(each, user, content.today) for each in content.followed]
    return PersonalRecords(_work_record(content.work, user, content.today), searches, content.unread)


def _work_record(work: Workload, user: str, today: date) -> WorkRecord:
    shown = [_item_record(each.search, each.item, user, today) for each in work.items[:MAX_ITEMS]]
    return WorkRecord(today.isoformat(), shown, len(work.items) - len(shown), work.waiting, work.snoozed)


def _search_record(followed: FollowedSearch, user: str, today: date) -> SearchRecord:
    checklist, search = followed.checklist, followed.checklist.search
    progress = compute_progress(checklist.visible_items)
    forecast = forecast_first_day(checklist, today) if followed.is_whole else None
    return SearchRecord(
        name=plain_name(search),
        short=search.short,
        id=search.id,
        state=OUTCOME_LABELS[search.state],
        is_whole=followed.is_whole,
        done=progress.done,
        total=progress.total,
        first_day=search.starts_on.isoformat() if followed.is_whole else "",
        likely_first_day=forecast.starts_on.isoformat() if forecast else "",
        days_slipped=forecast.slipped_days if forecast else 0,
        late_items=[_item_record(search, each, user, today) for each in find_overdue(checklist, today)[:MAX_LATE]],
        next_items=[_item_record(search, each, user, today) for each in find_next_steps(checklist)],
    )


def _item_record(search: Search, item: Item, user: str, today: date) -> ItemRecord:
    return ItemRecord(
        search=plain_name(search),
        number=item.number,
        title=plain_title(item),
        due=item.due.isoformat() if item.due else "",
        days_late=(today - item.due).days if item.due and is_overdue(item, today) else 0,
        state=STATE_LABELS[item.state],
        is_assigned_to_you=item.assignee == user,
    )
