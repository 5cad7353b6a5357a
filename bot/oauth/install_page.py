"""The pages that a person sees while installing the app: the outcome, and what to do next."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from http import HTTPStatus

STYLE = """
:root { color-scheme: light dark; --ink: #1d1c1d; --soft: #5b6168; --paper: #fff; --back: #f4f5f7; --blue: #1f3a5f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --soft: #a9b0b8; --paper: #1d2126; --back: #14171a; --blue: #9db9e0; }
}
body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 12vh auto 2rem; padding: 2rem; background: var(--paper); border-radius: 12px; }
h1 { margin: 0 0 1rem; font-size: 1.4rem; color: var(--blue); }
p { margin: 0 0 1rem; }
a { color: var(--blue); }
code { font-size: .95em; }
small { color: var(--soft); }
@media (max-width: 38rem) { main { margin: 0; min-height: 100vh; box-sizing: border-box; border-radius: 0; } }
"""
HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # the address has Slack's code and the state in it
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every page: it loads nothing, runs nothing, can't be framed, and isn't kept by the browser."""
HSTS = {"Strict-Transport-Security": "max-age=31536000"}


@dataclass(frozen=True, slots=True)
class InstallPage:
    """A complete HTTP response with a page."""

    status: HTTPStatus
    html: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InstallOutcome:
    """What to tell the person: a heading, sentences, and a link, if any, as its address and text.

    `code` is what Slack or Rolecall calls a problem, for the person who runs Rolecall.
    """

    status: HTTPStatus
    heading: str
    sentences: tuple[str, ...]
    link: tuple[str, str] | None = None
    code: str = ""


def render_outcome(outcome: InstallOutcome, headers: Mapping[str, str]) -> InstallPage:
    """The page that shows the outcome, with the security headers and these ones."""
    parts = [f"<p>{escape(sentence)}</p>" for sentence in outcome.sentences]
    if outcome.link:
        address, text = outcome.link
        parts.append(f'<p><a href="{escape(address)}">{escape(text)}</a></p>')
    if outcome.code:
        parts.append(f"<small>Code: <code>{escape(outcome.code)}</code></small>")
    heading = escape(outcome.heading)
    page = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} - Rolecall</title>
<style>{STYLE}</style>
</head>
<body><main><h1>{heading}</h1>{"".join(parts)}</main></body>
</html>
"""
    return InstallPage(outcome.status, page, {**HEADERS, **headers})
