"""Generates texts for fuzzing, the same every time: noise, mutated questions, and texts that are slow to read."""

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from benchmarks.understanding.labelled_questions import own_sets
from benchmarks.understanding.typos import add_typo
from bot.knowledge.base import KnowledgeBase

SEED = 20_26
LONGEST = 4_000
"""Characters; Slack does not send a longer text in one message."""
MARKUP = (
    "<@U012AB3CD>",
    "<#C01|all>",
    "<!here>",
    "<https://a.example/b?c=d|CMO>",
    "https://a.example/b",
    "@here",
    "*_~`",
)
MARKS = ("```", "`", "<", ">", "&lt;", "&amp;", ":wave:", ":+1:", "|", "\\", "\x00")
STOPS = ("?", "!", ".", ";", ",", "/", "-", "\n", " \n\n ", "\t", "\u2014", "\u2026", "\u200b", "\ufdfa", "\u0301")


class TextGenerator:
    """Makes texts of every kind from a knowledge base and the project's labelled questions."""

    def __init__(self, base: KnowledgeBase, seed: int = SEED) -> None:
        """Collect the parts of texts; `seed` determines every text."""
        self._rng = random.Random(seed)  # noqa: S311  repeatable, not secret
        labelled = [row.text for rows in own_sets().values() for row in rows]
        self._questions = labelled + [text for entry in base.faq.values() for text in entry.ask]
        roles = base.roles.values()
        language = base.language
        self._pieces: dict[str, Sequence[str]] = {
            "titles": [name for role in roles for name in (role.title, *role.names)],
            "abbreviations": [short for role in roles for short in role.abbreviations],
            "cues": [text.replace("@", "CMO") for texts in language.cues.values() for text in texts],
            "ways": [text for texts in language.ways.values() for text in texts],
            "functions": [text for texts in language.functions.values() for text in texts],
            "topics": [name for topic in base.topics.values() for name in (topic.name, *topic.names)],
            "things": [name for thing in base.things.values() for name in (thing.name, *thing.names)],
            "words": sorted({text for texts in language.words.values() for text in texts}),
            "markup": MARKUP + MARKS,
            "blanks": (" ", "\n", "\t", "\u00a0", "\r\n", "\u2003"),
        }
        self._kinds: dict[str, Callable[[], str]] = {
            "noise": self._noise,
            "mutated": self._mutated,
            "spliced": self._spliced,
            "concatenated": self._concatenated,
            "repeated": self._repeated,
            "mixed": self._mixed,
            "near misses": self._near_misses,
            "huge words": self._huge_words,
            "many clauses": self._many_clauses,
            "invented words": self._invented_words,
        }

    def texts(self) -> Iterator[tuple[str, str]]:
        """Endless texts of up to `LONGEST` characters, each with its kind; the kinds take turns."""
        for number in count():
            kind = list(self._kinds)[number % len(self._kinds)]
            yield kind, self._kinds[kind]()[:LONGEST]

    def _length(self) -> int:
        """A number of characters, uniform on a logarithmic scale: short texts are as frequent as long ones."""
        return int(10 ** self._rng.uniform(0.5, 3.7))

    def _noise(self) -> str:
        highest = self._rng.choice((0x7F, 0x2FF, 0xFFFF, 0x10FFFF))
        codes = (self._rng.randrange(highest) for _ in range(min(self._length(), LONGEST)))
        return "".join(map(chr, codes))

    def _mutated(self) -> str:
        text = self._question()
        for _ in range(self._rng.randint(1, 8)):
            text = self._mutation(text)
        return text

    def _mutation(self, text: str) -> str:
        at = self._rng.randrange(len(text) + 1)
        until = min(len(text), at + self._rng.randint(0, 6))
        added = (
            *("", self._rng.choice(STOPS), chr(self._rng.randrange(0x3000)), self._piece()),
            *(text[at:until].upper(), text[at:until] * 3, text[until:at:-1]),
        )
        return text[:at] + self._rng.choice(added) + text[until:]

    def _spliced(self) -> str:
        one, other = self._question(), self._question()
        return one[: self._rng.randrange(len(one) + 1)] + other[self._rng.randrange(len(other) + 1) :]

    def _concatenated(self) -> str:
        return self._row(self._question, self._rng.choice((" ", "\n", "? ", ", ")))

    def _repeated(self) -> str:
        piece = self._piece()
        return self._row(lambda: piece, self._rng.choice((" ", "", ", ", " or ", " vs ", "? ")))

    def _mixed(self) -> str:
        return self._row(self._piece, self._rng.choice((" ", "", " and ", " vs ", "\n")))

    def _near_misses(self) -> str:
        titles = self._pieces["titles"]
        return self._row(lambda: self._misspelt(self._rng.choice(titles)), self._rng.choice((" ", ", ", "")))

    def _misspelt(self, title: str) -> str:
        words = title.split()
        return " ".join(add_typo(word, self._rng) if word.isalpha() and len(word) > 1 else word for word in words)

    def _huge_words(self) -> str:
        piece = self._rng.choice(("a", "cmo", "\u00e9", "chief", self._piece().replace(" ", ""), "ab1", "x_", "'s"))
        return self._row(lambda: piece, "") + self._rng.choice(("", " vs CRO?", " " + self._question()))

    def _many_clauses(self) -> str:
        return self._row(self._piece, self._rng.choice(STOPS))

    def _invented_words(self) -> str:
        return self._row(lambda: "".join(self._rng.choices("etaoinshrdlucmf", k=self._rng.randint(2, 14))), " ")

    def _question(self) -> str:
        return self._rng.choice(self._questions)

    def _piece(self) -> str:
        return self._rng.choice(self._pieces[self._rng.choice(list(self._pieces))])

    def _row(self, make: Callable[[], str], between: str) -> str:
        """Results of `make`, joined by `between` until the text has a random length."""
        wanted, made, length = self._length(), list[str](), 0
        while length < wanted:
            made.append(make())
            length += len(made[-1]) + max(1, len(between))
        return between.join(made)
