from django.db import models


class JobRun(models.Model):
    """What became of a job that the site does by itself, the last time: for /readyz, /metrics and the System page.

    `found` is what it had to say, in JSON; `failing_since` is NULL while it succeeds, and `error` is the kind of error.
    """

    name = models.CharField(primary_key=True, max_length=40)
    ran_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, blank=True)
    milliseconds = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()  # nobody edits it
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
