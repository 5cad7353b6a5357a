"""Everything that depends on Slack: handlers of requests, and how messages are built and sent."""
