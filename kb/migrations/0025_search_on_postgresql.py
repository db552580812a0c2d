from django.db import migrations

TABLES = """
CREATE TABLE kb_search_text (
    language varchar(16) NOT NULL,
    number integer NOT NULL,
    vector tsvector NOT NULL,
    stems bytea NOT NULL,
    PRIMARY KEY (language, number)
);
CREATE INDEX kb_search_text_vector ON kb_search_text USING gin (vector);
CREATE TABLE kb_search_word (
    id bigserial PRIMARY KEY,
    language varchar(16) NOT NULL,
    word text COLLATE "C" NOT NULL,
    written text NOT NULL,
    texts integer NOT NULL,
    UNIQUE (language, word)
);
CREATE TABLE kb_search_totals (
    language varchar(16) PRIMARY KEY,
    changes bigint NOT NULL DEFAULT 0,
    texts integer NOT NULL DEFAULT 0,
    title bigint NOT NULL DEFAULT 0,
    summary bigint NOT NULL DEFAULT 0,
    questions bigint NOT NULL DEFAULT 0,
    body bigint NOT NULL DEFAULT 0
);
"""


def make(apps, schema_editor):
    """SQLite's tables are made after every migrate, one for each language: kb/search/sqlite.py."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(TABLES)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE kb_search_text, kb_search_word, kb_search_totals")


class Migration(migrations.Migration):
    dependencies = [("kb", "0024_presence")]

    operations = [migrations.RunPython(make, drop)]
