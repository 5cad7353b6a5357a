"""No state of the playground has a serious finding of axe-core: light and dark, on a desktop and on a phone."""

from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from fakes.office import Office
from fakes.processes import typed, wait_for
from fakes.windows import open_window, show
from playwright.sync_api import Browser, Locator, Page, expect

from bot.playground.server import playground
from bot.settings import Settings

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async (options) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
  const found = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}"""
SCHEMES: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}
"""For each colour scheme, what axe-core looks at: in the second one, only colours can differ."""
WINDOWS = {
    "desktop": {"viewport": {"width": 1280, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
Prepare = Callable[[Page], Any]


def findings(page: Page) -> list[str]:
    """What axe-core finds serious or critical on the page as it is, in both colour schemes."""
    page.evaluate(AXE)
    found = []
    for scheme, options in SCHEMES.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}: {each}" for each in page.evaluate(RUN, options)]
    return found


def is_phone(page: Page) -> bool:
    return page.viewport_size["width"] < 720


def open_conversation(page: Page, name: str) -> None:
    if is_phone(page):
        page.get_by_role("button", name="Conversations").click()
    page.get_by_role("navigation").get_by_role("button", name=name).click()
    page.locator("#messages:not(.loading)").wait_for()


def direct(page: Page) -> None:
    open_conversation(page, "Rolecall App")
    page.get_by_role("heading", name="Rolecall", level=1).wait_for()


def say(page: Page, text: str, answers: int = 1) -> Locator:
    """Send this, and return the last of the messages that answer it, of which there are so many."""
    messages = page.locator("#messages article:has(.badge)")
    last = messages.nth(messages.count() + answers - 1)
    page.locator("#composer textarea").fill(text)
    page.locator("#composer textarea").press("Enter")
    last.wait_for()
    return last


def start_search(page: Page) -> None:
    """Start a search, which posts its card before the answer."""
    say(page, "/hiring start cro", answers=2)


def ask(page: Page, text: str) -> Locator:
    direct(page)
    return say(page, text)


def full_comparison(page: Page) -> None:
    ask(page, "/roles compare cmo cro").get_by_role("button", name="Full comparison").click()
    page.get_by_role("table").last.wait_for()


def thread(page: Page) -> None:
    open_conversation(page, "leadership")
    page.get_by_role("button", name="CMO vs CRO KPIs?").first.click()
    replies = page.get_by_role("complementary", name="Thread")
    replies.locator("article").nth(1).wait_for()


def vote(page: Page) -> None:
    answer = ask(page, "what does a CRO do?")
    answer.get_by_role("group", name="Feedback").get_by_role("button").last.click()
    page.get_by_role("dialog").wait_for()


def decide(page: Page) -> Locator:
    page.locator("#composer textarea").fill("/hiring decide cmo cro")
    page.locator("#composer textarea").press("Enter")
    form = page.get_by_role("dialog")
    form.wait_for()
    return form


def items(page: Page) -> Locator:
    direct(page)
    start_search(page)
    return say(page, "/hiring items all")


def item_form(page: Page) -> None:
    listed = items(page)
    menu = listed.get_by_role("combobox").last
    menu.select_option(index=1)
    page.get_by_role("dialog").wait_for()


def home(page: Page) -> None:
    direct(page)
    page.get_by_role("tab", name="Home").click()
    expect(page.get_by_role("region", name="Home")).to_contain_text("What you can work on now")


def completion(page: Page) -> None:
    page.locator("#composer textarea").press_sequentially("/")
    page.locator(".completion").first.wait_for()


def switcher(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Go to a conversation").wait_for()


def menu(page: Page) -> None:
    if is_phone(page):
        page.get_by_role("button", name="Conversations").click()
    page.get_by_role("button", name="Playground on this machine only").click()
    page.get_by_role("button", name="Start again").wait_for()


def clock(page: Page) -> None:
    page.locator("#clock button").first.click()
    page.locator("#clock .menu").wait_for()


def happened(page: Page) -> None:
    ask(page, "what does a CRO do?")
    menu(page)
    page.get_by_role("button", name="What happened How each message was read").click()
    turns = page.locator("#happened-turns")
    turns.locator("summary").first.click()
    turns.locator("pre").first.wait_for()


def guide(page: Page) -> None:
    page.get_by_role("button", name="Who should we hire next?").click()
    expect(page.get_by_role("region", name="Guided start")).to_contain_text("Step 1 of 8")


def compare_form(page: Page) -> Locator:
    home(page)
    page.get_by_role("region", name="Home").get_by_role("button", name="Compare roles").click()
    form = page.get_by_role("dialog")
    form.wait_for()
    return form


def drawer(page: Page) -> None:
    if is_phone(page):
        page.get_by_role("button", name="Conversations").click()
    page.get_by_role("radio", name="Board member").click()


def own_app(page: Page) -> None:
    menu(page)
    page.get_by_role("button", name="Connect your own app").click()
    form = page.get_by_role("dialog", name="Connect your own app")
    form.get_by_role("button", name="Send requests here").click()
    expect(form.get_by_role("alert")).to_contain_text("No app answers")


def search_in_channel(page: Page) -> None:
    """Start a search in the channel of searches."""
    open_conversation(page, "exec-search")
    page.get_by_role("heading", name="exec-search", level=1).wait_for()
    start_search(page)


def copy_as_text(page: Page) -> None:
    ask(page, "/roles compare cmo cro").get_by_role("combobox").select_option(label="Copy as text")
    page.get_by_role("dialog").get_by_role("textbox").wait_for()


def more_actions(page: Page) -> Locator:
    direct(page)
    say(page, "what does a CRO do?")
    message = page.locator("#messages article:not(:has(.badge))").last
    message.hover()
    message.get_by_role("button", name="More actions").click()
    message.get_by_role("button", name="Edit message").wait_for()
    return message


def edit_message(page: Page) -> None:
    more_actions(page).get_by_role("button", name="Edit message").click()
    page.get_by_role("dialog", name="Edit message").wait_for()


def reaction(page: Page) -> None:
    message = more_actions(page)
    message.get_by_role("button", name="React with eyes").click()
    message.locator(".reaction").first.wait_for()


def add_message_to_search(page: Page) -> None:
    search_in_channel(page)
    page.locator("#composer textarea").fill("Agree the notice period with the board")
    page.locator("#composer textarea").press("Enter")
    message = page.locator("#messages article", has_text="Agree the notice period").last
    message.hover()
    message.get_by_role("button", name="More actions").click()
    message.get_by_role("button", name="Add to hiring checklist").click()
    page.get_by_role("dialog").wait_for()


def history(page: Page) -> None:
    search_in_channel(page)
    say(page, "/hiring history")


def scorecard_form(page: Page) -> None:
    search_in_channel(page)
    say(page, "/hiring scorecards").get_by_role("button", name="Set up scorecards").click()
    page.get_by_role("dialog").wait_for()


def start_form(page: Page) -> None:
    home(page)
    page.get_by_role("region", name="Home").get_by_role("button", name="Start a search").click()
    page.get_by_role("dialog").wait_for()


def shared_channel(page: Page) -> None:
    open_conversation(page, "partners")
    page.get_by_role("button", name="CMO vs CRO KPIs?").first.click()
    page.locator("#messages article").nth(1).wait_for()


def problem(page: Page) -> None:
    clock(page)
    page.get_by_label("Date").fill("2099-01-01")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_role("alert").wait_for()


STATES: dict[str, Prepare] = {
    "the beginning": is_phone,
    "the guided start": guide,
    "another member": drawer,
    "a comparison": lambda page: ask(page, "/roles compare cmo cro"),
    "a full comparison": full_comparison,
    "a comparison of five": lambda page: ask(page, "/roles compare cmo cro cto cfo coo"),
    "a role": lambda page: ask(page, "/roles show cro"),
    "who owns it": lambda page: ask(page, "who owns pricing?"),
    "a hiring decision": lambda page: ask(page, "do we need both a CMO and a CRO?"),
    "a clarifying question": lambda page: ask(page, "what does a CCO do?"),
    "a question it can't answer": lambda page: ask(page, "what's for lunch?"),
    "the list of roles": lambda page: ask(page, "/roles list"),
    "help": lambda page: ask(page, "/roles help"),
    "a kit": lambda page: ask(page, "/roles kit cro"),
    "a thread": thread,
    "a vote with a reason": vote,
    "the form of a decision": decide,
    "a search": lambda page: items(page) and say(page, "/hiring status"),
    "the items of a search": items,
    "an item": item_form,
    "Home": home,
    "the form of a comparison": compare_form,
    "completion of a command": completion,
    "the switcher": switcher,
    "the menu of the playground": menu,
    "time travel": clock,
    "what happened": happened,
    "the commands for an app of one's own": own_app,
    "an answer as text": copy_as_text,
    "the actions on a message": more_actions,
    "a message that is edited": edit_message,
    "a reaction": reaction,
    "a message that becomes an item": add_message_to_search,
    "the history of a search": history,
    "help on searches": lambda page: ask(page, "/hiring help"),
    "the form of scorecards": scorecard_form,
    "the form of a search": start_form,
    "a channel with another company": shared_channel,
    "something that went wrong": problem,
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A playground of its own, since the states start it again."""
    with playground(Settings()) as found:
        yield found


def start_again(address: str) -> None:
    with closing(HTTPConnection(address.removeprefix("http://"))) as connection:
        connection.request("POST", "/reset", '{"demo": false}', {"Content-Type": "application/json"})
        assert connection.getresponse().status == 200


@pytest.fixture(scope="module")
def windows(browser: Browser, address: str) -> Iterator[tuple[dict[str, Page], list[str]]]:
    """A page for each kind of window, and what went wrong in them. The states use them in turn: opening one is slow."""
    troubles: list[str] = []
    pages = {name: open_window(browser, address, troubles, **window) for name, window in WINDOWS.items()}
    yield pages, troubles
    for page in pages.values():
        page.context.close()


@pytest.fixture(params=WINDOWS)
def used_page(
    request: pytest.FixtureRequest, windows: tuple[dict[str, Page], list[str]], address: str
) -> Iterator[Page]:
    """One of these pages, as if it was new, with a playground that has just started."""
    pages, troubles = windows
    page = pages[request.param]
    page.goto(f"{address}/static/icon.svg")  # nothing of the playground runs here, and could keep what is cleared
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    start_again(address)
    page.emulate_media(color_scheme="light")
    page.mouse.move(0, 0)
    show(page, address)
    yield page
    found = troubles.copy()
    troubles.clear()
    assert found == []


@pytest.mark.parametrize("state", STATES)
def test_no_state_has_a_serious_finding(used_page: Page, state: str):
    STATES[state](used_page)
    assert findings(used_page) == []


@pytest.mark.parametrize("shown", ["everything", "form"])
def test_no_kind_of_block_or_field_has_a_serious_finding(page: Page, office: Office, shown: str):
    office.founder.types(f"/show {shown}")
    page.locator("#messages .blocks, dialog[open]").first.wait_for()
    assert findings(page) == []


def test_a_menu_with_suggestions_has_no_serious_finding(page: Page, office: Office):
    office.founder.types("/show menu")
    page.get_by_role("combobox", name="Find").press_sequentially("pl")
    page.get_by_role("option", name="Plum").wait_for()
    assert findings(page) == []


@pytest.mark.parametrize("window", WINDOWS)
def test_no_step_of_the_guided_start_has_a_serious_finding(visit: Callable[..., Page], address: str, window: str):
    start_again(address)
    page = visit(address, **WINDOWS[window])
    guide(page)
    box, form = page.get_by_role("region", name="Guided start"), page.get_by_role("dialog")
    found: list[str] = []

    def go_on(step: int, button: str) -> None:
        expect(box).to_contain_text(f"Step {step} of 8")
        found.extend(f"step {step}: {each}" for each in findings(page))
        box.get_by_role("button", name=button).click()

    go_on(1, "Ask it")
    go_on(2, "Weigh it")
    go_on(3, "Use the example")
    form.get_by_role("button", name="Get recommendation").click()
    go_on(4, "Choose the CRO")
    form.get_by_role("button", name="Save decision").click()
    go_on(5, "Start search")
    go_on(6, "Assign item 1 to me")
    go_on(7, "Next Monday, 9:00")
    go_on(8, "Show my reminders")
    expect(page.locator("#messages article").last).to_contain_text("overdue")
    assert found + findings(page) == []


@pytest.fixture
def own_playground() -> Iterator[str]:
    """A playground for one test: an app that was connected stays, also if the playground starts again."""
    with playground(Settings()) as found:
        yield found


@pytest.mark.parametrize("window", WINDOWS)
def test_the_pages_of_an_installation_have_no_serious_finding(
    visit: Callable[..., Page], own_playground: str, tmp_path: Path, window: str
):
    page = visit(own_playground, **WINDOWS[window])
    own_app(page)
    form = page.get_by_role("dialog", name="Connect your own app")
    with typed(page.get_by_role("region", name="Command for installing").inner_text(), tmp_path) as log:
        wait_for(lambda: "worker ready" in log.read_text())
        form.get_by_role("button", name="Send requests here").click()
        page.keyboard.press("Escape")
        line = page.locator("#own-app")
        expect(line).to_contain_text("rolecall serve answers now")
        found = findings(page)
        line.get_by_role("button", name="Details").click()
        installing = page.context.new_page()
        installing.goto(str(form.get_by_role("link").get_attribute("href")))
        installing.get_by_role("heading", name="Install Rolecall").wait_for()
        found += findings(installing)
        installing.get_by_role("link", name="Allow").click()
        installing.get_by_role("heading", name="Rolecall is installed in Playground").wait_for()
        found += findings(installing)
        page.bring_to_front()
        form.get_by_role("button", name="Remove Rolecall").wait_for()
        found += findings(page)
        form.get_by_role("button", name="Remove Rolecall").click()
        expect(form).to_contain_text("Rolecall is removed.")
        assert found + findings(page) == []


@pytest.mark.parametrize("window", WINDOWS)
def test_the_example_has_no_serious_finding(visit: Callable[..., Page], window: str):
    with playground(Settings(), demo=True) as demo:
        page = visit(demo, **WINDOWS[window])
        found = findings(page)
        page.get_by_role("region", name="About the example").get_by_role("button", name="Show my work").click()
        expect(page.get_by_role("region", name="Home")).to_contain_text("What you can work on now")
        assert found + findings(page) == []
