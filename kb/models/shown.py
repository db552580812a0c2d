from django.db import models

from kb.models.article import PublishedText
from kb.models.picture import Picture


class ShownPicture(models.Model):
    """Which version of a picture readers of a text see: kb.publishing writes it when the text is published."""

    text = models.ForeignKey(PublishedText, on_delete=models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="shown")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "picture"], name="one_shown_picture")]

    def __str__(self) -> str:
        return f"{self.text} {self.picture}"
