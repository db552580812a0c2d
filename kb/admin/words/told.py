"""What is wrong with a list, in the language of the person who edits it."""

from django.utils.translation import gettext

from kb.base.places import Said


def told(message: str) -> str:
    """A sentence that knows what it was made from is made again; any other stays as it is."""
    if not isinstance(message, Said):
        return message
    values = {name: told(value) if isinstance(value, str) else value for name, value in message.values.items()}
    return gettext(message.sentence).format(**values)
