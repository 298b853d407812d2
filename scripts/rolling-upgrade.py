#!/usr/bin/env python3
"""Replaces two instances behind nginx by another version, one after the other, while people work, and looks whether anything was refused or lost.

The database is a new one on the PostgreSQL server of CROSSSELL_TEST_POSTGRES, with the demo as the old version lays it out; nginx runs with deploy/nginx.conf
but for names, addresses and the certificate. Meanwhile browsers rename products by hand, a storefront asks for panels, and people sign in: requests that
write. Each instance is told to stop (SIGTERM), waited for, and started again in the new version, which migrates the database at its first start.

    scripts/rolling-upgrade.py OLD_FOLDER NEW_FOLDER        folders with CrossSell.Admin.dll, as `dotnet build` or `dotnet publish` writes them
    Environment: PLAYWRIGHT and CHROMIUM, as rolling-editors.mjs takes them

Ends with 1 when a request was refused, a page did not come back, or a name that a page said was saved is not in the history of its product.
"""
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
SKUS = ["TRI-S3", "TRI-MINI", "CAM-P3"]
SECONDS = 12


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def psql(connection, sql):
    parts = dict(part.split("=", 1) for part in connection.split(";") if part)
    return subprocess.run(
        ["psql", "-XAtq", "-h", parts["Host"], "-p", parts["Port"], "-U", parts["Username"], "-d", parts["Database"], "-c", sql],
        env=dict(os.environ, PGPASSWORD=parts.get("Password", "")), check=True, capture_output=True, text=True).stdout.strip()


class Rollout:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        server = os.environ["CROSSSELL_TEST_POSTGRES"]
        self.name = f"rolling_{os.getpid()}"
        psql(server, f"CREATE DATABASE {self.name}")
        self.server, self.database = server, re.sub("Database=[^;]*", f"Database={self.name}", server)
        self.port, self.ports, self.instances = free_port(), [free_port(), free_port()], {}
        self.refused, self.asked, self.saved, self.ended, self.over = [], {}, [], [], threading.Event()

    def environment(self):
        return dict(
            os.environ, ASPNETCORE_ENVIRONMENT="Development", CrossSell__DataDirectory=str(self.folder / "data"), Database__Provider="PostgreSQL",
            ConnectionStrings__CrossSell=self.database, CrossSell__TrustedProxies="127.0.0.1", CrossSell__PublicAddress=f"http://localhost:{self.port}")

    def run(self, program, *arguments):
        ran = subprocess.run(
            ["dotnet", str(program / "CrossSell.Admin.dll"), *arguments], env=self.environment(), cwd=self.folder, capture_output=True, text=True)
        if ran.returncode != 0:
            sys.exit(f"{' '.join(arguments)}: {ran.stdout}{ran.stderr}")
        return ran.stdout

    def start(self, program, port):
        log = open(self.folder / f"{port}.log", "a")
        began = time.monotonic()
        process = subprocess.Popen(
            ["dotnet", str(program / "CrossSell.Admin.dll"), "serve", "--urls", f"http://127.0.0.1:{port}"],
            env=self.environment(), cwd=self.folder, stdout=log, stderr=subprocess.STDOUT)
        self.instances[port] = process
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5).read()
                print(f"  {port}: ready after {time.monotonic() - began:.1f} s")
                return
            except (urllib.error.URLError, OSError):
                if process.poll() is not None:
                    sys.exit(f"{port} ended: see {log.name}\n" + pathlib.Path(log.name).read_text()[-2000:])
                time.sleep(0.2)

    def stop(self, port):
        began = time.monotonic()
        self.instances[port].send_signal(signal.SIGTERM)
        code = self.instances[port].wait(70)
        print(f"  {port}: told to stop, gone after {time.monotonic() - began:.1f} s (exit code {code})")

    def proxy(self):
        text = (ROOT / "deploy" / "nginx.conf").read_text()
        plain, tls = text.index("server {\n    listen 80;"), text.index("server {\n    listen 443")
        text = text[:plain] + text[tls:]
        for old, new in [
                ("    listen [::]:443 ssl;\n", ""), ("listen 443 ssl;", f"listen 127.0.0.1:{self.port};"), ("studio.example.com", "localhost"),
                ("HttpOnly; Secure;", "HttpOnly;"), ("Host $host;", "Host $http_host;"), ("127.0.0.1:5080", f"127.0.0.1:{self.ports[0]}"),
                ("#server 127.0.0.1:5081", f"server 127.0.0.1:{self.ports[1]}")]:
            assert old in text, old
            text = text.replace(old, new)
        text = re.sub(r"    ssl_certificate.*\n", "", text)
        (self.folder / "studio.conf").write_text(text)
        temporary = " ".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
        (self.folder / "nginx.conf").write_text(
            f"daemon off; pid {self.folder}/pid; error_log {self.folder}/error.log; worker_processes 1; events {{ }}\n"
            f"http {{ log_format served '$status $upstream_addr $request'; access_log {self.folder}/served.log served; {temporary}\n"
            f"include {self.folder}/studio.conf; }}\n")
        os.chmod(self.folder, 0o755)
        return subprocess.Popen(["/usr/sbin/nginx", "-e", f"{self.folder}/error.log", "-c", f"{self.folder}/nginx.conf"])

    def address(self, path):
        return f"http://localhost:{self.port}{path}"

    def again(self, what, pause, ask):
        def loop():
            while not self.over.is_set():
                began = time.monotonic()
                try:
                    ask()
                except (urllib.error.URLError, OSError, AssertionError) as problem:
                    self.refused.append(f"{what}: {problem!r}")
                self.asked.setdefault(what, []).append(time.monotonic() - began)
                self.over.wait(pause)
        thread = threading.Thread(target=loop)
        thread.start()
        return thread

    def panel(self, key):
        def ask():
            request = urllib.request.Request(self.address(f"/api/v1/products/{SKUS[0]}/panel"), headers={"Authorization": f"Bearer {key}"})
            urllib.request.urlopen(request, timeout=30).read()
        return ask

    # A person each time: the page, and what it posts. A redirect is the answer of a sign-in that was written down.
    def sign_in(self):
        cookies = urllib.request.HTTPCookieProcessor()
        opener = urllib.request.build_opener(cookies, KeepRedirect())
        page = opener.open(urllib.request.Request(self.address("/account/sign-in"), headers={"Accept": "text/html"}), timeout=30).read().decode()
        token = re.search('name="__RequestVerificationToken" value="([^"]+)"', page).group(1)
        handler = re.search('name="_handler" value="([^"]+)"', page).group(1)
        answer = opener.open(self.address("/account/sign-in"), timeout=30, data=urllib.parse.urlencode({
            "__RequestVerificationToken": token, "_handler": handler, "Form.Email": "ana@demo.crosssell", "Form.Password": "crosssell-demo"}).encode())
        assert answer.status == 302, answer.status

    def editors(self):
        process = subprocess.Popen(
            ["node", str(ROOT / "CrossSell.Benchmarks" / "rolling-editors.mjs"), self.address(""), *SKUS],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def read():
            for line in process.stdout:
                said = json.loads(line)
                if "saved" in said:
                    self.saved.append(said)
                else:
                    self.ended.append(said)
        thread = threading.Thread(target=read)
        thread.start()
        return process, thread

    def judge(self):
        history = psql(self.database, 'SELECT "After" FROM "Changes" WHERE "Entity" = \'Product\' AND "After" LIKE \'%by hand%\'')
        lost = [said["saved"] for said in self.saved if f'"{said["saved"]}"' not in history]
        for said in self.ended:
            print(f"  {said['sku']}: {said.get('lost') or str(said['reloads']) + ' reloads'}, "
                  + (said.get("why") or f"at most {said['longest']} ms between two saves"))
        for what, times in self.asked.items():
            print(f"  {what}: {len(times)} requests, the longest {max(times):.1f} s")
        print(f"  {len(self.saved)} saves acknowledged, {len(lost)} of them lost; {len(self.refused)} requests refused")
        for problem in [*lost, *self.refused][:10]:
            print(f"    {problem}")
        return not lost and not self.refused and len(self.saved) > 10 and all("lost" not in said for said in self.ended) and len(self.ended) == len(SKUS)


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    """Answers a redirect as it came."""

    def http_error_302(self, req, fp, code, msg, headers):
        return fp

    http_error_301 = http_error_303 = http_error_307 = http_error_302


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    old, new = (pathlib.Path(folder).resolve() for folder in sys.argv[1:])
    folder = tempfile.mkdtemp(prefix="crosssell-rolling-")
    rollout, processes, good = Rollout(folder), [], False
    try:
        rollout.run(old, "demo")
        key = rollout.run(old, "apikeys", "create", "Storefront", "--channel", "camera").split()[-1]
        for port in rollout.ports:
            rollout.start(old, port)
        processes.append(rollout.proxy())
        time.sleep(1)
        editors, reading = rollout.editors()
        processes.append(editors)
        while not rollout.saved:
            time.sleep(0.5)
            assert editors.poll() is None, "The browsers ended."
        traffic = [rollout.again("panels", 0.05, rollout.panel(key)), rollout.again("sign-ins", 0.5, rollout.sign_in)]
        time.sleep(SECONDS)
        for port in rollout.ports:
            rollout.stop(port)
            rollout.start(new, port)
            time.sleep(SECONDS)
        rollout.over.set()
        for thread in traffic:
            thread.join()
        editors.stdin.close()
        editors.wait()
        reading.join()
        good = rollout.judge()
    finally:
        rollout.over.set()
        for process in [*processes, *rollout.instances.values()]:
            if process.poll() is None:
                process.kill()
            process.wait()
        psql(rollout.server, f"DROP DATABASE {rollout.name} WITH (FORCE)")
        if good:
            shutil.rmtree(folder)
        else:
            print(f"Logs are in {folder}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
