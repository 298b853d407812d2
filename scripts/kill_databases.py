"""The databases of kill-rounds.py: a file, or one of a PostgreSQL server, with what the rounds ask of either."""
import os
import shutil
import sqlite3
import subprocess

# Of every row that names another one: is that one there? One question for each foreign key, told as what is wrong.
ORPHANS = """
DO $$
DECLARE k record; ons text; given text; found bigint;
BEGIN
    FOR k IN SELECT conname, conrelid::regclass AS child, confrelid::regclass AS parent, conrelid, confrelid, conkey, confkey, convalidated
        FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP
        IF NOT k.convalidated THEN RAISE EXCEPTION '% is not validated', k.conname; END IF;
        SELECT string_agg(format('c.%I = p.%I', a.attname, b.attname), ' AND '), string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ')
            INTO ons, given FROM unnest(k.conkey, k.confkey) AS n(x, y)
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.x JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = n.y;
        EXECUTE format('SELECT count(*) FROM %s c WHERE %s AND NOT EXISTS (SELECT 1 FROM %s p WHERE %s)', k.child, given, k.parent, ons) INTO found;
        IF found > 0 THEN RAISE EXCEPTION '% rows of % name a row of % that is not there', found, k.child, k.parent; END IF;
    END LOOP;
END $$
"""


class FileDatabase:
    """SQLite, in the data folder."""

    settings = {}

    def __init__(self, folder):
        self.path = os.path.join(folder, "crosssell.db")
        self.connection = f"Data Source={self.path}"

    def exists(self):
        return os.path.exists(self.path)

    def rows(self, sql):
        db = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=30)
        try:
            return [tuple(row) for row in db.execute(sql)]
        finally:
            db.close()

    def tables(self):
        return [name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]

    def sound(self):
        if self.rows("PRAGMA integrity_check") != [("ok",)]:
            yield "integrity"
        if self.rows("PRAGMA foreign_key_check"):
            yield "foreign keys"
        if "__EFMigrationsLock" in self.tables() and self.rows("SELECT 1 FROM __EFMigrationsLock"):
            yield "migration lock left"
        if os.path.exists(self.path + ".new"):
            yield "half a database left"

    def drop(self):
        """Goes with its folder."""


class Server:
    """A PostgreSQL server, named by a connection string as the studio takes it, of an account that may create databases."""

    names = {"host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "password": "PGPASSWORD"}

    def __init__(self, connection):
        self.connection = connection
        parts = dict(part.split("=", 1) for part in connection.split(";") if part)
        self.environment = dict(os.environ, PGDATABASE="postgres")
        for name, value in parts.items():
            if name.strip().lower() in self.names:
                self.environment[self.names[name.strip().lower()]] = value
        self.others = [part for part in connection.split(";") if part and not part.strip().lower().startswith("database=")]

    def tell(self, program, *arguments, database="postgres"):
        """Exit code and what it said, of one of the server's own programs."""
        done = subprocess.run([program, *arguments], env=dict(self.environment, PGDATABASE=database), capture_output=True, text=True, check=False)
        return done.returncode, done.stdout if done.returncode == 0 else done.stderr

    def ask(self, sql, database="postgres"):
        code, said = self.tell("psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql, database=database)
        if code != 0:
            raise RuntimeError(said)
        return [line.split("\t") for line in said.splitlines()]

    def database(self, name, template=None):
        """One of this name: made of another one, or not there yet."""
        found = ServerDatabase(self, name)
        if template is not None:
            # What was killed may still be there for a moment, and nobody else may use what is copied.
            self.ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template.name}'")
            self.ask(f"CREATE DATABASE {name} TEMPLATE {template.name}")
        return found


class ServerDatabase:
    """One database of a server."""

    def __init__(self, server, name):
        self.server, self.name = server, name
        self.connection = ";".join([*server.others, f"Database={name}"])
        self.settings = {"Database__Provider": "PostgreSQL", "ConnectionStrings__CrossSell": self.connection}

    def exists(self):
        return bool(self.server.ask(f"SELECT 1 FROM pg_database WHERE datname = '{self.name}'"))

    def rows(self, sql):
        return [tuple(int(value) if value.lstrip("-").isdigit() else value for value in row) for row in self.server.ask(sql, self.name)]

    def tables(self):
        return [name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]

    def sound(self):
        if shutil.which("pg_amcheck", path=self.server.environment.get("PATH")):
            code, said = self.server.tell("pg_amcheck", "--install-missing", "--heapallindexed", self.name)
            if code != 0:
                yield "pages or indexes: " + said[-400:]
        code, said = self.server.tell("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-c", ORPHANS, database=self.name)
        if code != 0:
            yield "foreign keys: " + said[-400:]
        # A program that is gone holds nothing: neither the lock of the one who writes nor that of the one who serves.
        if self.rows("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                     f" WHERE d.datname = '{self.name}' AND l.locktype = 'advisory'") != [(0,)]:
            yield "locks left"

    def drop(self):
        self.server.ask(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
