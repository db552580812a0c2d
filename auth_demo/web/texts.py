"""What the practice room's SMS say, in the active language: made when the phone shows them, so none lies stored."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from auth_demo.protocols import codes

SMS: Mapping[str, Promise] = {
    "login": _("Practice: your login code is %(code)s. It is valid for 5 minutes. Do not give it to anyone."),
    "number": _(
        "Practice: your confirmation number is %(code)s. It is valid for 10 minutes. Do not give it to anyone."
    ),
    "activation": _(
        "Practice: your activation code is %(code)s. It is valid for 10 minutes. Do not give it to anyone."
    ),
    "recovery": _(
        "Practice: your activation code is %(code)s. It is valid for 10 minutes. Do not give it to anyone."
    ),
    "migration": _(
        "Practice: your activation code is %(code)s. It is valid for 10 minutes. Do not give it to anyone."
    ),
    "activated": _("Practice: a phone was activated for your login. If this was not you, call Client Services."),
}


def sms(purpose: str, code: str) -> str:
    """`purpose` is a key of SMS; `code` is empty where there is none to say."""
    shown = codes.grouped(code, codes.ACTIVATION) if len(code) == codes.ACTIVATION.length else code
    return str(SMS[purpose]) % {"code": shown}
