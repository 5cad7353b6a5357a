"""Fits the classifier: multinomial logistic regression on numbered features weighted by their rarity."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.knowledge.base import KnowledgeBase
from bot.understanding import sides, subjects, trained
from bot.understanding.classes import CURATED
from bot.understanding.features import BUCKETS
from bot.understanding.lexicon import lexicon_of
from bot.understanding.linear_model import ZERO, LinearModel
from training.rows import Language, Row, curated_rows, fingerprint, question_rows, side_rows, thing_rows

INVERSE_REGULARISATION = 20.0
"""scikit-learn's C. Chosen by cross-validation over voices; from 10 to 40 the accuracy hardly changes."""
SIDES_INVERSE_REGULARISATION = 20.0
MIN_ROWS = 2
"""A feature of fewer rows is left out: it can't be known to generalise."""
BALANCE = 0.5
"""0 learns how often each subject is asked about, 1 treats all alike. Halfway lost least on voices and strangers."""
CURATED_SHARE = 0.06
"""The share of curated questions among what people ask. Voices that were asked for nothing else have more of them."""
ITERATIONS = 400


def fit_all(base: KnowledgeBase, language: Language, iterations: int = ITERATIONS) -> dict[str, LinearModel]:
    """Return the models by name, each fitted in at most so many iterations.

    The same language gives the same models on the same machine.
    """
    lexicon, mark = lexicon_of(base), fingerprint(base, language)
    side_model = _fit_sides(side_rows(language, lexicon), mark, iterations)
    return {
        trained.SIDES: side_model,
        trained.THINGS: _fit_subjects(thing_rows(base, language, lexicon, side_model), mark, iterations),
        trained.CURATED: _fit_subjects(curated_rows(base, language, lexicon, side_model), mark, iterations),
        trained.QUESTIONS: _fit_questions(question_rows(base, language, lexicon, side_model), mark, iterations),
    }


def _fit_questions(rows: Sequence[Row], mark: str, iterations: int) -> LinearModel:
    """Return the model of what is asked."""
    counts = Counter(row.label_class for row in rows)
    weights = {name: (len(rows) / count) ** BALANCE for name, count in counts.items()}
    weights[CURATED] *= min(1.0, CURATED_SHARE * len(rows) / counts[CURATED])
    mean = sum(weights[row.label_class] for row in rows) / len(rows)
    regression = LogisticRegression(
        C=INVERSE_REGULARISATION / mean, max_iter=iterations, class_weight=weights, random_state=0
    )
    return _fit(rows, regression, BUCKETS, mark)


def _fit_sides(rows: Sequence[Row], mark: str, iterations: int) -> LinearModel:
    """Return the model of which roles a question is about."""
    regression = LogisticRegression(C=SIDES_INVERSE_REGULARISATION, max_iter=iterations)
    return _fit(rows, regression, sides.BUCKETS, mark)


def _fit_subjects(rows: Sequence[Row], mark: str, iterations: int) -> LinearModel:
    """Return the model of which thing or which curated question is meant, if any.

    All subjects weigh alike, and together as much as the texts that ask something else.
    """
    counts = Counter(row.label_class for row in rows)
    rarest = {subject: 1 / count for subject, count in counts.items()} | {
        subjects.ELSEWHERE: (len(counts) - 1) / counts[subjects.ELSEWHERE]
    }
    mean = sum(rarest[row.label_class] for row in rows) / len(rows)
    regression = LogisticRegression(C=INVERSE_REGULARISATION / mean, max_iter=iterations, class_weight=rarest)
    return _fit(rows, regression, subjects.BUCKETS, mark)


def _fit(rows: Sequence[Row], regression: LogisticRegression, buckets: int, mark: str) -> LinearModel:
    importance = _importance(rows, buckets)
    regression.fit(_matrix(rows, importance), [row.label_class for row in rows])
    return _quantised(regression, importance, mark)


def _importance(rows: Sequence[Row], buckets: int) -> np.ndarray:
    """Return the inverse document frequency of each feature, 0 for those that too few rows have."""
    counts = np.bincount([number for row in rows for number in row.features], minlength=buckets)
    return np.where(counts >= MIN_ROWS, np.log((1 + len(rows)) / (1 + counts)) + 1, 0.0)


def _matrix(rows: Sequence[Row], importance: np.ndarray) -> csr_matrix:
    values, columns, starts = [], [], [0]
    for row in rows:
        weights = importance[row.features]
        values.append(weights / (np.sqrt((weights**2).sum()) or 1.0))
        columns += row.features
        starts.append(len(columns))
    return csr_matrix((np.concatenate(values), columns, starts), shape=(len(rows), len(importance)))


def _quantised(regression: LogisticRegression, importance: np.ndarray, mark: str) -> LinearModel:
    weights, biases = regression.coef_.T * importance[:, None], regression.intercept_
    if weights.shape[1] == 1:  # of two classes scikit-learn keeps only the second one's weights
        weights, biases = np.hstack([-weights / 2, weights / 2]), np.array([-biases[0] / 2, biases[0] / 2])
    unit = float(np.abs(weights).max()) / (ZERO - 1)
    squares = importance**2
    square_unit = float(squares.max()) / (2 * ZERO - 1)
    cells = np.hstack([np.rint(weights / unit) + ZERO, np.rint(squares / square_unit)[:, None]]).astype(np.uint8)
    return LinearModel(
        classes=tuple(str(name) for name in regression.classes_),
        biases=tuple(float(bias) for bias in biases),
        rows=cells.tobytes(),
        weight_unit=unit,
        importance_unit=square_unit,
        fingerprint=mark,
    )
