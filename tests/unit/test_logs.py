import io
import json
import logging
import subprocess
import sys
import time

import pytest
from fakes.slack import TIMEOUT_SECONDS

from bot.logs import configure, log_event, safe_traceback

SECRET = "what a person typed"


def logged(style: str, level: str = "INFO") -> io.StringIO:
    stream = io.StringIO()
    configure(level, style, stream)
    return stream


def fail(cause: Exception | None) -> None:
    raise RuntimeError(SECRET) from cause


def failure() -> RuntimeError:
    try:
        fail(ValueError(SECRET))
    except RuntimeError as error:
        return error


def test_a_text_line_has_the_time_the_level_the_place_and_the_fields():
    stream = logged("text")
    log_event(logging.getLogger("rolecall.replies"), "answered", kind="compare", ms=0.4)
    time, rest = stream.getvalue().split(" ", 1)
    assert time.endswith("+00:00")
    assert rest == "INFO rolecall.replies answered kind=compare ms=0.4\n"


def test_a_json_line_is_one_object():
    stream = logged("json")
    log_event(logging.getLogger("rolecall.replies"), "answered", kind="compare", ms=0.4)
    line = json.loads(stream.getvalue())
    assert line.pop("time").startswith("20")
    assert line == {
        "level": "INFO",
        "logger": "rolecall.replies",
        "message": "answered",
        "kind": "compare",
        "ms": 0.4,
    }


def test_a_field_without_a_value_is_left_out():
    stream = logged("text")
    log_event(logging.getLogger("rolecall"), "answered", team=None)
    assert stream.getvalue().endswith("INFO rolecall answered\n")


def test_lines_below_the_level_are_not_written():
    stream = logged("text", "WARNING")
    log_event(logging.getLogger("rolecall"), "answered")
    assert stream.getvalue() == ""


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
@pytest.mark.parametrize("library", ["slack_bolt.App", "slack_sdk.web.client"])
def test_slacks_libraries_cannot_log_a_request_whatever_the_level(style: str, level: str, library: str):
    stream = logged(style, level)
    logging.getLogger(library).info("body: %s", SECRET)
    logging.getLogger(library).debug("body: %s", SECRET)
    assert stream.getvalue() == ""


def test_a_quiet_level_quietens_the_libraries_too():
    stream = logged("text", "ERROR")
    logging.getLogger("slack_sdk.web.client").warning("a remark")
    assert stream.getvalue() == ""


def test_a_line_cannot_be_forged_with_a_line_break():
    stream = logged("text")
    log_event(logging.getLogger("rolecall"), "answered\nforged", team="T1\nforged")
    assert stream.getvalue().count("\n") == 1


def test_a_traceback_has_places_and_types_but_never_messages():
    text = safe_traceback(failure())
    assert "RuntimeError" in text
    assert "ValueError\nwhich led to" in text
    assert "in failure" in text
    assert SECRET not in text


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_logged_exception_leaves_out_its_message(style: str):
    stream = logged(style)
    logging.getLogger("rolecall").error("failed", exc_info=failure())
    assert "RuntimeError" in stream.getvalue()
    assert SECRET not in stream.getvalue()


def test_buffered_lines_are_written_together_a_moment_later():
    stream = io.StringIO()
    configure("INFO", "text", stream, is_buffered=True)
    for number in range(3):
        log_event(logging.getLogger("rolecall"), "answered", number=number)
    until = time.monotonic() + TIMEOUT_SECONDS
    while not stream.getvalue() and time.monotonic() < until:
        time.sleep(0.01)
    assert stream.getvalue().count("\n") == 3


def test_a_buffered_warning_is_written_at_once_with_the_lines_before_it():
    stream = io.StringIO()
    configure("INFO", "text", stream, is_buffered=True)
    log_event(logging.getLogger("rolecall"), "answered")
    log_event(logging.getLogger("rolecall"), "refused", logging.WARNING)
    assert [line.split(" ")[-1] for line in stream.getvalue().splitlines()] == ["answered", "refused"]


def test_a_buffered_line_that_cannot_be_formatted_does_not_lose_the_others(capsys: pytest.CaptureFixture[str]):
    stream = io.StringIO()
    configure("INFO", "text", stream, is_buffered=True)
    logging.getLogger("rolecall").info("%d answers", "no")
    log_event(logging.getLogger("rolecall"), "refused", logging.WARNING)
    assert stream.getvalue().endswith(" refused\n")
    assert "Logging error" in capsys.readouterr().err


def test_buffered_lines_are_written_before_the_process_ends():
    program = (
        "import logging; from bot.logs import configure, log_event;"
        "configure('INFO', 'text', is_buffered=True); log_event(logging.getLogger('rolecall'), 'the last word')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "the last word" in done.stderr
