from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed, pre-compressed files whose JavaScript modules import each other by hashed name."""

    support_js_module_import_aggregation = True
