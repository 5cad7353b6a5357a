"""The yardstick: a Bolt app with one hello-world command, on the same server with the same settings as Rolecall."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from bot.settings import Settings, load_settings
from bot.web import THREADS


def application(settings: Settings) -> object:
    """What the worker serves."""
    from slack_bolt import Ack, App  # noqa: PLC0415  in the worker, as Rolecall does
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

    return SlackRequestHandler(app)


if __name__ == "__main__":
    given = load_settings(dotenv=None)
    Granian(
        "hello",
        address=given.host,
        port=given.port,
        interface=Interfaces.WSGI,
        workers=given.web_concurrency,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.error,
    ).serve(target_loader=lambda: application(given), wrap_loader=False)
