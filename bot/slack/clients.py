"""Clients for calls that must not be made in the usual, patient way."""

from slack_sdk import WebClient


def hurried(client: WebClient, seconds: int) -> WebClient:
    """The same client, which waits no longer than this and asks once: for calls that somebody waits for.

    It also makes no call twice, which a connection that breaks off at the wrong moment would otherwise lead to: Slack
    may have done what it was asked without our hearing of it.
    """
    return WebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=seconds,
        ssl=client.ssl,
        proxy=client.proxy,
        retry_handlers=[],
        logger=client._logger,  # noqa: SLF001  a client does not say otherwise where it logs
    )
