#!/bin/bash
# This machine's Java is on PATH already: its version is looked at, and JAVA_HOME set.
set -euo pipefail
java=$(command -v java) || {
  echo "::error::There is no Java on this machine."
  exit 1
}
settings=$("$java" -XshowSettings:properties -version 2>&1)
setting() { printf '%s\n' "$settings" | sed -n "s/^ *$1 = //p"; }
found=$(setting java.version)
major=$(printf '%s' "$WANTED" | grep -oE '^[0-9]+' || true)
case "$found" in
  "${major:-$found}" | "${major:-$found}".*) ;;
  *) echo "::warning::Java $WANTED is not on this machine: $found stands in for it." ;;
esac
home=$(setting java.home)
echo "JAVA_HOME=$home" >>"$GITHUB_ENV"
echo "version=$found" >>"$GITHUB_OUTPUT"
echo "path=$home" >>"$GITHUB_OUTPUT"
echo "Java $found"
