"""What `/hiring` shows: checklists, items, lists and confirmations as Slack messages."""
