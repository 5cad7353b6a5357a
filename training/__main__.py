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
        new = trained.FILES[name].with_suffix(".new")
        new.write_bytes(dump_model(model))
        new.replace(trained.FILES[name])  # a running worker keeps the old file, which it has mapped into memory
    voices = len({voice for voice, _ in language})
    sys.stdout.write(
        f"Trained on {len(language)} texts of {voices} voices, and on the ways of asking that are listed.\n"
    )
