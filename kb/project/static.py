from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

NAMED_BY_CONTENT = "figures/"


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed, pre-compressed files whose JavaScript modules import each other by hashed name."""

    support_js_module_import_aggregation = True
    # A hashed name changes its importers, one level a pass; Django's 5 stop short of how deep our modules stand.
    max_post_process_passes = 20

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """Pictures of the practice room have a hash in their name already; texts that are published hold their addresses."""
        if name.startswith(NAMED_BY_CONTENT):
            return name
        return str(super().hashed_name(name, content, filename))
