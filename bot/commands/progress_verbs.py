"""The verbs that show a search, its items and its history, and change nothing."""

from bot.commands import filter_arguments, item_arguments, search_arguments
from bot.commands.verb import Verb

LOOK_VERBS = (
    Verb(
        name="status",
        phrases="status, stat, stats, state, progress, overview, summary, update, dashboard, card, show status,"
        " show card, how is it going, how's it going, hows it going, how are we doing, where are we, where do we stand",
        read=search_arguments.read_search,
        group="Check progress",
        help="`status` shows the search card",
        is_question=True,
    ),
    Verb(
        name="next",
        phrases="next, next steps, next step, what's next, whats next, what is next, what now, up next, upcoming,"
        " show next, what's due, whats due, what is due",
        right="own_items",
        read=search_arguments.read_search,
        group="Check progress",
        help="`next` shows what to work on next",
        is_question=True,
    ),
    Verb(
        name="items",
        phrases="items, todo, todos, to do, to dos, tasks, steps, checklist, list items, list tasks, show items,"
        " show tasks, all items, all tasks, my items, my tasks, my todos, list mine, show mine, mine, overdue, late,"
        " show overdue, list overdue, what's overdue, whats overdue, what is overdue, what's late, open items, open"
        " tasks, show all, list open, show open, all, everything",
        right="own_items",
        read=filter_arguments.read_item_filter,
        group="Check progress",
        help="`items` lists open items; also `items mine`, `overdue`, `all`, `done`, a phase (`items offer`), "
        "a person (`items @name`) or `items unassigned`",
        usage=("items @name", "items unassigned", "items mine"),
        confused_with="item",
        search_may_be_text=True,
        is_question=True,
    ),
    Verb(
        name="item",
        phrases="item, show, show item, view, details, detail, open, open item, see, look at, display, check,"
        " check on, step, task",
        right="own_items",
        read=item_arguments.read_item,
        group="Check progress",
        help="`item 3` shows one item in full",
        usage=("item 3",),
        confused_with="items",
    ),
    Verb(
        name="history",
        phrases="history, log, changes, activity, audit, trail, timeline, show history, show log, what changed,"
        " who did what",
        read=item_arguments.read_history,
        group="Check progress",
        help="`history` or `history 3` shows who did what, when and why",
        is_question=True,
    ),
    Verb(
        name="searches",
        phrases="searches, search, list, list searches, show searches, all searches, hires, list all, open"
        " searches, my searches, which searches, ls, list all searches",
        right="none",
        read=search_arguments.read_no_arguments,
        group="Check progress",
        help="`searches` lists the searches in this channel, and any others you're involved in",
        is_question=True,
    ),
)
