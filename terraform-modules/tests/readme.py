"""The READMEs of the modules, made from their code: `readme.py` writes them."""

from pathlib import Path

from declarations import Declaration, declarations, modules, name

TESTED = """Tested with Terraform 1.11 and AWS provider 5.100; written for Terraform 1.5 and later. Provider 6 and OpenTofu are
untested."""

AUTOSCALING = """## Autoscaling, later

Adding `autoscaling` to a running service, or taking it away, is another resource for Terraform, which would destroy the
service and make a new one. Tell it first that the service is the same, in each environment (here for a module `web`
that is called in the root):

    deploy tf --env ENV -- state mv 'ADDRESS.aws_ecs_service.fixed[0]' 'ADDRESS.aws_ecs_service.autoscaled[0]'

`ADDRESS` is `module.web`; the other way round to take autoscaling away.
"""


def purpose(module: Path) -> str:
    """What the module's main.tf says of itself at its beginning."""
    lines = []
    for line in (module / "main.tf").read_text().splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.removeprefix("#").strip())
    return "\n".join(lines)


def example(module: Path) -> str:
    path = Path(__file__).parent / "examples" / (name(module).replace("/", "_") + ".tf")
    return path.read_text().replace('"../../', '"./terraform-modules/')


def cell(text: str) -> str:
    return text.replace("|", "\\|")


def input_row(variable: Declaration) -> str:
    default = f"`{variable.text('default')}`" if "default" in variable.attributes else "required"
    return f"| `{variable.name}` | `{cell(variable.text('type'))}` | {cell(default)} | {cell(variable.description())} |"


def output_row(output: Declaration) -> str:
    return f"| `{output.name}` | {cell(output.description())} |"


def autoscaling(inputs: list[Declaration]) -> str:
    return "\n" + AUTOSCALING if any(variable.name == "autoscaling" for variable in inputs) else ""


def render(module: Path) -> str:
    inputs = sorted(declarations(module, "variable"), key=lambda variable: "default" in variable.attributes)
    outputs = declarations(module, "output")
    return "\n".join(
        [
            f"# {name(module)}",
            "",
            purpose(module),
            "",
            "```hcl",
            example(module).rstrip(),
            "```",
            "",
            TESTED,
            "",
            "## Inputs",
            "",
            "| name | type | default | meaning |",
            "|---|---|---|---|",
            *map(input_row, inputs),
            "",
            "## Outputs",
            "",
            "| name | meaning |",
            "|---|---|",
            *map(output_row, outputs),
            autoscaling(inputs),
        ]
    ).rstrip() + "\n"


if __name__ == "__main__":
    for folder in modules():
        (folder / "README.md").write_text(render(folder))
