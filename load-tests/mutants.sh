#!/bin/sh
# Shows that the simulation sees what is wrong with the server's own classes: puts each fault of
# load-tests/mutants into a temporary copy of the classes that it is about, and runs the simulation
# with them. Each has to be found, as the invariant that its first lines name.
#
#   load-tests/mutants.sh [NAME...]     all, or these
#
# SEEDS is how many seeds a mutant has to survive to be one that survives (20000).
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
seeds=${SEEDS:-20000}

# Builds what is out of date, and shows that the simulation finds nothing without a mutant.
"$home/drawbridge" load simulate --seeds 200

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
path=$(echo "$home"/load-tests/target/load-tests-*.jar):$home/load-tests/target/lib/*
echo '<configuration><root level="OFF"/></configuration>' >"$work/logback.xml"

[ $# -gt 0 ] || set -- $(cd "$home/load-tests/mutants" && ls ./*.patch | sed 's|^\./||; s|\.patch$||')
survived=0
for name in "$@"; do
  patch=$home/load-tests/mutants/$name.patch
  expected=$(sed -n 's/^Breaks: //p' "$patch")
  rm -rf "$work/tree" "$work/classes"
  mkdir -p "$work/classes"
  files=$(sed -n 's|^+++ b/||p' "$patch")
  for file in $files; do
    mkdir -p "$work/tree/$(dirname "$file")"
    cp "$home/$file" "$work/tree/$file"
  done
  patch -s -d "$work/tree" -p1 <"$patch"
  (cd "$work/tree" && "${java}c" -nowarn -proc:none -d "$work/classes" -cp "$path" $files)
  said=$("$java" -Dlogback.configurationFile="$work/logback.xml" -cp "$work/classes:$path" \
    io.drawbridge.load.Main simulate --seeds "$seeds" | sed -n 1p) || true
  case $said in
    *": seed "*) found=${said#*: seed } ;;
    *) found= ;;
  esac
  if [ -n "$found" ] && echo "${found#*: }" | grep -Eq "^($expected):"; then
    echo "$name: killed by seed ${found%%: *}, $(echo "${found#*: }" | cut -d: -f1)"
  else
    echo "$name: SURVIVED (expected: $expected): $said"
    survived=$((survived + 1))
  fi
done
[ "$survived" -eq 0 ]
