"""The card that a person clicked: it is shown again, as it is now, once the click or its form has changed something.

Slack sends the `block_id` of what was clicked along with every click, even on a message that only one person sees. A
card says in it what it shows. The one card in the channel of a search is updated by `card_updates` instead.
"""

import logging

log = logging.getLogger("rolecall.hiring")
