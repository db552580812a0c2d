from auth_demo.models.device import Device
from auth_demo.models.event import Event
from auth_demo.models.login import Challenge, Login
from auth_demo.models.sandbox import Sandbox

__all__ = ["Challenge", "Device", "Event", "Login", "Sandbox"]
