//! The blocks of a file that decide whether `init` is needed.
//!
//! Blocks are found by their braces alone: to hash too much costs one `init`, and to hash too little is made up for by
//! Terraform's own check, but for the backend, whose block must be found.

/// The blocks of a file that decide, comments and all.
pub(super) fn init_blocks(text: &str) -> String {
    let mut blocks = String::new();
    let mut depth = 0_i32;
    for line in text.lines() {
        if depth <= 0 && !is_init_header(line) {
            continue;
        }
        depth = depth.max(0) + braces(line);
        blocks.push_str(line);
        blocks.push('\n');
    }
    blocks
}

/// A block's brace is on the line of its name, and nothing is assigned before it.
fn is_init_header(line: &str) -> bool {
    let Some((header, _)) = line.split_once('{') else { return false };
    let mut words = header.trim_start().split([' ', '\t', '"']);
    !header.contains('=') && matches!(words.next(), Some("terraform" | "module" | "provider"))
}

/// How many more braces a line opens than it closes, outside of strings and comments.
fn braces(line: &str) -> i32 {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut chars = line.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '#' => break,
            '/' if chars.peek() == Some(&'/') => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "terraform {\nrequired_providers {\n aws = { # }\n  source = \"x}\"\n }\n}\nbackend \"s3\" {\n}\n}\n\nvariable \"x\" {\n}\nmodule \"a\" { source = \"./a\" }\nresource \"b\" \"c\" {\n  module = 1\n}\nprovider \"aws\" {\n}\n";

    #[test]
    fn only_the_blocks_that_decide_are_taken() {
        insta::assert_snapshot!(init_blocks(TEXT), @r#"
        terraform {
        required_providers {
         aws = { # }
          source = "x}"
         }
        }
        backend "s3" {
        }
        }
        module "a" { source = "./a" }
        provider "aws" {
        }
        "#);
    }
}
