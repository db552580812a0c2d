"""Django's generic classes, which name their model for the type checker; at run time Django's own take no such argument."""

from typing import TYPE_CHECKING

from django import forms
from django.forms import models

if TYPE_CHECKING:
    from django.forms import ModelForm, ModelMultipleChoiceField
    from django.forms.models import ModelChoiceIterator
else:

    class _Named:
        def __class_getitem__(cls, _model: object) -> type:
            return cls

    class ModelForm(_Named, forms.ModelForm):
        pass

    class ModelMultipleChoiceField(_Named, forms.ModelMultipleChoiceField):
        pass

    class ModelChoiceIterator(_Named, models.ModelChoiceIterator):
        pass


__all__ = ["ModelChoiceIterator", "ModelForm", "ModelMultipleChoiceField"]
