import secrets


def new_id() -> str:
    """128 random bits: an id tells nothing about how many there are, and cannot be guessed."""
    return secrets.token_hex(16)
