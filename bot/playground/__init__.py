"""A local Slack to try Rolecall in: no account, no token, nothing leaves the machine."""
