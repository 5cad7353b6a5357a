"""The edge to Slack: what comes in, and how what goes out looks."""
