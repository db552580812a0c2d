from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "kb.base"
    label = "kb_base"
