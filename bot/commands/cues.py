"""Beginnings of words that hint at what a message asks for, in the languages that people use it in.

They are only enough to offer a command, never to carry one out. Words are in lower case, without accents.
"""

import re
from functools import cache

CUES: dict[str, str] = {
    "undo": "undo|revert|take (?:that|it) back|ruckgangig|annule|deshaz|desfa[zc]|belay|ongedaan|annulla|cofnij",
    "resume": "resum|unpaus|unfreez|restart|fortsetz|reprend|reanud|retom|riprend|hervat",
    "pause": "paus|freez|on ice|on hold|gel[ea]r|congel",
    "target": "first day|start date|starts on|joins on|erster? (?:arbeits)?tag|premier jour|primer dia|primeiro dia"
    "|date d'entree|eintritt",
    "owner": "owner|lead (?:on|of)|leads? th|runs? (?:this|the) search|in charge of (?:this|the) search|eigenaar"
    "|responsable de la|leitet die suche",
    "snooze": "remind|reminder|nag|pester|bother|snooz|erinner|rappel|relanc|record[ae]|recuerd|lembr|avis|ping me"
    "|nudge",
    "unblock": "unblock|unstuck|lift the block|no longer blocked|blockade|freigeb|freigegeben|aufheb|debloq|desbloq"
    "|sblocc|deblok|зніми блок",
    "block": "block|stuck|on hold|bloqu|blocc|blokk|ブロック|wartet auf|waiting (?:on|for)|held up|backorder",
    "reopen": "reopen|re-open|open again|back to open|wieder offnen|wieder auf|rouvr|reabr|riapr|heropen|untick"
    "|uncheck",
    "skip": "skip|not needed|n/a|uberspring|brauch\\w* (?:ma|wir|es)? ?nicht|saut(?:e|ons|ez)|omit|overslaan|preskoc"
    "|pomin|salta|drop|streich|atla",
    "note": "note|record|notiz|noter|nota|anot|remark|comment|opmerking",
    "unassign": "take (?:me|him|her|\\S+ name) off|off (?:of )?it|unassign|remove me|quit[ae]|retire|leave it empty"
    "|no longer (?:mine|on)|not mine|nehm(?:t|en)? mich",
    "undue": "(?:take|remove|drop|clear|delete) (?:off )?the (?:due )?(?:date|deadline)|no (?:due date|deadline)"
    "|retirez l'echeance|enlev\\w+ l'echeance|ohne frist|sin fecha",
    "done": "done|complet|tick|finish|check(?:ed)? off|sorted|wrapped|abhak|hake|erledig|fertig|fait|faite|fini|termin"
    "|coch|hech[oa]|list[oa]|marc|fatt[oa]|feit[oa]|klaar|afvink|klart|fardig|faerdig|ferdig|zrobion|gotowe|hotov"
    "|tamam|готов|зроблен|完了|完成|완료|in the bag|over the line|✅|☑|👍|:white_check_mark:|:heavy_check_mark:|✔",
    "assign": "assign|give|hand|pass|gib|geb|zuweis|ubernehm|ubernimm|trag mich|confi|donn|asign|pasa|passa|atrib"
    "|atribu|geef|tilldel|przypis|pripad|ata|tild|призна|put me|i'?ll take|gimme|has the ball|mets[- ]moi|お願い|分配"
    "|담당|takes?|coloca|saet mig|para mi",
    "due": "due|deadline|move|shift|push|bump|postpon|prepon|reschedul|date|fallig|frist|verschieb|echeance|report"
    "|decal|vence|pasala|mueve|scadenz|sposta|zet|flyt|flytta|przesun|presun|do |期限|截止|마감|tarih|pour le|para el",
}
"""What a message may ask for, the most telling first, to a pattern of the beginnings of its words."""


@cache
def cue_patterns() -> dict[str, re.Pattern[str]]:
    """The compiled patterns. What isn't written with spaces between words may be anywhere."""
    return {verb: re.compile(rf"(?:(?<![^\W\d_])|(?<=[^\x00-\u024f]))(?:{pattern})") for verb, pattern in CUES.items()}
