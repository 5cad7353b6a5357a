"""Many workspaces: installing the app, the token of each workspace, and what happens when the app is uninstalled.

A program that serves one workspace with SLACK_BOT_TOKEN imports none of this.
"""
