"""What the practice room's SMS say, in the active language: made when the phone shows them, so none lies stored."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from auth_demo.protocols import codes

SMS: Mapping[str, Promise] = {
    "login": _("Practice: your login code is %(code)s. It is good for 5 minutes. Give it to nobody."),
    "number": _("Practice: your confirmation number is %(code)s. It is good for 10 minutes. Give it to nobody."),
    "activation": _("Practice: your activation code is %(code)s. It is good for 10 minutes. Give it to nobody."),
    "recovery": _("Practice: your activation code is %(code)s. It is good for 10 minutes. Give it to nobody."),
    "migration": _("Practice: your activation code is %(code)s. It is good for 10 minutes. Give it to nobody."),
    "activated": _("Practice: a phone was activated for your login. If it was not you, call Client Services."),
}


def sms(purpose: str, code: str) -> str:
    """PURPOSE is a key of SMS; CODE is empty where there is none to say."""
    shown = codes.grouped(code, codes.ACTIVATION) if len(code) == codes.ACTIVATION.length else code
    return str(SMS[purpose]) % {"code": shown}
