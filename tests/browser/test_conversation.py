"""Conversations on the page: the composer, ephemeral answers, threads, members."""

import re
from collections.abc import Callable

from fakes.office import Office
from playwright.sync_api import Locator, Page, expect

from bot.playground.loopback import LoopbackServer
from bot.playground.page import PlaygroundRoutes
from bot.playground.uploads import UploadedFile


def composer(page: Page) -> Locator:
    return page.get_by_role("combobox", name=re.compile("^Message"))


def send(page: Page, text: str) -> None:
    composer(page).fill(text)
    composer(page).press("Enter")


def channel(page: Page, name: str) -> Locator:
    return page.get_by_role("navigation").get_by_role("button", name=re.compile(name))


def newest(page: Page) -> Locator:
    return page.locator("#messages article").last


def test_a_new_visitor_sees_a_welcome_and_examples(page: Page):
    expect(page.get_by_role("heading", name="Welcome to #leadership")).to_be_visible()
    expect(page.get_by_role("button", name="CMO vs CRO KPIs?")).to_be_visible()
    expect(composer(page)).to_be_focused()


def test_an_ephemeral_answer_is_marked(page: Page):
    send(page, "/show hello")
    expect(newest(page)).to_contain_text("Only visible to you")
    expect(newest(page)).to_contain_text("You said hello")
    expect(page.locator(".note")).to_have_text("You used /show hello")


def test_another_member_sees_only_what_was_shared(page: Page):
    send(page, "/show hello")
    expect(newest(page)).to_contain_text("You said hello")
    page.get_by_role("radio", name="Board member").click()
    expect(page.get_by_text("You said hello")).to_have_count(0)
    page.get_by_role("radio", name="Founder").click()
    newest(page).get_by_role("button", name="Share").click()
    expect(newest(page)).to_contain_text("Shared")
    page.get_by_role("radio", name="Board member").click()
    expect(newest(page)).to_contain_text("Shared")


def test_a_mention_is_answered_for_the_whole_channel(page: Page, office: Office):
    send(page, "@Rolecall are you there?")
    expect(newest(page)).to_contain_text("Heard: @Rolecall are you there?")
    assert office.board_member.sees("Heard").channel == "#leadership"


def test_a_forgotten_mention_is_explained_and_can_be_added(page: Page):
    send(page, "are you there?")
    expect(page.locator(".note")).to_contain_text("In a channel, Rolecall only reads messages that mention it.")
    page.get_by_role("button", name="Ask Rolecall").click()
    expect(newest(page)).to_contain_text("Heard: @Rolecall are you there?")


def test_commands_are_suggested_and_chosen_with_the_keyboard(page: Page):
    composer(page).press_sequentially("/")
    options = page.get_by_role("option")
    expect(options).to_have_count(3)  # two commands, and a shortcut
    expect(options.first).to_contain_text("everything | form | any text")
    composer(page).press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    composer(page).press("ArrowUp")
    composer(page).press("Tab")
    expect(composer(page)).to_have_value("/show ")
    expect(options).to_have_count(0)


def test_people_are_suggested_after_an_at_sign(page: Page):
    composer(page).press_sequentially("ask @ro")
    expect(page.get_by_role("option")).to_have_count(1)
    composer(page).press("Enter")
    expect(composer(page)).to_have_value("ask @Rolecall ")


def test_a_mention_in_a_command_reaches_the_app_as_an_id(page: Page, office: Office):
    composer(page).press_sequentially("/show assign 3 @hr")
    composer(page).press("Tab")
    composer(page).press_sequentially("in #hir")
    composer(page).press("Tab")
    expect(composer(page)).to_have_value("/show assign 3 @HR lead in #hiring ")
    composer(page).press("Enter")
    expect(newest(page)).to_contain_text("You said assign 3 @HR lead in #hiring")
    sent = office.slack.user_actions.app_requests[-1].payload["text"]
    assert sent == "assign 3 <@U0HRLEAD|hr-lead> in <#C0HIRING|hiring>"


def test_escape_closes_the_suggestions_and_keeps_the_text(page: Page):
    composer(page).press_sequentially("@")
    expect(page.get_by_role("option").first).to_be_visible()
    composer(page).press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(composer(page)).to_have_value("@")


def test_shift_enter_makes_a_new_line_and_enter_sends_both(page: Page, office: Office):
    composer(page).press_sequentially("@Rolecall one")
    composer(page).press("Escape")
    composer(page).press("Shift+Enter")
    composer(page).press_sequentially("two")
    composer(page).press("Enter")
    expect(newest(page)).to_contain_text("Heard")
    assert office.founder.sees("Heard").text == "Heard: <@U0ROLECALL> one\ntwo"


def test_the_up_arrow_brings_back_sent_messages(page: Page):
    send(page, "/show first")
    send(page, "/show second")
    expect(newest(page)).to_contain_text("You said second")
    composer(page).press("ArrowUp")
    expect(composer(page)).to_have_value("/show second")
    composer(page).press("ArrowUp")
    expect(composer(page)).to_have_value("/show first")
    composer(page).press("ArrowDown")
    composer(page).press("ArrowDown")
    expect(composer(page)).to_have_value("")


def test_a_draft_is_kept_in_its_channel(page: Page):
    composer(page).fill("half a thought")
    channel(page, "hiring").click()
    expect(composer(page)).to_have_value("")
    channel(page, "leadership").click()
    expect(composer(page)).to_have_value("half a thought")


def test_html_in_a_message_is_shown_and_never_run(page: Page):
    nasty = '<img src=x onerror="document.title=1"> *bold* <script>1</script> &amp; @Rolecall'
    send(page, nasty)
    article = page.locator("#messages article").first
    expect(article).to_contain_text('<img src=x onerror="document.title=1"> bold <script>1</script> &amp; @Rolecall')
    expect(article.locator("img, script")).to_have_count(0)
    expect(article.locator("strong", has_text="bold")).to_be_visible()


def test_a_thread_opens_next_to_the_conversation_and_takes_replies(page: Page):
    page.get_by_role("button", name="Rolecall App").click()
    expect(page.get_by_role("heading", name="Rolecall", level=1)).to_be_visible()
    send(page, "hello")
    expect(newest(page)).to_contain_text("Heard: hello")
    newest(page).hover()
    newest(page).get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    reply = thread.get_by_role("combobox", name="Reply")
    reply.fill("and more")
    reply.press("Enter")
    expect(thread.locator("article").last).to_contain_text("Heard: and more")
    expect(page.locator("#messages .replies")).to_have_text(re.compile("2 replies"))
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_unread_messages_in_another_channel_are_counted(page: Page, office: Office):
    office.board_member.says("news", in_="#hiring")
    hiring = channel(page, "hiring")
    expect(hiring).to_contain_text("1")
    hiring.click()
    expect(newest(page)).to_contain_text("news")
    expect(page.locator(".count")).to_have_count(0)


def test_new_messages_are_announced_to_screen_readers_once(page: Page, office: Office):
    office.board_member.says("news")
    expect(page.locator("#announcer")).to_have_text("Board member: news")
    assert page.locator("#announcer").get_attribute("aria-live") == "polite"


def test_a_private_channel_has_a_lock_and_only_its_members_see_it(page: Page, office: Office):
    private = channel(page, "exec-search")
    expect(private.get_by_role("img", name="Private channel")).to_be_visible()
    private.click()
    expect(page.get_by_role("heading", name="exec-search", level=1)).to_be_visible()
    send(page, "/show hello")
    expect(newest(page)).to_contain_text("You said hello")
    assert office.slack.user_actions.app_requests[-1].payload["channel_name"] == "privategroup"


def test_a_member_outside_the_open_private_channel_is_moved_to_another(visit: Callable[..., Page], office: Office):
    office.slack.workspace.change_channel("C0EXECSEARCH", members=("U0FOUNDER",))
    with LoopbackServer(PlaygroundRoutes(office.slack).route) as server:
        page = visit(server.url)
        channel(page, "exec-search").click()
        page.get_by_role("radio", name="Board member").click()
        expect(page.get_by_role("heading", name="leadership", level=1)).to_be_visible()
        expect(channel(page, "exec-search")).to_have_count(0)


def test_a_permalink_leads_to_its_message(page: Page, office: Office):
    post = office.slack.workspace.post
    first = post("C0HIRING", "U0BOARD", "the first word")
    reply = post("C0HIRING", "U0BOARD", "a reply", thread_ts=first.ts)
    for number in range(40):
        post("C0HIRING", "U0BOARD", f"word {number}")
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Go"},
        "action_id": "visit",
        "url": first.permalink,
    }
    post("C0LEADERSHIP", "U0ROLECALL", "x", [{"type": "actions", "elements": [button]}])
    post("C0LEADERSHIP", "U0ROLECALL", f"see <{reply.permalink}|what was said>")
    newest(page).get_by_role("button", name="what was said").click()
    thread = page.get_by_role("complementary", name="Thread")
    expect(thread.locator("article").last).to_contain_text("a reply")
    channel(page, "leadership").click()
    page.get_by_role("link", name="Go").click()
    expect(page.locator("#messages").get_by_text("the first word")).to_be_in_viewport()


def test_a_permalink_into_another_channel_or_to_a_deleted_message_shows_a_problem(page: Page, office: Office):
    room = office.slack.workspace.add_channel("board", is_private=True, members=("U0BOARD",))
    elsewhere = office.slack.workspace.post(room.id, "U0BOARD", "between us")
    gone = office.slack.workspace.post("C0HIRING", "U0BOARD", "oops")
    office.slack.workspace.remove(gone)
    office.slack.workspace.post("C0LEADERSHIP", "U0ROLECALL", f"<{elsewhere.permalink}|there> <{gone.permalink}|gone>")
    newest(page).get_by_role("button", name="there").click()
    expect(page.get_by_role("alert").filter(has_text="You are not in that channel.")).to_be_visible()
    newest(page).get_by_role("button", name="gone").click()
    expect(page.get_by_role("alert").filter(has_text="That message no longer exists.")).to_be_visible()


def test_a_file_is_shown_as_a_card_and_downloaded_unchanged(page: Page, office: Office):
    send(page, "/show file")
    card = newest(page).get_by_role("link", name="Download The list list.csv · 3 bytes")
    expect(card).to_contain_text("The list")
    expect(card).to_contain_text("list.csv · 3 bytes")
    with page.expect_download() as started:
        card.click()
    assert (started.value.suggested_filename, started.value.path().read_bytes()) == ("list.csv", b"a,b")
    office.board_member.sees("list.csv")


def test_html_in_a_file_name_is_shown_and_never_run(page: Page, office: Office):
    nasty = '<img src=x onerror="document.title=1">.html'
    files = (UploadedFile("F1", nasty, f"*{nasty}*", b"x" * 1_234),)
    office.slack.workspace.post("C0LEADERSHIP", "U0ROLECALL", "", files=files)
    expect(newest(page)).to_contain_text(f"*{nasty}*")
    expect(newest(page)).to_contain_text("1.2 KB")
    expect(newest(page).locator("img")).to_have_count(0)


def test_a_shortcut_runs_on_a_message(page: Page, office: Office):
    office.board_member.says("news")
    newest(page).hover()
    newest(page).get_by_role("button", name="More actions").click()
    newest(page).get_by_role("button", name="Look at it").click()
    expect(newest(page)).to_contain_text("That says news")


def test_a_person_edits_and_deletes_their_own_message_only(page: Page, office: Office):
    office.founder.says("@Rolecall <b> & *one*")
    expect(newest(page)).to_contain_text("Heard")
    own = page.locator("#messages article").first
    own.hover()
    own.get_by_role("button", name="More actions").click()
    own.get_by_role("button", name="Edit message").click()
    field = page.get_by_role("dialog").get_by_role("textbox")
    expect(field).to_have_value("@Rolecall <b> & *one*")
    field.fill("@Rolecall two")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(own).to_contain_text("two")
    expect(own).to_contain_text("(edited)")
    assert office.slack.user_actions.app_requests[-1].payload["event"]["edited"]
    own.hover()
    own.get_by_role("button", name="More actions").click()
    own.get_by_role("button", name="Delete message").click()
    expect(page.get_by_role("article", name="Founder")).to_have_count(0)


def test_the_message_of_another_person_can_only_be_reacted_to(page: Page, office: Office):
    office.board_member.says("news")
    newest(page).hover()
    newest(page).get_by_role("button", name="More actions").click()
    expect(newest(page).get_by_role("button", name="Edit message")).to_have_count(0)
    newest(page).get_by_role("button", name="React with eyes").click()
    reaction = newest(page).locator(".reactions button")
    expect(reaction).to_have_text("👀 1")
    reaction.click()
    expect(reaction).to_have_count(0)


def test_a_global_shortcut_is_chosen_in_the_composer(page: Page):
    composer(page).fill("/Open")
    page.get_by_role("option", name="Open the form").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(composer(page)).to_have_value("")


def test_a_failed_command_is_explained(page: Page):
    send(page, "/share")
    expect(newest(page)).to_contain_text('/share failed with the error "dispatch_failed"')


def test_the_page_says_when_the_playground_has_stopped(visit: Callable[..., Page], office: Office):
    with LoopbackServer(PlaygroundRoutes(office.slack).route) as server:
        page = visit(server.url)
        expect(page.get_by_text("The playground has stopped.")).to_be_hidden()
    expect(page.get_by_text("The playground has stopped.")).to_be_visible()


def test_a_message_that_could_not_be_sent_stays_in_the_composer(page: Page, office: Office):
    page.route("**/type", lambda route: route.abort())
    send(page, "/show hello")
    expect(page.get_by_role("alert").filter(has_text="no longer running")).to_be_visible()
    expect(composer(page)).to_have_value("/show hello")
    office.founder.sees_nothing()
