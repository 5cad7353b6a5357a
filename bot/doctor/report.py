"""What the findings look like: lines for a person, or JSON for a program."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot import __version__
from bot.doctor.finding import Finding


def has_problems(findings: Sequence[Finding]) -> bool:
    """Whether anything keeps Rolecall from working."""
    return any(finding.level == "problem" for finding in findings)


def text_report(findings: Sequence[Finding]) -> str:
    """One line for each finding."""
    return "\n".join(map(str, findings))


def json_report(findings: Sequence[Finding]) -> str:
    """One JSON object: whether all is well, and every finding with its name, level, summary and next step."""
    report = {
        "rolecall": __version__,
        "ok": not has_problems(findings),
        "findings": [asdict(finding) for finding in findings],
    }
    return json.dumps(report, indent=2)
