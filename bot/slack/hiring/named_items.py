"""Reads a command in which the items of the search are named by their titles."""

import logging

from bot.commands.command import Command
from bot.commands.item_names import ItemNames
from bot.commands.second_reading import needs_second_reading, read_with_items
from bot.errors import RolecallError
from bot.hiring.access import AmbiguousSearch, resolve_search
from bot.hiring.rights import limit_to_rights
from bot.logs import log_event
from bot.slack.hiring.context import HiringServices, RequestContext

NO_NAMES = ItemNames(())

log = logging.getLogger("rolecall.hiring")


def read_command(services: HiringServices, ctx: RequestContext, text: str) -> Command:
    """The command in the text after `/hiring`, or several of them. Never raises.

    Only a text that isn't understood by itself is read with the names of the items, which come from the database.
    """
    command = services.parser.parse(text)
    if not needs_second_reading(command):
        return command
    return read_with_items(text, services.base, _item_names(services, ctx, command.search or ""))


def _item_names(services: HiringServices, ctx: RequestContext, search_name: str) -> ItemNames:
    """The names of the items of the search that the person means; none if that isn't clear."""
    try:
        with services.units_of_work.begin(ctx.team, writable=False) as uow:
            search = resolve_search(uow, ctx.actor, search_name)
            if isinstance(search, AmbiguousSearch):
                search = resolve_search(uow, ctx.actor)
            if isinstance(search, AmbiguousSearch):
                return NO_NAMES
            checklist = uow.checklist(search)
            # Whether a member elsewhere is in the channel isn't known yet; the command itself is checked.
            shown = checklist if ctx.actor.kind == "member" else limit_to_rights(checklist, ctx.actor)
            return ItemNames((item.number, item.title) for item in shown.items if not item.gone)
    except RolecallError as error:
        log_event(log, str(error), logging.WARNING)
        return NO_NAMES
