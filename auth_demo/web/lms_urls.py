"""The pages about learning platforms, below /<language>/: for trainers, and where a cmi5 course begins."""

from django.urls import path

from auth_demo.web import lms_pages

app_name = "lms"

urlpatterns = [
    path("class/platforms/", lms_pages.platforms, name="platforms"),
    path("class/platforms/<slug:id>/cmi5.zip", lms_pages.cmi5_package, name="cmi5-package"),
    path("class/platforms/<slug:id>/scorm.zip", lms_pages.scorm_package, name="scorm-package"),
    path("practice/<slug:id>/cmi5/", lms_pages.cmi5, name="cmi5"),
]
