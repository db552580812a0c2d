from datetime import datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from auth_demo.models.event import AppendOnly
from auth_demo.models.sandbox import Sandbox


class ClassroomQuerySet(models.QuerySet["Classroom"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def overdue(self, real_now: datetime) -> Self:
        """Those that end by themselves now."""
        return self.open().filter(ends_at__lte=real_now)


class Classroom(models.Model):
    """A class: which practices in which order, and how far it is. All its times are real.

    `scenarios` are the ids of the
    practices in turn, `place` which of them is on, `step` where the trainer has put everybody ("": each where they are).
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")

    class Mode(models.TextChoices):
        GUIDED = "guided", _("with the guide")
        FREE = "free", _("without the guide")

    class Pace(models.TextChoices):
        TRAINER = "trainer", _("I will talk")
        SELF = "self", _("everyone at their own pace")

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    code = models.CharField(_("code"), max_length=6, db_index=True, blank=True)
    trainer = models.CharField(_("trainer"), max_length=60, blank=True, default="")  # who opened it
    language = models.CharField(_("language"), max_length=12)
    scenarios = models.JSONField(_("practices"))
    mode = models.CharField(_("mode"), max_length=8, choices=Mode.choices, default=Mode.GUIDED)
    pace = models.CharField(_("pace"), max_length=8, choices=Pace.choices, default=Pace.SELF)
    platform = models.SlugField(_("platform"), max_length=50, blank=True, default="")  # of those who choose none
    faults = models.JSONField(_("problems to rehearse"), default=list)
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)  # with simulated participants
    is_lone = models.BooleanField(_("one person’s, from a course"), default=False)  # without trainer and code
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    place = models.PositiveSmallIntegerField(default=0)
    step = models.SlugField(_("step"), max_length=50, blank=True, default="")
    screen = models.CharField(max_length=32, blank=True, default="")  # whose devices everybody is shown, by id
    locked = models.BooleanField(_("locked at the step"), default=False)
    joined = models.PositiveIntegerField(_("joined"), default=0)  # ever: how many seats are taken
    created_at = models.DateTimeField(_("opened"))
    ends_at = models.DateTimeField(_("ends by itself"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, db_index=True)
    statements_sent_at = models.DateTimeField(_("statements sent"), null=True, blank=True)  # to LRS_URL
    last_seq = models.PositiveIntegerField(default=0)  # of its events: classroom/log.py alone moves it

    objects = ClassroomQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(ended_at=None, is_lone=False), name="classroom_code_open"
            )
        ]
        verbose_name = _("class")
        verbose_name_plural = _("classes")

    def __str__(self) -> str:
        return self.code


class Plan(models.Model):
    """What a class is opened with, saved under a name, so that it can be run again."""

    title = models.CharField(_("title"), max_length=80)
    trainer = models.CharField(_("trainer"), max_length=60, blank=True, default="")  # who saved it
    language = models.CharField(_("language"), max_length=12)
    scenarios = models.JSONField(_("practices"))
    mode = models.CharField(_("mode"), max_length=8, choices=Classroom.Mode.choices)
    pace = models.CharField(_("pace"), max_length=8, choices=Classroom.Pace.choices)
    platform = models.SlugField(_("platform"), max_length=50, blank=True, default="")
    faults = models.JSONField(_("problems to rehearse"), default=list)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("plan of a class")
        verbose_name_plural = _("plans of classes")

    def __str__(self) -> str:
        return self.title


class Tally(models.Model):
    """What classes did in a practice, summed up when each ends, for good: no class and nobody can be told from it.

    `cause` is a likely mistake; the row without one counts all classes and people.
    """

    scenario = models.SlugField(_("practice"), max_length=50)
    cause = models.CharField(_("mistake"), max_length=40, blank=True, default="")
    classes = models.PositiveIntegerField(_("classes"), default=0)
    people = models.PositiveIntegerField(_("participants"), default=0)

    class Meta:
        ordering = ["scenario", "-people"]
        constraints = [models.UniqueConstraint(fields=["scenario", "cause"], name="tally_scenario_cause")]
        verbose_name = _("tally of classes")
        verbose_name_plural = _("tallies of classes")

    def __str__(self) -> str:
        return f"{self.scenario} {self.cause}".strip()


class TrainerKey(models.Model):
    """A token of a trainer of a class: of the one who opened it, or of a co-trainer. SHA-256 of 256 random bits is kept."""

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="keys")
    token_hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("trainer"), max_length=60, blank=True, default="")
    made_at = models.DateTimeField(_("made"))

    class Meta:
        ordering = ["made_at"]
        verbose_name = _("key of a trainer")
        verbose_name_plural = _("keys of trainers")

    def __str__(self) -> str:
        return self.name


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def present(self) -> Self:
        """Those whom the trainer has not removed."""
        return self.filter(removed_at=None)


class Participant(models.Model):
    """Somebody in a class, under a nickname. Their devices, clock and log are those of the sandbox of the newest `Run`."""

    id = models.CharField(primary_key=True, max_length=32, editable=False)
    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="participants")
    token_hash = models.CharField(max_length=64, unique=True)
    nickname = models.CharField(_("nickname"), max_length=40)
    language = models.CharField(_("language"), max_length=12)
    platform = models.SlugField(_("platform"), max_length=50, blank=True, default="")
    joined_at = models.DateTimeField(_("joined"))
    seen_at = models.DateTimeField(_("last seen"))
    hand_at = models.DateTimeField(_("hand raised"), null=True, blank=True)
    claimed_by = models.CharField(_("helped by"), max_length=60, blank=True, default="")
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    tried_at = models.DateTimeField(_("device tried"), null=True, blank=True)  # in the warm-up
    # Of a simulated participant (classroom/rehearsal.py): how they act, and when next.
    temper = models.CharField(max_length=12, blank=True, default="")
    acts_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["joined_at", "id"]
        constraints = [models.UniqueConstraint(fields=["classroom", "nickname"], name="participant_nickname")]
        verbose_name = _("participant")
        verbose_name_plural = _("participants")

    def __str__(self) -> str:
        return self.nickname


class Run(models.Model):
    """One walk of a participant through one practice. A reset begins another; the newest that was not undone counts.

    `told` is what the participant's own page says of devices that the server does not hear: the step, the state word and
    since when. `result` stays when the sandbox is gone: what the log said, counted (classroom/results.py).
    """

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="runs")
    scenario = models.SlugField(_("practice"), max_length=50)
    place = models.PositiveSmallIntegerField(default=0)
    step = models.SlugField(_("begun at the step"), max_length=50, blank=True, default="")
    sandbox = models.ForeignKey(Sandbox, on_delete=models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField(_("begun"))
    reset_at = models.DateTimeField(_("reset"), null=True, blank=True)
    told = models.JSONField(default=dict)
    devices = models.JSONField(default=dict)  # how the page's devices are, for a mirror of them: no key, no PIN
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["id"]
        verbose_name = _("walk")
        verbose_name_plural = _("walks")

    def __str__(self) -> str:
        return f"{self.scenario} {self.pk}"


class ClassEventQuerySet(models.QuerySet["ClassEvent"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("events are never changed")

    def delete(self) -> NoReturn:
        raise AppendOnly("events go with their class, never alone")


class ClassEvent(models.Model):
    """Something that the trainer did or that concerns the class, numbered from 1 without gaps.

    `concerns` lists the ids of the participants who hear it; empty: everyone. What only the trainer hears is `private`.
    """

    classroom = models.ForeignKey(Classroom, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField(_("at"))
    type = models.CharField(_("type"), max_length=40)
    data = models.JSONField(_("data"), default=dict)
    concerns = models.JSONField(default=list)
    private = models.BooleanField(default=False)

    objects = ClassEventQuerySet.as_manager()

    class Meta:
        ordering = ["classroom", "seq"]
        constraints = [models.UniqueConstraint(fields=["classroom", "seq"], name="class_event_seq")]
        verbose_name = _("event of a class")
        verbose_name_plural = _("events of classes")

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"
