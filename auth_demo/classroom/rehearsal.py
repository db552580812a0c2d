"""A rehearsal: simulated participants, so that a trainer can try everything out before anybody is there.

They log in at the real verifier, with the secrets of their own devices, so the board and the debrief show what a class
would show. Nothing waits in the background: anyone who looks at the board lets those act who are due.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from auth_demo.classroom import joining, names
from auth_demo.classroom.board import runs_of
from auth_demo.classroom.opening import Opened, Setup, open_class
from auth_demo.models import Classroom, Message, Participant, Run, Sandbox
from auth_demo.protocols import push
from auth_demo.verifier import approval, challenge, clock, devices, messages, verify
from auth_demo.verifier.methods import registry
from auth_demo.verifier.methods.base import Channel
from auth_demo.verifier.outcome import Reason, Refused
from auth_demo.verifier.realtime import real_now
from kb.base.languages import codes

PEOPLE = 30
AT_ONCE = 8  # who act during one look
CARD = "security-card"
PROMPTS = ("PIN>", "CHALLNG>")  # that a card shows in turn, and only its own page knows of
# How they act: those who know it, those who err first, those who err again and again, those who ask, those who leave.
SURE, HASTY, LOST, SHY, GONE = "sure", "hasty", "lost", "shy", "gone"
TEMPERS = (SURE, HASTY, SURE, LOST, SURE, SHY, SURE, HASTY, SURE, GONE)
PAUSES = {SURE: 6, HASTY: 5, LOST: 8, SHY: 9, GONE: 7}  # seconds between two acts


def open_rehearsal(setup: Setup, *, trainer: str = "", people: int = PEOPLE) -> Opened:
    """A class like the one to come, with simulated participants in it who wait for the start."""
    opened = open_class(setup, trainer=trainer, is_rehearsal=True)
    suggested, tongues = names.suggested(), codes()
    for number in range(people):
        name = f"{suggested[number % len(suggested)]} {number + 1}"
        temper = TEMPERS[number % len(TEMPERS)]
        joined = joining.join(
            opened.classroom.code, nickname=name, language=tongues[number % len(tongues)], temper=temper
        )
        Participant.objects.filter(pk=joined.participant.pk).update(
            acts_at=real_now() + timedelta(seconds=1 + number % PAUSES[temper])
        )
    return opened


def advance(classroom: Classroom) -> None:
    """Let the simulated participants do what is due; in other classes there are none."""
    if not classroom.is_rehearsal or classroom.ended_at:
        return
    now = real_now()
    simulated = classroom.participants.present().exclude(temper="")
    simulated.exclude(temper=GONE).update(seen_at=now)
    for each in simulated.filter(acts_at__lte=now).order_by("acts_at")[:AT_ONCE]:
        following = now + timedelta(seconds=PAUSES[each.temper])
        # Of two who look at once, one moves this participant.
        if simulated.filter(pk=each.pk, acts_at=each.acts_at).update(acts_at=following):
            _act(classroom, each)


def _act(classroom: Classroom, participant: Participant) -> None:
    if participant.tried_at is None:
        joining.tell(participant, step=None, state=None, finished=False)
    if classroom.state != Classroom.State.RUNNING:
        return
    participant.classroom = classroom
    run = runs_of([participant]).get(participant.pk)
    try:
        if run is None or run.place != classroom.place or run.sandbox is None:
            joining.begin(participant)
        else:
            _go_on(participant, run, run.sandbox)
    except Refused as refusal:  # most people try again after a wrong answer, and ask about the rest
        if refusal.reason is not Reason.WRONG_RESPONSE or participant.temper == LOST:
            _ask(participant)


def _go_on(participant: Participant, run: Run, sandbox: Sandbox) -> None:
    """The next thing that somebody of this temper does in a login."""
    login = sandbox.logins.select_related("device").order_by("-created_at").first()
    if login and login.accepted_at:
        if participant.hand_at:
            joining.raise_hand(participant, up=False)
        return
    asked = login.challenges.order_by("-number").first() if login else None
    if login is None or asked is None or asked.expires_at <= clock.now(sandbox):
        challenge.start(sandbox)
        return
    if participant.temper in (SHY, GONE) and not participant.claimed_by:
        if participant.temper == SHY:
            _ask(participant)
        return
    shown = run.told.get("state")
    if login.method == CARD and shown != PROMPTS[-1]:
        prompt = PROMPTS[PROMPTS.index(shown) + 1] if shown in PROMPTS else PROMPTS[0]
        joining.tell(participant, step=None, state=prompt, finished=False)
        return
    tries = asked.max_attempts - asked.attempts_left
    errs = (participant.temper == HASTY and tries == 0) or (participant.temper == LOST and tries < 2)
    ANSWERS[registry.get(login.method).channel](sandbox, login.pk, errs)


def _ask(participant: Participant) -> None:
    if participant.hand_at is None and not participant.claimed_by:
        joining.raise_hand(participant, up=True)


def _computed(sandbox: Sandbox, login_id: str, errs: bool) -> None:
    """What the device shows, or would show after the first mistake that people make with it."""
    login, asked = verify.open_login(sandbox, login_id)
    if login.device is None:
        return
    method, shared, now = registry.get(login.method), devices.secrets_of(login.device), clock.now(sandbox)
    question = devices.question_of(asked, now)
    if errs and (mistake := next(iter(method.suspects(shared, question)), None)):
        question, shared = replace(mistake.question, now=now), mistake.secrets
    working = method.working(login.device.suite, shared, question)
    if working is not None:
        verify.submit(sandbox, login.pk, working.response)


def _received(sandbox: Sandbox, login_id: str, errs: bool) -> None:
    """The code of the newest message, or one digit of it mistyped."""
    now = clock.now(sandbox)
    messages.deliver(sandbox, now)
    newest = sandbox.messages.exclude(kind=Channel.PUSH).order_by("-number").first()
    if newest is None or newest.delivered_at is None:
        return
    answer = messages.answer if newest.kind == Channel.CALL and newest.answered_at is None else messages.read
    code = answer(sandbox, newest.number, now).code or ""
    typed = f"{(int(code[0]) + 1) % 10}{code[1:]}" if errs and code else code
    verify.submit(sandbox, login_id, typed)


def _approved(sandbox: Sandbox, login_id: str, errs: bool) -> None:
    """Approved on the phone, once the notification is there; one who errs denies it."""
    now = clock.now(sandbox)
    messages.deliver(sandbox, now)
    login, asked = verify.open_login(sandbox, login_id)
    arrived: Message | None = asked.messages.exclude(delivered_at=None).first()
    if arrived is None or login.device is None:
        return
    decision, number = ("deny", "") if errs else ("approve", asked.shown)
    answer = push.answer(
        devices.secrets_of(login.device).push,
        nonce=bytes.fromhex(asked.text),
        user=login.user,
        phone=login.device.pk,
        decision=decision,
        number=number,
    )
    approval.decide(sandbox, login.pk, device_id=login.device.pk, decision=decision, answer=answer, number=number)


ANSWERS: Mapping[Channel, Callable[[Sandbox, str, bool], None]] = {
    Channel.NONE: _computed,
    Channel.SMS: _received,
    Channel.CALL: _received,
    Channel.PUSH: _approved,
}
