"""`/roles compare cmo cro` over signed HTTP against a hello-world command on the same server and settings."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from benchmarks.servers import HELLO, ROLECALL, Running, environment, running
from bot.playground.standin import StandIn
from bot.playground.transport import FORM, signed

CONNECTIONS = 32
WARM_UP = 300
REQUESTS = 2_000
ROUNDS = 15
COMMAND = {
    "command": "/roles",
    "text": "compare cmo cro",
    "team_id": "T0PLAYGROUND",
    "channel_id": "C0LEADERSHIP",
    "user_id": "U0FOUNDER",
    "api_app_id": "A0ROLECALL",
    "trigger_id": "1.1",
}


def main() -> None:
    """Alternate between the two, so that whatever else the machine does hits both alike."""
    with StandIn() as slack, TemporaryDirectory() as folder:
        given = environment(slack, Path(folder))
        with running(HELLO, given) as hello, running(ROLECALL, given) as rolecall:
            servers = {"hello": hello, "rolecall": rolecall}
            for server in servers.values():
                _drive(slack, server, WARM_UP)
            rounds = [{name: _drive(slack, one, REQUESTS) for name, one in servers.items()} for _ in range(ROUNDS)]
    _print(rounds)


def _drive(slack: StandIn, server: Running, wanted: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.load", str(server.port), str(CONNECTIONS), str(wanted)]
    before = server.cpu()
    done = subprocess.run(command, input=_request(slack.signing_secret), capture_output=True, check=True, timeout=90)
    result: dict[str, float] = json.loads(done.stdout)
    assert result["good"] == wanted, f"{wanted - result['good']} requests were not answered"
    return result | {"rate": wanted / result["seconds"], "cpu": (server.cpu() - before) / wanted * 1e6}


def _request(secret: str) -> bytes:
    body = urlencode(COMMAND)
    headers = {**signed(secret, body, FORM), "Host": "127.0.0.1", "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /slack/events HTTP/1.1\r\n{head}\r\n{body}".encode()


def _print(rounds: list[dict[str, dict[str, float]]]) -> None:
    print(f"{ROUNDS} rounds of {REQUESTS} requests over {CONNECTIONS} connections, medians")
    print(f"{'':10}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU us':>9}")
    for name in ("hello", "rolecall"):
        figures = [median(one[name][key] for one in rounds) for key in ("rate", "p50", "p99", "cpu")]
        print(f"{name:10}{figures[0]:12.0f}{figures[1]:9.2f}{figures[2]:9.2f}{figures[3]:9.0f}")
    ratios = sorted(one["rolecall"]["rate"] / one["hello"]["rate"] for one in rounds)
    print(f"rolecall / hello: {median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")
