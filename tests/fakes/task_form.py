"""A message with a task, and the modal that edits it, with every kind of field prefilled."""

import json
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from fakes.block_kit import Json, button, field, mrkdwn, option, plain, section

STATES = [option("Open", "open"), option("Under way", "started"), option("Done", "done")]
PHASES = [option("Define", "define"), option("Source", "source"), option("Close", "close")]
FLAGS = [option("Urgent", "urgent"), option("Private", "private")]
SURE = {"title": plain("Sure?"), "text": plain("It goes away."), "confirm": plain("Yes"), "deny": plain("No")}
MORE = {
    "type": "overflow",
    "action_id": "task_more",
    "options": [option("Snooze", "snooze"), option("Delete", "delete")],
    "confirm": SURE,
}
CARD = [
    section("*Agree the scorecard*"),
    {"type": "actions", "block_id": "task", "elements": [button("Details", "task_details"), MORE]},
]


def modal(place: str, phase: str = "define") -> Json:
    """The modal; `place` is stored for the submission, and the text below the phase shows `phase`."""
    fields = [
        field("Owner", {"type": "users_select", "action_id": "owner", "initial_user": "U0HRLEAD"}, optional=True),
        field("Others", {"type": "multi_users_select", "action_id": "others"}, optional=True),
        field("Due", {"type": "datepicker", "action_id": "due", "initial_date": "2027-01-31"}, optional=True),
        field("State", {**_choice("radio_buttons", "state", STATES), "initial_option": STATES[0]}),
        field("Flags", {**_choice("checkboxes", "flags", FLAGS), "initial_options": FLAGS[:1]}, optional=True),
        field(
            "Phase", {**_choice("static_select", "phase", PHASES), "initial_option": PHASES[0]}, dispatch_action=True
        ),
        {"type": "context", "block_id": "told", "elements": [mrkdwn(f"Phase: {phase}")]},
        field("Link", {"type": "plain_text_input", "action_id": "link"}, optional=True, dispatch_action=True),
        field(
            "Notes", {"type": "plain_text_input", "action_id": "notes", "multiline": True, "initial_value": "None yet"}
        ),
        {"type": "actions", "block_id": "doing", "elements": [button("Delete", "task_delete", confirm=SURE), MORE]},
    ]
    about = {"type": "modal", "callback_id": "task", "title": plain("A task"), "submit": plain("Save")}
    return {**about, "private_metadata": place, "blocks": fields}


def register(app: App) -> None:
    """Register listeners for every element of the message and the modal."""
    app.action("task_details")(_show)
    app.action("phase")(_show_phase)
    app.action("link")(_show_phase)
    for name in ("task_more", "task_delete"):
        app.action(name)(_tell)
    app.view("task")(_save)


def _choice(kind: str, action_id: str, options: list[Json]) -> Json:
    return {"type": kind, "action_id": action_id, "options": options}


def _show(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    place = json.dumps([body["channel"]["id"], body["message"]["ts"]])
    client.views_open(trigger_id=body["trigger_id"], view=modal(place))


def _show_phase(ack: Ack, body: Json, client: WebClient) -> None:
    ack()
    view, values = body["view"], _values(body["view"])
    phase = f"{values['phase']} {values['link'] or ''}".strip()
    client.views_update(view_id=view["id"], hash=view["hash"], view=modal(view["private_metadata"], phase))


def _tell(ack: Ack, action: Json, body: Json, client: WebClient) -> None:
    ack()
    done = action.get("selected_option", action)["value"]
    client.chat_postMessage(channel=body["user"]["id"], text=f"{action['action_id']}: {done}")


def _save(ack: Ack, view: Json, client: WebClient) -> None:
    ack()
    channel, ts = json.loads(view["private_metadata"])
    client.chat_update(channel=channel, ts=ts, text=json.dumps(_values(view)), blocks=CARD[:1])


def _values(view: Json) -> dict[str, Any]:
    """The value of every field, by action id."""
    held = {action: value for block in view["state"]["values"].values() for action, value in block.items()}
    return {action: _value(value) for action, value in held.items()}


def _value(value: Json) -> Any:
    found = next(inner for key, inner in value.items() if key != "type")
    if isinstance(found, list):
        return [each["value"] if isinstance(each, dict) else each for each in found]
    return found["value"] if isinstance(found, dict) else found
