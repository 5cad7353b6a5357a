"""`/roles compare cmo cro` over signed HTTP against a hello-world command on the same server and settings."""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.driving import drive, request
from benchmarks.servers import HELLO, ROLECALL, environment, running
from bot.playground.fake_slack import FakeSlack

CONNECTIONS = 32
WARM_UP = 320
REQUESTS = 1_984
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
    """Print the medians for both servers; their rounds alternate, so that other load affects both alike."""
    with FakeSlack() as slack, TemporaryDirectory() as folder:
        given = environment(slack, Path(folder))
        with running(HELLO, given) as hello, running(ROLECALL, given) as rolecall:
            servers = {"hello": hello, "rolecall": rolecall}
            by_connection = [[request(slack.signing_secret, COMMAND)]] * CONNECTIONS
            for server in servers.values():
                drive(server, by_connection, WARM_UP)
            rounds = [
                {name: drive(server, by_connection, REQUESTS) for name, server in servers.items()}
                for _ in range(ROUNDS)
            ]
    _print(rounds)


def _print(rounds: list[dict[str, dict[str, float]]]) -> None:
    print(f"{ROUNDS} rounds of {REQUESTS} requests over {CONNECTIONS} connections, medians")
    print(f"{'':10}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU us':>9}")
    for name in ("hello", "rolecall"):
        figures = [median(one[name][key] for one in rounds) for key in ("rate", "p50", "p99", "cpu")]
        print(f"{name:10}{figures[0]:12.0f}{figures[1]:9.2f}{figures[2]:9.2f}{figures[3]:9.0f}")
    ratios = sorted(one["rolecall"]["rate"] / one["hello"]["rate"] for one in rounds)
    print(f"rolecall / hello: {median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")
