"""Who on the staff may do what belongs to neither app alone."""

from typing import Any

TRAINERS = "Trainers"  # the group that opens classes in the practice room


def is_trainer(user: Any) -> bool:
    """Whether `user`, of a request, may run classes: signed in with the second factor, and one of the trainers."""
    if not (user.is_authenticated and user.is_active and user.is_staff and user.is_verified()):
        return False
    return bool(user.is_superuser or user.groups.filter(name=TRAINERS).exists())
