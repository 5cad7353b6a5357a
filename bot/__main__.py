"""The command line: `rolecall ...` or `python -m bot ...`. Each command imports only what it needs, to start fast."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from bot import __version__
from bot.errors import MCP_INSTALL, RolecallError

CommandRunner = Callable[[argparse.Namespace], int]
OK, PROBLEMS, BAD_INPUT = 0, 1, 2


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

    def command(name: str, run: CommandRunner, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    playground = command("playground", _playground, "open a local Slack in the browser: no account, no token")
    playground.add_argument("--port", type=int, default=3000, help="port on this machine (default 3000)")
    playground.add_argument("--no-browser", action="store_true", help="don't open a browser window")
    playground.add_argument("--demo", action="store_true", help="begin with an example: a CRO search in its sixth week")
    command("connect", _connect, "run in Slack over Socket Mode")
    command("serve", _serve, "run in Slack over HTTP")
    command("mcp", _mcp, "serve the knowledge to other assistants, over the Model Context Protocol on stdin and stdout")
    ask = command("ask", _ask, "answer a question in the terminal")
    ask.add_argument("question", nargs="*", help="the question, with or without quotes")
    ask.add_argument("--full", action="store_true", help="print the full answer, not only the short one")
    ask.add_argument("--json", action="store_true", help="print the answer as one line of JSON")
    ask.add_argument("--explain", action="store_true", help="show how the question was understood")
    ask.add_argument("--batch", metavar="FILE", help='answer JSON lines ({"q": "..."}) with JSON lines; - reads stdin')
    check = command("check", _check, "list every problem in the knowledge")
    check.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="folders that extend the shipped knowledge")
    check.add_argument("--stale", action="store_true", help="also list entries to review, and figures to replace")
    evaluate = command("evaluate", _evaluate, "measure accuracy on labelled questions")
    evaluate.add_argument("file", metavar="FILE", help="JSON lines with q and any of status, intent, roles, topic")
    evaluate.add_argument("--min", type=_share, default=0.0, help="exit with status 1 if accuracy is below this (0-1)")
    schema = command("schema", _schema, "print the JSON Schemas that let editors check knowledge files")
    schema.add_argument("--write", type=Path, metavar="DIR", help="write one file for each schema into this folder")
    new = command("new", _new, "print a commented template for a new knowledge file")
    new.add_argument("kind", choices=("role", "kit", "pair", "faq", "thing", "checklist", "figure"))
    new.add_argument("id", help="the new id, such as cgo for a role or cmo-cgo for a pair; for a kit, the role's id")
    _add_operations(command)
    return parser


def _add_operations(command: Callable[[str, CommandRunner, str], argparse.ArgumentParser]) -> None:
    """Add the commands for the people who run Rolecall."""
    feedback = command("feedback", _feedback, "list the answers that people found unhelpful, by entry")
    feedback.add_argument("--resolve", metavar="ENTRY", help="delete the votes on this entry, since it was revised")
    gaps = command("gaps", _gaps, "list the questions without an answer, similar ones together")
    gaps.add_argument("--draft", metavar="GROUP", help="print an entry for this group, to be completed")
    command("report", _report, "count votes, unanswered questions and searches; never who asked what")
    data = command("data", _data, "show, export or delete what is stored about a workspace or a person")
    data.add_argument("action", choices=("show", "export", "forget"))
    data.add_argument("--workspace", required=True, metavar="T0123", help="Slack's id of the workspace")
    data.add_argument("--person", default="", metavar="U0123", help="Slack's id of a person in it")
    data.add_argument("--yes", action="store_true", help="delete without asking")
    command("migrate", _migrate, "upgrade the database to the newest schema")
    manifest = command("manifest", _manifest, "print the app manifest for Slack")
    manifest.add_argument("--json", action="store_true", help="print it as JSON")
    manifest.add_argument("--http", metavar="URL", default="", help="set it up for `serve` at this public address")
    manifest.add_argument("--mcp", action="store_true", help="let Slackbot ask Rolecall, at the address of --http")
    doctor = command("doctor", _doctor, "check the installation and say how to fix each problem")
    doctor.add_argument("--json", action="store_true", help="print the findings as JSON")


def _share(text: str) -> float:
    with suppress(ValueError):
        if 0 <= (share := float(text)) <= 1:
            return share
    raise argparse.ArgumentTypeError(f"{text} is not a number between 0 and 1")


def _ask(args: argparse.Namespace) -> int:
    from bot import asking

    if args.batch:
        return asking.answer_batch(args.batch, sys.stdout)
    question = " ".join(args.question) if args.question else sys.stdin.read() if not sys.stdin.isatty() else ""
    if args.explain:
        print(asking.explain_text(question))
    elif args.json:
        print(asking.answer_json(question))
    else:
        print(asking.answer_text(question, in_full=args.full))
    return OK


def _evaluate(args: argparse.Namespace) -> int:
    from bot.evaluation import evaluate

    report = evaluate(Path(args.file))
    print(report.text)
    return OK if report.accuracy >= args.min else PROBLEMS


def _check(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from bot.knowledge.evidence import find_stale
    from bot.knowledge.figures import find_outdated
    from bot.knowledge.folders import layered_paths
    from bot.knowledge.loader import check, load
    from bot.settings import load_settings
    from bot.understanding.voice_labels import find_contradicting_labels

    folders = tuple(args.folders) or load_settings().knowledge_path
    problems = check(folders)
    if not problems:
        base = load(folders)
        problems = tuple(found for path in layered_paths(folders) for found in find_contradicting_labels(path, base))
    for problem in problems:
        print(problem)
    if args.stale and not problems:
        base, today = load(folders), datetime.now(UTC).date()
        for line in (*find_stale(base, today), *find_outdated(base, today)):
            print(line)
    if not problems:
        print("No problems found.")
    return PROBLEMS if problems else OK


def _schema(args: argparse.Namespace) -> int:
    import json

    from bot.knowledge.json_schema import schemas, write

    if args.write:
        write(args.write)
    else:
        print(json.dumps(schemas(), indent=2))
    return OK


def _new(args: argparse.Namespace) -> int:
    from bot.knowledge.starter import starter_text

    print(starter_text(args.kind, args.id), end="")
    return OK


def _playground(args: argparse.Namespace) -> int:
    from bot import playground
    from bot.settings import load_settings

    playground.run(load_settings(), port=args.port, open_browser=not args.no_browser, demo=args.demo)
    return OK


def _connect(_: argparse.Namespace) -> int:
    from bot.app import connect
    from bot.settings import load_settings

    connect(load_settings())
    return OK


def _serve(_: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.web import serve

    serve(load_settings())
    return OK


def _mcp(_: argparse.Namespace) -> int:
    from bot.mcp.stdio import run
    from bot.settings import load_settings

    run(load_settings(), __version__)
    return OK


def _feedback(args: argparse.Namespace) -> int:
    from bot.insight_reports import feedback_report, resolve_feedback
    from bot.settings import load_settings

    settings = load_settings()
    print(resolve_feedback(settings, args.resolve) if args.resolve else feedback_report(settings))
    return OK


def _gaps(args: argparse.Namespace) -> int:
    from bot.insight_reports import gap_draft, gap_report
    from bot.settings import load_settings

    settings = load_settings()
    print(gap_draft(settings, args.draft).rstrip() if args.draft else gap_report(settings))
    return OK


def _report(_: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.usage_report import usage_report

    print(usage_report(load_settings()))
    return OK


def _migrate(_: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.storage import migrate

    print(migrate(load_settings().database_url))
    return OK


def _data(args: argparse.Namespace) -> int:
    from bot.data_command import ask_on_terminal, export_data, forget_data, show_data
    from bot.settings import load_settings
    from bot.storage.stored_data import Subject

    url, subject = load_settings().database_url, Subject(args.workspace, args.person)
    if args.action == "forget":
        forget_data(url, subject, sys.stdout, (lambda _: True) if args.yes else ask_on_terminal)
    else:
        {"show": show_data, "export": export_data}[args.action](url, subject, sys.stdout)
    return OK


def _manifest(args: argparse.Namespace) -> int:
    from bot.manifest_text import manifest_text

    print(manifest_text(args.http, as_json=args.json, with_mcp=args.mcp))
    return OK


def _doctor(args: argparse.Namespace) -> int:
    from bot.doctor.check_runner import read_context, run_checks
    from bot.doctor.report import has_problems, json_report, text_report

    findings = run_checks(read_context())
    print(json_report(findings) if args.json else text_report(findings))
    return PROBLEMS if has_problems(findings) else OK


if __name__ == "__main__":
    sys.exit(main())
