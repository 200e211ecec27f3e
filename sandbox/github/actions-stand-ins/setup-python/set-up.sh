#!/bin/bash
# A virtual environment of this machine's Python, of the version that is asked for where there is one.
set -euo pipefail
minor=$(printf '%s' "$WANTED" | grep -oE '^[0-9]+\.[0-9]+' || true)
python=$(command -v "python${minor:-3}" || command -v python3) || {
  echo "::error::There is no python3 on this machine."
  exit 1
}
found=$("$python" -c 'import platform; print(platform.python_version())')
case "$found" in
  "$WANTED"* | "${minor:-none}"*) ;;
  *) [ -z "$WANTED" ] || echo "::warning::Python $WANTED is not on this machine: $found stands in for it." ;;
esac
folder=$(mktemp -d "${TMPDIR:-/tmp}/python-XXXXXX")
# pip is plain Python: copying it is quicker by seconds than ensurepip, which Debian leaves out anyway.
if pip=$("$python" -c 'import os, pip; print(os.path.dirname(pip.__file__))' 2>/dev/null); then
  "$python" -m venv --without-pip "$folder"
  packages=$("$folder/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
  cp -R "$pip" "$packages/pip"
  printf '#!/bin/sh\nexec "%s" -m pip "$@"\n' "$folder/bin/python" >"$folder/bin/pip"
  chmod +x "$folder/bin/pip"
elif ! "$python" -m venv "$folder" >/dev/null; then
  echo "::error::There is no pip on this machine (Debian, Ubuntu: apt-get install python3-pip)."
  exit 1
fi
echo "$folder/bin" >>"$GITHUB_PATH"
echo "version=$found" >>"$GITHUB_OUTPUT"
echo "path=$folder/bin/python" >>"$GITHUB_OUTPUT"
echo "Python $found"
