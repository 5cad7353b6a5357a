"""Draws assets/icon.png, the app icon for Slack, from the playground's icon. Needs Chromium; run it from anywhere."""

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
SVG, PNG = ROOT / "bot" / "playground" / "static" / "icon.svg", ROOT / "assets" / "icon.png"
SIZE = 1024
"""Pixels; Slack takes squares of 512 to 2,000."""


def main() -> None:
    """Write the picture."""
    drawing = SVG.read_text(encoding="utf-8").replace("<svg ", f'<svg width="{SIZE}" height="{SIZE}" ', 1)
    drawing = drawing.replace(' rx="6"', "", 1)  # Slack rounds the corners itself
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{drawing}")
        PNG.parent.mkdir(exist_ok=True)
        page.screenshot(path=PNG)
        browser.close()


if __name__ == "__main__":
    main()
