#!/usr/bin/env python
"""Django's door: `python manage.py help` lists what it can do."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    from kb.base.trouble import DatabaseTrouble

    try:
        execute_from_command_line(sys.argv)
    except DatabaseTrouble as trouble:
        sys.exit(f"database: {trouble.kind} ({trouble})")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.project.settings")
    main()
