"""What a learning platform asks for, without a language: it is told these addresses once (LTI 1.3)."""

from django.urls import path

from auth_demo.web import lti

urlpatterns = [
    path("jwks.json", lti.keys, name="lti-keys"),
    path("login/", lti.login, name="lti-login"),
    path("launch/", lti.launch, name="lti-launch"),
    path("choice/", lti.choice, name="lti-choice"),
]
