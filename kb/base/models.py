from django.db import models


class Counter(models.Model):
    """How much of something was spent since the while began that ends at `ends` (seconds since 1970): kb.base.limits."""

    name = models.CharField(primary_key=True, max_length=120)
    spent = models.PositiveIntegerField()
    ends = models.FloatField(db_index=True)

    class Meta:
        default_permissions = ()  # nobody edits it

    def __str__(self) -> str:
        return f"{self.name}: {self.spent}"
