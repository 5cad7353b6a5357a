"""Regenerates the pictures and transcripts in the documentation: `python docs/make_pictures.py`.

The pictures are screenshots of the real playground, taken with the Chromium on the PATH or the one that `playwright
install chromium` downloads. `--text` regenerates only the transcripts, which needs no browser.
"""

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answers.answer import answer_question
from bot.answers.remarks import remark_on
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.terminal import render
from bot.understanding.explanation import explain_reading
from bot.understanding.questions import read

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

DOCS = Path(__file__).parent
PAGES = (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md")))
IMAGES = DOCS / "images"
CARDS = {
    "compare": "CMO vs CRO",
    "both": "Do we need both a CMO and a CRO?",
    "kpis": "CMO vs CRO KPIs?",
    "composed": "CFO vs CISO",
    "three": "CMO vs CRO vs CTO",
    "owner": "Who owns pricing?",
    "first": "When should we hire our first CRO?",
    "curated": "Should marketing report to the CRO?",
    "profile": "What does a CFO do?",
    "company": "CMO or CRO first for a 30-person B2B SaaS at 4M ARR?",
}
"""Name of the picture to the question whose card it shows."""
HIRE = (
    "/hiring start cro by 2027-06-30",
    "/hiring done 1 2 3",
    "/hiring start-item 4",
    "/hiring assign 4 @founder",
    "/hiring assign 6 @hr-lead",
)
"""What is typed before the pictures of a hire are taken."""
PATIENCE = 2500
"""Milliseconds in which the card of a search follows a change."""
DECIDE = "/hiring decide cmo cro"
ANSWERS = ("Large, with extensive", "Revenue streams, sales", "Several revenue leaders")
"""What is chosen in the form behind it."""
FIRST_QUESTION = "CMO vs CRO"
"""The one in the picture of the whole playground."""
PROBABLE = re.compile(r"(?:^(?:may ask|curated) .*\n)+", re.MULTILINE)
"""The lines of an explanation with probabilities, which change with every training."""
DAY = date(2026, 11, 30)
"""Ages of entries are measured from this day, so that no transcript changes by itself."""
WIDTH = 96
"""Characters of a transcript's line."""
WINDOW: "ViewportSize" = {"width": 1280, "height": 980}
TALL: "ViewportSize" = {"width": 1170, "height": 3000}
"""Pixels: as wide as two columns of a table take, and high enough for a whole card."""
STILL = "time { visibility: hidden }"
"""The time of day would make every picture a new one."""
TRANSCRIPT = re.compile(
    r"(?<=^```console\n\$ )(?P<command>rolecall ask [^\n]+)\n(?P<output>.*?)(?=^```$)", re.MULTILINE | re.DOTALL
)


def main() -> None:
    """Renew the transcripts and, unless told otherwise, the pictures."""
    for page in PAGES:
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
    if "--text" not in sys.argv:
        for path in _pictures():
            print(path.relative_to(DOCS))


def renewed(text: str) -> str:
    """The page with what the program prints now under each `$ rolecall ask ...`."""
    return TRANSCRIPT.sub(lambda found: f"{found['command']}\n{printed(found['command'])}\n", text)


def printed(command: str) -> str:
    """What `rolecall ask [--explain | --full] "question"` prints on a terminal of WIDTH."""
    *options, question = shlex.split(command)[2:]
    base = _base()
    if options == ["--explain"]:
        return PROBABLE.sub("[...]\n", explain_reading(question, base))
    reading = read(question, base)
    answer = answer_question(reading, base, DAY)
    in_full = options == ["--full"]
    remarks = remark_on(reading, answer)
    return render(answer, remarks, in_full=in_full, width=WIDTH, bold=False, encoding="utf-8")


@cache
def _base() -> KnowledgeBase:
    return load()


def _pictures() -> Iterator[Path]:
    import surface_pictures  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  a browser, only where pictures are taken

    from bot.playground.server import playground  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    with playground(Settings()) as address, sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=WINDOW, bypass_csp=True)
        page.goto(address)
        page.get_by_role("button", name="Rolecall").first.click()
        _ask(page, FIRST_QUESTION)
        yield _kept(page.screenshot(style=STILL), "playground")
        page.set_viewport_size(TALL)
        for name, question in CARDS.items():
            _ask(page, question)
            yield _kept(page.locator("#messages article").last.screenshot(style=STILL), name)
        yield from _of_a_hire(page)
        yield from (_kept(picture, name) for name, picture in surface_pictures.take_pictures(page, STILL))
        browser.close()


def _of_a_hire(page: "Page") -> Iterator[Path]:
    """The card of a search with a few items done, the form of an item, and a recommendation."""
    page.set_viewport_size(WINDOW)
    page.get_by_role("button", name="exec-search").first.click()
    card = page.locator("#messages article", has_text="Hiring: Chief Revenue Officer").first
    for command in HIRE:
        page.fill("#composer textarea", command)
        page.keyboard.press("Enter")
        page.wait_for_timeout(PATIENCE)
    yield _kept(card.screenshot(style=STILL), "search")
    card.get_by_role("button", name="Open").first.click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    yield _kept(dialog.screenshot(style=STILL), "item")
    dialog.get_by_role("button", name="Cancel").click()
    dialog.wait_for(state="hidden")
    page.locator("#composer textarea").fill(DECIDE)
    page.locator("#composer textarea").press("Enter")
    for chosen in ANSWERS:
        dialog.get_by_text(chosen).first.click()
    dialog.get_by_role("button", name="Get recommendation").click()
    dialog.get_by_text("Recommended").wait_for()
    yield _kept(dialog.screenshot(style=STILL), "recommendation")


def _ask(page: "Page", question: str) -> None:
    """Type the question, and wait until its answer stands there."""
    messages = page.locator("#messages article")
    before = messages.count()
    page.fill("#composer textarea", question)
    page.keyboard.press("Enter")
    messages.nth(before + 1).wait_for()
    page.wait_for_timeout(400)


def _kept(picture: bytes, name: str) -> Path:
    path = IMAGES / f"{name}.png"
    path.write_bytes(picture)
    return path


if __name__ == "__main__":
    main()
