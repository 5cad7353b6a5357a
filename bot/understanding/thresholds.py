"""Every number by which a reading is decided. Each says what it does, and from which data it was chosen.

"Left-out voices" are texts that the models hadn't seen when the number was chosen, by hand and without trying every
value. `python -m benchmarks understanding --voices` shows the effect of a change. The models' weights are in the
files named in `trained`.
"""

MIN_SIDE_PROBABILITY = 0.6
"""How likely (0-1) a role that a text names must be what the question is about. Chosen on left-out voices."""
MIN_UNKNOWN_SIDE_PROBABILITY = 0.4
"""The same for a title that the knowledge doesn't hold."""
MIN_LIST_PROBABILITY = 0.7
"""How likely (0-1), on average, the roles of a list must be what the question is about, for all of them to be."""
LISTED_SHARE = 0.8
"""The probability (0-1) that a way of asking which the language lists word for word has for itself. The rest is the
model's, so that a card is shown alone only if the model doesn't think of something quite different."""
MONEY_SHARE = 0.9
"""The same for curated questions in a text that speaks of pay or dismissal."""
MAX_NOT_OURS_WITH_MONEY = 0.5
"""A text that speaks of pay or dismissal and is likelier (0-1) than this not for the bot asks nothing curated."""
MIN_SURE = 0.9
"""From this probability on a card is shown alone. Chosen on left-out voices, like the next two."""
MIN_LEANING = 0.25
"""From this probability on a card is shown with the next two readings as buttons; below it the bot asks."""
NOT_OURS_FACTOR = 2.0
"""A card is shown only if it is this many times as likely as that nothing of ours is meant; otherwise the bot asks.
Chosen on near misses and on left-out voices."""
MIN_CARD = 0.6
"""The least probability, of all cards together, with which any is shown or offered as a reading."""
MIN_OWNER = 0.85
"""The same if the likeliest question is who owns something, and no role is named. Chosen on a bank's messages, which
speak of cash, refunds and fraud, and on left-out voices."""
MIN_NOT_OURS = 0.6
"""From this probability (0-1) on of being no question for the bot, it doesn't ask what an abbreviation means."""
MAX_READINGS = 3
"""How many readings are within reach: the card and two buttons, or three buttons."""
GENERAL_FACTOR = 0.25
"""The general card, which has every topic, takes the place of the third reading if it is at least this many times as
likely. Chosen on left-out voices and on questions restated from public pages."""
UNMATCHED_DOUBT = 0.7
"""How much (0-1) of the probability of a curated question is doubted if no curated question fits. Likewise."""
FAQ_NEAR = 0.5
"""The least similarity (0-1) of a company's own curated question that is answered. Like the next two, chosen on the
curated questions' own phrasings."""
FAQ_ALONE = 0.4
"""The same for knowledge without roles, where nearly every text is about one of the curated questions."""
FAQ_FEW_WORDS = 0.8
"""The same for a text with fewer than MIN_CONTENT_WORDS words besides function words."""
MIN_CONTENT_WORDS = 2
MIN_CURATED = 0.05
"""How likely (0-1) a curated question must be to be answered or offered, if the text asks one. Chosen on left-out
voices, like the next two."""
MIN_WITHOUT_ROLE = 0.3
"""The same for a question about certain roles in a text that names none."""
MIN_WITHOUT_SUBJECT = 0.9
"""The same in a text without any word of our subject, such as "candidate". Also chosen on a bank's messages."""
CURATED_CLASS, CURATED_ENTRY, CURATED_BIAS = 0.5, 0.55, 1.0
"""The log-odds of a curated question are the sum of those that the model of questions gives and those that the model of
curated questions gives, with these weights, and the bias. Chosen on left-out voices and a bank's messages."""
OWNER_CLASS, OWNER_THING, OWNER_BIAS = 0.6, 0.45, 0.4
"""The same for questions of who owns a thing."""
MIN_WEIGHED = 0.01
"""From this probability on it is reconsidered in this way. It saves time."""
LEAST_PROBABILITY = 0.0001
"""A smaller probability counts as this one, so that no model alone rules out a question."""
MAX_CLARIFY_OPTIONS = 16
"""Enough for all combinations of four abbreviations that two roles share each."""
MIN_FURTHER = 0.6
"""How likely (0-1) a part of a text must ask a question of its own. Chosen on left-out voices."""
MIN_OFFERED = 0.4
"""The same for a question that is only offered beside an answer."""
MIN_FRAGMENT = 0.9
"""The same for a part that hasn't the form of a question: "KPIs of a CMO"."""
MAX_FOLLOW_UP_WORDS = 18
"""A longer text says itself what it is about."""
MIN_FOLLOW_UP = 0.45
"""How likely (0-1) a question without roles must be for it to be asked about the roles of the question before."""
MAX_NOT_OURS = 0.03
"""A text that is likelier (0-1) than this not for the bot, with the roles before filled in, is no follow-up."""
MAX_NOT_OURS_ALONE = 0.9
"""The same without the roles before: "tell me a joke" asks nothing about them. Chosen by hand."""
MAX_OTHER_WORDS = 4
"""How many words besides the role a question like "what about the CTO?" may have."""
FOLLOW_UP_PROBABILITY = 0.85
"""How likely (0-1) a follow-up is read rightly that names only another role or thing."""
MIN_THING = 0.08
"""How likely (0-1) a thing must be to be answered or offered, if a question asks who owns something. Chosen on
left-out voices, like the next."""
MAX_NOT_HELD = 0.65
"""From this probability (0-1) on the thing of a question is none that the knowledge has."""
NAMED_FACTOR = 5.0
"""How much likelier a thing is whose name stands in the text."""
MIN_SUBJECT = 0.05
"""From this probability on of asking for an owner or a curated question, its subject is looked for. It saves time."""
MIN_REACH = 0.04
"""How likely (0-1) a reading must be to be offered beside a no. Chosen on left-out voices."""
MAX_FOREIGN_LETTERS = 0.3
"""The share (0-1) of letters of another script in a text that is still read as English."""
MIN_FOREIGN_WORDS = 2
"""How many frequent words of another language, and more than English ones, show that a text is in it."""
