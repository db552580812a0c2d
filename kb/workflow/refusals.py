"""Why a step is not taken."""

from collections.abc import Sequence

from kb.workflow.checks import Found


class NotReady(Exception):
    """A text has errors, told in `found`: it is neither published nor submitted."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__("; ".join(item.problem.code for item in found))
        self.found = found


class NotNow(Exception):
    """The step does not follow from the present state: nothing to publish, to return, to unpublish; a time gone by."""
