#!/usr/bin/env python3
"""Kills the studio at random moments and looks whether the next start is whole.

Each round takes one kind of work, gives it a fresh data folder (and, with --postgres, a database of its own on that server), kills it by SIGKILL (or, one
time in five, SIGTERM) at a random moment of the time that it usually takes, and starts the studio again. Then the database must be sound (integrity_check and
foreign_key_check; on a server pg_amcheck where it is installed, and every foreign key asked for), nothing that was acknowledged may be lost, nothing may be
half there, and jobs must have ended by themselves:

    start      the first start, with the demo: the next one has all of it, with an administrator
    migration  of a database of the oldest version: the next start has every migration
    import     6,000 products by `import`: each step whole, products with their history; the same command brings in the rest
    mining     by `mine`: each shop has the pairs of one run
    bulk       prices of 6,000 products raised by a tenth as a job, and taken back: each job that was acknowledged ends, no price is changed twice
    approval   bundles created, submitted, approved: each that was acknowledged is, and none is approved without its verdict
    backup     by `backup`: no file, or one that `restore` finds whole
    move       by `migrate --to` another file, or from a file to the server: the same command ends it, every table has as many rows
    back       with --postgres: from the server to a file

The same seed gives the same rounds, as far as the machine takes the same time.

    dotnet build
    scripts/kill-rounds.py --rounds 80 --seed 1 [--kinds bulk,approval] [--postgres "Host=...;Username=...;Password=..."]
"""
import argparse
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from kill_databases import FileDatabase, Server

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# How long each kind takes on two quiet cores, in seconds; a first start with its demo. One that ends by itself sooner shortens its own.
USUAL = {"start": 12, "migration": 3, "import": 6, "mining": 6, "bulk": 6, "approval": 5, "backup": 3, "move": 8, "back": 8}
PRODUCTS = 6000


def dll(project):
    return os.path.join(ROOT, project, "bin", "Debug", "net10.0", project + ".dll")


STUDIO, WORK = dll("CrossSell.Admin"), dll("CrossSell.Benchmarks")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Place:
    """A data folder and its database."""

    def __init__(self, folder, database=None):
        self.folder, self.database = folder, database or FileDatabase(folder)

    def copy(self, folder, database=None):
        shutil.copytree(self.folder, folder)
        return Place(folder, database)

    def one(self, sql):
        return self.database.rows(sql)[0][0]


def start(program, place, arguments, development=True):
    environment = dict(
        os.environ, CrossSell__DataDirectory=place.folder, ASPNETCORE_ENVIRONMENT="Development" if development else "Production",
        **place.database.settings)
    return subprocess.Popen(
        ["dotnet", program, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def whole(program, place, arguments):
    """Runs to its end: exit code and what it said."""
    process = start(program, place, arguments)
    said, _ = process.communicate()
    return process.returncode, said


def must(program, place, arguments):
    code, said = whole(program, place, arguments)
    if code != 0:
        sys.exit(f"{' '.join(arguments)} failed: {said}")


def work(kind, place):
    """The arguments of the program that works as people do."""
    server = place.database.settings.get("ConnectionStrings__CrossSell")
    return ["work", kind, "--data", place.folder, *(["--postgres", server] if server else [])]


class Studio:
    """A server on a place, until it is stopped."""

    def __init__(self, place, development):
        self.port = free_port()
        self.process = start(STUDIO, place, ["serve", "--urls", f"http://127.0.0.1:{self.port}"], development)

    def answers(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5) as answer:
                    return answer.status == 200
            except OSError:
                time.sleep(0.2)
        return False

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.communicate(timeout=60)[0]
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "DID NOT END\n" + self.process.communicate()[0]


def jobs_end(place, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not place.one("""SELECT count(*) FROM "Jobs" WHERE "State" IN ('Waiting', 'Running')"""):
            return True
        time.sleep(0.3)
    return False


def demo(place):
    if place.one('SELECT count(*) FROM "Channels"') != 4 or place.one('SELECT count(*) FROM "Orders"') < 30000:
        yield "demo not loaded"
    for channel, runs in place.database.rows(
            'SELECT c."Code", (SELECT count(DISTINCT "RunId") FROM "Affinities" a WHERE a."ChannelId" = c."Id") FROM "Channels" c'):
        if runs != 1:
            yield f"pairs of {runs} runs in {channel}"
    if not place.one("""SELECT count(*) FROM "RoleGrants" WHERE "Role" = 'Administrator' AND "ChannelId" IS NULL"""):
        yield "no administrator"


def imported(place, code):
    products = place.one("""SELECT count(*) FROM "Products" WHERE substr("Sku", 1, 6) = 'ROUND-'""")
    recorded = place.one(
        """SELECT count(*) FROM "Changes" WHERE "Entity" = 'Product' AND "Kind" = 'Added' AND CAST("After" AS text) LIKE '%"ROUND-%'""")
    if recorded != products:
        yield f"{products} products and {recorded} records of them"
    if code == 0 and products != PRODUCTS:
        yield "an acknowledged import is lost"


def raised(place, said):
    # The demo has jobs of its own: its backtests.
    jobs = place.database.rows("""SELECT "Id", "State" FROM "Jobs" WHERE "Kind" IN ('bulk-edit', 'undo-job') ORDER BY 1""")
    for line in said.splitlines():
        if line.startswith("job ") and int(line[4:]) not in [number for number, _ in jobs]:
            yield f"{line} is lost"
    if any(state != "Done" for _, state in jobs):
        yield f"jobs {jobs}"
    meant = 1100 if len(jobs) == 1 else 1000
    prices = place.database.rows(
        'SELECT l."Price", count(*) FROM "Listings" l JOIN "Products" p ON p."Id" = l."ProductId"'
        """ WHERE substr(p."Sku", 1, 5) = 'KILL-' GROUP BY l."Price" """)
    if prices != [(meant, PRODUCTS)]:
        yield f"prices {prices} instead of {meant}"
    changes = place.one(
        'SELECT count(*) FROM "Changes" c JOIN "ChangeSets" s ON s."Id" = c."ChangeSetId"'
        """ WHERE s."JobId" IS NOT NULL AND c."Entity" = 'Listing'""")
    if changes != PRODUCTS * len(jobs):
        yield f"{changes} records of {len(jobs)} jobs"


def approved(place, said):
    states = {code: rest for code, *rest in place.database.rows(
        'SELECT b."Code", r."State", (SELECT count(*) FROM "ReviewVerdicts" v WHERE v."RevisionId" = r."Id"),'
        ' (SELECT count(*) FROM "RevisionAuthors" a WHERE a."RevisionId" = r."Id")'
        """ FROM "Bundles" b JOIN "BundleRevisions" r ON r."BundleId" = b."Id" WHERE b."OwnerId" = 'kill-author'""")}
    least = {"created": ["Draft", "InReview", "Approved"], "submitted": ["InReview", "Approved"], "approved": ["Approved"]}
    for line in said.splitlines():
        word, _, code = line.partition(" ")
        if word in least and states.get(code, ("lost",))[0] not in least[word]:
            yield f"{line}, but it is {states.get(code)}"
    for code, (state, verdicts, authors) in states.items():
        if (state == "Approved") != (verdicts == 1) or authors != 1:
            yield f"{code} is {state} with {verdicts} verdicts and {authors} authors"


def work_of(kind, place, beside, file, target):
    """What is killed: the program and its arguments."""
    return {
        "start": (STUDIO, ["serve", "--urls", f"http://127.0.0.1:{free_port()}"]),
        "migration": (STUDIO, ["migrate"]),
        "import": (STUDIO, ["import", "products", file]),
        "mining": (STUDIO, ["mine"]),
        "bulk": (WORK, work("bulk", place)),
        "approval": (WORK, work("approve", place)),
        "backup": (STUDIO, ["backup", f"{beside}/one.zip"]),
        "move": (STUDIO, ["migrate", "--to", target.connection]),
        "back": (STUDIO, ["migrate", "--to", target.connection]),
    }[kind]


def restarted(kind, place, wait):
    """Starts the studio again, lets its jobs end, and stops it."""
    studio, found = Studio(place, development=kind != "migration"), []
    if not studio.answers(wait):
        found.append("no answer")
    elif not jobs_end(place, wait):
        found.append("jobs do not end")
    log = studio.stop()
    return [*found, log[-600:]] if found or "DID NOT END" in log else []


def stored(kind, place, code, said):
    """What is wrong with the database."""
    if not place.database.exists():
        yield "no database"
        return
    yield from place.database.sound()
    if kind != "migration":
        yield from demo(place)
    if kind == "import":
        yield from imported(place, code)
    elif kind == "bulk":
        yield from raised(place, said)
    elif kind == "approval":
        yield from approved(place, said)


def backed_up(place, beside, code, empty):
    if os.path.exists(f"{beside}/one.zip"):
        there = Place(place.folder, empty)
        restored, said = whole(STUDIO, there, ["restore", f"{beside}/one.zip", "--to", f"{beside}/restored"])
        if restored != 0:
            yield "a backup that is not whole: " + said[-400:]
    elif code == 0:
        yield "an acknowledged backup is lost"


def completed(place, arguments):
    """Gives the same command once more, and looks whether everything is there once."""
    code, said = whole(STUDIO, place, arguments)
    if code != 0:
        yield "not imported by the second run: " + said[-400:]
    yield from imported(place, code)


def moved(place, target, arguments):
    """Ends the move, and compares what is there."""
    code, said = whole(STUDIO, place, arguments)
    # One that had ended already is a studio by now.
    if code != 0 and "already holds a studio" not in said:
        yield "not moved by the second run: " + said[-400:]
        return
    yield from target.sound()
    # Each kind of database has migrations of its own.
    for table in sorted({*place.database.tables(), *target.tables()} - {"__EFMigrationsHistory", "__EFMigrationsLock"}):
        counts = [one.rows(f'SELECT count(*) FROM "{table}"') if table in one.tables() else None for one in (place.database, target)]
        if counts[0] != counts[1]:
            yield f"{table} has other rows after the move: {counts}"


class Rounds:
    """Where each round begins: a copy of a folder, and of a database of the server where there is one."""

    def __init__(self, server, kinds):
        self.server, self.home = server, tempfile.mkdtemp(prefix="crosssell-kill-")
        self.run = os.path.basename(self.home).rsplit("-", 1)[1].lower()
        self.file = os.path.join(self.home, "products.csv")
        with open(self.file, "w", encoding="utf-8") as csv:
            csv.write("sku,name\n")
            csv.writelines(f"ROUND-{number},Product {number}\n" for number in range(PRODUCTS))
        self.full = self.on_server = self.old = None
        self.made = []
        if set(kinds) - {"start", "migration"}:
            self.full = Place(os.path.join(self.home, "full"))
            must(STUDIO, self.full, ["demo"])
            must(WORK, self.full, work("prepare", self.full))
        if server and set(kinds) - {"start", "migration", "move"}:
            self.on_server = Place(self.full.folder, self.new("full"))
            must(STUDIO, self.full, ["migrate", "--to", self.on_server.database.connection])
        if "migration" in kinds:
            self.old = Place(os.path.join(self.home, "old"), self.new("old") if server else None)
            os.makedirs(self.old.folder)
            must(WORK, self.old, work("old", self.old))

    def new(self, name, template=None):
        self.made.append(self.server.database(f"kill_{self.run}_{name}", template))
        return self.made[-1]

    def of(self, number, kind, beside):
        """The place of a round, and where it is moved to."""
        folder = os.path.join(self.home, f"round-{number}")
        target = self.new(f"to_{number}") if self.server and kind == "move" else FileDatabase(f"{beside}/moved")
        if kind == "start":
            return Place(folder, self.new(number) if self.server else None), target
        begun = self.old if kind == "migration" else self.full if kind == "move" or not self.server else self.on_server
        return begun.copy(folder, self.new(number, begun.database) if self.server and kind != "move" else None), target

    def end(self):
        for database in self.made:
            database.drop()
        shutil.rmtree(self.home, ignore_errors=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kinds", help="parted by commas; all by default")
    options.add_argument("--postgres", help="connection string of a server: each round has a database of its own there")
    options.add_argument("--pace", type=float, default=1, help="how many times as long as usual things take on this machine now")
    options.add_argument("--wait", type=float, default=180, help="seconds that the next start, and its jobs, may take")
    given = options.parse_args()
    server = Server(given.postgres) if given.postgres else None
    dice, kinds = random.Random(given.seed), given.kinds.split(",") if given.kinds else [kind for kind in USUAL if server or kind != "back"]
    # Ended early, it leaves nothing on the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    rounds = Rounds(server, kinds)
    try:
        return run(given, rounds, dice, kinds)
    finally:
        rounds.end()


def run(given, rounds, dice, kinds):
    usual, faults, killed = {kind: seconds * given.pace for kind, seconds in USUAL.items()}, 0, dict.fromkeys(kinds, 0)
    for number in range(1, given.rounds + 1):
        kind = kinds[(number - 1) % len(kinds)]
        beside = os.path.join(rounds.home, f"beside-{number}")
        os.makedirs(beside)
        place, target = rounds.of(number, kind, beside)
        program, arguments = work_of(kind, place, beside, rounds.file, target)
        share, ending = dice.random(), signal.SIGTERM if dice.random() < 0.2 else signal.SIGKILL
        moment, began = 0.3 + share * usual[kind], time.monotonic()
        process = start(program, place, arguments)
        try:
            said, _ = process.communicate(timeout=moment)
            usual[kind] = min(usual[kind], time.monotonic() - began)
            how = f"ended by itself with {process.returncode} after {time.monotonic() - began:.1f} s"
        except subprocess.TimeoutExpired:
            process.send_signal(ending)
            said, _ = process.communicate()
            how = f"{ending.name} at {moment:.1f} s"
            killed[kind] += 1
        found = list(moved(place, target, arguments)) if kind in ("move", "back") else []
        found += restarted(kind, place, given.wait)
        found += stored(kind, place, process.returncode, said)
        if kind == "import":
            found += completed(place, arguments)
        if kind == "backup":
            empty = rounds.new(f"empty_{number}") if rounds.server else None
            if empty:
                rounds.server.ask(f"CREATE DATABASE {empty.name}")
            found += backed_up(place, beside, process.returncode, empty)
            target = empty or target

        faults += bool(found)
        print(f"{number:3} {kind:9} {how}: {'FAULT ' + '; '.join(found) if found else 'whole'}", flush=True)
        for database in (place.database, target):
            database.drop()
        shutil.rmtree(place.folder, ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)

    print(f"{given.rounds} rounds with seed {given.seed}; killed: {', '.join(f'{kind} {count}' for kind, count in killed.items())}; with a fault: {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
