"""Reads the variables and outputs of a Terraform module. Relies on the indentation of `terraform fmt`: two spaces for the
attributes of a block, more for what is inside them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

MODULES = Path(__file__).resolve().parent.parent


@dataclass
class Declaration:
    """A `variable` or `output` block with its attributes as text. Nested blocks count as attributes."""

    kind: str
    name: str
    attributes: dict[str, str] = field(default_factory=dict)

    def text(self, attribute: str) -> str:
        """Returns an attribute on one line."""
        lines = [line.strip() for line in self.attributes.get(attribute, "").splitlines()]
        joined = ""
        for line in lines:
            separator = "" if joined == "" else " " if joined.endswith(("{", "[", "(", "({", ",")) or line[0] in "}])" else ", "
            joined += separator + re.sub(r"\s+=\s+", " = ", line)
        return joined

    def description(self) -> str:
        return self.attributes.get("description", "").strip('"')


def modules() -> list[Path]:
    """Returns the folders of the modules, without those of the tests."""
    folders = {path.parent for path in MODULES.rglob("main.tf")}
    return sorted(folder for folder in folders if "tests" not in folder.relative_to(MODULES).parts)


def name(module: Path) -> str:
    return str(module.relative_to(MODULES))


def declarations(module: Path, kind: str) -> list[Declaration]:
    """Returns the variables or outputs of a module, sorted by name."""
    found = [block for path in sorted(module.glob("*.tf")) for block in blocks(path.read_text()) if block.kind == kind]
    return sorted(found, key=lambda block: block.name)


def blocks(text: str) -> list[Declaration]:
    found: list[Declaration] = []
    attribute = None
    for line in text.splitlines():
        if start := re.match(r'(variable|output) "(\w+)" {$', line):
            found.append(Declaration(start[1], start[2]))
        elif line == "}":
            attribute = None
        elif found and (start := re.match(r"  (\w+)\s*(?:=\s*)?(.*)", line)):
            attribute = start[1]
            found[-1].attributes[attribute] = start[2]
        elif found and attribute and line:
            found[-1].attributes[attribute] += "\n" + line
    return found
