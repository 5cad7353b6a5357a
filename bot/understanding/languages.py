"""Recognises texts in other languages than English, by their most frequent words and their script."""

import unicodedata

from bot.understanding.thresholds import MAX_FOREIGN_LETTERS, MIN_FOREIGN_WORDS

FREQUENT_WORDS = {
    "German": "der die das den dem ein eine einen und oder ist sind wir wie was wer wann welche macht haben braucht"
    " brauchen unser unsere für bei mit von auf nicht noch schon auch zu zum zur wird ab uns man soll sollte",
    "French": "le la les un une des du de et ou est sont nous vous quel quelle quels quelles qui quoi quand comment"
    " pour avec dans sur pas plus fait doit faut notre nos votre il elle au aux que ce cette avons",
    "Spanish": "el la los las un una unos de del y o es son somos nosotros que qué quién cuándo cómo cuál cuáles para"
    " con en por no más hace debe nuestro nuestra necesitamos su al se hay está tiene",
    "Portuguese": "o a os as um uma de do da dos das e ou é são nós que quem quando como qual quais para com em por não"
    " mais faz deve nosso nossa precisamos ao na no está tem",
    "Italian": "il lo la i gli le un una di del della dei e o è sono noi che chi quando come quale quali per con in da"
    " non più fa deve nostro nostra serve al nel cosa abbiamo",
    "Dutch": "de het een en of is zijn wij we wat wie wanneer hoe welke voor met van op niet nog ook bij naar moet"
    " hebben onze ons doet heeft aan",
    "Polish": "czy i oraz lub jest są my kto co kiedy jak jaki jaka jakie dla z w na nie do od się potrzebujemy ma",
    "Swedish": "en ett och eller är vi vad vem när hur vilken vilka för med av på inte till behöver har ska som den",
    "Turkish": "bir ve veya ile mi ne kim hangi için bu şu daha çok var yok nedir gerekli lazım neden",  # noqa: RUF001  Turkish has an i without a dot
    "Hindi": "hai ka ki ke kya kaun kab kaise mein aur ya ko se nahi hota hoti karta chahiye bhai hum",
    "Indonesian": "apa siapa yang dan atau untuk dengan di ke dari adalah kita kami bagaimana kapan tidak perlu",
}
_WORDS = {
    language: frozenset(word for word in words.split() if len(word) > 1) for language, words in FREQUENT_WORDS.items()
}
_ENGLISH = frozenset(
    (
        *("the", "a", "an", "and", "or", "is", "are", "do", "does", "we", "what", "who", "when", "how", "which", "for"),
        *("with", "of", "on", "not", "our", "to", "in", "it", "you", "should", "would", "can", "has", "have", "need"),
        *("i", "be", "by", "at", "as", "than", "from", "me", "my", "their", "he", "she", "they", "that", "this", "if"),
    )
)


def is_foreign(text: str) -> bool:
    """Return whether a text is in another language than English, as far as its words and letters show."""
    letters = [character for character in text if character.isalpha()]
    foreign_letters = sum("LATIN" not in unicodedata.name(letter, "") for letter in letters)
    if foreign_letters > MAX_FOREIGN_LETTERS * len(letters):
        return True
    typed = [word.strip("?!.,;:¿¡\"'()").lower() for word in text.split()]
    english = sum(word in _ENGLISH for word in typed)
    others = max(sum(word in known and word not in _ENGLISH for word in typed) for known in _WORDS.values())
    return others >= MIN_FOREIGN_WORDS and others > english
