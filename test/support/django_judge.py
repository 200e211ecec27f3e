"""Asks Django itself what `migrate` does: JSON lines of cases on stdin, a JSON line of answers for each.

A case: {"folder", "apps", "user", "rows": [[app, name]] or null, "commands": [[app, target]]}. With rows, they are written into
django_migrations and the commands run with --fake; with null, everything is migrated forward and back for real. An answer:
{"commands": [[migrations unapplied, in order] or {"error"}], "rows": [[app, name]]}.
"""

import io
import json
import os
import sys

import django
from django.conf import settings


def labels_in(text):
    """The migrations that `migrate --plan` prints; their operations are indented below them."""
    return [line.strip() for line in text.splitlines()[1:] if line.strip() and not line.startswith(" ")]


def run(case):
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    if case["rows"] is None:
        call_command("migrate", verbosity=0)
    else:
        recorder.ensure_schema()
        for app, name in case["rows"]:
            recorder.record_applied(app, name)
    commands = []
    for app, target in case["commands"]:
        told = io.StringIO()
        try:
            call_command("migrate", app, target, plan=True, stdout=told)
            call_command("migrate", app, target, fake=case["rows"] is not None, verbosity=0)
            commands.append(labels_in(told.getvalue()))
        except Exception as error:  # What Django refuses, it refuses with many classes.
            commands.append({"error": f"{type(error).__name__}: {error}"})
    return {"commands": commands, "rows": sorted(recorder.applied_migrations())}


def judge(case):
    sys.path.insert(0, case["folder"])
    databases = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
    settings.configure(INSTALLED_APPS=case["apps"], AUTH_USER_MODEL=case["user"], DATABASES=databases, USE_TZ=True)
    django.setup()
    return run(case)


for line in sys.stdin:
    # A process has one registry of apps.
    child = os.fork()
    if child == 0:
        try:
            print(json.dumps(judge(json.loads(line))), flush=True)
        except BaseException as error:
            print(json.dumps({"failure": f"{type(error).__name__}: {error}"}), flush=True)
        os._exit(0)
    os.waitpid(child, 0)
