from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed, pre-compressed files whose JavaScript modules import each other by hashed name."""

    support_js_module_import_aggregation = True
    # A hashed name changes its importers, one level a pass; Django's 5 stop short of how deep our modules stand.
    max_post_process_passes = 20
