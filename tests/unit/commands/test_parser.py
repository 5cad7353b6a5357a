from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples.understanding import base

from bot.commands.catalogue import CATALOGUE, EMPTY, UNKNOWN
from bot.commands.command import Command, CommandProblem, ProblemKind
from bot.commands.item_numbers import MAX_ITEM_NUMBER, MAX_ITEMS
from bot.commands.parser import _verb_words, parse_command, parse_prefix, without_search


def parse(text: str) -> Command:
    return parse_command(text, base())


def fields_of(command: Command) -> dict[str, Any]:
    """The fields of the command that are not empty, without the verb."""
    plain = command._replace(verb="empty", argument_text="")
    return {name: value for name, value in plain._asdict().items() if value != getattr(Command("empty"), name)}


COMMANDS: dict[str, tuple[str, dict[str, Any]]] = {
    # Done
    "done 3": ("done", {"numbers": (3,)}),
    "Done 3": ("done", {"numbers": (3,)}),
    "  DONE \t 3  ": ("done", {"numbers": (3,)}),
    "done: 3": ("done", {"numbers": (3,)}),
    "done 3.": ("done", {"numbers": (3,)}),
    "done#3": ("done", {"numbers": (3,)}),
    "done3": ("done", {"numbers": (3,)}),
    "done -3": ("done", {"numbers": (3,)}),
    "done *3*": ("done", {"numbers": (3,)}),
    "done `3`": ("done", {"numbers": (3,)}),
    "done item 3": ("done", {"numbers": (3,)}),
    "done no. 3": ("done", {"numbers": (3,)}),
    "done with 3": ("done", {"numbers": (3,)}),
    "mark 3 as done": ("done", {"numbers": (3,)}),
    "mark done 3": ("done", {"numbers": (3,)}),
    "please mark 3 done": ("done", {"numbers": (3,)}),
    "i finished 3": ("done", {"numbers": (3,)}),
    "/hiring done 3": ("done", {"numbers": (3,)}),
    ":tada: done 3": ("done", {"numbers": (3,)}),
    "\u2705 done 3": ("done", {"numbers": (3,)}),
    "do\u200bne 3": ("done", {"numbers": (3,)}),
    "don\u00e9 3": ("done", {"numbers": (3,)}),
    "finish 3": ("done", {"numbers": (3,)}),
    "complete 3": ("done", {"numbers": (3,)}),
    "tick off 3": ("done", {"numbers": (3,)}),
    "check 3": ("item", {"numbers": (3,)}),
    "close 3": ("done", {"numbers": (3,)}),
    "dnoe 3": ("done", {"numbers": (3,)}),
    "finsihed 3": ("done", {"numbers": (3,)}),
    "complte 3": ("done", {"numbers": (3,)}),
    "3 done": ("done", {"numbers": (3,)}),
    "#3 done": ("done", {"numbers": (3,)}),
    "3 is done": ("done", {"numbers": (3,)}),
    "3 and 4 are done": ("done", {"numbers": (3, 4)}),
    "item 3 done": ("done", {"numbers": (3,)}),
    # Done, with a note
    "done 3 signed by everybody": ("done", {"numbers": (3,), "text": "signed by everybody"}),
    "done 3: Signed by everybody": ("done", {"numbers": (3,), "text": "Signed by everybody"}),
    "done 3 - signed": ("done", {"numbers": (3,), "text": "signed"}),
    "done 3 note: signed": ("done", {"numbers": (3,), "text": "signed"}),
    "3 done note: signed": ("done", {"numbers": (3,), "text": "signed"}),
    "done 3 \u201cas agreed\u201d": ("done", {"numbers": (3,), "text": "as agreed"}),
    "done 3 https://example.com/a": ("done", {"numbers": (3,), "text": "https://example.com/a"}),
    "done 3 <https://example.com/a|example.com/a>": ("done", {"numbers": (3,), "text": "https://example.com/a"}),
    "done 3 R&amp;D agrees &lt;3": ("done", {"numbers": (3,), "text": "R&D agrees <3"}),
    "done 3 first line\nsecond line": ("done", {"numbers": (3,), "text": "first line\nsecond line"}),
    "done 3 100% agreed": ("done", {"numbers": (3,), "text": "100% agreed"}),
    "done 3 2 references called": ("done", {"numbers": (3,), "text": "2 references called"}),
    "done 3 - 5 references called": ("done", {"numbers": (3,), "text": "5 references called"}),
    "done 3 2/3 of them": ("done", {"numbers": (3,), "text": "2/3 of them"}),
    "done 3 5 people said yes": ("done", {"numbers": (3,), "text": "5 people said yes"}),
    "done 3 30 june signed": ("done", {"numbers": (3,), "text": "30 june signed"}),
    "done 3 will follow": ("done", {"numbers": (3,), "text": "will follow"}),
    "done 3 please": ("done", {"numbers": (3,)}),
    "done 3 pls!": ("done", {"numbers": (3,)}),
    "done 3 thank you": ("done", {"numbers": (3,)}),
    "done 3 \u2705": ("done", {"numbers": (3,)}),
    "done 3 :tada: :white_check_mark:": ("done", {"numbers": (3,)}),
    "done 3 :tada: signed": ("done", {"numbers": (3,), "text": ":tada: signed"}),
    # Several items
    "done 3 4 7-9": ("done", {"numbers": (3, 4, 7, 8, 9)}),
    "done 3,4": ("done", {"numbers": (3, 4)}),
    "done 3 , 4 ,, 7": ("done", {"numbers": (3, 4, 7)}),
    "done #3 #4": ("done", {"numbers": (3, 4)}),
    "done #3, #4 and #7": ("done", {"numbers": (3, 4, 7)}),
    "done 3 and 4": ("done", {"numbers": (3, 4)}),
    "done 3 &amp; 4": ("done", {"numbers": (3, 4)}),
    "done 3 + 4": ("done", {"numbers": (3, 4)}),
    "done 3/4": ("done", {"numbers": (3, 4)}),
    "done 3\u20135": ("done", {"numbers": (3, 4, 5)}),
    "done 3 \u2014 5": ("done", {"numbers": (3, 4, 5)}),
    "done 3 to 5": ("done", {"numbers": (3, 4, 5)}),
    "done 3..5": ("done", {"numbers": (3, 4, 5)}),
    "done 3 bis 5": ("done", {"numbers": (3, 4, 5)}),
    "done 3 through 5": ("done", {"numbers": (3, 4, 5)}),
    "done 9 3 9 4 3": ("done", {"numbers": (9, 3, 4)}),
    "done 3 4 both agreed": ("done", {"numbers": (3, 4), "text": "both agreed"}),
    "done 3, 2 called back": ("done", {"numbers": (3, 2), "text": "called back"}),
    # In one of several searches
    "done cro 3": ("done", {"search": "cro", "numbers": (3,)}),
    "done CRO 3 4": ("done", {"search": "cro", "numbers": (3, 4)}),
    "done cro2 3": ("done", {"search": "cro2", "numbers": (3,)}),
    "done cro-2 3": ("done", {"search": "cro2", "numbers": (3,)}),
    "done vp_sales 3": ("done", {"search": "vp_sales", "numbers": (3,)}),
    "done vp sales 3": ("done", {"search": "vp_sales", "numbers": (3,)}),
    "done 3 cro": ("done", {"search": "cro", "numbers": (3,)}),
    "done 3 in cro": ("done", {"search": "cro", "numbers": (3,)}),
    "done 3 4 (cro)": ("done", {"search": "cro", "numbers": (3, 4)}),
    "cro done 3": ("done", {"search": "cro", "numbers": (3,)}),
    "cro 3 done": ("done", {"search": "cro", "numbers": (3,)}),
    "3 cro done": ("done", {"search": "cro", "numbers": (3,)}),
    "done 3 told the cro": ("done", {"numbers": (3,), "text": "told the cro"}),
    # Override
    "override 3 the board agreed": ("override", {"numbers": (3,), "text": "the board agreed"}),
    "overide 3 the board agreed": ("override", {"numbers": (3,), "text": "the board agreed"}),
    "override cro 3: agreed": ("override", {"search": "cro", "numbers": (3,), "text": "agreed"}),
    "done 3 anyway because of the board": ("override", {"numbers": (3,), "text": "the board"}),
    "done 3 anyway, the board agreed": ("override", {"numbers": (3,), "text": "the board agreed"}),
    "done anyway 3 because agreed": ("override", {"numbers": (3,), "text": "agreed"}),
    "force 3 agreed": ("override", {"numbers": (3,), "text": "agreed"}),
    # Reopen and undo
    "reopen 3": ("reopen", {"numbers": (3,)}),
    "reopn 3 4": ("reopen", {"numbers": (3, 4)}),
    "undone 3": ("reopen", {"numbers": (3,)}),
    "3 not done": ("reopen", {"numbers": (3,)}),
    "undo 3": ("reopen", {"numbers": (3,)}),
    "reopen 3 because they called back": ("reopen", {"numbers": (3,), "text": "they called back"}),
    "reopen 3 they called back": ("reopen", {"numbers": (3,), "text": "they called back"}),
    # Assign
    "assign 3 <@U123>": ("assign", {"numbers": (3,), "person": "U123"}),
    "assign 3 <@U123|ana>": ("assign", {"numbers": (3,), "person": "U123"}),
    "assign 3 4 <@W123>": ("assign", {"numbers": (3, 4), "person": "W123"}),
    "assign 3 to <@U123>": ("assign", {"numbers": (3,), "person": "U123"}),
    "assign <@U123> 3": ("assign", {"numbers": (3,), "person": "U123"}),
    "assign <@U123> to 3 and 4": ("assign", {"numbers": (3, 4), "person": "U123"}),
    "assign 3 me": ("assign", {"numbers": (3,), "person": "me"}),
    "assign 3 to Myself": ("assign", {"numbers": (3,), "person": "me"}),
    "assign me 3": ("assign", {"numbers": (3,), "person": "me"}),
    "asign 3 me": ("assign", {"numbers": (3,), "person": "me"}),
    "assign cro 3 me": ("assign", {"search": "cro", "numbers": (3,), "person": "me"}),
    "assign 3 cro <@U1>": ("assign", {"search": "cro", "numbers": (3,), "person": "U1"}),
    "give 3 to <@U123>": ("assign", {"numbers": (3,), "person": "U123"}),
    "3 <@U123>": ("assign", {"numbers": (3,), "person": "U123"}),
    "take 3": ("assign", {"numbers": (3,), "person": "me"}),
    "mine 3": ("assign", {"numbers": (3,), "person": "me"}),
    "assign 3 nobody": ("assign", {"numbers": (3,), "person": "nobody"}),
    "assign 3 me due friday": ("assign", {"numbers": (3,), "person": "me", "when": "friday"}),
    "assign 3 <@U1> by friday": ("assign", {"numbers": (3,), "person": "U1", "when": "friday"}),
    "asign 3 <@U1> by firday": ("assign", {"numbers": (3,), "person": "U1", "when": "firday"}),
    "assign 3 due friday to <@U1>": ("assign", {"numbers": (3,), "person": "U1", "when": "friday"}),
    "assign 3 me 5 dec": ("assign", {"numbers": (3,), "person": "me", "when": "5 dec"}),
    "assign 3 5-7 me": ("assign", {"numbers": (3, 5, 6, 7), "person": "me"}),
    "assign 3 5-7 me by 1 dec": ("assign", {"numbers": (3, 5, 6, 7), "person": "me", "when": "1 dec"}),
    "assign cro 3 me due none": ("assign", {"search": "cro", "numbers": (3,), "person": "me", "when": "none"}),
    "assign 3 me, thanks!": ("assign", {"numbers": (3,), "person": "me"}),
    "assign 3 <@U1> because of the audit": ("assign", {"numbers": (3,), "person": "U1", "text": "the audit"}),
    "assign 3 <@U1> because she knows them": ("assign", {"numbers": (3,), "person": "U1", "text": "she knows them"}),
    "hand 3 over to <@U1> she knows them": ("assign", {"numbers": (3,), "person": "U1", "text": "she knows them"}),
    "take 3 by friday": ("assign", {"numbers": (3,), "person": "me", "when": "friday"}),
    "take 3 from <@U2>": ("assign", {"numbers": (3,), "person": "me"}),
    "unassign 3 from <@U2>": ("assign", {"numbers": (3,), "person": "nobody"}),
    "assign 3 no one": ("assign", {"numbers": (3,), "person": "nobody"}),
    "unassign 3": ("assign", {"numbers": (3,), "person": "nobody"}),
    "owner 3 <@U123>": ("assign", {"numbers": (3,), "person": "U123"}),
    # Due dates
    "due 3 friday": ("due", {"numbers": (3,), "when": "friday"}),
    "due 3 2026-12-01": ("due", {"numbers": (3,), "when": "2026-12-01"}),
    "due 3 +2w": ("due", {"numbers": (3,), "when": "+2w"}),
    "due 3 1 dec": ("due", {"numbers": (3,), "when": "1 dec"}),
    "due 3 2 weeks": ("due", {"numbers": (3,), "when": "2 weeks"}),
    "due 3 15 janvier": ("due", {"numbers": (3,), "when": "15 janvier"}),
    "due 3 to 5 dec": ("due", {"numbers": (3,), "when": "5 dec"}),
    "due 3 bis 5. Dezember": ("due", {"numbers": (3,), "when": "5. Dezember"}),
    "due 3 to 5 friday": ("due", {"numbers": (3, 4, 5), "when": "friday"}),
    "due 3 12/31": ("due", {"numbers": (3,), "when": "12/31"}),
    "due 3 to Next Friday": ("due", {"numbers": (3,), "when": "Next Friday"}),
    "due 3 4 friday": ("due", {"numbers": (3, 4), "when": "friday"}),
    "due 3, 4 1 dec": ("due", {"numbers": (3, 4), "when": "1 dec"}),
    "due 3-5 end of month": ("due", {"numbers": (3, 4, 5), "when": "end of month"}),
    "due 3 whenever": ("due", {"numbers": (3,), "when": "whenever"}),
    "due 3 1 dec because of the audit": ("due", {"numbers": (3,), "when": "1 dec", "text": "the audit"}),
    "due 3 1 dec because Legal is away": ("due", {"numbers": (3,), "when": "1 dec", "text": "Legal is away"}),
    "due friday 3": ("due", {"numbers": (3,), "when": "friday"}),
    "due cro 3 friday": ("due", {"search": "cro", "numbers": (3,), "when": "friday"}),
    "due 3 cro friday": ("due", {"search": "cro", "numbers": (3,), "when": "friday"}),
    "due 3 friday cro": ("due", {"search": "cro", "numbers": (3,), "when": "friday"}),
    "3 due friday": ("due", {"numbers": (3,), "when": "friday"}),
    "set the due date of 3 to friday": ("due", {"numbers": (3,), "when": "friday"}),
    "deadline for 3 -> friday": ("due", {"numbers": (3,), "when": "friday"}),
    "push 3 to next month": ("due", {"numbers": (3,), "when": "next month"}),
    "due 3 a week": ("due", {"numbers": (3,), "when": "a week"}),
    "deadline 3 friday": ("due", {"numbers": (3,), "when": "friday"}),
    "move 3 to friday": ("due", {"numbers": (3,), "when": "friday"}),
    "due 3 april 30": ("due", {"numbers": (3,), "when": "april 30"}),
    "due april 30 3": ("due", {"numbers": (3,), "when": "april 30"}),
    "due item 30 april": ("due", {"numbers": (30,), "when": "april"}),
    "due 3 none": ("due", {"numbers": (3,), "when": "none"}),
    "due 3 No date": ("due", {"numbers": (3,), "when": "none"}),
    "snooze 3": ("snooze", {"numbers": (3,)}),
    "snooze 3 please": ("snooze", {"numbers": (3,)}),
    "items, please": ("items", {}),
    "export please": ("export", {}),
    "snooze 3 until monday": ("snooze", {"numbers": (3,), "when": "monday"}),
    "snoze 3 2w": ("snooze", {"numbers": (3,), "when": "2w"}),
    "remind me of 3 on friday": ("snooze", {"numbers": (3,), "when": "friday"}),
    # Start, block, skip, note
    "start-item 3": ("start-item", {"numbers": (3,)}),
    "start item 3": ("start-item", {"numbers": (3,)}),
    "begin 3": ("start-item", {"numbers": (3,)}),
    "start 3 4": ("start-item", {"numbers": (3, 4)}),
    "start cro 3": ("start-item", {"search": "cro", "numbers": (3,)}),
    "3 in progress": ("start-item", {"numbers": (3,)}),
    "block 3 waiting for legal": ("block", {"numbers": (3,), "text": "waiting for legal"}),
    "block 3: waiting": ("block", {"numbers": (3,), "text": "waiting"}),
    "block 3 because of the audit": ("block", {"numbers": (3,), "text": "the audit"}),
    "block 3 because legal is slow": ("block", {"numbers": (3,), "text": "legal is slow"}),
    "blocked 3 5 vendors are silent": ("block", {"numbers": (3,), "text": "5 vendors are silent"}),
    "block 3, 4 legal": ("block", {"numbers": (3, 4), "text": "legal"}),
    "block 3 ~4 weeks late": ("block", {"numbers": (3,), "text": "~4 weeks late"}),
    "block 3 4 5 weeks late": ("block", {"numbers": (3, 4), "text": "5 weeks late"}),
    "block 3 item 4 comes first": ("block", {"numbers": (3,), "text": "item 4 comes first"}),
    "block 3 items 4 and 5 come first": ("block", {"numbers": (3,), "text": "items 4 and 5 come first"}),
    "block 3 is the budget approved?": ("block", {"numbers": (3,), "text": "is the budget approved?"}),
    "3 stuck on legal": ("block", {"numbers": (3,), "text": "on legal"}),
    "unblock 3": ("unblock", {"numbers": (3,)}),
    "unblcok 3": ("unblock", {"numbers": (3,)}),
    "skip 3 no board": ("skip", {"numbers": (3,), "text": "no board"}),
    "n/a 3 no board": ("skip", {"numbers": (3,), "text": "no board"}),
    "not applicable 3 no board": ("skip", {"numbers": (3,), "text": "no board"}),
    "skip 3 4 5 no board": ("skip", {"numbers": (3, 4, 5), "text": "no board"}),
    "skip 3 ~4 reasons": ("skip", {"numbers": (3,), "text": "~4 reasons"}),
    "skip 3 no 4 candidates": ("skip", {"numbers": (3,), "text": "no 4 candidates"}),
    "cancel 3 no board": ("skip", {"numbers": (3,), "text": "no board"}),
    "note 3 spoke to <@U2|bo>": ("note", {"numbers": (3,), "text": "spoke to @bo"}),
    "note cro 3 hello": ("note", {"search": "cro", "numbers": (3,), "text": "hello"}),
    "note 3 cro": ("note", {"search": "cro", "numbers": (3,)}),
    "comment on 3: hello": ("note", {"numbers": (3,), "text": "hello"}),
    "note 3 ~30 candidates": ("note", {"numbers": (3,), "text": "~30 candidates"}),
    "note 3 (30 candidates)": ("note", {"numbers": (3,), "text": "(30 candidates)"}),
    'note 3 "30 candidates"': ("note", {"numbers": (3,), "text": "30 candidates"}),
    "note 3 30+ candidates": ("note", {"numbers": (3,), "text": "30+ candidates"}),
    "note 3 30-day notice": ("note", {"numbers": (3,), "text": "30-day notice"}),
    "note 3 30\u20ac a head": ("note", {"numbers": (3,), "text": "30\u20ac a head"}),
    "note 3 and 4 talked to both": ("note", {"numbers": (3, 4), "text": "talked to both"}),
    "note 3 is it legal?": ("note", {"numbers": (3,), "text": "is it legal?"}),
    "note 3 -10% on cash": ("note", {"numbers": (3,), "text": "-10% on cash"}),
    "note 3 :thumbsup: agreed": ("note", {"numbers": (3,), "text": ":thumbsup: agreed"}),
    "note 3: call at 5:": ("note", {"numbers": (3,), "text": "call at 5:"}),
    'note 3 "yes" and "no"': ("note", {"numbers": (3,), "text": '"yes" and "no"'}),
    "add note 3 hello": ("note", {"numbers": (3,), "text": "hello"}),
    # Add
    'add "Call the board"': ("add", {"text": "Call the board"}),
    "add \u201cCall the board\u201d offer": ("add", {"text": "Call the board", "filter": "offer"}),
    'add "Call the board" in the Offer phase': ("add", {"text": "Call the board", "filter": "offer"}),
    'add "Call the board" "offer"': ("add", {"text": "Call the board", "filter": "offer"}),
    "add Call the board": ("add", {"text": "Call the board"}),
    "add Call the board in offer": ("add", {"text": "Call the board", "filter": "offer"}),
    "add Call the board (offer)": ("add", {"text": "Call the board", "filter": "offer"}),
    "add Call people in London": ("add", {"text": "Call people in London"}),
    'add cro "Call the board"': ("add", {"search": "cro", "text": "Call the board"}),
    "add cro Call the board": ("add", {"search": "cro", "text": "Call the board"}),
    "add CRO pay benchmark": ("add", {"text": "CRO pay benchmark"}),
    "cro add Call the board": ("add", {"search": "cro", "text": "Call the board"}),
    "add item Don't wait": ("add", {"text": "Don't wait"}),
    "add :rocket: Launch": ("add", {"text": ":rocket: Launch"}),
    "add $5m budget": ("add", {"text": "$5m budget"}),
    "add - Call the board?": ("add", {"text": "Call the board?"}),
    'add "Call the board" by friday': ("add", {"text": "Call the board", "when": "friday"}),
    'add "Call the board" offer by friday': ("add", {"text": "Call the board", "filter": "offer", "when": "friday"}),
    'add "Call the board" by friday in offer': ("add", {"text": "Call the board", "filter": "offer", "when": "friday"}),
    'add "Call by friday"': ("add", {"text": "Call by friday"}),
    "add Call the board by friday": ("add", {"text": "Call the board", "when": "friday"}),
    "add Call the board, due firday": ("add", {"text": "Call the board", "when": "firday"}),
    "add Call the board in offer by friday": ("add", {"text": "Call the board", "filter": "offer", "when": "friday"}),
    "add Call the board by friday in offer": ("add", {"text": "Call the board", "filter": "offer", "when": "friday"}),
    "add Prepare by region": ("add", {"text": "Prepare by region"}),
    # Look
    "status": ("status", {}),
    "stauts": ("status", {}),
    "status cro": ("status", {"search": "cro"}),
    "status gc": ("status", {"search": "clo"}),
    "status cpo": ("status", {"search": "cpo"}),
    "status chief revenue officer": ("status", {"search": "cro"}),
    "status Growth in EMEA": ("status", {"search": "growth in emea"}),
    "cro status": ("status", {"search": "cro"}),
    "cro": ("status", {"search": "cro"}),
    "progress": ("status", {}),
    "how is it going?": ("status", {}),
    "show": ("status", {}),
    "show cro": ("status", {"search": "cro"}),
    "check status": ("status", {}),
    "next": ("next", {}),
    "next for me": ("next", {}),
    "what is the status?": ("status", {}),
    "next cro": ("next", {"search": "cro"}),
    "what's next?": ("next", {}),
    "What\u2019s next": ("next", {}),
    "show me what's next": ("next", {}),
    "item 3": ("item", {"numbers": (3,)}),
    "show 3": ("item", {"numbers": (3,)}),
    "show item 3": ("item", {"numbers": (3,)}),
    "3 details": ("item", {"numbers": (3,)}),
    "step 3": ("item", {"numbers": (3,)}),
    "item": ("items", {}),
    "item mine": ("items", {"filter": "mine"}),
    "3 item": ("item", {"numbers": (3,)}),
    "open 3": ("item", {"numbers": (3,)}),
    "details of 3": ("item", {"numbers": (3,)}),
    "3": ("item", {"numbers": (3,)}),
    "#3": ("item", {"numbers": (3,)}),
    "3?": ("item", {"numbers": (3,)}),
    "cro 3": ("item", {"search": "cro", "numbers": (3,)}),
    "status 3": ("item", {"numbers": (3,)}),
    "items": ("items", {}),
    "todo": ("items", {"filter": "open"}),
    "tasks": ("items", {}),
    "list items": ("items", {}),
    "items mine": ("items", {"filter": "mine"}),
    "mine": ("items", {"filter": "mine"}),
    "my items": ("items", {"filter": "mine"}),
    "show my items": ("items", {"filter": "mine"}),
    "cro mine": ("items", {"search": "cro", "filter": "mine"}),
    "items mine cro": ("items", {"search": "cro", "filter": "mine"}),
    "items cro mine": ("items", {"search": "cro", "filter": "mine"}),
    "items assigned to me": ("items", {"filter": "mine"}),
    "items <@U1>": ("items", {"person": "U1"}),
    "items assigned to <@U1> cro": ("items", {"search": "cro", "person": "U1"}),
    "items <@U1> overdue": ("items", {"person": "U1", "filter": "overdue"}),
    "items offer <@U1>": ("items", {"person": "U1", "filter": "offer"}),
    "overdue <@U1>": ("items", {"person": "U1", "filter": "overdue"}),
    "overdue mine": ("items", {"person": "me", "filter": "overdue"}),
    "mine overdue": ("items", {"person": "me", "filter": "overdue"}),
    "mine offer": ("items", {"person": "me", "filter": "offer"}),
    "items nobody": ("items", {"person": "nobody"}),
    "items no one": ("items", {"person": "nobody"}),
    "items unassigned": ("items", {"person": "nobody"}),
    "items unasigned": ("items", {"person": "nobody"}),
    "items without an owner": ("items", {"person": "nobody"}),
    "items overdue nobody": ("items", {"person": "nobody", "filter": "overdue"}),
    "overdue": ("items", {"filter": "overdue"}),
    "what's overdue?": ("items", {"filter": "overdue"}),
    "itmes overdu": ("items", {"filter": "overdue"}),
    "items late": ("items", {"filter": "overdue"}),
    "items open": ("items", {"filter": "open"}),
    "open": ("items", {"filter": "open"}),
    "items all": ("items", {"filter": "all"}),
    "show everything": ("items", {"filter": "all"}),
    "items blocked": ("items", {"filter": "blocked"}),
    "items Offer": ("items", {"filter": "offer"}),
    "items in the offer phase": ("items", {"filter": "offer"}),
    "items cro offer": ("items", {"search": "cro", "filter": "offer"}),
    "list offer": ("items", {"filter": "offer"}),
    "history": ("history", {}),
    "history 3": ("history", {"numbers": (3,)}),
    "history of 3": ("history", {"numbers": (3,)}),
    "history cro 3": ("history", {"search": "cro", "numbers": (3,)}),
    "histroy": ("history", {}),
    "log cro": ("history", {"search": "cro"}),
    "searches": ("searches", {}),
    "list": ("searches", {}),
    "list searches": ("searches", {}),
    "export": ("export", {}),
    "export csv": ("export", {"format": "csv"}),
    "export as Markdown": ("export", {"format": "md"}),
    "export the checklist": ("export", {}),
    "export cro md": ("export", {"search": "cro", "format": "md"}),
    "csv": ("export", {"format": "csv"}),
    "export ics": ("export", {"format": "ics"}),
    "export the calendar": ("export", {"format": "ics"}),
    "ics": ("export", {"format": "ics"}),
    # The search itself
    "rename Growth lead": ("rename", {"text": "Growth lead"}),
    'rename to "Growth lead"': ("rename", {"text": "Growth lead"}),
    "rename cro Growth lead": ("rename", {"search": "cro", "text": "Growth lead"}),
    "rename cro to Growth lead": ("rename", {"search": "cro", "text": "Growth lead"}),
    "rename the search to Growth lead": ("rename", {"text": "Growth lead"}),
    "rename to CRO EMEA": ("rename", {"text": "CRO EMEA"}),
    "rename \U0001f680 Growth": ("rename", {"text": "\U0001f680 Growth"}),
    "owner <@U123>": ("owner", {"person": "U123"}),
    "owner cro <@U123>": ("owner", {"search": "cro", "person": "U123"}),
    "owner <@U123> cro": ("owner", {"search": "cro", "person": "U123"}),
    "hand over to me": ("owner", {"person": "me"}),
    "target 2027-04-30": ("target", {"when": "2027-04-30"}),
    "target cro 2027-04-30": ("target", {"search": "cro", "when": "2027-04-30"}),
    "target 2027-04-30 because of the audit": ("target", {"when": "2027-04-30", "text": "the audit"}),
    "target 2027-04-30 because the board is late": ("target", {"when": "2027-04-30", "text": "the board is late"}),
    "close hired": ("close", {"outcome": "hired"}),
    "close hierd": ("close", {"outcome": "hired"}),
    "close as cancelled": ("close", {"outcome": "cancelled"}),
    "close cro hired": ("close", {"search": "cro", "outcome": "hired"}),
    "close hired cro": ("close", {"search": "cro", "outcome": "hired"}),
    "close cancelled because of the budget": ("close", {"outcome": "cancelled", "text": "the budget"}),
    "hired": ("close", {"outcome": "hired"}),
    "cro hired": ("close", {"search": "cro", "outcome": "hired"}),
    "cancel cro no budget": ("close", {"search": "cro", "outcome": "cancelled", "text": "no budget"}),
    "close cancelled is the money gone?": ("close", {"outcome": "cancelled", "text": "is the money gone?"}),
    "close cancelled please": ("close", {"outcome": "cancelled"}),
    "cancel the search": ("close", {"outcome": "cancelled"}),
    "cancel": ("close", {"outcome": "cancelled"}),
    "cancl": ("close", {"outcome": "cancelled"}),
    "abort": ("close", {"outcome": "cancelled"}),
    "stop, please": ("close", {"outcome": "cancelled"}),
    "cancel no budget?": ("close", {"outcome": "cancelled", "text": "no budget?"}),
    "close cro hired confirmed": ("close", {"search": "cro", "outcome": "hired", "confirmed": True}),
    "close cancelled confirm: no budget": ("close", {"outcome": "cancelled", "text": "no budget", "confirmed": True}),
    "pause": ("pause", {}),
    "pause cro": ("pause", {"search": "cro"}),
    "pause because the board decides in may": ("pause", {"text": "the board decides in may"}),
    "pause cro, budget freeze": ("pause", {"search": "cro", "text": "budget freeze"}),
    "pause the search": ("pause", {}),
    "put the search on hold": ("pause", {}),
    "put the search on hold because of the budget": ("pause", {"text": "the budget"}),
    "freeze hiring until june": ("pause", {"text": "until june"}),
    "pause 3 no budget": ("block", {"numbers": (3,), "text": "no budget"}),
    "resume": ("resume", {}),
    "resume the search": ("resume", {}),
    "unpause cro": ("resume", {"search": "cro"}),
    "resume 3": ("unblock", {"numbers": (3,)}),
    "abort the search, no budget": ("close", {"outcome": "cancelled", "text": "no budget"}),
    "cancel the cro search": ("close", {"search": "cro", "outcome": "cancelled"}),
    "stop 3 no board": ("skip", {"numbers": (3,), "text": "no board"}),
    "reopen-search": ("reopen-search", {}),
    "reopen search cro": ("reopen-search", {"search": "cro"}),
    "reopen cro": ("reopen-search", {"search": "cro"}),
    "undo": ("undo", {}),
    "undo that": ("undo", {}),
    "undo my last change": ("undo", {}),
    "undo cro": ("undo", {"search": "cro"}),
    "weekly on": ("weekly", {"enabled": True}),
    "weekly off": ("weekly", {"enabled": False}),
    "weekly cro off": ("weekly", {"search": "cro", "enabled": False}),
    "weekly off cro": ("weekly", {"search": "cro", "enabled": False}),
    "reminders off": ("weekly", {"enabled": False}),
    "summary off": ("weekly", {"enabled": False}),
    "stop reminders": ("weekly", {"enabled": False}),
    "turn on weekly": ("weekly", {"enabled": True}),
    "turn the weekly summary off": ("weekly", {"enabled": False}),
    "turn off the weekly summary": ("weekly", {"enabled": False}),
    "unmute": ("weekly", {"enabled": True}),
    # A new search
    "start cro": ("start", {"roles": ("cro",)}),
    "START CRO": ("start", {"roles": ("cro",)}),
    "statr cro": ("start", {"roles": ("cro",)}),
    "start C.R.O.": ("start", {"roles": ("cro",)}),
    "start cheif revenue officer": ("start", {"roles": ("cro",)}),
    "start head of revenue": ("start", {"roles": ("cro",)}),
    "start a search for a CFO": ("start", {"roles": ("cfo",)}),
    "start a CFO search": ("start", {"roles": ("cfo",)}),
    "I want to hire a cfo": ("start", {"roles": ("cfo",)}),
    "open a new search for a cfo": ("start", {"roles": ("cfo",)}),
    "hire a cfo": ("start", {"roles": ("cfo",)}),
    "begin cro": ("start", {"roles": ("cro",)}),
    "start cro Growth lead": ("start", {"roles": ("cro",), "text": "Growth lead"}),
    "start cro \u201cGrowth lead\u201d": ("start", {"roles": ("cro",), "text": "Growth lead"}),
    'start "Growth lead" cro': ("start", {"roles": ("cro",), "text": "Growth lead"}),
    'start "CRO"': ("start", {"roles": ("cro",), "text": ""}),
    "start EMEA cfo": ("start", {"roles": ("cfo",), "text": "EMEA cfo"}),
    "start cfo for EMEA": ("start", {"roles": ("cfo",), "text": "cfo for EMEA"}),
    "start cro by 2027-03-31": ("start", {"roles": ("cro",), "when": "2027-03-31"}),
    "start cro 2027-03-31": ("start", {"roles": ("cro",), "when": "2027-03-31"}),
    "start cro before 1 june": ("start", {"roles": ("cro",), "when": "1 june"}),
    "start cro until q1": ("start", {"roles": ("cro",), "when": "q1"}),
    "start cro starting in january": ("start", {"roles": ("cro",), "when": "in january"}),
    "start cro to start 1 june": ("start", {"roles": ("cro",), "when": "1 june"}),
    "start cro Growth lead, by next month": ("start", {"roles": ("cro",), "text": "Growth lead", "when": "next month"}),
    "start Head of sales by region": ("start", {"roles": ("vp_sales",), "text": "Head of sales by region"}),
    "start Head of sales by region by 1 june": (
        "start",
        {"roles": ("vp_sales",), "text": "Head of sales by region", "when": "1 june"},
    ),
    "start cro by 3/4": ("start", {"roles": ("cro",), "when": "3/4"}),
    "start cro bis 30. Juni 2027": ("start", {"roles": ("cro",), "when": "30. Juni 2027"}),
    "start cro by 30 juin 2027": ("start", {"roles": ("cro",), "when": "30 juin 2027"}),
    "start cro, first day 1 july 2027": ("start", {"roles": ("cro",), "when": "1 july 2027"}),
    "start cro asap": ("start", {"roles": ("cro",)}),
    # Decisions and help
    "decide": ("decide", {}),
    "decide cmo cro": ("decide", {"roles": ("cmo", "cro")}),
    "decide between a CRO and a CMO": ("decide", {"roles": ("cro", "cmo")}),
    "which first: cmo or cro?": ("decide", {"roles": ("cmo", "cro")}),
    "decisions": ("decisions", {}),
    "decisoins": ("decisions", {}),
    "show decisions": ("decisions", {}),
    "help": ("help", {}),
    "hlep": ("help", {}),
    "?": ("help", {}),
    "help done": ("help", {"text": "done"}),
    "": ("empty", {}),
    " \n ": ("empty", {}),
    ":wave:": ("empty", {}),
}
COMPLETE = {text: expected for text, expected in COMMANDS.items() if text != "note 3 cro"}


@pytest.mark.parametrize(("text", "expected"), COMPLETE.items())
def test_a_command_is_parsed_into_its_parts(text: str, expected: tuple[str, dict[str, Any]]):
    command = parse(text)
    fields = {name: value for name, value in expected[1].items() if value != ""}
    assert (command.verb, fields_of(command)) == (expected[0], fields)


@pytest.mark.parametrize("verb", [verb.name for verb in CATALOGUE.values() if verb.is_typed])
def test_every_verb_is_recognised_by_its_own_name(verb: str):
    of_items = ("item", "done", "reopen", "assign", "due", "start-item", "block", "unblock", "skip", "note", "snooze")
    command = parse(f"{verb} 3 friday me" if verb in of_items else verb)
    assert command.verb == verb


OF_WHOLE_MESSAGES = {
    "question",
    "negation",
    "condition",
    "plan",
    "report",
    "hedge",
    "choice",
    "unexplained",
    "text_or_command",
    "group",
}
"""Problems that only `read_instructions` finds."""
PROBLEMS = {
    "xyzzy 3": CommandProblem("unknown_verb", "xyzzy"),
    "3 qqq": CommandProblem("unknown_verb", "qqq"),
    "done": CommandProblem("no_number"),
    "done all": CommandProblem("no_number", "all"),
    "done 3rd": CommandProblem("no_number", "3rd"),
    "done 3.5": CommandProblem("no_number", "3.5"),
    "done cro": CommandProblem("no_number"),
    "due friday": CommandProblem("no_number", "friday"),
    "due april 30": CommandProblem("no_number", "april 30"),
    "move to 30 april": CommandProblem("no_number", "to 30 april"),
    "postpone to 2027-04-30": CommandProblem("no_number", "to 2027-04-30"),
    "assign <@U1>": CommandProblem("no_number"),
    "reopen": CommandProblem("no_number"),
    "done 0": CommandProblem("bad_number", "0"),
    "done 3 0": CommandProblem("bad_number", "0"),
    "0 done": CommandProblem("bad_number", "0"),
    "done 99999999999999999999999": CommandProblem("bad_number", "999999999"),
    "history 0": CommandProblem("bad_number", "0"),
    "done 9-7": CommandProblem("backwards", "9-7"),
    "start 9-7": CommandProblem("backwards", "9-7"),
    "due 9-7 friday": CommandProblem("backwards", "9-7"),
    "done 1-500": CommandProblem("too_many", "1-500"),
    "done 1-150 151-300": CommandProblem("too_many", "1-150 151-300"),
    "done 2 5 board members agreed": CommandProblem(
        "which_numbers", "2 5 board members agreed", ("2, 5: board members agreed", "2: 5 board members agreed")
    ),
    "note 5 & 6 more weeks": CommandProblem(
        "which_numbers", "5 & 6 more weeks", ("5, 6: more weeks", "5: & 6 more weeks")
    ),
    "note 5, 6 more weeks": CommandProblem("which_numbers", "5, 6 more weeks", ("5, 6: more weeks", "5: 6 more weeks")),
    "block 5 to 6 weeks": CommandProblem("which_numbers", "5 to 6 weeks", ("5-6: weeks", "5: to 6 weeks")),
    "block 5 #6 comes first": CommandProblem(
        "which_numbers", "5 #6 comes first", ("5, 6: comes first", "5: #6 comes first")
    ),
    "assign 3": CommandProblem("no_person"),
    "assign 3 to ana": CommandProblem("no_person", "ana"),
    "assign 3 @ana": CommandProblem("raw_name", "@ana"),
    "assign 3 @ana.b-c": CommandProblem("raw_name", "@ana.b-c"),
    "assign 3 <!subteam^S1|@sales>": CommandProblem("raw_name", "@sales"),
    "assign 3 <!here>": CommandProblem("raw_name", "@here"),
    "assign 3 <@U1> <@U2>": CommandProblem("several_people", "<@U1> <@U2>"),
    "assign 3 me by summer": CommandProblem("no_date", "summer"),
    "items @ana": CommandProblem("raw_name", "@ana"),
    "items <@U1> <@U2>": CommandProblem("several_people", "<@U1> <@U2>"),
    "owner": CommandProblem("no_person"),
    "owner @ana": CommandProblem("raw_name", "@ana"),
    "due 3": CommandProblem("no_date"),
    "due 3 please": CommandProblem("no_date"),
    "postpone 3 by a week": CommandProblem("no_date", "a week"),
    "target": CommandProblem("no_date"),
    "block 3": CommandProblem("no_reason"),
    "block 3 please": CommandProblem("no_reason"),
    "skip 3 :wave:": CommandProblem("no_reason"),
    "skip 3": CommandProblem("no_reason"),
    "override 3": CommandProblem("no_reason"),
    "done 3 anyway": CommandProblem("no_reason"),
    "note 3": CommandProblem("no_text"),
    "note 3 cro": CommandProblem("no_text"),
    "add": CommandProblem("no_text"),
    'add ""': CommandProblem("no_text"),
    'add "Call the board" by summer': CommandProblem("no_date", "summer"),
    "rename": CommandProblem("no_text"),
    "rename cro": CommandProblem("no_text"),
    "start": CommandProblem("no_role"),
    "start :wave:": CommandProblem("no_role"),
    "start plumber": CommandProblem("unknown_role", "plumber"),
    "start cfoo": CommandProblem("unknown_role", "cfoo", ("cfo", "coo", "ceo")),
    "decide plumber": CommandProblem("unknown_role", "plumber"),
    "start cmo and cro": CommandProblem("several_roles", "cmo and cro"),
    "start cmo cro": CommandProblem("several_roles", "cmo cro"),
    "start cpo": CommandProblem("which_role", "cpo"),
    "start cro by summer": CommandProblem("no_date", "summer"),
    "start cro by whenever": CommandProblem("no_date", "whenever"),
    "decide cdo": CommandProblem("which_role", "cdo"),
    "close": CommandProblem("no_outcome"),
    "close cro": CommandProblem("no_outcome"),
    "close for now": CommandProblem("no_outcome", "for now"),
    "stop reminding me": CommandProblem("which_reminders"),
    "add <@U1> and <@U2>": CommandProblem("people", "<@U1> and <@U2>"),
    "weekly": CommandProblem("no_setting"),
    "weekly sometimes": CommandProblem("no_setting", "sometimes"),
    "guests": CommandProblem("no_guest_access"),
    "score": CommandProblem("no_finalist"),
    "finalist A": CommandProblem("no_step"),
    "finalist A likes golf": CommandProblem("no_step", "likes golf"),
    "open-scores tomorrow": CommandProblem("no_finalist", "tomorrow"),
    "guests read and change": CommandProblem("no_guest_access"),
    "export pdf": CommandProblem("unknown_format", "pdf"),
}


@pytest.mark.parametrize(("text", "problem"), PROBLEMS.items())
def test_a_missing_or_wrong_argument_gives_a_problem(text: str, problem: CommandProblem):
    assert parse(text).problem == problem


def test_every_kind_of_problem_is_covered_by_an_example():
    assert {problem.kind for problem in PROBLEMS.values()} == set(ProblemKind.__args__) - OF_WHOLE_MESSAGES


def test_an_unknown_verb_suggests_the_most_similar_ones():
    problem = parse("remindful 3").problem
    assert problem is not None
    assert "snooze" in problem.suggestions


# Words that may or may not be a search


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("rename cro Growth lead", "text", "cro Growth lead"),
        ("add cro pay benchmark", "text", "cro pay benchmark"),
        ("items CRO", "filter", "cro"),
        ("rename CRO", "text", "CRO"),
        ("rename cro? Growth", "text", "cro? Growth"),
        ("add cro pay benchmark by friday", "text", "cro pay benchmark"),
    ],
)
def test_a_word_that_turns_out_to_be_no_search_becomes_part_of_the_text(text: str, field: str, words: str):
    command = without_search(parse(text))
    assert (command.search, command.problem, getattr(command, field)) == (None, None, words)


@pytest.mark.parametrize(
    ("text", "is_explicit"),
    [
        ("rename cro to Growth", True),
        ("rename cro: Growth", True),
        ('rename cro "Growth"', True),
        ("cro rename Growth", True),
        ("rename Growth", True),
        ("rename CRO Europe", False),
        ("rename cro", False),
    ],
)
def test_a_short_name_separated_from_the_new_name_is_explicit(text: str, is_explicit: bool):
    assert parse(text).has_explicit_search is is_explicit


@pytest.mark.parametrize("text", ["done cro 3", "status cro", "rename Growth lead", "close cro hired"])
def test_verbs_without_free_text_keep_their_search(text: str):
    assert without_search(parse(text)) == parse(text)


def test_the_text_after_the_verb_is_kept_as_typed():
    assert parse("Note  CRO 3  Said &lt;no&gt;  twice ").argument_text == "CRO 3  Said <no>  twice"
    assert parse("cro done 3 Fine").argument_text == "3 Fine"
    assert parse("show me the items CRO").argument_text == "CRO"


# Shared abbreviations


def test_a_shared_abbreviation_gives_all_its_roles():
    command = parse("start cpo Growth by 1 june")
    assert (command.shared_abbreviation, command.candidates, command.roles) == ("cpo", ("chro", "cpo_product"), ())
    assert (command.text, command.when) == ("Growth", "1 june")


def test_a_command_about_one_item_gives_its_number():
    assert parse("item 3 4").number == 3
    assert parse("history").number == 0


# The beginning of a command


@pytest.mark.parametrize(
    ("text", "verb", "search", "numbers", "rest"),
    [
        ("done 3", "done", None, (), "3"),
        ("Done - 3 ok.", "done", None, (), "3 ok."),
        ("cro2 done 3", "done", "cro2", (), "3"),
        ("3 and 4 are done: fine", "done", None, (3, 4), "fine"),
        ("cro 3 done", "done", "cro", (3,), ""),
        ("3 cro done", "done", "cro", (3,), ""),
        ("cro cmo done 3", "unknown", "cro", (), "cmo done 3"),
        ("please could you mark 3 as done", "done", None, (3,), ""),
        (":wave: hey, done 3", "done", None, (), "3"),
        ("start-item 3", "start-item", None, (), "3"),
        ("start_item 3", "start-item", None, (), "3"),
        ("What\u2019s next?", "next", None, (), "?"),
        ("3", "item", None, (3,), ""),
        ("item 3 qqq else", "item", None, (3,), "qqq else"),
        ("3 qqq else", "unknown", None, (3,), "qqq else"),
        ("3 <@U1>", "assign", None, (3,), "<@U1>"),
        ("<@U1> 3", "unknown", None, (), "<@U1> 3"),
        ("cro", "status", "cro", (), ""),
        ("please", "empty", None, (), ""),
        ("", "empty", None, (), ""),
        ("...", "empty", None, (), ""),
        ("what does a cro do", "unknown", None, (), "does a cro do"),
    ],
)
def test_a_prefix_has_the_verb_and_what_comes_before_it(
    text: str, verb: str, search: str | None, numbers: tuple[int, ...], rest: str
):
    prefix = parse_prefix(text, base())
    assert (prefix.verb, prefix.search, prefix.numbers, prefix.rest) == (verb, search, numbers, rest)


@pytest.mark.parametrize(
    ("text", "words"),
    [("tick off 3", "tick off"), ("dnoe 3", "done"), ("Xyzzy! 3", "Xyzzy!"), ("what does a cro do", "what")],
)
def test_the_words_of_the_verb_are_kept(text: str, words: str):
    assert parse_prefix(text, base()).verb_words == words


def test_verb_words_are_folded_and_have_end_positions():
    assert [word.text for word in _verb_words("Caf\u00e9, N/A \u2013 what\u2019s-up 3 more", 0)] == ["cafe", "n/a"]
    assert [(word.text, word.end) for word in _verb_words("start-item 3", 0)] == [("start", 5), ("item", 10)]


# Any text

SIGNS = "<@U1> <@U2|x> <https://e.com|e> &amp; \u201c \u201d ( ) - \u2013 , ; : # 0 12 99999 3-5 9-7 cpo friday"
WORDS = [word for text in (*COMMANDS, SIGNS) for word in text.split()] + ["\n", "\t"]


@settings(deadline=timedelta(milliseconds=500))
@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@example("done " + "3 " * 2000)
@example("due " + "3 " * 2000 + "friday")
@example("note 3 " + "<" * 4000)
@example("start " + "by " * 1300)
@example("done 3" + " " * 4000 + "x")
@example("add " + '"' * 4000)
@example("assign 3 " + "@" * 4000)
@example("\u00e9" * 4000)
@example("done \u0663")
@example("done \u00b3")
def test_any_text_gives_a_command(text: str):
    command = parse(text)
    assert command == parse(text)
    assert command.verb in {*CATALOGUE, EMPTY, UNKNOWN}
    assert len(set(command.numbers)) == len(command.numbers) <= MAX_ITEMS
    assert all(0 < number <= MAX_ITEM_NUMBER for number in command.numbers)
    assert command.person is None or command.person in ("me", "nobody") or command.person[0] in "UW"
    assert set(command.roles) | set(command.candidates) <= set(base().roles)
    assert command.problem is None or command.problem.kind in ProblemKind.__args__
    assert command.verb not in ("block", "skip", "note", "add", "rename") or command.problem or command.text
    assert (
        command.verb not in ("done", "assign", "due", "block", "skip", "note", "item")
        or command.problem
        or command.numbers
    )
    assert without_search(command).search is None or command.verb not in ("items", "add", "rename")


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.sampled_from([" ", ", ", " and ", " #", "; "]))
def test_numbers_keep_the_order_typed_without_duplicates(numbers: list[int], separator: str):
    assert parse("done " + separator.join(map(str, numbers))).numbers == tuple(dict.fromkeys(numbers))


@given(st.text(st.characters(codec="utf-8", exclude_characters="<>&\u200b\u2060\ufeff\u00ad"), min_size=1, max_size=60))
def test_a_note_is_kept_as_typed(words: str):
    text = f"x{words}x"
    assert parse(f"note 3 {text}").text == text
