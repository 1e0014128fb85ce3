#!/usr/bin/env bash
# Starts the suite on this machine, with its storage and some demo traffic. See usage below.
set -euo pipefail

CALLED_FROM=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"
source .ci/setup.sh

usage() {
  cat <<'TEXT'
Usage: ./run.sh [--port 7071] [--data DIR] [--no-demo]

  --port PORT  the suite listens on 127.0.0.1:PORT, its storage on PORT + 2931
  --data DIR   where storage and logs are kept (default .data)
  --no-demo    no demo traffic

Keys are generated into local.settings.json on the first start; RELIABILITY_FUNCTION_KEY and
RELIABILITY_ADMIN_KEY in the environment override them. Ctrl-C stops everything.
TEXT
}

bad_usage() {
  usage >&2
  fail "$1" 2
}

PORT=7071
DATA=$PWD/.data
DEMO=true
while (($# > 0)); do
  case $1 in
    --port=* | --data=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    --port | --data)
      [[ -n ${2:-} ]] || bad_usage "$1 needs a value"
      if [[ $1 == --port ]]; then PORT=$2; else DATA=$2; fi
      shift 2
      ;;
    --no-demo) DEMO=false; shift ;;
    -h | --help) usage; exit ;;
    *) bad_usage "unknown option: $1" ;;
  esac
done
if [[ ! $PORT =~ ^[1-9][0-9]{0,4}$ ]] || ((PORT > 65535)); then bad_usage "not a port: $PORT"; fi
[[ $DATA == /* ]] || DATA=$CALLED_FROM/$DATA

# 7071 gives 10002, the port Azurite itself would choose.
STORAGE_PORT=$((PORT + 2931 <= 65535 ? PORT + 2931 : PORT - 2931))
URL=http://127.0.0.1:$PORT
HEALTHY_WITHIN_SECONDS=60
DRAIN_SECONDS=35

RUNNING_STEP=
STORAGE=
SUITE=
FEEDER=

# stop PID SIGNAL SECONDS: asks, waits, and insists when asking does not help.
stop() {
  kill -s "$2" "$1" 2>/dev/null || return 0
  local tick
  for ((tick = 0; tick < $3 * 10; tick++)); do
    kill -0 "$1" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -s KILL "$1" 2>/dev/null || true
}

# Last started, first stopped: the suite finishes what it has accepted while its storage is still there.
stop_all() {
  trap '' INT TERM HUP
  [[ -z $RUNNING_STEP ]] || stop "$RUNNING_STEP" TERM 10
  [[ -z $FEEDER ]] || stop "$FEEDER" TERM 5
  [[ -z $SUITE ]] || stop "$SUITE" TERM "$DRAIN_SECONDS"
  # Azurite's table service writes to disk on SIGINT, not on SIGTERM.
  [[ -z $STORAGE ]] || stop "$STORAGE" INT 10
}

trap stop_all EXIT
trap 'exit 0' INT TERM HUP

# die MESSAGE LOG: ends the script with the last lines of a log.
die() {
  [[ ! -s $2 ]] || tail -n 20 "$2" >&2
  fail "$1; the log is $2"
}

# answers PORT PATH: whether a GET there is answered with 200. Bash alone can do it; a fresh machine has no curl.
answers() {
  local status=
  { exec {SOCKET}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&"$SOCKET" || true
  IFS= read -r -t 5 status <&"$SOCKET" || true
  exec {SOCKET}>&-
  [[ $status == HTTP/1.*' 200'* ]]
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_until PID NAME LOG SECONDS COMMAND...
wait_until() {
  local pid=$1 name=$2 log=$3 limit=$((SECONDS + $4))
  shift 4
  until "$@"; do
    kill -0 "$pid" 2>/dev/null || die "$name ended while starting" "$log"
    ((SECONDS < limit)) || die "$name did not get ready in time" "$log"
    sleep 0.1
  done
}

# new_log NAME: prints the path of a fresh log; the one before it is kept.
new_log() {
  local log=$DATA/logs/$1.log
  [[ ! -e $log ]] || mv -f "$log" "$log.1"
  : >"$log"
  printf '%s\n' "$log"
}

prepare() {
  install_packages
  build_web
  build_suite
}

start_storage() {
  local log
  log=$(new_log storage)
  # With room for what lives shortly it takes about a fifth more inserts a second.
  node --max-semi-space-size=64 node_modules/azurite/dist/src/table/main.js --silent --skipApiVersionCheck --disableTelemetry \
    --tableHost 127.0.0.1 --tablePort "$STORAGE_PORT" --location "$DATA/azurite" >"$log" 2>&1 </dev/null &
  STORAGE=$!
  wait_until "$STORAGE" 'The storage emulator' "$log" 30 listens "$STORAGE_PORT"
  # Azurite's published account and key: the same on every machine, and for it only.
  export AzureWebJobsStorage="DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;TableEndpoint=http://127.0.0.1:$STORAGE_PORT/devstoreaccount1;"
}

start_suite() {
  SUITE_LOG=$(new_log suite)
  dotnet "$SUITE_DLL" --port "$PORT" >"$SUITE_LOG" 2>&1 </dev/null &
  SUITE=$!
  wait_until "$SUITE" 'The suite' "$SUITE_LOG" "$HEALTHY_WITHIN_SECONDS" answers "$PORT" /api/health
}

start_feeder() {
  local log
  log=$(new_log feeder)
  node src/Reliability.Web/demo/feed.mjs "$URL/api" shop pk_shop_1 >"$log" 2>&1 </dev/null &
  FEEDER=$!
}

watch() {
  local ended status
  while true; do
    ended=
    status=0
    # shellcheck disable=SC2086 # an empty id is no argument
    wait -n -p ended $STORAGE $SUITE $FEEDER 2>/dev/null || status=$?
    case $ended in
      "$SUITE") SUITE=; die "The suite ended by itself (status $status)" "$SUITE_LOG" ;;
      "$STORAGE") STORAGE=; fail "The storage emulator ended by itself (status $status); the log is $DATA/logs/storage.log" ;;
      "$FEEDER") FEEDER=; say "The demo traffic ended by itself (status $status); the suite goes on. The log is $DATA/logs/feeder.log" ;;
      *) fail 'Lost track of what was started; stopping it.' ;;
    esac
  done
}

require_tools
mkdir -p "$DATA/logs"
DATA=$(cd "$DATA" && pwd)
exec {DATA_LOCK}>"$DATA/.lock"
flock -n "$DATA_LOCK" || fail "$DATA is in use by another suite; choose another with --data"

STORAGE_SETTING=$(node .ci/settings.mjs) || exit 1
PORTS=("$PORT=suite")
[[ $STORAGE_SETTING != UseDevelopmentStorage=true ]] || PORTS+=("$STORAGE_PORT=storage")
node .ci/ports.mjs "${PORTS[@]}" || exit 1

with_build_lock prepare
[[ $STORAGE_SETTING != UseDevelopmentStorage=true ]] || start_storage
start_suite

cat <<TEXT
Ready: $URL
  Demo page  $URL/api/rum/demo
  Keys       RELIABILITY_FUNCTION_KEY and RELIABILITY_ADMIN_KEY in local.settings.json, unless the environment has them
  Logs       $DATA/logs
  Stop       Ctrl-C
TEXT
[[ $DEMO == false ]] || start_feeder
watch
