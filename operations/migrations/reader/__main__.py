"""Reads Django's migrations, app configurations and settings as Python, without executing any of it.

Requests come as JSON lines on stdin: {"kind": "migration" | "apps" | "settings", "path", "source", and for settings "names"}. The first line of the
answer is {"python": "3.11.7"}; then comes one line for each request, in order: what was read, or {"error": {"message", "line"}}.
What cannot be read without executing is never guessed: it is listed under "unknown" with its text and line.
"""

import ast
import json
import platform
import sys

from configuration import read_apps, read_settings
from migration import read_migration



def read_tree(request, tree):
    if request["kind"] == "settings":
        return read_settings(tree, request["names"])
    return (read_apps if request["kind"] == "apps" else read_migration)(tree)


def read(request):
    try:
        return read_tree(request, ast.parse(request["source"], request["path"]))
    except SyntaxError as error:
        return {"error": {"message": f"Python {platform.python_version()} cannot parse it: {error.msg}", "line": error.lineno or 1}}
    except (ValueError, RecursionError, MemoryError) as error:
        return {"error": {"message": f"it cannot be parsed: {error or type(error).__name__}", "line": 1}}


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(json.dumps({"python": platform.python_version()}))
    for line in sys.stdin:
        print(json.dumps(read(json.loads(line))))


main()
