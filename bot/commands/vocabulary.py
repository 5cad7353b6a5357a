"""The words of a sentence that say what is asked for, in English and four other languages.

Each phrase stands for a `WordMeaning`: an act, a slot of a command, a filler, or a sign that it is no command, such as
a negation. Words are in lower case, without accents.
"""

from functools import cache
from typing import Literal, NamedTuple

from bot.commands.foreign_words import FOREIGN_FILLERS, FOREIGN_VERBS

Kind = Literal[
    "act",  # what to do; the value is a verb of the catalogue, or one of the acts below
    "filler",  # no meaning of its own
    "subject",  # the writer
    "other",  # an unknown word
    "request",  # `could you`: a question in form only
    "item",  # a word for an item: the number follows
    "pronoun",  # the items named before
    "person",  # the value is `me` or `nobody`
    "preposition",  # before a person or a date; the value is the English one
    "and",
    "or",
    "question",
    "negation",
    "condition",
    "plan",
    "hedge",
    "report",
]
DOUBTS: tuple[Kind, ...] = ("question", "condition", "negation", "report", "plan", "hedge", "or")
"""Signs that a sentence is no command, the most telling first."""


class WordMeaning(NamedTuple):
    """What a phrase stands for. The value is what replaces it where it is kept."""

    kind: Kind
    value: str = ""


ACTS = {
    "done": "done, finish, finished, complete, completed, tick, ticked, tick off, ticked off, check off, checked"
    " off, ready, resolve, resolved, mark done, mark as done, done with, finished with, concluded, settled,"
    " closed, close, sorted, wrapped up, is ok, all set, close off, close out, finalised, finalized, did, ok done",
    "reopen": "reopen, re open, open again, untick, uncheck, unfinish, redo, reopened, back to open, undone",
    "assign": "assign, assigned, give, given, delegate, hand, reassign, donne, donner, goes to, go to, belongs to,"
    " pass, is for",
    "do": "takes, take, taking, should take, can take, do, does, handles, handle, takes over, take over, owner of, take"
    " charge of, would take charge of, would take, picks up, pick up, looks after, ubernimmt, macht, kummert sich um,"
    " prend, s'occupe de, s'occupe du, se charge de, se charge du, se encarga de, se encarga del, toma, assume, cuida"
    " de, cuida do, is on",
    "take": "i take, i'll take, ill take, i will take, claim, mine, i'll own, i've got, ive got, i got, is mine,"
    " are mine, is on me, i can take, ich nehme, ich ubernehme, je prends, je m'occupe de, je m'occupe du, yo tomo, me"
    " quedo con, me encargo de, me encargo del, fico com, eu fico com, assign me, assign to me, eu assumo",
    "unassign": "unassign, take me off, remove me from, not mine anymore, no longer mine, unclaim",
    "due": "due, deadline, due date, is due, falls due, move, push, postpone, reschedule, date, set due, needs to"
    " be done, must be done, has to be done, should be done, to be done, needs to be sorted, must be ready, needs to"
    " be finished, has to be finished, must be finished, needs to be ready, needs doing, must be completed, change due"
    " date, push back",
    "undue": "remove the due date, clear the due date, take the date off, no due date, remove the date, drop the"
    " date, clear the date, take off the date, remove due date, clear due date, remove the deadline, clear the"
    " deadline, take the due date off, remove the date from, without a due date",
    "snooze": "snooze, remind, remind me, remind me of, remind me about, remind me again about, remind me later, mute,"
    " later, sleep, no reminders, silence, no reminders for, stop reminding me about, stop reminding me of, stop"
    " pinging me about, stop nagging me about, stop bugging me about, leave me alone about, leave me in peace about",
    "start-item": "begin, start, started, in progress, working on, work on, start working on, begin with, doing,"
    " under way, underway, i'm on, im on, i started, i've started",
    "block": "block, blocked, stuck, blocking, waiting, on hold",
    "unblock": "unblock, unblocked, unstuck, no longer blocked, not blocked anymore, isn't blocked anymore, not"
    " blocked any more, not blocked any longer, can go ahead, isn't blocked any more, no longer stuck",
    "skip": "skip, skipped, n/a, not applicable, not needed, not relevant, irrelevant, drop, omit, scrap, delete,"
    " remove, get rid of, strike",
    "undo": "undo, undo that, undo it, undo this, revert, revert that, oops undo that, take that back, take it"
    " back, undo my last, undo last, undo the last, undo last one, undo my last change, undo the last change, undo"
    " last change",
    "target": "first day, start date, starting date, target date, new start date, first working day, target",
    "owner": "owner, the owner, owner of the search, make owner, runs this search, is running this search, runs the"
    " search, owns the search, owns this search, hand over the search, handover, hand over to, handover to, hand over,"
    " transfer the search, transfer the search to, transfer the ownership, transfer ownership, ownership of this"
    " search, ownership of the search, takes over the search, takes over this search, now runs this search, is now"
    " running this search, is the owner, is now the owner, new owner, search owner, owner of this search, lead",
    "pause": "pause, pause the search, pause this search, freeze hiring, freeze the search, put the search on hold,"
    " put this search on hold, put it all on hold, pause everything, pause search",
    "resume": "resume, resume the search, resume search, unpause, unfreeze, unpause the search, continue the search",
    "weekly": "weekly on, weekly off, weekly summary on, weekly summary off",
    "rename": "rename, retitle, change the wording of, change the title of, reword",
    "note": "note, comment, add note, add a note, note to, comment on, note against, note for, note on",
    "evidence": "evidence, attach, proof",
    "item": "show, view",
}
"""Act to its phrases in English, comma separated. `do`, `take`, `unassign` and `undue` are forms of `assign`, `due`."""

WORDS: dict[Kind, str] = {
    "filler": "the a an is are was were be been am as now okay ok so just too both all yes well here please pls plz"
    " kindly thanks thank you thx ty mark marked set make put consider show regard regarded then finally already hi"
    " hello hey dear team folks guys everyone sorry oops fine great good cool yay my our up off back with officially"
    " status hereby one ones of has had having get set's done's again cheers ta x xx btw fyi rolecall hiring turn"
    " because since reason weil denn porque eintragen instead somebody someone changes things actions",
    "request": "can you, could you, would you, will you, would you please, can you please, could you please, could"
    " we, can we, would you mind, i'd like you to, i would like you to, i want you to, i'd like to, i would like to,"
    " we want to, i want to, go ahead and, you may, you can, feel free to, i need you to, let's, lets, let us, i"
    " should be grateful if, i would be grateful if, it would be great if, let, have, pray, please go ahead and, go"
    " ahead, we can, i can, kannst du, konntest du, konnen sie, konnten sie, wurdest du, du kannst, peux tu, pourrais"
    " tu, pouvez vous, pourriez vous, tu peux, est ce que tu peux, puedes, podrias, puede, pode, podes, voce pode,"
    " s'il te plait, por favor, kannst du bitte, konntest du bitte",
    "subject": "i we i've we've ive weve i'm im we're ich wir je on nous j'ai yo hemos he nosotros eu",
    "item": "item, items, step, steps, task, tasks, number, numbers, no, nos, nr, num, point, points, punkt,"
    " punkte, aufgabe, nummer, schritt, numero, tache, etape, punto, tarea, paso, ponto, point no, item no, n",
    "pronoun": "it them that this those these sie ihn cela eso isso that's it's",
    "and": "and but aber pero mas plus und et y e sowie dann puis ensuite luego depois also auch aussi tambien tambem",
    "or": "or oder ou",
}
PREPOSITIONS = {
    "to": "to, through, thru, an, a, au, para la, para el",
    "by": "by, until, till, til, bis, bis zum, bis zu, bis am, pour, para, ate, hasta, before, no later than, by"
    " the, due by, vor, avant, antes de, jusqu'a, jusqu'au, for the",
    "on": "on, am, im, zum, at",
    "in": "in, dans, en, em",
    "for": "for, fur",
    "from": "from, von, vom, desde",
}
PEOPLE = {
    "me": "me, myself, mir, mich, moi, mi, mim, to me, for me",
    "nobody": "nobody, no one, noone, niemand, niemandem, personne, nadie, ninguem, unassigned, anyone, anybody",
}
OPENERS = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "did",
        "does",
        "do",
        "can",
        "could",
        "may",
        "might",
        "should",
        "shall",
        "will",
        "would",
        "any",
        "isn't",
        "aren't",
        "hasn't",
        "haven't",
        "didn't",
        "doesn't",
        "can't",
        "won't",
        "isnt",
        "hasnt",
        "ist",
        "sind",
        "war",
        "hat",
        "haben",
        "wurde",
        "kann",
        "soll",
        "sollen",
        "darf",
        "est-ce",
        "peut",
        "doit",
        "a-t-on",
        "esta",
        "estan",
        "hay",
        "puedo",
        "podemos",
        "deberiamos",
        "ja",
    ]
)
"""Words that open a question, unless they are part of a request."""
SIGNS: dict[Kind, str] = {
    "question": "who, who's, whos, whose, when's, what, what's, whats, why, how, which, where, does, is it, is"
    " that, are we, is there, have we, have you, do we, do i, do you, can i, may i, should i, should we, shall we,"
    " shall i, wer, wann, warum, wie, welche, welcher, welches, wo, wem, qui, quoi, pourquoi, comment, quel, quelle,"
    " ou en est, est ce que, quien, por que, cual, donde, quem, qual, quais, cade, any news, any update, not sure,"
    " unsure, i wonder, wondering, no idea, is that ok, mandatory, do not know, don't know",
    "negation": "not, don't, dont, do not, doesn't, doesnt, isn't, isnt, aren't, arent, wasn't, wasnt, haven't,"
    " havent, hasn't, hasnt, didn't, didnt, won't, wont, can't, cant, cannot, shouldn't, couldn't, wouldn't, never, no"
    " longer, not yet, neither, nor, hardly, no wait, without, instead of, nope, except, but not, all but, apart from,"
    " yet, nicht, nie, noch nicht, kein, keine, keinen, niemals, nee, nein, ohne, ausser, pas, pas encore, jamais, ne,"
    " n'est, n'a, n'ai, sauf, sans, non, no esta, todavia no, aun no, nunca, tampoco, sin, salvo, ainda nao, nao, sem,"
    " exceto, refuse, refused, refuses, declined, rejected, forget, ignore, scratch that, never mind, nevermind,"
    " wrong, outstanding, unfinished, incomplete, missing, failed, noch offen, lauft noch",
    "condition": "if, once, unless, when, whenever, as soon as, only if, in case, provided, assuming, depending,"
    " subject to, only when, wenn, falls, sobald, sofern, si, des que, quand, lorsque, a condition, a moins, en"
    " cuanto, cuando, a menos, siempre que, assim que, quando, caso, pending, until then, only once, after that, as"
    " long as, solange",
    "plan": "will, i'll, ill, we'll, he'll, she'll, they'll, going to, gonna, plan to, planning, planned, hope,"
    " hoping, hopefully, want, wants, intend, about to, soon, shortly, thinking, thinking about, should be, might,"
    " maybe, perhaps, probably, expect, expected, supposed, needs, need, trying, werde, werden, vais, allons, bientot,"
    " voy a, vamos a, vou, vamos, aiming, would be, could be, let me, on track, ought to, must, should, would, may,"
    " promise, plans to, will follow, to follow, to come, tbc, tbd, scheduled",
    "hedge": "almost, nearly, half, partly, partially, halfway, most of, some of, more or less, sort of, kind of, fast,"
    " beinahe, teilweise, halb, presque, moitie, en partie, casi, parcialmente, mitad, quase, metade, still, running,"
    " ongoing, barely, mostly, apparently, i think, i guess, i believe, seems, looks, looks like, as far as i know,"
    " afaik, supposedly, allegedly, draft, started, so far",
    "report": "said, says, say, told, tells, wrote, writes, asked, asks, mentioned, heard, according to, as per,"
    " reported, he, she, they, he's, she's, they're, his, their, last year, yesterday, last week, last month, back"
    " then, used to, er, sagte, sagt, hat gesagt, meinte, letztes jahr, gestern, il, elle, ils, a dit, dit, hier, l'an"
    " dernier, ella, dijo, dice, ayer, ele, ela, disse, falou, ontem, i was told, i am told, i'm told, joke, kidding,"
    " lol, haha, example, for instance",
}


@cache
def senses() -> dict[tuple[str, ...], WordMeaning]:
    """Phrase, as words, to what it stands for. Where a phrase has several senses, the later table wins."""
    found: dict[tuple[str, ...], WordMeaning] = {}
    _add(found, {WordMeaning("filler"): ", ".join(FOREIGN_FILLERS.split())})
    _add(
        found,
        {WordMeaning(kind, kind if kind in ("and", "or") else ""): _listed(words) for kind, words in WORDS.items()},
    )
    _add(found, {WordMeaning("preposition", value): phrases for value, phrases in PREPOSITIONS.items()})
    _add(found, {WordMeaning(kind): phrases for kind, phrases in SIGNS.items()})
    _add(found, {WordMeaning("person", value): phrases for value, phrases in PEOPLE.items()})
    _add(found, {WordMeaning("act", act): phrases for act, phrases in FOREIGN_VERBS.items()})
    _add(found, {WordMeaning("act", act): phrases for act, phrases in ACTS.items()})
    return found


def _add(found: dict[tuple[str, ...], WordMeaning], table: dict[WordMeaning, str]) -> None:
    for sense, phrases in table.items():
        found |= {tuple(phrase.split()): sense for phrase in phrases.split(", ")}


def _listed(words: str) -> str:
    """Comma separated phrases; words without a comma among them are phrases of one word."""
    return words if ", " in words else ", ".join(words.split())


@cache
def longest_phrase() -> int:
    """The number of words of the longest phrase."""
    return max(map(len, senses()))
