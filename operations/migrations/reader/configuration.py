"""App configurations (apps.py) and settings, as far as they are written down as plain values."""

import ast

from scope import Scope, Unreadable
from migration import read_class

BASES = {"django.apps.AppConfig", "django.apps.config.AppConfig"}


def config_of(tree, scope, found, seen=()):
    """{name, label, default} of an app configuration, through base classes in the same file; None when it is none."""
    inner, values, strange = read_class(tree, scope, found)
    config = None
    for base in found.bases:
        if scope.dotted(base) in BASES:
            config = {"name": None, "label": None, "default": False, "unknown": bool(strange)}
        elif isinstance(base, ast.Name) and base.id not in seen and scope.find("classes", base.id):
            config = config_of(tree, scope, scope.find("classes", base.id), (*seen, base.id)) or config
        elif scope.dotted(base):
            config = {"name": None, "label": None, "default": False, "unknown": True}
    if config is None:
        return None
    config = {**config, "default": False, "class": found.name}
    for name in ("name", "label"):
        if name in values:
            try:
                config[name] = inner.string(values[name])
            except Unreadable:
                config["unknown"] = True
    if "default" in values:
        config["default"] = isinstance(values["default"], ast.Constant) and values["default"].value is True
    return config


def read_apps(tree):
    scope = Scope(tree, tree.body)
    configs = [config_of(tree, scope, one) for one in scope.classes.values()]
    return {"configs": [one for one in configs if one is not None]}


def read_settings(tree, names):
    """Only the settings that were asked for: the file may hold secrets, which nobody needs here."""
    scope = Scope(tree, tree.body)
    answer = {"values": {}, "unknown": [], "stars": []}
    for statement in tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            star = {"module": statement.module or "", "level": statement.level, "line": statement.lineno}
            answer["stars"].append(star)
    for name in (one for one in names if one in scope.bound):
        try:
            node = scope.constants[name]
            answer["values"][name] = {"value": scope.string(node), "line": node.lineno}
        except (KeyError, Unreadable):
            answer["unknown"].append(name)
    return answer
