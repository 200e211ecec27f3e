#!/bin/bash
# This machine's Go, from PATH or where its installer puts it: only its version is looked at.
set -euo pipefail
go=$(command -v go || command -v /usr/local/go/bin/go) || {
  echo "::error::There is no Go on this machine."
  exit 1
}
found=$("$go" env GOVERSION | sed 's/^go//')
minor=$(printf '%s' "$WANTED" | grep -oE '^[0-9]+\.[0-9]+' || true)
case "$found" in
  "${minor:-$found}" | "${minor:-$found}".*) ;;
  *) echo "::warning::Go $WANTED is not on this machine: $found stands in for it." ;;
esac
dirname "$go" >>"$GITHUB_PATH"
echo "version=$found" >>"$GITHUB_OUTPUT"
echo "Go $found"
