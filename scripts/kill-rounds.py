#!/usr/bin/env python3
"""Kills the studio at random moments and looks whether the next start is whole.

Each round begins with an empty data folder, or with that of a whole demo, starts the studio or a verb, ends it after a random time by SIGKILL or
SIGTERM, and then starts it again. Afterwards the database must be sound (integrity_check, foreign_key_check), hold no leftover migration lock, have the
whole demo with an administrator, and the port must have answered. The same seed gives the same rounds.

    dotnet build CrossSell.Admin
    scripts/kill-rounds.py --rounds 40 --seed 1
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
VERBS = [["migrate"], ["demo"], ["mine"], ["users", "list"], ["apikeys", "create", "Round", "--secret"], ["export", "products", "--out", os.devnull]]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def start(dll, folder, arguments):
    environment = dict(os.environ, CrossSell__DataDirectory=folder, ASPNETCORE_ENVIRONMENT="Development")
    return subprocess.Popen(["dotnet", dll, *arguments], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ready(port, process, seconds):
    """Whether the studio answers before the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            time.sleep(0.2)
    return False


def faults(folder):
    """What is wrong with the data folder, in words."""
    with sqlite3.connect(f"file:{folder}/crosssell.db?mode=ro", uri=True) as db:
        one = lambda sql: db.execute(sql).fetchone()[0]
        found = []
        if one("PRAGMA integrity_check") != "ok":
            found.append("integrity")
        if db.execute("PRAGMA foreign_key_check").fetchone():
            found.append("foreign keys")
        if one("SELECT count(*) FROM __EFMigrationsLock"):
            found.append("migration lock left")
        if one("SELECT count(*) FROM Channels") != 4 or one("SELECT count(*) FROM Orders") < 30000:
            found.append("demo not loaded")
        if one("SELECT count(*) FROM Channels c WHERE NOT EXISTS (SELECT 1 FROM MiningRuns r WHERE r.ChannelId = c.Id)"):
            found.append("demo not mined")
        if one("SELECT count(*) FROM AspNetUsers") != 4 or not one("SELECT count(*) FROM RoleGrants WHERE Role = 'Administrator' AND ChannelId IS NULL"):
            found.append("no administrator")
    if os.path.exists(f"{folder}/crosssell.db.new"):
        found.append("half a database left")
    return found


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--longest", type=float, default=12, help="seconds of a whole first start on this machine: no kill comes later")
    options.add_argument("--wait", type=float, default=180, help="seconds that the next start may take")
    options.add_argument("--dll", default=os.path.join(ROOT, "CrossSell.Admin", "bin", "Debug", "net10.0", "CrossSell.Admin.dll"))
    given = options.parse_args()
    dice = random.Random(given.seed)
    home = tempfile.mkdtemp(prefix="crosssell-kill-")
    whole = os.path.join(home, "whole")
    made = start(given.dll, whole, ["demo"])
    said, _ = made.communicate()
    if made.returncode != 0:
        sys.exit(f"The demo could not be made: {said}")

    bad = 0
    for number in range(1, given.rounds + 1):
        folder = os.path.join(home, f"round-{number}")
        first = dice.random() < 0.6
        if not first:
            shutil.copytree(whole, folder)
        kills = []
        for _ in range(dice.randint(1, 2)):
            verb = dice.choice([["serve"], ["serve"], ["demo"], ["migrate"]] if first else [["serve"], *VERBS])
            ending = dice.choice([signal.SIGKILL, signal.SIGTERM])
            moment = dice.uniform(0.2, given.longest if verb[0] in ("serve", "demo") and first else 4)
            process = start(given.dll, folder, [*verb, "--urls", f"http://127.0.0.1:{free_port()}"] if verb[0] == "serve" else verb)
            try:
                process.communicate(timeout=moment)
                kills.append(f"{verb[0]} ended by itself with {process.returncode}")
            except subprocess.TimeoutExpired:
                process.send_signal(ending)
                try:
                    process.communicate(timeout=60)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.communicate()
                    kills.append("DID NOT END")
                    bad += 1
                kills.append(f"{verb[0]} {ending.name} at {moment:.1f} s")

        port = free_port()
        again = start(given.dll, folder, ["serve", "--urls", f"http://127.0.0.1:{port}"])
        answers = ready(port, again, given.wait)
        again.send_signal(signal.SIGTERM)
        try:
            said, _ = again.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            again.kill()
            said, _ = again.communicate()
        found = faults(folder) if os.path.exists(f"{folder}/crosssell.db") else ["no database"]
        if not answers:
            found.append("port does not answer: " + said[-600:])
        bad += bool(found)
        print(f"{number:3} {'first start' if first else 'whole demo '}  {', '.join(kills)}: {'FAULT ' + '; '.join(found) if found else 'whole'}", flush=True)
        shutil.rmtree(folder, ignore_errors=True)

    shutil.rmtree(home, ignore_errors=True)
    print(f"{given.rounds} rounds with seed {given.seed}, {bad} with a fault")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
