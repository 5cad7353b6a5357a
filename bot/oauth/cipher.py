"""Encrypts the tokens that are stored, with the keys in TOKEN_ENCRYPTION_KEY."""

from cryptography.fernet import Fernet, InvalidToken

from bot.errors import RolecallError, SettingsError

KEY_COMMAND = "openssl rand -base64 32"
"""Makes a key: 32 random bytes in base64, which is what Fernet takes."""


class UnreadableTokenError(RolecallError):
    """A stored token was encrypted with a key that is not in TOKEN_ENCRYPTION_KEY."""

    def __init__(self) -> None:
        """Tell the administrator what to do."""
        super().__init__(
            "A stored token was encrypted with a key that is not in TOKEN_ENCRYPTION_KEY.",
            "Add that key after the present one, separated by a comma, or install the app in the workspace again.",
        )


class TokenCipher:
    """Encrypts with the first key and decrypts with any, so that a new key can be put in front of the present one."""

    def __init__(self, keys: str) -> None:
        """`keys` are separated by commas, the newest first. Raises SettingsError if one can't be used."""
        self._keys = [_key(text.strip()) for text in keys.split(",") if text.strip()]
        if not self._keys:
            raise SettingsError("TOKEN_ENCRYPTION_KEY has no key.", f"Make one with `{KEY_COMMAND}`.")

    def encrypt(self, token: str) -> str:
        """The token, encrypted with the newest key."""
        return self._keys[0].encrypt(token.encode()).decode()

    def decrypt(self, stored: str) -> str:
        """The token. Raises UnreadableTokenError if none of the keys fits."""
        for key in self._keys:
            token = _decrypted(key, stored)
            if token is not None:
                return token
        raise UnreadableTokenError

    def is_newest(self, stored: str) -> bool:
        """Whether the stored token was encrypted with the newest key."""
        return _decrypted(self._keys[0], stored) is not None


def _key(text: str) -> Fernet:
    try:
        return Fernet(text)
    except ValueError:
        raise SettingsError(
            "A key in TOKEN_ENCRYPTION_KEY is not 32 bytes in base64.", f"Make one with `{KEY_COMMAND}`."
        ) from None


def _decrypted(key: Fernet, stored: str) -> str | None:
    try:
        return key.decrypt(stored.encode()).decode()
    except InvalidToken:
        return None
