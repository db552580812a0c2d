from django.conf import settings
from django.db import models

from kb.models.article import Article


class Presence(models.Model):
    """Who had the form of an article open, and when last: kept for minutes."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="one_presence")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.person_id}"
