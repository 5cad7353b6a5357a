"""Responses to the playground's page, and which requests get one."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.playground.loopback import Request, Response
from bot.playground.transport import JSON

STATIC = Path(__file__).parent / "static"
CONTENT_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
# The page loads only its own files, and no other site may frame it.
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def is_local(request: Request) -> bool:
    """Whether the request comes from the playground's own page, and not from another site open in the browser.

    Another site can point its host name at 127.0.0.1 (DNS rebinding), which shows in the Host header. It can also post
    a form here, but not with a JSON content type.
    """
    origin = request.headers.get("Origin")
    has_own_origin = origin is None or origin == f"http://{request.headers.get('Host', '')}"
    is_no_form = request.method == "GET" or request.headers.get("Content-Type", "").startswith(JSON)
    return has_local_host(request) and has_own_origin and is_no_form


def has_local_host(request: Request) -> bool:
    """Whether the request was sent to an address of this machine, and not to a name that leads here."""
    return urlsplit(f"//{request.headers.get('Host', '')}").hostname in {"127.0.0.1", "localhost"}


def file_response(name: str) -> Response:
    """A file of the page; an error if there is none of that name."""
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        return error_response(HTTPStatus.NOT_FOUND, "There is no such page.")
    return Response(
        body=path.read_bytes(), content_type=f"{CONTENT_TYPES[path.suffix]}; charset=utf-8", headers=HEADERS
    )


def json_response(value: Mapping[str, Any]) -> Response:
    """A JSON object."""
    return Response(body=json.dumps(value).encode(), content_type=JSON, headers=HEADERS)


def error_response(status: int, text: str) -> Response:
    """A problem, with a text that the page can show."""
    return Response(status, json.dumps({"problem": text}).encode(), JSON, HEADERS)


def event_chunk(kind: str, data: Mapping[str, Any]) -> bytes:
    """One event of the stream that the page follows."""
    return f"event: {kind}\ndata: {json.dumps(data)}\n\n".encode()
