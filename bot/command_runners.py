"""What each command of `rolecall` does. Each imports only what it needs, to start fast.

Every function takes the parsed arguments and returns the exit status.
"""

import argparse
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import __version__

OK, PROBLEMS, BAD_INPUT = 0, 1, 2


@contextmanager
def _uncollected() -> Iterator[None]:
    """Collect no garbage, now or at the end of the process: in a process that answers once, it takes a fifth of it."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def ask(args: argparse.Namespace) -> int:
    """Answer one question, or every question of a file."""
    if args.batch:
        from bot.asking import answer_batch

        return answer_batch(args.batch, sys.stdout)
    with _uncollected():
        return _ask_once(args)


def _ask_once(args: argparse.Namespace) -> int:
    from bot import asking

    question = " ".join(args.question) if args.question else sys.stdin.read() if not sys.stdin.isatty() else ""
    if args.explain:
        print(asking.explain_text(question))
    elif args.json:
        print(asking.answer_json(question))
    else:
        print(asking.answer_text(question, in_full=args.full))
    return OK


def evaluate(args: argparse.Namespace) -> int:
    """Measure accuracy on labelled questions."""
    from bot.evaluation import evaluate

    report = evaluate(Path(args.file))
    print(report.text)
    return OK if report.accuracy >= args.min else PROBLEMS


def check(args: argparse.Namespace) -> int:
    """List the problems of the knowledge."""
    from datetime import UTC, datetime

    from bot.knowledge.evidence import find_stale
    from bot.knowledge.evidence_report import count_evidence, describe_evidence
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
    if args.evidence and not problems:
        print("\n".join(describe_evidence(count_evidence(load(folders)))))
    if not problems:
        print("No problems found.")
    return PROBLEMS if problems else OK


def schema(args: argparse.Namespace) -> int:
    """Print or write the JSON Schemas."""
    import json

    from bot.knowledge.json_schema import schemas, write

    if args.write:
        write(args.write)
    else:
        print(json.dumps(schemas(), indent=2))
    return OK


def new(args: argparse.Namespace) -> int:
    """Print a template for a knowledge file."""
    from bot.knowledge.starter import starter_text

    print(starter_text(args.kind, args.id), end="")
    return OK


def playground(args: argparse.Namespace) -> int:
    """Open a local Slack in the browser."""
    from bot import playground
    from bot.settings import load_settings

    playground.run(load_settings(), port=args.port, open_browser=not args.no_browser, demo=args.demo)
    return OK


def connect(_: argparse.Namespace) -> int:
    """Run in Slack over Socket Mode, until stopped."""
    from bot.app import connect
    from bot.settings import load_settings

    connect(load_settings())
    return OK


def serve(_: argparse.Namespace) -> int:
    """Run in Slack over HTTP, until stopped."""
    from bot.settings import load_settings
    from bot.web import serve

    serve(load_settings())
    return OK


def mcp(_: argparse.Namespace) -> int:
    """Serve other assistants over stdin and stdout, until stopped."""
    from bot.mcp.stdio import run
    from bot.settings import load_settings

    run(load_settings(), __version__)
    return OK


def feedback(args: argparse.Namespace) -> int:
    """List the answers that people found unhelpful."""
    from bot.insight_reports import feedback_report, resolve_feedback
    from bot.settings import load_settings

    settings = load_settings()
    print(resolve_feedback(settings, args.resolve) if args.resolve else feedback_report(settings))
    return OK


def gaps(args: argparse.Namespace) -> int:
    """List the questions without an answer."""
    from bot.insight_reports import gap_draft, gap_report
    from bot.settings import load_settings

    settings = load_settings()
    print(gap_draft(settings, args.draft).rstrip() if args.draft else gap_report(settings))
    return OK


def report(_: argparse.Namespace) -> int:
    """Count votes, unanswered questions and searches."""
    from bot.settings import load_settings
    from bot.usage_report import usage_report

    print(usage_report(load_settings()))
    return OK


def migrate(_: argparse.Namespace) -> int:
    """Upgrade the database to the newest schema."""
    from bot.settings import load_settings
    from bot.storage import migrate

    print(migrate(load_settings().database_url))
    return OK


def data(args: argparse.Namespace) -> int:
    """Show, export or delete what is stored about a workspace or a person."""
    from bot.data_command import ask_on_terminal, export_data, forget_data, show_data
    from bot.settings import load_settings
    from bot.storage.stored_data import Subject

    url, subject = load_settings().database_url, Subject(args.workspace, args.person)
    if args.action == "forget":
        forget_data(url, subject, sys.stdout, (lambda _: True) if args.yes else ask_on_terminal)
    else:
        {"show": show_data, "export": export_data}[args.action](url, subject, sys.stdout)
    return OK


def manifest(args: argparse.Namespace) -> int:
    """Print the app manifest."""
    from bot.manifest_text import manifest_text

    print(manifest_text(args.http, as_json=args.json, with_mcp=args.mcp))
    return OK


def doctor(args: argparse.Namespace) -> int:
    """Check the installation."""
    from bot.doctor.check_runner import read_context, run_checks
    from bot.doctor.report import has_problems, json_report, text_report

    findings = run_checks(read_context())
    print(json_report(findings) if args.json else text_report(findings))
    return PROBLEMS if has_problems(findings) else OK
