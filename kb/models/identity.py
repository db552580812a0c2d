from django.conf import settings
from django.db import models


class ProviderIdentity(models.Model):
    """Who somebody of the staff is at the organization's own sign-in: its `sub`, which no other person there ever gets.

    OpenID Connect Core 1.0, section 5.7: an address may pass to somebody else, issuer and subject together do not.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "subject"], name="provider_identity_of_one")]

    def __str__(self) -> str:
        return f"{self.user} at {self.issuer}"
