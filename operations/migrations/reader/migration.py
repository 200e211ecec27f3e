"""A migration file: its Migration class, read as it stands in the text."""

import ast

from operation import operation_of
from scope import FUNCTIONS, Scope, Unreadable, assigned, unknown

BASES = {"django.db.migrations.Migration", "django.db.migrations.migration.Migration"}
LISTS = ("dependencies", "run_before", "replaces", "operations")
OVERRIDES = {"__init__", "__new__", "__init_subclass__", "apply", "unapply", "mutate_state", "initial", "atomic", *LISTS}


def pair_of(scope, node):
    node = scope.resolve(node)
    if isinstance(node, (ast.Tuple, ast.List)) and len(node.elts) == 2:
        return {"app": scope.string(node.elts[0]), "name": scope.string(node.elts[1])}
    raise Unreadable


def dependency_of(scope, node):
    node = scope.resolve(node)
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        called = scope.dotted(node.func) or ""
        if called.startswith("django.db.migrations") and called.endswith(".swappable_dependency"):
            argument = scope.resolve(node.args[0])
            if isinstance(argument, ast.Attribute) and scope.dotted(argument.value) == "django.conf.settings":
                return {"setting": argument.attr}
            return {"app": scope.string(argument).split(".")[0], "name": "__first__"}
    return pair_of(scope, node)


def flag_of(answer, name, node):
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool)):
        answer[name] = bool(node.value)
    else:
        answer["unknown"].append(unknown(name, node))


def list_of(scope, answer, name, node):
    if name == "operations":
        answer[name] = [operation_of(scope, one) for one in scope.items(node)]
        return
    answer[name] = []
    for one in scope.items(node):
        try:
            answer[name].append((dependency_of if name == "dependencies" else pair_of)(scope, one))
        except Unreadable:
            answer["unknown"].append(unknown(name, one.value if isinstance(one, ast.Starred) else one))


def read_class(tree, scope, found):
    """The attributes of a class that are certain, as {name: node}, and what else its body does."""
    inner = Scope(tree, found.body, scope)
    values, strange = {}, []
    for statement in found.body:
        pair = assigned(statement)
        if pair:
            values[pair[0]] = pair[1]
        elif isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            if statement.name in OVERRIDES:
                strange.append(unknown("class", statement))
        elif not isinstance(statement, (ast.Pass, ast.AnnAssign)) and not (
            isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        ):
            strange.append(unknown("class", statement))
    return inner, values, strange


def read_migration(tree):
    scope = Scope(tree, tree.body)
    classes = [one for one in tree.body if isinstance(one, ast.ClassDef) and one.name == "Migration"]
    if not classes:
        return {"error": {"message": "it has no Migration class at its top level", "line": 1}}
    found = classes[-1]
    inner, values, strange = read_class(tree, scope, found)
    answer = {"initial": None, "atomic": True, **{name: [] for name in LISTS}, "unknown": strange}
    if [scope.dotted(base) in BASES for base in found.bases] != [True] or found.keywords:
        answer["unknown"].append({"what": "base class", "text": ", ".join(map(ast.unparse, found.bases)), "line": found.lineno})
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and not (node.module or "").startswith("django."):
            answer["unknown"].append(unknown("import", node))
        if isinstance(node, ast.Name) and node.id == "Migration":
            answer["unknown"].append({"what": "class", "text": "Migration is used after its definition", "line": node.lineno})
    if len(classes) > 1 or found.decorator_list or scope.bound["Migration"] > len(classes):
        answer["unknown"].append({"what": "class", "text": "Migration is defined or changed more than once", "line": found.lineno})
    for name, node in values.items():
        if name in ("initial", "atomic"):
            flag_of(answer, name, node)
        elif name in LISTS:
            list_of(inner, answer, name, node)
    return {"migration": answer}
