import pytest
from cryptography.fernet import Fernet

from bot.errors import SettingsError
from bot.oauth.cipher import TokenCipher, UnreadableTokenError

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_a_token_comes_back_and_cannot_be_seen_in_what_is_stored():
    stored = TokenCipher(OLD).encrypt("xoxb-1")
    assert "xoxb" not in stored
    assert TokenCipher(OLD).decrypt(stored) == "xoxb-1"


def test_the_same_token_is_stored_differently_each_time():
    assert TokenCipher(OLD).encrypt("xoxb-1") != TokenCipher(OLD).encrypt("xoxb-1")


def test_a_new_key_in_front_reads_what_the_old_one_wrote_and_writes_with_the_new():
    both = TokenCipher(f"{NEW}, {OLD}")
    stored = TokenCipher(OLD).encrypt("xoxb-1")
    assert both.decrypt(stored) == "xoxb-1"
    assert not both.is_newest(stored)
    assert TokenCipher(NEW).decrypt(both.encrypt("xoxb-2")) == "xoxb-2"


def test_without_the_key_a_token_cannot_be_read():
    with pytest.raises(UnreadableTokenError, match="Add that key after the present one"):
        TokenCipher(NEW).decrypt(TokenCipher(OLD).encrypt("xoxb-1"))


def test_a_token_that_was_changed_is_refused():
    stored = TokenCipher(OLD).encrypt("xoxb-1")
    spoilt = stored[:-5] + ("A" if stored[-5] != "A" else "B") + stored[-4:]
    with pytest.raises(UnreadableTokenError):
        TokenCipher(OLD).decrypt(spoilt)


def test_a_key_made_with_openssl_can_be_used():
    key = "+/" + OLD.replace("-", "+").replace("_", "/")[2:]
    assert TokenCipher(key).decrypt(TokenCipher(key).encrypt("xoxb-1")) == "xoxb-1"


@pytest.mark.parametrize("keys", ["", " , ", "short", "x" * 44, "OLD,short", "\N{GREEK SMALL LETTER ALPHA}" * 44])
def test_an_unusable_key_is_explained_without_being_shown(keys: str):
    with pytest.raises(SettingsError, match="openssl rand -base64 32") as refused:
        TokenCipher(keys.replace("OLD", OLD))
    assert "short" not in str(refused.value)
