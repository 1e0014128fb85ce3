# Steps that run.sh, test.sh and bench.sh share. Sourced, from the root of the repository.
# shellcheck shell=bash

# Says why on standard error and ends the script.
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$1" >&2
  exit "${2:-1}"
}

say() { printf '%s\n' "$1" >&2; }

# Tools that are not installed here, because there is more than one way to have them.
require_tools() {
  command -v dotnet >/dev/null || fail 'dotnet is not on the PATH; install the .NET SDK 10.'
  command -v node >/dev/null || fail 'node is not on the PATH; install Node 20 or newer.'
  command -v npm >/dev/null || fail 'npm is not on the PATH; install Node 20 or newer, npm included.'
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  ((major >= 20)) || fail "Node $major is too old; install Node 20 or newer."
}

# ensure_commands COMMAND...: installs the Debian package of the same name for each that is missing.
ensure_commands() {
  local missing=() command
  for command in "$@"; do
    command -v "$command" >/dev/null || missing+=("$command")
  done
  ((${#missing[@]} == 0)) && return
  command -v apt-get >/dev/null || fail "missing: ${missing[*]}; there is no apt-get to install them with."
  local root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "missing: ${missing[*]}; install them, or run this as root or with sudo at hand."
    root=(sudo)
  fi
  say "Installing ${missing[*]}"
  "${root[@]}" apt-get update -qq >&2 || fail "apt-get could not read the package lists, needed for: ${missing[*]}"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 ||
    fail "apt-get could not install: ${missing[*]}"
}

# fingerprint PATH...: changes with the content of any file below, build output aside.
fingerprint() {
  find "$@" -type d \( -name bin -o -name obj -o -name node_modules -o -name .build -o -name TestResults \) -prune \
    -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# logged NAME COMMAND...: runs it with its output in .build/NAME.log, shown only when it fails.
# In the background, so that a signal to the script is acted on at once; RUNNING_STEP is its id.
logged() {
  local name=$1
  shift
  mkdir -p .build
  "$@" >".build/$name.log" 2>&1 </dev/null &
  RUNNING_STEP=$!
  local status=0
  wait "$RUNNING_STEP" || status=$?
  RUNNING_STEP=
  ((status == 0)) && return
  tail -n 40 ".build/$name.log" >&2
  fail "$name failed; the full output is in .build/$name.log"
}

# unless_done STAMP FINGERPRINT COMMAND...: runs the command, unless it succeeded for this fingerprint before.
unless_done() {
  local stamp=$1 print=$2
  shift 2
  [[ -f $stamp && $(<"$stamp") == "$print" ]] && return
  "$@"
  mkdir -p "$(dirname "$stamp")"
  printf '%s\n' "$print" >"$stamp"
}

# The stamp lives inside node_modules, so it goes when that goes.
install_packages() {
  unless_done node_modules/.installed "$(node --version) $(fingerprint package.json package-lock.json src/Reliability.Web/package.json)" \
    run_npm_ci
}

run_npm_ci() {
  say 'Installing npm packages'
  logged npm-ci npm ci --no-audit --no-fund --loglevel=error
}

build_web() {
  [[ -f src/Reliability.Web/dist/rum.js ]] || rm -f .build/web.stamp
  unless_done .build/web.stamp "$(fingerprint package-lock.json src/Reliability.Web/{src,demo,build.mjs})" run_web_build
}

run_web_build() {
  say 'Building the browser code'
  logged web-build npm run build --loglevel=error
}

# A release build by a compiler of its own, which serves all projects: without one, each project starts a compiler.
COMPILER="build-$$"
BUILD=(build -c Release -nodeReuse:false -p:UseRazorBuildServer=false -p:UseSharedCompilation=true "-p:SharedCompilationId=$COMPILER")

# The compiler would wait ten minutes for more to do.
end_compiler() {
  local roslyn
  roslyn=$(dotnet msbuild src/Reliability.Core -getProperty:RoslynTargetsPath)
  dotnet "$roslyn/bincore/VBCSCompiler.dll" "-pipename:$COMPILER" -shutdown
}

# build TARGET [OPTION...]: builds, and ends the compiler whatever comes of it.
build() {
  local status=0
  dotnet "${BUILD[@]}" "$@" || status=$?
  end_compiler
  return "$status"
}

SUITE_DLL=src/Reliability.Functions/bin/Release/net10.0/Reliability.Functions.dll

build_suite() {
  [[ -f $SUITE_DLL ]] || rm -f .build/suite.stamp
  local sources
  mapfile -t sources < <(find src -mindepth 1 -maxdepth 1 ! -name Reliability.Web)
  unless_done .build/suite.stamp \
    "$(fingerprint "${sources[@]}" src/Reliability.Web/dist Directory.*.{props,targets} global.json host.json .editorconfig)" run_suite_build
}

run_suite_build() {
  say 'Building the suite'
  logged suite-build dotnet "${BUILD[@]}" src/Reliability.Functions
  end_compiler
}

# Two scripts at a time would build into the same folders.
with_build_lock() {
  mkdir -p .build
  exec {BUILD_LOCK}>.build/lock
  flock "$BUILD_LOCK"
  "$@"
  exec {BUILD_LOCK}>&-
}
