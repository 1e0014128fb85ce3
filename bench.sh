#!/usr/bin/env bash
# Runs the benchmarks, each with its named baseline in the same run. Prints "name ratio unit" lines.
# Arguments go to the benchmarks: names of those to run; none runs all.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
source .ci/setup.sh

require_tools
ensure_commands wrk prometheus
with_build_lock install_packages
with_build_lock build_web
# Standard output is for results only.
build tests/Benchmarks -v quiet >&2
exec dotnet tests/Benchmarks/bin/Release/net10.0/Benchmarks.dll "$@"
