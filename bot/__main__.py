"""The command line: `rolecall ...` or `python -m bot ...`. Each command imports what it needs and nothing else."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from bot.errors import RolecallError

CommandRunner = Callable[[argparse.Namespace], int]
OK, PROBLEMS, BAD_INPUT = 0, 1, 2


class CliParser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line, as every command does of its input."""

    def error(self, message: str) -> NoReturn:
        """Leave with the message and exit code 2."""
        self.exit(BAD_INPUT, f"rolecall: {message}. See: {self.prog} --help\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, 1 where it found problems, 2 where its input was bad."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a question may hold what the terminal cannot show
    args = _parser().parse_args(argv)
    run: CommandRunner = args.run
    try:
        return run(args)
    except RolecallError as error:
        print(f"rolecall: {error}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:  # the reader of our output, such as `head`, has seen enough
        sys.stderr.close()
        return OK
    except KeyboardInterrupt:
        return OK


def _parser() -> argparse.ArgumentParser:
    parser = CliParser(prog="rolecall", description="Leadership-role questions, answered with sources.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: CommandRunner, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=run)
        return added

    playground = command("playground", _playground, "open a local Slack to try it in: no account, no token")
    playground.add_argument("--port", type=int, default=3000, help="port on this machine (default 3000)")
    playground.add_argument("--no-browser", action="store_true", help="do not open a browser")
    command("connect", _connect, "run in Slack over Socket Mode")
    command("serve", _serve, "run in Slack over HTTP")
    ask = command("ask", _ask, "answer a question here in the terminal")
    ask.add_argument("question", nargs="*", help="the question, in quotes or not")
    ask.add_argument("--json", action="store_true", help="the answer as one line of JSON")
    ask.add_argument("--explain", action="store_true", help="show how the question was read")
    ask.add_argument(
        "--batch", metavar="FILE", help='questions as JSON lines ({"q": "..."}), answers too; - reads stdin'
    )
    check = command("check", _check, "list every problem in the knowledge")
    check.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="folders laid over the shipped knowledge")
    check.add_argument("--stale", action="store_true", help="also list entries nobody reviewed for a year")
    evaluate = command("evaluate", _evaluate, "measure the understanding on labelled questions")
    evaluate.add_argument("file", metavar="FILE", help="JSON lines with q and any of status, intent, roles, topic")
    evaluate.add_argument("--min", type=_share, default=0.0, help="exit with 1 below this share of right cards (0-1)")
    schema = command("schema", _schema, "write the JSON Schemas that editors check the knowledge with")
    schema.add_argument("--write", type=Path, metavar="DIR", help="write them here instead of printing them")
    starter_text = command("new", _new, "print a commented starting file for new knowledge")
    starter_text.add_argument("kind", choices=("role", "pair", "faq", "checklist"))
    starter_text.add_argument("id", help="its id, such as cgo, or cmo-cgo for a pair; for a checklist that of its role")
    command("migrate", _migrate, "bring the database to the newest schema")
    command("doctor", _doctor, "find what is wrong with the installation, and how to mend it")
    return parser


def _share(text: str) -> float:
    with suppress(ValueError):
        if 0 <= (share := float(text)) <= 1:
            return share
    raise argparse.ArgumentTypeError(f"{text} is no share from 0 to 1")


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
        print(asking.answer_text(question))
    return OK


def _evaluate(args: argparse.Namespace) -> int:
    from bot.evaluation import evaluate

    run_checks = evaluate(Path(args.file))
    print(run_checks.text)
    return OK if run_checks.accuracy >= args.min else PROBLEMS


def _check(args: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from bot.knowledge.evidence import find_stale
    from bot.knowledge.loader import check, load
    from bot.settings import load_settings

    folders = tuple(args.folders) or load_settings().knowledge_path
    problems = check(folders)
    for problem in problems:
        print(problem)
    if args.stale and not problems:
        for entry in find_stale(load(folders), datetime.now(UTC).date()):
            print(entry)
    if not problems:
        print("The knowledge is in order.")
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

    playground.run(load_settings(), port=args.port, open_browser=not args.no_browser)
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


def _migrate(_: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.storage import migrate

    print(migrate(load_settings().database_url))
    return OK


def _doctor(_: argparse.Namespace) -> int:
    from bot.doctor import run_checks
    from bot.settings import load_settings

    findings = run_checks(load_settings())
    for finding in findings:
        print(finding)
    return OK if all(finding.ok for finding in findings) else PROBLEMS


if __name__ == "__main__":
    sys.exit(main())
