"""What happened at the door, to look at."""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from kb.base.readonly import ReadOnlyAdmin
from kb.models import SignIn

# Their pages show keys and codes; a lost phone is `manage.py reset_second_factor`.
admin.site.unregister([TOTPDevice, StaticDevice])


@admin.register(SignIn)
class SignInAdmin(ReadOnlyAdmin):
    list_display = ("at", "kind", "username", "address_key")
    list_filter = ("kind",)
    date_hierarchy = "at"
    search_fields = ("username", "address_key")
    fields = ("at", "kind", "username", "address_key")
    list_select_related = False
