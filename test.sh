#!/usr/bin/env bash
# Builds everything with warnings as errors and runs all tests. The last line is "N passed, N failed".
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
source .ci/setup.sh

usage() {
  cat <<'TEXT'
Usage: ./test.sh [--full]

  --full  longer campaigns: more random cases, longer fault runs
TEXT
}

while (($# > 0)); do
  case $1 in
    --full) export RELIABILITY_TEST_FULL=1; shift ;;
    -h | --help) usage; exit ;;
    *) usage >&2; fail "unknown option: $1" 2 ;;
  esac
done

PASSED=0
FAILED=0
RESULTS=.build/test-results

# Whatever goes wrong, the last line says how far it got; a step that broke counts as one failure.
report() {
  local status=$?
  ((status == 0 || FAILED > 0)) || FAILED=1
  printf '%s passed, %s failed\n' "$PASSED" "$FAILED"
  ((FAILED == 0 && PASSED > 0)) || exit 1
}
trap report EXIT

# counted PASSED FAILED STATUS: adds up; a runner that fails without a failed test has crashed, which is a failure too.
counted() {
  PASSED=$((PASSED + $1))
  FAILED=$((FAILED + $2))
  (($3 == 0 || $2 > 0)) || FAILED=$((FAILED + 1))
}

test_web() {
  local status=0 tap=src/Reliability.Web/.build/tests.tap
  rm -f "$tap"
  npm run check --loglevel=error || status=$?
  counted 0 0 "$status"
  status=0
  npm run test --loglevel=error || status=$?
  counted "$(tap_count pass "$tap")" "$(tap_count fail "$tap")" "$status"
}

tap_count() { sed -n "s/^# $1 //p" "$2" 2>/dev/null | grep . || echo 0; }

test_suite() {
  local status=0
  rm -rf "$RESULTS"
  # One project at a time: several of them measure time or start processes. A test that hangs ends the run of its project.
  dotnet test Functions.sln -c Release --no-build -m:1 --results-directory "$RESULTS" \
    --blame-hang-timeout 6m --blame-hang-dump-type none \
    --logger trx --logger 'console;verbosity=minimal' || status=$?
  local failed=0 outcome projects results
  for outcome in failed error timeout aborted; do failed=$((failed + $(trx_sum "$outcome"))); done
  projects=$(find tests -name '*.Tests.csproj' | wc -l)
  results=$(find "$RESULTS" -name '*.trx' | wc -l)
  # A project without results did not run to its end, whatever the runner says.
  ((results >= projects)) || failed=$((failed + projects - results))
  counted "$(trx_sum passed)" "$failed" "$status"
}

# trx_sum OUTCOME: adds up one counter over the result files of all test projects.
trx_sum() {
  { find "$RESULTS" -name '*.trx' -exec cat {} + 2>/dev/null || true; } |
    { grep -oE '<Counters [^>]*' || true; } | { grep -oE " $1=\"[0-9]+" || true; } |
    { grep -oE '[0-9]+' || true; } | awk '{ sum += $1 } END { print sum + 0 }'
}

require_tools
ensure_commands chromium wrk prometheus
with_build_lock install_packages
with_build_lock build_web
test_web
build Functions.sln -v quiet
test_suite
