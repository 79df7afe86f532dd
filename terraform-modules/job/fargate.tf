# Task sizes that Fargate has: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size

locals {
  fargate_memory_range = {
    1024  = { from = 2, to = 8, step = 1 }
    2048  = { from = 4, to = 16, step = 1 }
    4096  = { from = 8, to = 30, step = 1 }
    8192  = { from = 16, to = 60, step = 4 }
    16384 = { from = 32, to = 120, step = 8 }
  }
  fargate_memory = merge(
    { 256 = [512, 1024, 2048], 512 = [1024, 2048, 3072, 4096] },
    { for cpu, gib in local.fargate_memory_range : cpu => [for size in range(gib.from, gib.to + 1, gib.step) : size * 1024] },
  )
  fargate_memory_text = join(", ", local.fargate_memory[var.cpu])
}
