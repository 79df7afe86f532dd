"""Generates the READMEs of the modules from their code. Run `readme.py` to write them."""

from pathlib import Path

from declarations import Declaration, declarations, modules, name

TESTED = """Tested with Terraform 1.11 and AWS provider 5.100; written for Terraform 1.5 and later. Provider 6 and OpenTofu are
untested."""

AUTOSCALING = """## Adding autoscaling to a running service

With and without `autoscaling`, the service is a different Terraform resource. To add it without destroying the service, first move
the service in the state of each environment:

    deploy tf --env ENV -- state mv 'ADDRESS.aws_ecs_service.fixed[0]' 'ADDRESS.aws_ecs_service.autoscaled[0]'

`ADDRESS` is the address of the module, such as `module.web`. To remove autoscaling, swap the two resources.
"""


def purpose(module: Path) -> str:
    """Returns the comment at the beginning of main.tf."""
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
            "| Name | Type | Default | Description |",
            "|---|---|---|---|",
            *map(input_row, inputs),
            "",
            "## Outputs",
            "",
            "| Name | Description |",
            "|---|---|",
            *map(output_row, outputs),
            autoscaling(inputs),
        ]
    ).rstrip() + "\n"


if __name__ == "__main__":
    for folder in modules():
        (folder / "README.md").write_text(render(folder))
