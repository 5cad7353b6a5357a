"""The command line: `rolecall ...` or `python -m bot ...`. Each command imports only what it needs, to start fast."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from bot import __version__, command_runners
from bot.command_runners import BAD_INPUT, OK
from bot.errors import MCP_INSTALL, RolecallError

CommandRunner = Callable[[argparse.Namespace], int]


class CliParser(argparse.ArgumentParser):
    """Reports unusable arguments in one line, the way every command reports its other input errors."""

    def error(self, message: str) -> NoReturn:
        """Print the message and exit with status 2."""
        self.exit(BAD_INPUT, f"rolecall: {message}. See: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit status: 0, 1 if the command found problems, 2 if its input was unusable."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a question may contain characters the terminal lacks
    try:
        try:
            return _run(_parser().parse_args(argv))
        finally:
            if sys.stdout:  # None if the process was started with its output closed
                sys.stdout.flush()  # here, because a broken pipe at interpreter shutdown cannot be caught
    except BrokenPipeError:  # the reader of our output, such as `head`, needs no more of it
        _discard_output()
        return OK
    except KeyboardInterrupt:
        return OK


def _run(args: argparse.Namespace) -> int:
    run: CommandRunner = args.run
    try:
        return run(args)
    except RolecallError as error:
        print(f"rolecall: {error}", file=sys.stderr)
    except ModuleNotFoundError as error:
        package = str(error.name).partition(".")[0]
        if package == "bot":  # a mistake in Rolecall, not in its installation
            raise
        how = MCP_INSTALL if package == "mcp" else INSTALL
        print(f"rolecall: the Python package {package} is not installed. {how}", file=sys.stderr)
    return BAD_INPUT


INSTALL = "Run `make run`, then use .venv/bin/rolecall; the README says how to install without make."


def _discard_output() -> None:
    """Send what is still buffered nowhere, as https://docs.python.org/3/library/signal.html#note-on-sigpipe advises."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        os.dup2(nowhere, stream.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = CliParser(prog="rolecall", description="Leadership-role questions, answered with sources.")
    parser.add_argument("--version", action="version", version=f"rolecall {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, text: str) -> argparse.ArgumentParser:
        """Add a command that runs the function of its name."""
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=getattr(command_runners, name))
        return added

    playground = command("playground", "open a local Slack in the browser: no account, no token")
    playground.add_argument("--port", type=int, default=3000, help="port on this machine (default 3000)")
    playground.add_argument("--no-browser", action="store_true", help="don't open a browser window")
    playground.add_argument("--demo", action="store_true", help="begin with an example: a CRO search in its sixth week")
    command("connect", "run in Slack over Socket Mode")
    command("serve", "run in Slack over HTTP")
    command("mcp", "serve the knowledge to other assistants, over the Model Context Protocol on stdin and stdout")
    ask = command("ask", "answer a question in the terminal")
    ask.add_argument("question", nargs="*", help="the question, with or without quotes")
    ask.add_argument("--full", action="store_true", help="print the full answer, not only the short one")
    ask.add_argument("--json", action="store_true", help="print the answer as one line of JSON")
    ask.add_argument("--explain", action="store_true", help="show how the question was understood")
    ask.add_argument("--batch", metavar="FILE", help='answer JSON lines ({"q": "..."}) with JSON lines; - reads stdin')
    check = command("check", "list every problem in the knowledge")
    check.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="folders that extend the shipped knowledge")
    check.add_argument("--stale", action="store_true", help="also list entries to review, and figures to replace")
    check.add_argument("--evidence", action="store_true", help="also count citations by strength, and undated figures")
    evaluate = command("evaluate", "measure accuracy on labelled questions")
    evaluate.add_argument("file", metavar="FILE", help="JSON lines with q and any of status, intent, roles, topic")
    evaluate.add_argument("--min", type=_share, default=0.0, help="exit with status 1 if accuracy is below this (0-1)")
    schema = command("schema", "print the JSON Schemas that let editors check knowledge files")
    schema.add_argument("--write", type=Path, metavar="DIR", help="write one file for each schema into this folder")
    new = command("new", "print a commented template for a new knowledge file")
    new.add_argument("kind", choices=("role", "kit", "pair", "faq", "thing", "checklist", "figure"))
    new.add_argument("id", help="the new id, such as cgo for a role or cmo-cgo for a pair; for a kit, the role's id")
    _add_operations(command)
    return parser


def _add_operations(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add the commands for the people who run Rolecall."""
    feedback = command("feedback", "list the answers that people found unhelpful, by entry")
    feedback.add_argument("--resolve", metavar="ENTRY", help="delete the votes on this entry, since it was revised")
    gaps = command("gaps", "list the questions without an answer, similar ones together")
    gaps.add_argument("--draft", metavar="GROUP", help="print an entry for this group, to be completed")
    command("report", "count votes, unanswered questions and searches; never who asked what")
    data = command("data", "show, export or delete what is stored about a workspace or a person")
    data.add_argument("action", choices=("show", "export", "forget"))
    data.add_argument("--workspace", required=True, metavar="T0123", help="Slack's id of the workspace")
    data.add_argument("--person", default="", metavar="U0123", help="Slack's id of a person in it")
    data.add_argument("--yes", action="store_true", help="delete without asking")
    command("migrate", "upgrade the database to the newest schema")
    manifest = command("manifest", "print the app manifest for Slack")
    manifest.add_argument("--json", action="store_true", help="print it as JSON")
    manifest.add_argument("--http", metavar="URL", default="", help="set it up for `serve` at this public address")
    manifest.add_argument("--mcp", action="store_true", help="let Slackbot ask Rolecall, at the address of --http")
    doctor = command("doctor", "check the installation and say how to fix each problem")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")


def _share(text: str) -> float:
    with suppress(ValueError):
        if 0 <= (share := float(text)) <= 1:
            return share
    raise argparse.ArgumentTypeError(f"{text} is not a number between 0 and 1")


if __name__ == "__main__":
    sys.exit(main())
