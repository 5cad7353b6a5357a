"""Several commands in one message: carried out one by one, with one answer that shows each.

Neighbouring changes of items in the same search are one change, which one `undo` takes back. Every date and person is
checked before anything changes.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.errors import RolecallError
from bot.hiring.service import ChangeResult
from bot.slack.blocks import Block, section
from bot.slack.errors import explain_error
from bot.slack.hiring.context import RequestContext
from bot.slack.limits import MAX_SECTION_TEXT
from bot.slack.message import MAX_BLOCKS, Message
from bot.slack.text import fit_lines, truncate

MAX_TEXT = 30_000
Outcome = tuple[Message | None, ChangeResult | None]
Step = Callable[[RequestContext, Sequence[Command]], Outcome]


def run_each(ctx: RequestContext, commands: Sequence[Command], run: Step) -> tuple[Message | None, list[ChangeResult]]:
    """Run the commands in order, and merge the answers. An error in one doesn't undo those before it.

    `run` gets commands on items of the same search together, and any other command by itself.
    """
    messages: list[Message] = []
    results: list[ChangeResult] = []
    for place, batch in enumerate(batches(commands)):
        try:
            message, result = run(_step_context(ctx, place), batch)
        except RolecallError as error:
            message, result = Message(explain_error(error)), None
        messages += [message] if message else []
        results += [result] if result else []
    return merge(messages) if messages else None, results


def batches(commands: Sequence[Command]) -> Iterator[tuple[Command, ...]]:
    """The commands in order: neighbours that change items of the same search together, any other by itself."""
    for changes_items, group in groupby(commands, key=lambda each: CATALOGUE[each.verb].needs_item):
        if not changes_items:
            yield from ((command,) for command in group)
            continue
        yield from (tuple(batch) for _, batch in groupby(group, key=lambda each: each.search))


def merge(messages: Sequence[Message]) -> Message:
    """One message with all of them; without their blocks if there would be too many."""
    text = fit_lines([each.text for each in messages], MAX_TEXT)
    blocks = [block for each in messages for block in each.blocks or (section(truncate(each.text, MAX_SECTION_TEXT)),)]
    numbered = [_renumbered(block, place) for place, block in enumerate(blocks)]
    is_private = any(each.is_private for each in messages)
    return Message(text, numbered if len(blocks) <= MAX_BLOCKS else (), is_private=is_private)


def _renumbered(block: Block, place: int) -> Block:
    """The block with an id of its own: those of different messages may be the same."""
    label, separator, _ = block.get("block_id", "").rpartition("#")
    return {**block, "block_id": f"{label}#{place}"} if separator else block


def _step_context(ctx: RequestContext, place: int) -> RequestContext:
    """The context with a request id of its own for each step, so that a repeated message repeats none of them."""
    if not place:
        return ctx
    own = blake2b(f"{ctx.actor.request_id} {place}".encode(), digest_size=12).hexdigest()
    return ctx._replace(actor=ctx.actor._replace(request_id=own))
