"""The verbs that start a search, or change it as a whole.

Four verbs can't be typed. `edit`: the form of a search changes several fields at once. `move`: a new first day moves
due dates. `hire` and `end`: a search that is closed as hired stays in onboarding, until its last item ends it.
"""

from bot.commands import guest_arguments, item_arguments, pause_arguments, search_arguments
from bot.commands.verb import MAX_NAME, Verb
from bot.hiring import search_rules

BEGIN_VERBS = (
    Verb(
        name="start",
        phrases="start, new, create, hire, recruit, open search, open a search, new search, kick off, kickoff",
        right="none",
        read=search_arguments.read_new_search,
        group="Start",
        help="`start cro` opens a search in this channel: every step of the hire, with due dates; "
        "`start cro Head of revenue, EMEA by 2027-03-31` adds a name and a target start date",
        usage=("start cro", "start cro by 2027-03-31"),
        history="opened the search",
        needs_slack=True,
        max_text=MAX_NAME,
        text_name="A search name",
        confused_with="start-item",
    ),
    Verb(
        name="decide",
        phrases="decide, decision, which first, which one, which role, who first, help me decide, help us decide,"
        " choose, should we hire",
        right="none",
        read=search_arguments.read_decide,
        group="Start",
        help="`decide cmo cro` helps you choose which role to hire, and saves the decision",
        usage=("decide cmo cro",),
        needs_slack=True,
    ),
    Verb(
        name="decisions",
        phrases="decisions, decided, show decisions, list decisions, past decisions, all decisions",
        right="none",
        read=search_arguments.read_no_arguments,
        group="Start",
        help="`decisions` lists saved decisions",
    ),
)
SEARCH_VERBS = (
    Verb(
        name="settings",
        phrases="settings, setting, set up, setup, search settings, questions, questionnaire, country, jurisdiction",
        read=search_arguments.read_search,
        group="Manage the search",
        help="`settings` asks for country, notice period and more, which decide on items, dates and legal notes",
        usage=("settings",),
        changes=True,
        needs_slack=True,
        confirmation="The settings of *{name}* are saved.",
        history="changed the settings of the search",
        shows_fields=True,
    ),
    Verb(
        name="rename",
        phrases="rename, name, retitle, call it, rename to, change name, rename search, change the wording of,"
        " change the title of, reword",
        read=search_arguments.read_rename,
        group="Manage the search",
        help="`rename New name` renames the search",
        usage=("rename Head of revenue, EMEA",),
        search_rule=search_rules.rename,
        sets="name",
        confirmation="The search is now called *{name}*. Its short name is still `{short}`.",
        history="renamed the search",
        max_text=MAX_NAME,
        text_name="A search name",
        title_follows=True,
        search_may_be_text=True,
    ),
    Verb(
        name="owner",
        phrases="owner, owners, lead, owned by, set owner, change owner, new owner, hand over, handover, transfer,"
        " search owner",
        read=search_arguments.read_owner,
        group="Manage the search",
        help="`owner @name` hands the search over",
        usage=("owner @name",),
        search_rule=search_rules.transfer,
        sets="owner",
        needs_slack=True,
        confirmation="{owner} now owns *{name}*.",
        history="handed over the search",
    ),
    Verb(
        name="target",
        phrases="target, target date, new target, move target, move the target, first day, new first day, move"
        " first day, move the first day, start date, starting date, new start date, move start date, move the start"
        " date, move search, move the search, postpone search, postpone the search, push search, push the search,"
        " delay search, delay the search, reschedule search, reschedule the search, aim for, aim at",
        read=item_arguments.read_target,
        group="Manage the search",
        help="`target 2027-04-30` moves the target start date, and every due date not set by hand",
        usage=("target 2027-04-30", "target cro 30 june 2027"),
        search_rule=search_rules.set_target,
        sets="starts_on",
        needs_slack=True,
        confirmation="The target start date of *{name}* is now *{day}*. It was already planned for that day, so no due"
        " dates moved.",
        history="set the target start date",
        unchanged="The target start date of *{name}* is already *{day}*. Nothing changed.",
    ),
    Verb(
        name="weekly",
        phrases="weekly, weekly summary, weekly summaries, summaries, reminders, reminder, digest, mute, unmute,"
        " stop reminders, stop weekly, no weekly, turn off weekly, turn on weekly, turn off reminders, turn on"
        " reminders, turn off summary, turn on summary, stop summary, turn off the weekly, turn off the reminders,"
        " disable reminders, disable weekly, stop the weekly summary, summary off, summary on",
        read=search_arguments.read_weekly,
        group="Manage the search",
        help="`weekly off` stops the Monday summary, `weekly on` restarts it",
        usage=("weekly off", "weekly on"),
        search_rule=search_rules.set_weekly,
        sets="weekly",
        confirmation="The weekly summary of *{name}* is now {on_or_off}.",
        history="changed the weekly summary",
    ),
    Verb(
        name="guests",
        phrases="guests, guest, guest access, guests can, guests may",
        read=guest_arguments.read_guests,
        group="Manage the search",
        help="`guests read` lets guests and people from other companies in the channel see the search, `guests change`"
        " work on it, `guests own` only their own items (search owner only)",
        usage=("guests own", "guests read", "guests change"),
        search_rule=search_rules.set_guest_access,
        sets="guest_access",
        confirmation="Guests and people from other companies in the channel can now {guest_access}.",
        history="changed what guests may do",
        unchanged="Guests and people from other companies in the channel can already {guest_access}. Nothing changed.",
    ),
    Verb(
        name="export",
        phrases="export, download, csv, ics, calendar, file, extract, save as, export as",
        right="manage",
        read=search_arguments.read_export,
        group="Manage the search",
        help="`export csv` sends you the checklist and its history, `export md` both as text, `export ics` its dates",
        usage=("export csv", "export md", "export ics"),
        needs_slack=True,
    ),
    Verb(
        name="close",
        phrases="close, closed, end, cancel, canceled, cancelled, abandon, abort, stop, hired, filled, call off, close"
        " search, close the search, cancel search, cancel the search, abort search, abort the search, stop search,"
        " stop the search, end search, end the search, we hired, we've hired",
        right="manage",
        read=search_arguments.read_close,
        group="Manage the search",
        help="`close hired` or `close cancelled reason` shows what's still open, then closes the search",
        usage=("close hired", "close cancelled the plan has changed"),
        search_rule=search_rules.close,
        sets="state",
        asks_first=True,
        confirmation="*{name}* is closed as {outcome}. `/hiring reopen-search {short}` reopens it.",
        history="closed the search",
    ),
    Verb(
        name="pause",
        phrases="pause, paused, pause search, pause the search, pause hiring, freeze, freeze search, freeze the search,"
        " freeze hiring, suspend, suspend search, suspend the search, hold search, hold the search, put search on hold,"
        " put the search on, search on hold",
        read=pause_arguments.read_pause,
        group="Manage the search",
        help="`pause the board decides in may` stops all reminders of the search; `resume` moves its dates",
        usage=("pause", "pause the board decides in may"),
        search_rule=search_rules.pause,
        needs_slack=True,
        confirmation="*{name}* is paused. There are no reminders until `/hiring resume {short}`, which moves the start"
        " date and all due dates by the length of the pause.",
        history="paused the search",
        unchanged="*{name}* is already paused. Nothing changed.",
    ),
    Verb(
        name="resume",
        phrases="resume, resumed, resume search, resume the search, resume hiring, unpause, unpause search, unfreeze,"
        " unfreeze hiring, continue, continue search, continue the search, continue hiring",
        read=pause_arguments.read_resume,
        group="Manage the search",
        help="`resume` continues a paused search, with its dates moved by the length of the pause",
        search_rule=search_rules.resume,
        needs_slack=True,
        confirmation="*{name}* is running again. Reminders continue.",
        history="resumed the search",
        unchanged="*{name}* isn't paused. Nothing changed.",
    ),
    Verb(
        name="reopen-search",
        phrases="reopen search, reopensearch, reopen the search, re open search, restart, restart search",
        right="manage",
        read=search_arguments.read_search,
        group="Manage the search",
        help="`reopen-search` reopens a closed search, or goes back from onboarding",
        search_rule=search_rules.reopen_search,
        finds_closed=True,
        confirmation="*{name}* is open again.",
        history="reopened the search",
    ),
    Verb(
        name="edit",
        phrases="",
        read=search_arguments.read_no_arguments,
        changes=True,
        confirmation="*{name}* is updated.",
        history="changed the search",
        shows_fields=True,
    ),
    Verb(
        name="hire",
        phrases="",
        read=search_arguments.read_no_arguments,
        changes=True,
        confirmation="*{name}* is marked as hired. Reminders of the onboarding and the reviews continue, and the search"
        " closes when they're done. `/hiring reopen-search {short}` goes back to the search.\nDon't add the new"
        " executive to this channel: they'd see the scores, the references and the other finalists. Assign them items"
        " instead.",
        history="marked the search as hired",
    ),
    Verb(
        name="end",
        phrases="",
        read=search_arguments.read_no_arguments,
        changes=True,
        confirmation="That was the last onboarding item, so *{name}* is closed as {outcome}.",
        history="closed the search with its last onboarding item",
    ),
    Verb(
        name="move",
        phrases="",
        read=search_arguments.read_no_arguments,
        changes=True,
        sets="due",
        confirmation="{item} is now due on *{day}*.",
        history="moved the due date of",
    ),
    Verb(
        name="help",
        phrases="help, ?, h, commands, usage, how, what can you do, how does this work, man, manual, instructions",
        right="none",
        read=search_arguments.read_no_arguments,
        group="Manage the search",
        help="`help` shows this page",
    ),
)
