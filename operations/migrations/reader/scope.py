"""What the names in a Python file certainly mean, found without executing it."""

import ast

MUTATORS = {"append", "extend", "insert", "remove", "pop", "clear", "sort", "reverse", "update", "setdefault", "popitem"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Unreadable(Exception):
    """An expression whose value only Python itself could tell."""


def text_of(node):
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 160 else text[:159] + "…"


def unknown(what, node):
    return {"what": what, "text": text_of(node), "line": node.lineno}


def bindings(body):
    """Every binding of a name in this scope, however deep in `if`, `for` or `try`; functions and classes are scopes of their own."""
    stack = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from (alias.asname or alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            stack.extend(ast.iter_child_nodes(node))


def changed_in_place(tree):
    """Names that anything in the file may change without binding them: x.append(…), x[0] = …, x += …, global x."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            yield from node.names
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load) and isinstance(node.value, ast.Name):
            yield node.value.id
        elif isinstance(node, ast.Attribute) and node.attr in MUTATORS and isinstance(node.value, ast.Name):
            yield node.value.id


def assigned(statement):
    """(name, value) of a plain assignment to one name, else None."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id, statement.value
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value is not None:
        return statement.target.id, statement.value
    return None


def is_none(node):
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


class Scope:
    """What the names of a file, or of a class in it, certainly mean."""

    def __init__(self, tree, body, outer=None):
        counts = {}
        for name in bindings(body):
            counts[name] = counts.get(name, 0) + 1
        changed = set(changed_in_place(tree))
        self.outer, self.bound = outer, counts
        self.constants, self.functions, self.classes, self.imports = {}, {}, {}, {}
        for statement in body:
            self._define(statement, lambda name: counts[name] == 1 and name not in changed)

    def _define(self, statement, certain):
        pair = assigned(statement)
        if pair and certain(pair[0]):
            self.constants[pair[0]] = pair[1]
        elif isinstance(statement, FUNCTIONS) and certain(statement.name):
            self.functions[statement.name] = statement
        elif isinstance(statement, ast.ClassDef) and certain(statement.name):
            self.classes[statement.name] = statement
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                name = alias.asname or alias.name.split(".")[0]
                # `import a.b` and `import a.c` both bind a, to the same module.
                if certain(name) or not alias.asname:
                    self.imports[name] = alias.name if alias.asname else name
        elif isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                name = alias.asname or alias.name
                if name != "*" and certain(name):
                    self.imports[name] = "." * statement.level + (statement.module or "") + "." + alias.name

    def find(self, table, name):
        if name in self.bound or self.outer is None:
            return getattr(self, table).get(name)
        return self.outer.find(table, name)

    def dotted(self, node):
        """The full name of what was imported: `m.RunPython` after `from django.db import migrations as m`."""
        if isinstance(node, ast.Name):
            return self.find("imports", node.id)
        if isinstance(node, ast.Attribute):
            base = self.dotted(node.value)
            return f"{base}.{node.attr}" if base else None
        return None

    def resolve(self, node):
        seen = set()
        while isinstance(node, ast.Name) and node.id not in seen and self.find("constants", node.id) is not None:
            seen.add(node.id)
            node = self.find("constants", node.id)
        return node

    def string(self, node):
        node = self.resolve(node)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self.string(node.left) + self.string(node.right)
        raise Unreadable

    def items(self, node):
        """The elements of a list as nodes; an element that cannot be told stands there as an ast.Starred."""
        node = self.resolve(node)
        if isinstance(node, (ast.List, ast.Tuple)):
            for element in node.elts:
                yield from self.items(element.value) if isinstance(element, ast.Starred) else [element]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield from self.items(node.left)
            yield from self.items(node.right)
        else:
            yield ast.copy_location(ast.Starred(value=node, ctx=ast.Load()), node)
