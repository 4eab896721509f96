"""Personal codes (核对码): how each graduate checks their own row, and nobody else can.

A code is 100 bits of HMAC-SHA256 over the graduate's number under a secret key, so that it cannot be guessed from the
number, nor from the digest that is published: trying every number and post would need every code too. The digest is
SHA-256 over "code|number|post" in UTF-8.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from optimizer.errors import UsageError

_CHARACTERS = 20
_KEY = 32


def new_key() -> str:
    """A fresh secret key, as hexadecimal."""
    return secrets.token_hex(_KEY)


def read_key(path: Path) -> str:
    """The key in a file; raises UsageError where none of 32 bytes in hexadecimal stands there."""
    try:
        text = path.read_text("utf-8").strip()
        if len(bytes.fromhex(text)) != _KEY:
            raise ValueError
    except (OSError, ValueError) as wrong:
        raise UsageError(
            f"{path} 不是密钥（{2 * _KEY} 个十六进制字符） / holds no key of {2 * _KEY} hexadecimal digits"
        ) from wrong
    return text


def personal_code(key: str, graduate: str) -> str:
    """The code of a graduate, in groups of four: ABCD-EFGH-IJKL-MNOP-QRST."""
    digest = hmac.new(bytes.fromhex(key), graduate.encode(), hashlib.sha256).digest()
    text = base64.b32encode(digest).decode()[:_CHARACTERS]
    return "-".join(text[at : at + 4] for at in range(0, _CHARACTERS, 4))


def row_digest(code: str, graduate: str, post: str) -> str:
    """What stands in the published list for this graduate at this post ("" = none)."""
    return hashlib.sha256(f"{code}|{graduate}|{post}".encode()).hexdigest()


def kept_key(path: Path) -> str:
    """The key in a file, or a fresh one that is written there for its owner alone; raises UsageError as `read_key`."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(new_key() + "\n")
    return read_key(path)
