"""`python -m training`: fits the models and writes them beside the code that reads them."""

import sys

from bot.knowledge.loader import load
from bot.understanding import trained
from bot.understanding.linear_model import dump_model
from training.fit import fit_all
from training.rows import read_voices

if __name__ == "__main__":
    language = list(read_voices())
    for name, model in fit_all(load(()), language).items():
        trained.FILES[name].write_bytes(dump_model(model))
    voices = len({voice for voice, _ in language})
    sys.stdout.write(
        f"Trained on {len(language)} texts of {voices} voices, and on the ways of asking that are listed.\n"
    )
