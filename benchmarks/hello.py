"""The baseline: a Bolt app with a hello-world command, on the same server as Rolecall, behind Bolt's own WSGI adapter.

`/roles` answers at once; `/hiring` first inserts one row durably into the table `hellos`.
"""

from functools import cache
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from bot.settings import Settings, load_settings

WORKER_THREADS = 8

if TYPE_CHECKING:
    from sqlalchemy import Engine, Insert


def application(settings: Settings) -> object:
    """The WSGI application."""
    from slack_bolt import Ack, App  # noqa: PLC0415  in the worker process, as Rolecall does
    from slack_bolt.adapter.wsgi import SlackRequestHandler  # noqa: PLC0415
    from slack_sdk import WebClient  # noqa: PLC0415

    app = App(
        client=WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url),
        signing_secret=settings.slack_signing_secret,
        process_before_response=True,
    )

    @app.command("/roles")
    def hello(ack: Ack) -> None:
        ack("Hello, world!")

    @app.command("/hiring")
    def keep(ack: Ack, body: dict[str, str]) -> None:
        with database(settings.database_url).begin() as connection:
            connection.execute(insertion(), {"text": body["text"]})
        ack("Hello, world!")

    return SlackRequestHandler(app)


@cache
def database(url: str) -> "Engine":
    """The engine with SQLAlchemy's defaults."""
    from sqlalchemy import create_engine, make_url  # noqa: PLC0415  only `/hiring` needs a database

    address = make_url(url)
    return create_engine(address.set(drivername={"postgresql": "postgresql+psycopg"}.get(address.drivername, "sqlite")))


@cache
def insertion() -> "Insert":
    """The insert statement."""
    from sqlalchemy import Column, Integer, MetaData, Table, Text, insert  # noqa: PLC0415  as above

    return insert(Table("hellos", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text)))


if __name__ == "__main__":
    given = load_settings(dotenv=None)
    Granian(
        "hello",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.web_concurrency,
        blocking_threads=WORKER_THREADS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve(target_loader=lambda: application(given), wrap_loader=False)
