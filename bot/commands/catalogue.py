"""The catalogue of `/hiring` verbs.

To add a verb that changes something, write its record in `item_verbs.py` or `search_verbs.py`, its rule in
`hiring/rules.py` or `hiring/search_rules.py`, and, if no existing reader fits its arguments, a reader in
`item_arguments.py` or `search_arguments.py`. The parser, the help, the usage hints, the confirmation, the history and
the export follow from the record.
"""

from collections.abc import Mapping

from bot.commands.finalist_verbs import FINALIST_VERBS
from bot.commands.item_verbs import ITEM_VERBS
from bot.commands.progress_verbs import LOOK_VERBS
from bot.commands.search_verbs import BEGIN_VERBS, SEARCH_VERBS
from bot.commands.verb import Verb

CATALOGUE: Mapping[str, Verb] = {
    verb.name: verb for verb in (*BEGIN_VERBS, *LOOK_VERBS, *ITEM_VERBS, *FINALIST_VERBS, *SEARCH_VERBS)
}
"""Name to verb, in the order of the help page."""
WRITING_VERBS = frozenset(verb.name for verb in CATALOGUE.values() if verb.writes)
"""Verbs that change something: the searches they look at are locked."""
EMPTY = "empty"
"""The verb of a command without a word in it, which is answered with the help page."""
UNKNOWN = "unknown"
"""The verb of a command whose verb isn't known."""
