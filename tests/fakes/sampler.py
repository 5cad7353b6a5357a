"""A small Bolt app with every kind of block, for the tests of the fake Slack and its page."""

from typing import Any

from slack_bolt import Ack, App, Respond, Say
from slack_sdk import WebClient

from bot.settings import Settings
from fakes import task_form
from fakes.block_kit import button, mrkdwn, option, plain, rich, section

Json = dict[str, Any]


FRUIT = [option("Apple", "apple"), option("Pear", "pear"), option("Plum", "plum")]
GROUPS = [
    {"label": plain("Sweet"), "options": [option("Fig", "fig"), option("Date", "date")]},
    {"label": plain("Sour"), "options": [option("Lemon", "lemon")]},
]
SURE = {
    "title": plain("Are you sure?"),
    "text": plain("It cannot be undone."),
    "confirm": plain("Do it"),
    "deny": plain("No"),
}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


TABLE = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}, {"align": "center"}],
    "rows": [
        [cell("Name"), cell("Number"), cell("Remark")],
        [cell("One"), cell("1"), rich({"type": "text", "text": "first", "style": {"bold": True}})],
        [cell("Two"), cell("2"), rich({"type": "link", "url": "https://example.com/", "text": "second"})],
    ],
}
EVERYTHING = [
    {"type": "header", "text": plain("Everything :tada:")},
    section("*bold* _italic_ ~struck~ `code` <https://example.com/|a link> <!here> & &lt;b&gt;\n> quoted\n• point"),
    {"type": "section", "fields": [mrkdwn("*Left*\none"), mrkdwn("*Right*\ntwo")]},
    {"type": "divider"},
    TABLE,
    rich(
        {"type": "text", "text": "rich "}, {"type": "emoji", "name": "star"}, {"type": "user", "user_id": "U0FOUNDER"}
    ),
    {"type": "markdown", "text": "## Heading\n- **one**\n- [two](https://example.com/)"},
    {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A picture", "title": plain("Picture")},
    section("Choose", block_id="beside", accessory={"type": "overflow", "action_id": "more", "options": FRUIT}),
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            button("Press", "press", style="primary"),
            button("Delete", "delete", style="danger", confirm=SURE),
            button("Visit", "visit", url="https://example.com/"),
            {"type": "static_select", "action_id": "grouped", "placeholder": plain("Taste"), "option_groups": GROUPS},
            {"type": "multi_static_select", "action_id": "several", "placeholder": plain("Fruit"), "options": FRUIT},
            {"type": "users_select", "action_id": "who", "placeholder": plain("Who")},
            {"type": "conversations_select", "action_id": "where", "placeholder": plain("Where")},
            {"type": "datepicker", "action_id": "when"},
            {"type": "checkboxes", "action_id": "ticks", "options": FRUIT[:2], "initial_options": FRUIT[:1]},
            {"type": "radio_buttons", "action_id": "one", "options": FRUIT[:2]},
        ],
    },
    {
        "type": "context_actions",
        "block_id": "opinion",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "rate",
                "positive_button": {"text": plain("Useful"), "value": "yes"},
                "negative_button": {"text": plain("Not useful"), "value": "no"},
            }
        ],
    },
    {"type": "context", "elements": [mrkdwn("the end")]},
]
FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("A form"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": plain("Name"),
            "element": {"type": "plain_text_input", "action_id": "typed"},
        },
        {
            "type": "input",
            "block_id": "fruit",
            "label": plain("Fruit"),
            "element": {"type": "static_select", "action_id": "picked", "options": FRUIT, "initial_option": FRUIT[1]},
        },
        {
            "type": "input",
            "block_id": "due",
            "label": plain("Due"),
            "optional": True,
            "hint": plain("A day"),
            "element": {"type": "datepicker", "action_id": "day"},
        },
    ],
}


def note(title: str) -> Json:
    return {"type": "modal", "title": plain(title), "blocks": [section(f"This is {title}.")]}


HOME = {
    "type": "home",
    "blocks": [section("Welcome home", block_id="w"), {"type": "actions", "elements": [button("Open", "open")]}],
}


def sampler(settings: Settings) -> App:
    """An app that repeats messages and shows what `/show` asks for."""
    client = WebClient(token=settings.slack_bot_token, base_url=settings.slack_api_url)
    app = App(
        client=client,
        signing_secret=settings.slack_signing_secret,
        process_before_response=True,
        attaching_conversation_kwargs_enabled=False,
    )
    app.command("/show")(show)
    app.event("app_mention")(ack=lambda: None, lazy=[repeat])
    app.event("message")(ack=lambda: None, lazy=[repeat])
    app.event("app_home_opened")(publish)
    task_form.register(app)
    app.view("form")(save)
    app.view_closed("form")(lambda ack: ack())
    app.shortcut("open_form")(
        lambda ack, body, client: (ack(), client.views_open(trigger_id=body["trigger_id"], view=FORM))
    )
    app.shortcut("look_at")(lambda ack, respond, shortcut: (ack(), respond(f"That says {shortcut['message']['text']}")))
    app.action("open")(open_form)
    app.action("share")(share)
    app.action("replace")(lambda ack, respond: (ack(), respond(text="replaced", replace_original=True)))
    app.action("vanish")(lambda ack, respond: (ack(), respond(delete_original=True)))
    app.options("find")(lambda ack, payload: ack(options=[each for each in FRUIT if payload["value"] in each["value"]]))
    for name in (
        "press",
        "delete",
        "visit",
        "more",
        "grouped",
        "several",
        "who",
        "where",
        "when",
        "ticks",
        "one",
        "rate",
        "find",
    ):
        app.action(name)(tell)
    return app


def show(ack: Ack, command: Json, client: WebClient) -> None:
    """`/show everything`, `broken`, `public`, `form`, `task`, `file`, `menu`, or any other text, which is repeated."""
    match command["text"]:
        case "everything":
            ack(text="Everything", blocks=EVERYTHING)
        case "broken":
            ack(text="Broken", blocks=[{"type": "header", "text": mrkdwn("no")}])
        case "public":
            ack(text="For all", response_type="in_channel")
        case "form":
            ack()
            client.views_open(trigger_id=command["trigger_id"], view=FORM)
        case "task":
            ack(text="A task", response_type="in_channel", blocks=task_form.CARD)
        case "file":
            ack()
            client.files_upload_v2(channel=command["channel_id"], filename="list.csv", title="The list", content="a,b")
        case "crash":
            raise RuntimeError
        case "menu":
            found = {
                "type": "external_select",
                "action_id": "find",
                "placeholder": plain("Find"),
                "min_query_length": 1,
            }
            ack(text="A menu", blocks=[{"type": "actions", "block_id": "search", "elements": [found]}])
        case text:
            row = [
                button("Share", "share"),
                button("Replace", "replace"),
                button("Vanish", "vanish"),
                button("Form", "open"),
            ]
            ack(text=f"You said {text}", blocks=[section(f"You said {text}"), {"type": "actions", "elements": row}])


def repeat(event: Json, say: Say) -> None:
    say(text=f"Heard: {event['text']}", thread_ts=event.get("thread_ts"))


def share(ack: Ack, respond: Respond) -> None:
    ack()
    respond(text="Shared", response_type="in_channel", replace_original=False)


def open_form(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=FORM)


def publish(event: Json, client: WebClient) -> None:
    if event["tab"] == "home":
        client.views_publish(user_id=event["user"], view=HOME)


def save(ack: Ack, view: Json, body: Json, client: WebClient) -> None:
    """`bad` is refused, `more` opens another on top, `other` becomes another, `broken` to
    something Slack refuses, `all` closes everything."""
    name = view["state"]["values"]["name"]["typed"]["value"]
    fruit = view["state"]["values"]["fruit"]["picked"]["selected_option"]["value"]
    match name:
        case "bad":
            ack(response_action="errors", errors={"name": "Not that one."})
        case "more":
            ack(response_action="push", view=note("another"))
        case "other":
            ack(response_action="update", view=note("changed"))
        case "broken":
            ack(response_action="push", view={"type": "modal", "blocks": [section("Who am I?")]})
        case "all":
            ack(response_action="clear")
        case _:
            ack()
            client.chat_postMessage(channel=body["user"]["id"], text=f"Saved {name} with {fruit}")


def tell(ack: Ack, action: Json, body: Json, respond: Respond) -> None:
    """Report the action, and the state of the message or modal."""
    ack()
    chosen = {key: value for key, value in action.items() if key.startswith("selected_") or key == "value"}
    state = {block: sorted(actions) for block, actions in body["state"]["values"].items()}
    respond(text=f"{action['action_id']}: {chosen} in {state}", replace_original=False)
