#!/usr/bin/env python3
"""Kills the studio at random moments and looks whether the next start is whole.

Each round takes one kind of work, gives it a fresh data folder, kills it by SIGKILL (or, one time in five, SIGTERM) at a random moment of the time that it
usually takes, and starts the studio again. Then the database must be sound (integrity_check, foreign_key_check), nothing that was acknowledged may be lost,
nothing may be half there, and jobs must have ended by themselves:

    start      the first start, with the demo: the next one has all of it, with an administrator
    migration  of a database of the oldest version: the next start has every migration
    import     6,000 products by `import`: each step whole, products with their history; the same command brings in the rest
    mining     by `mine`: each shop has the pairs of one run
    bulk       prices of 6,000 products raised by a tenth as a job, and taken back: each job that was acknowledged ends, no price is changed twice
    approval   bundles created, submitted, approved: each that was acknowledged is, and none is approved without its verdict
    backup     by `backup`: no file, or one that `restore` finds whole
    move       by `migrate --to` another file: the same command ends it, every table has as many rows

The same seed gives the same rounds, as far as the machine takes the same time.

    dotnet build
    scripts/kill-rounds.py --rounds 80 --seed 1 [--kinds bulk,approval]
"""
import argparse
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# How long each kind takes on two quiet cores, in seconds; a first start with its demo. One that ends by itself sooner shortens its own.
USUAL = {"start": 12, "migration": 3, "import": 6, "mining": 6, "bulk": 6, "approval": 5, "backup": 3, "move": 8}
KINDS = list(USUAL)
PRODUCTS = 6000


def dll(project):
    return os.path.join(ROOT, project, "bin", "Debug", "net10.0", project + ".dll")


STUDIO, WORK = dll("CrossSell.Admin"), dll("CrossSell.Benchmarks")


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(program, folder, arguments, development=True):
    environment = dict(os.environ, CrossSell__DataDirectory=folder, ASPNETCORE_ENVIRONMENT="Development" if development else "Production")
    return subprocess.Popen(
        ["dotnet", program, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def whole(program, folder, arguments):
    """Runs to its end: exit code and what it said."""
    process = start(program, folder, arguments)
    said, _ = process.communicate()
    return process.returncode, said


def must(program, folder, arguments):
    code, said = whole(program, folder, arguments)
    if code != 0:
        sys.exit(f"{' '.join(arguments)} failed: {said}")


def database(folder):
    return sqlite3.connect(f"file:{folder}/crosssell.db?mode=ro", uri=True, timeout=30)


def one(db, sql, *values):
    return db.execute(sql, values).fetchone()[0]


class Studio:
    """A server on a data folder, until it is stopped."""

    def __init__(self, folder, development):
        self.port = free_port()
        self.process = start(STUDIO, folder, ["serve", "--urls", f"http://127.0.0.1:{self.port}"], development)

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


def jobs_end(folder, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with database(folder) as db:
            if not one(db, "SELECT count(*) FROM Jobs WHERE State IN ('Waiting', 'Running')"):
                return True
        time.sleep(0.3)
    return False


def sound(db):
    if one(db, "PRAGMA integrity_check") != "ok":
        yield "integrity"
    if db.execute("PRAGMA foreign_key_check").fetchone():
        yield "foreign keys"
    if one(db, "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'") and one(db, "SELECT count(*) FROM __EFMigrationsLock"):
        yield "migration lock left"


def demo(db):
    if one(db, "SELECT count(*) FROM Channels") != 4 or one(db, "SELECT count(*) FROM Orders") < 30000:
        yield "demo not loaded"
    for channel, runs in db.execute("SELECT c.Code, (SELECT count(DISTINCT RunId) FROM Affinities a WHERE a.ChannelId = c.Id) FROM Channels c"):
        if runs != 1:
            yield f"pairs of {runs} runs in {channel}"
    if not one(db, "SELECT count(*) FROM RoleGrants WHERE Role = 'Administrator' AND ChannelId IS NULL"):
        yield "no administrator"


def imported(db, code):
    products = one(db, "SELECT count(*) FROM Products WHERE Sku LIKE 'ROUND-%'")
    recorded = one(db, "SELECT count(*) FROM Changes WHERE Entity = 'Product' AND Kind = 'Added' AND After LIKE '%\"ROUND-%'")
    if recorded != products:
        yield f"{products} products and {recorded} records of them"
    if code == 0 and products != PRODUCTS:
        yield "an acknowledged import is lost"


def raised(db, said):
    jobs = db.execute("SELECT Id, State FROM Jobs ORDER BY Id").fetchall()
    for line in said.splitlines():
        if line.startswith("job ") and int(line[4:]) not in [number for number, _ in jobs]:
            yield f"{line} is lost"
    if any(state != "Done" for _, state in jobs):
        yield f"jobs {jobs}"
    meant = 1100 if len(jobs) == 1 else 1000
    prices = db.execute("SELECT l.Price, count(*) FROM Listings l JOIN Products p ON p.Id = l.ProductId WHERE p.Sku LIKE 'KILL-%' GROUP BY 1").fetchall()
    if prices != [(meant, PRODUCTS)]:
        yield f"prices {prices} instead of {meant}"
    changes = one(db, "SELECT count(*) FROM Changes c JOIN ChangeSets s ON s.Id = c.ChangeSetId WHERE s.JobId IS NOT NULL AND c.Entity = 'Listing'")
    if changes != PRODUCTS * len(jobs):
        yield f"{changes} records of {len(jobs)} jobs"


def approved(db, said):
    states = {code: rest for code, *rest in db.execute(
        "SELECT b.Code, r.State, (SELECT count(*) FROM ReviewVerdicts v WHERE v.RevisionId = r.Id),"
        " (SELECT count(*) FROM RevisionAuthors a WHERE a.RevisionId = r.Id)"
        " FROM Bundles b JOIN BundleRevisions r ON r.BundleId = b.Id WHERE b.OwnerId = 'kill-author'")}
    least = {"created": ["Draft", "InReview", "Approved"], "submitted": ["InReview", "Approved"], "approved": ["Approved"]}
    for line in said.splitlines():
        word, _, code = line.partition(" ")
        if word in least and states.get(code, ("lost",))[0] not in least[word]:
            yield f"{line}, but it is {states.get(code)}"
    for code, (state, verdicts, authors) in states.items():
        if (state == "Approved") != (verdicts == 1) or authors != 1:
            yield f"{code} is {state} with {verdicts} verdicts and {authors} authors"


def work_of(kind, folder, beside, file):
    """What is killed: the program and its arguments."""
    return {
        "start": (STUDIO, ["serve", "--urls", f"http://127.0.0.1:{free_port()}"]),
        "migration": (STUDIO, ["migrate"]),
        "import": (STUDIO, ["import", "products", file]),
        "mining": (STUDIO, ["mine"]),
        "bulk": (WORK, ["work", "bulk", "--data", folder]),
        "approval": (WORK, ["work", "approve", "--data", folder]),
        "backup": (STUDIO, ["backup", f"{beside}/one.zip"]),
        "move": (STUDIO, ["migrate", "--to", f"Data Source={beside}/moved/crosssell.db"]),
    }[kind]


def restarted(kind, folder, wait):
    """Starts the studio again, lets its jobs end, and stops it."""
    studio, found = Studio(folder, development=kind != "migration"), []
    if not studio.answers(wait):
        found.append("no answer")
    elif not jobs_end(folder, wait):
        found.append("jobs do not end")
    log = studio.stop()
    return [*found, log[-600:]] if found or "DID NOT END" in log else []


def stored(kind, folder, code, said):
    """What is wrong with the database."""
    if not os.path.exists(f"{folder}/crosssell.db"):
        yield "no database"
        return
    if os.path.exists(f"{folder}/crosssell.db.new"):
        yield "half a database left"
    with database(folder) as db:
        yield from sound(db)
        if kind != "migration":
            yield from demo(db)
        if kind == "import":
            yield from imported(db, code)
        elif kind == "bulk":
            yield from raised(db, said)
        elif kind == "approval":
            yield from approved(db, said)


def backed_up(folder, beside, code):
    if os.path.exists(f"{beside}/one.zip"):
        restored, said = whole(STUDIO, folder, ["restore", f"{beside}/one.zip", "--to", f"{beside}/restored"])
        if restored != 0:
            yield "a backup that is not whole: " + said[-400:]
    elif code == 0:
        yield "an acknowledged backup is lost"


def completed(folder, arguments):
    """Gives the same command once more, and looks whether everything is there once."""
    code, said = whole(STUDIO, folder, arguments)
    if code != 0:
        yield "not imported by the second run: " + said[-400:]
    with database(folder) as db:
        yield from imported(db, code)


def moved(folder, beside, arguments):
    """Ends the move, and compares what is there."""
    code, said = whole(STUDIO, folder, arguments)
    # One that had ended already is a studio by now.
    if code != 0 and "already holds a studio" not in said:
        yield "not moved by the second run: " + said[-400:]
        return
    with database(folder) as here, database(f"{beside}/moved") as there:
        yield from sound(there)
        for (table,) in here.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").fetchall():
            if one(here, f'SELECT count(*) FROM "{table}"') != one(there, f'SELECT count(*) FROM "{table}"'):
                yield f"{table} has other rows after the move"


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--kinds", default=",".join(KINDS))
    options.add_argument("--pace", type=float, default=1, help="how many times as long as usual things take on this machine now")
    options.add_argument("--wait", type=float, default=180, help="seconds that the next start, and its jobs, may take")
    given = options.parse_args()
    dice, kinds = random.Random(given.seed), given.kinds.split(",")
    home = tempfile.mkdtemp(prefix="crosssell-kill-")
    full, old = os.path.join(home, "full"), os.path.join(home, "old")
    if set(kinds) - {"start", "migration"}:
        must(STUDIO, full, ["demo"])
        must(WORK, full, ["work", "prepare", "--data", full])
    if "migration" in kinds:
        os.makedirs(old)
        must(WORK, old, ["work", "old", "--data", old])
    file = os.path.join(home, "products.csv")
    with open(file, "w", encoding="utf-8") as csv:
        csv.write("sku,name\n")
        csv.writelines(f"ROUND-{number},Product {number}\n" for number in range(PRODUCTS))

    usual, faults, killed = {kind: seconds * given.pace for kind, seconds in USUAL.items()}, 0, dict.fromkeys(kinds, 0)
    for number in range(1, given.rounds + 1):
        kind = kinds[(number - 1) % len(kinds)]
        folder, beside = os.path.join(home, f"round-{number}"), os.path.join(home, f"beside-{number}")
        os.makedirs(beside)
        if kind != "start":
            shutil.copytree(old if kind == "migration" else full, folder)
        program, arguments = work_of(kind, folder, beside, file)
        share, ending = dice.random(), signal.SIGTERM if dice.random() < 0.2 else signal.SIGKILL
        moment, began = 0.3 + share * usual[kind], time.monotonic()
        process = start(program, folder, arguments)
        try:
            said, _ = process.communicate(timeout=moment)
            usual[kind] = min(usual[kind], time.monotonic() - began)
            how = f"ended by itself with {process.returncode} after {time.monotonic() - began:.1f} s"
        except subprocess.TimeoutExpired:
            process.send_signal(ending)
            said, _ = process.communicate()
            how = f"{ending.name} at {moment:.1f} s"
            killed[kind] += 1
        found = list(moved(folder, beside, arguments)) if kind == "move" else []
        found += restarted(kind, folder, given.wait)
        found += stored(kind, folder, process.returncode, said)
        if kind == "import":
            found += completed(folder, arguments)
        if kind == "backup":
            found += backed_up(folder, beside, process.returncode)

        faults += bool(found)
        print(f"{number:3} {kind:9} {how}: {'FAULT ' + '; '.join(found) if found else 'whole'}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(beside, ignore_errors=True)

    shutil.rmtree(home, ignore_errors=True)
    print(f"{given.rounds} rounds with seed {given.seed}; killed: {', '.join(f'{kind} {count}' for kind, count in killed.items())}; with a fault: {faults}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
