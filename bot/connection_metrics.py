"""The connection to Slack as Prometheus metrics, read from its monitor when they are asked for."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from bot.slack.connection_monitor import ConnectionMonitor

TOKENS = ("SLACK_APP_TOKEN", "SLACK_BOT_TOKEN")


class ConnectionMetrics:
    """The metrics of one connection."""

    def __init__(self, monitor: ConnectionMonitor) -> None:
        """Reads the monitor at each rendering."""
        self._monitor = monitor
        self._registry = CollectorRegistry()
        self._registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Every metric with its present value."""
        status = self._monitor.status
        yield GaugeMetricFamily(
            "rolecall_slack_connected", "1 while connected to Slack over Socket Mode.", value=float(status.is_connected)
        )
        yield CounterMetricFamily("rolecall_slack_connections", "Connections made.", value=status.connections)
        yield CounterMetricFamily("rolecall_slack_connections_lost", "Connections that broke.", value=status.losses)
        refused = GaugeMetricFamily("rolecall_slack_token_refused", "1 if Slack refuses it.", labels=["setting"])
        for setting in TOKENS:
            refused.add_metric([setting], float(setting in status.refusals))
        yield refused
        notices = CounterMetricFamily("rolecall_slack_notices", "Rate limits, revocations, removals.", labels=["kind"])
        for kind, count in sorted(status.notices.items()):
            notices.add_metric([kind], count)
        yield notices

    def render(self) -> bytes:
        """Every metric in Prometheus's text format."""
        return generate_latest(self._registry)
