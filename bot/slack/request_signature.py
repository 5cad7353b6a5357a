"""Whether Slack signed a request: https://docs.slack.dev/authentication/verifying-requests-from-slack."""

import hmac
from collections.abc import Mapping
from typing import Literal

Refusal = Literal["no signature", "wrong time", "wrong signature"]

MAX_AGE = 300
"""Seconds by which the time of a request may differ from the time here, in both directions."""
TIMESTAMP = "x-slack-request-timestamp"
SIGNATURE = "x-slack-signature"
MAX_DIGITS = 12


def find_header_refusal(headers: Mapping[str, str], now: float) -> Refusal | None:
    """Why a request can't be from Slack, as far as its headers show; they have names in lower case."""
    stamp, signature = headers.get(TIMESTAMP, ""), headers.get(SIGNATURE, "")
    if not stamp or not signature:
        return "no signature"
    is_number = stamp.isascii() and stamp.isdigit() and len(stamp) <= MAX_DIGITS
    return None if is_number and abs(now - int(stamp)) <= MAX_AGE else "wrong time"


def is_signed(secret: bytes, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether the signature in the headers is that of the body. Takes the same time for every wrong signature."""
    expected = hmac.digest(secret, b"v0:%b:%b" % (headers[TIMESTAMP].encode(), body), "sha256").hex()
    return hmac.compare_digest(f"v0={expected}".encode(), headers[SIGNATURE].encode())
