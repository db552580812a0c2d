from auth_demo.models.account import Account
from auth_demo.models.classroom import ClassEvent, Classroom, Participant, Plan, Run, Tally, TrainerKey
from auth_demo.models.confirmation import Confirmation
from auth_demo.models.device import Device, Share
from auth_demo.models.event import Event
from auth_demo.models.lms import Attempt, Handshake, LearningPlatform, ToolKey
from auth_demo.models.login import Challenge, Login
from auth_demo.models.message import Message
from auth_demo.models.onetime import OneTime
from auth_demo.models.pairing import Pairing
from auth_demo.models.sandbox import Sandbox

__all__ = [
    "Account",
    "Attempt",
    "Challenge",
    "ClassEvent",
    "Classroom",
    "Confirmation",
    "Device",
    "Event",
    "Handshake",
    "LearningPlatform",
    "Login",
    "Message",
    "OneTime",
    "Pairing",
    "Participant",
    "Plan",
    "Run",
    "Sandbox",
    "Share",
    "Tally",
    "ToolKey",
    "TrainerKey",
]
