"""`/hiring settings`: opens the form of what is known about a search."""

from bot.commands.command import Command
from bot.errors import RolecallError
from bot.hiring import service
from bot.hiring.access import AmbiguousSearch
from bot.hiring.rights import check_right
from bot.slack.blocks import actions, button, section
from bot.slack.hiring.clicked_card import ClickedCard, put_into_form
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.forms.settings_form import settings_modal
from bot.slack.hiring.views.refusals import ask_which_search
from bot.slack.hiring.views.search_settings import known_facts
from bot.slack.hiring.views.wording import name_of
from bot.slack.message import Message

SETTINGS_ACTION = "search:facts"


def handle_settings(
    services: HiringServices, ctx: RequestContext, command: Command, search_id: str = ""
) -> Message | None:
    """Open the form. A message carries no trigger id, so it is answered with a button that opens it.

    Raises RolecallError, SlackApiError.
    """
    with services.units_of_work.begin(ctx.team, writable=False) as uow:
        if search_id:
            found = service.load_checklist(uow, ctx.actor, search_id, "change")
        else:
            checklist = service.find_checklist(uow, ctx.actor, command.search or "")
            if isinstance(checklist, AmbiguousSearch):
                return ask_which_search(checklist, command, ctx.actor.channel).as_private()
            check_right(checklist, ctx.actor, "change")
            found = checklist
    search = found.search
    if not search.is_open:
        raise RolecallError("That search is closed.", f"Type /hiring reopen-search {search.short} to reopen it.")
    if "trigger_id" in ctx.body:
        view = settings_modal(search)
        view = put_into_form(ClickedCard.from_body(ctx.body), view) if "actions" in ctx.body else view
        ctx.client.views_open(trigger_id=ctx.body["trigger_id"], view=view)
        return None
    facts = known_facts(search)
    text = f"*{name_of(search)}*: {facts or 'nothing is known yet about its country, notice period and more'}."
    return Message(
        text, [section(text), actions([button("Answer questions", SETTINGS_ACTION, search.id)])]
    ).as_private()
