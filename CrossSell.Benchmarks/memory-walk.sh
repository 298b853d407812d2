#!/usr/bin/env bash
# How much memory a fresh server of a large studio holds after the walk over its main pages (catalog-walk.mjs), as an operator would run it: published,
# in Production, nothing asked before.
# Usage: memory-walk.sh PUBLISHED_FOLDER DATA_FOLDER        the data folder with `demo --products 1000000 --orders 2000000`
#   Environment: PORT (5999); what catalog-walk.mjs takes (PLAYWRIGHT, CHROMIUM); DOTNET_ settings reach the server, to be compared.
# Each second the server's working set is looked at; ends with the settled figures and the peak.
set -euo pipefail
[ $# -eq 2 ] || { sed -n '2,6s/^# //p' "$0"; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
published=$(cd "$1" && pwd)
export CrossSell__DataDirectory; CrossSell__DataDirectory=$(cd "$2" && pwd)
address=http://localhost:${PORT:-5999}
export PASSWORD="memory walk of one studio"
echo "$PASSWORD" | dotnet "$published/CrossSell.Admin.dll" users reset eva@demo.crosssell >/dev/null

ASPNETCORE_ENVIRONMENT=Production ASPNETCORE_URLS=$address dotnet "$published/CrossSell.Admin.dll" serve >"${LOG:-/dev/null}" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
began=$(date +%s%N)
until [ "$(curl -s -o /dev/null -w '%{http_code}' "$address/health/ready" || true)" = 200 ]; do
  kill -0 $server || { echo "The server ended; see LOG=FILE."; exit 1; }
  sleep 0.2
done
echo "ready after $(( ($(date +%s%N) - began) / 1000000 )) ms"
curl -s -o /dev/null "$address/account/sign-in"
echo "first page after $(( ($(date +%s%N) - began) / 1000000 )) ms"

held() { awk '/^VmRSS/ {rss=$2} /^RssAnon/ {own=$2} /^VmHWM/ {peak=$2} END {printf "%d MB, %d MB of it its own; peak %d MB\n", rss/1024, own/1024, peak/1024}' /proc/$server/status; }
# Until it has held the same, give or take 5 MB, for 35 seconds: the catalogue is read, and a server that is asked nothing gives back what is left (IdleMemory).
settle() {
  local last=0 same=0 now
  while [ $same -lt 35 ]; do
    sleep 1
    now=$(awk '/^VmRSS/ {print int($2/1024)}' /proc/$server/status)
    if [ $((now - last)) -le 5 ] && [ $((last - now)) -le 5 ]; then same=$((same + 1)); else same=0; fi
    last=$now
  done
}
settle
echo "settled after the start: $(held)"
node "$here/catalog-walk.mjs" "$address" "$server"
settle
echo "settled after the walk: $(held)"
