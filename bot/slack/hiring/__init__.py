"""`/hiring` in Slack: what people type, press and submit, and how searches look."""
