//! What Fargate requires of a task definition (Developer Guide, "Amazon ECS task definition differences for Fargate").
//!
//! CPU and memory are valid only as a pair: AWS refuses a memory that is valid with other CPU units, with the same message
//! at `RegisterTaskDefinition` and, for overrides, at `RunTask`.

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::ecs::input::{Fields, refused};

pub(crate) fn check(fields: &Fields) -> Result<(), ApiError> {
    let compatibilities = fields.get("requiresCompatibilities").and_then(Value::as_array);
    if !compatibilities.is_some_and(|list| list.contains(&json!("FARGATE"))) {
        return Ok(());
    }
    if fields.get("networkMode") != Some(&json!("awsvpc")) {
        return Err(refused("Fargate only supports network mode \u{2018}awsvpc\u{2019}."));
    }
    let size = |name: &str| {
        let missing = || refused(format!("Fargate requires that '{name}' be defined at the task level."));
        fields.get(name).and_then(Value::as_str).ok_or_else(missing)
    };
    check_size(size("cpu")?, size("memory")?)
}

/// Whether Fargate has tasks of that size.
pub(crate) fn check_size(cpu: &str, memory: &str) -> Result<(), ApiError> {
    let has = units(cpu).zip(mebibytes(memory)).is_some_and(|(cpu, memory)| has(cpu, memory));
    if has { Ok(()) } else { Err(refused("No Fargate configuration exists for given values.")) }
}

/// Developer Guide, "Troubleshoot Amazon ECS task definition invalid CPU or memory errors".
fn has(cpu: u32, memory: u32) -> bool {
    let (range, step) = match cpu {
        256 => return [512, 1024, 2048].contains(&memory),
        512 => (1024..=4096, 1024),
        1024 => (2048..=8192, 1024),
        2048 => (4096..=16384, 1024),
        4096 => (8192..=30720, 1024),
        8192 => (16384..=61440, 4096),
        16384 => (32768..=122_880, 8192),
        _ => return false,
    };
    range.contains(&memory) && memory.is_multiple_of(step)
}

/// `512`, `.5 vCPU` or `0.5 vcpu` (API Reference, "`TaskDefinition`").
fn units(cpu: &str) -> Option<u32> {
    scaled(&cpu.to_lowercase(), "vcpu")
}

/// `512` or `0.5 GB`.
fn mebibytes(memory: &str) -> Option<u32> {
    scaled(&memory.to_lowercase(), "gb")
}

/// A number as it is, or one with a unit, which stands for 1024.
fn scaled(text: &str, unit: &str) -> Option<u32> {
    let Some(number) = text.strip_suffix(unit) else { return text.parse().ok() };
    let number = number.trim_end().parse::<f64>().ok()? * 1024.0;
    // Only multiples of 256 are sizes.
    (0..=122_880).step_by(256).find(|size| (f64::from(*size) - number).abs() < 1e-6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_a_pair() {
        for (cpu, memory) in [("256", "512"), (".25 vCPU", "0.5 GB"), ("1 vcpu", "8GB"), ("16384", "122880")]
        {
            assert!(check_size(cpu, memory).is_ok(), "{cpu} {memory}");
        }
        for (cpu, memory) in [("300", "512"), ("256", "4096"), ("1024", "2500"), ("8192", "17408"), ("x", "")]
        {
            let error = check_size(cpu, memory).unwrap_err();
            assert_eq!(error.message, "No Fargate configuration exists for given values.", "{cpu} {memory}");
        }
    }
}
