"""A migration's operations: which class, which arguments, and what its reverse is."""

import ast

from scope import FUNCTIONS, Unreadable, is_none, text_of

MODULES = ("django.db.migrations", "django.contrib.postgres.operations")


def what_it_does(function):
    """`noop` for a function that does nothing, `raises` for one that only raises, else `given`."""
    body = [one for one in function.body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    if body and isinstance(body[0], ast.Raise):
        return "raises"
    idle = [isinstance(one, ast.Pass) or (isinstance(one, ast.Return) and is_none(one.value)) for one in body]
    return "noop" if all(idle) else "given"


def argument_of(call, keyword, position):
    """The node given for a parameter, None when it is not given."""
    if any(isinstance(one, ast.Starred) for one in call.args) or any(one.arg is None for one in call.keywords):
        raise Unreadable
    for one in call.keywords:
        if one.arg == keyword:
            return one.value
    return call.args[position] if len(call.args) > position else None


def reverse_of(scope, call, keyword):
    try:
        node = argument_of(call, keyword, 1)
    except Unreadable:
        return "unknown"
    node = scope.resolve(node)
    if is_none(node):
        return "missing"
    if isinstance(node, ast.Lambda):
        return "noop" if is_none(node.body) else "given"
    if isinstance(node, ast.Name) and scope.find("functions", node.id):
        return what_it_does(scope.find("functions", node.id))
    if scope.dotted(node):
        return "noop" if scope.dotted(node).endswith((".RunPython.noop", ".RunSQL.noop")) else "given"
    if isinstance(node, (ast.List, ast.Tuple)):
        return "given" if node.elts else "noop"
    if isinstance(node, ast.Constant):
        return "given" if node.value else "noop"
    return "given" if isinstance(node, (ast.Call, ast.JoinedStr)) else "unknown"


def makes_table(scope, call):
    """False for a CreateModel of a proxy or an unmanaged model."""
    try:
        options = scope.resolve(argument_of(call, "options", 2))
    except Unreadable:
        return True
    if not isinstance(options, ast.Dict):
        return True
    pairs = [(key, value) for key, value in zip(options.keys, options.values) if isinstance(key, ast.Constant)]
    told = {key.value: value.value for key, value in pairs if isinstance(value, ast.Constant)}
    return told.get("managed") is not False and told.get("proxy") is not True


def operation_of(scope, node):
    answer = {"name": None, "text": text_of(node), "line": node.lineno, "arguments": {}}
    call = scope.resolve(node)
    dotted = scope.dotted(call.func) if isinstance(call, ast.Call) else None
    if dotted is None or not dotted.startswith(MODULES):
        return answer
    answer["name"] = name = dotted.rsplit(".", 1)[1]
    for key, value in [*enumerate(call.args), *((one.arg, one.value) for one in call.keywords)]:
        try:
            answer["arguments"][str(key)] = scope.string(value)[:160]
        except Unreadable:
            pass
    if name in ("RunPython", "RunSQL"):
        answer["reverse"] = reverse_of(scope, call, "reverse_code" if name == "RunPython" else "reverse_sql")
    if name == "CreateModel":
        answer["table"] = makes_table(scope, call)
    if name == "SeparateDatabaseAndState":
        try:
            inner = argument_of(call, "database_operations", 0)
            answer["database"] = [] if is_none(inner) else [operation_of(scope, one) for one in scope.items(inner)]
        except Unreadable:
            answer["database"] = [{"name": None, "text": answer["text"], "line": node.lineno, "arguments": {}}]
    return answer
