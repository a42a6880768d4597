"""Triggers in the database that keep the record append-only, whoever writes: rows are neither changed nor taken out.

The one door: a line may lose its words where a tombstone, written before, says so. They are put up at each start where they are
missing: SQLite drops a table's triggers with the table when a migration copies it.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Connection

APPEND_ONLY = ("audit", "tombstones")
KEPT = ("id", "conversation_id", "seq", "at", "author", "shown", "kind", "digest")  # of a line that is erased
ERASED = """NEW.text = '' AND NEW.sealed IS NULL AND EXISTS (SELECT 1 FROM tombstones t WHERE t.conversation_id = OLD.conversation_id
 AND OLD.seq BETWEEN t.first_seq AND t.last_seq)"""
REFUSAL = "the record is append-only"


def stand(connection: Connection) -> None:
    """Put up the triggers that are missing."""
    standing = names(connection)
    sqlite = connection.dialect.name == "sqlite"
    if not sqlite and not wanted(connection) <= standing:
        connection.execute(text(_REFUSE))
    for name, table, event, condition in _rules():
        if name not in standing:
            connection.execute(
                text(_sqlite(name, table, event, condition) if sqlite else _postgres(name, table, event, condition))
            )
    if not sqlite:
        for table in (*APPEND_ONLY, "messages"):
            if f"{table}_no_truncate" not in standing:
                connection.execute(
                    text(
                        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_record()"
                    )
                )


def wanted(connection: Connection) -> set[str]:
    """Return the names of the triggers there should be."""
    truncating = {f"{table}_no_truncate" for table in (*APPEND_ONLY, "messages")}
    return {rule[0] for rule in _rules()} | (set() if connection.dialect.name == "sqlite" else truncating)


def names(connection: Connection) -> set[str]:
    """Return the names of the triggers that stand and are switched on."""
    listed = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    return set(connection.execute(text(listed[connection.dialect.name])).scalars())


def _rules() -> list[tuple[str, str, str, str]]:
    """Return every trigger: its name, table, event, and when it refuses."""
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in KEPT)
    rules = [
        (f"{table}_no_{event.lower()}", table, event, "") for table in APPEND_ONLY for event in ("UPDATE", "DELETE")
    ]
    return [*rules, ("messages_no_update", "messages", "UPDATE", f"NOT ({same} AND {ERASED})"),
            ("messages_no_delete", "messages", "DELETE", "")]  # fmt: skip


def _sqlite(name: str, table: str, event: str, condition: str) -> str:
    when = f"WHEN {condition} " if condition else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _postgres(name: str, table: str, event: str, condition: str) -> str:
    function = "refuse_change()" if condition else "refuse_record()"
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}"


_REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$;
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {" AND ".join(f"NEW.{column} = OLD.{column}" for column in KEPT)} AND {ERASED} THEN RETURN NEW; END IF;
  RAISE EXCEPTION '{REFUSAL}';
END $$;
"""
