"""Where an answer is shown."""

from typing import Literal

Door = Literal["command", "mention", "dm"]
"""command: to the person who typed it alone; mention: in a thread of a channel; dm: in a direct conversation."""
