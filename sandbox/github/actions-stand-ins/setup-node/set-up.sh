#!/bin/bash
# This machine's Node is on PATH already: only its version is looked at.
set -euo pipefail
command -v npm >/dev/null || {
  echo "::error::There is no npm on this machine."
  exit 1
}
found=$(node --version)
major=$(printf '%s' "$WANTED" | grep -oE '^v?[0-9]+' | tr -d v || true)
if [ -n "$major" ] && [ "${found%%.*}" != "v$major" ]; then
  echo "::warning::Node $WANTED is not on this machine: $found stands in for it."
fi
echo "version=$found" >>"$GITHUB_OUTPUT"
echo "Node $found"
