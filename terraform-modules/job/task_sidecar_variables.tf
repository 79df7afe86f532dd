variable "xray" {
  description = "Whether the task has the X-Ray daemon, to which programs send traces at localhost:2000. The task role needs `xray` of `task_role`."
  type        = bool
  default     = false
  nullable    = false
}

variable "cloudwatch_agent" {
  description = "Whether the task has the CloudWatch agent, to which programs send metrics. The task role needs `cloudwatch_agent` of `task_role`."
  type        = bool
  default     = false
  nullable    = false
}

variable "cloudwatch_agent_config" {
  description = "Configuration of the CloudWatch agent, as a JSON object. Default: StatsD at localhost:8125."
  type        = string
  default     = "{\"metrics\":{\"metrics_collected\":{\"statsd\":{\"service_address\":\":8125\"}}}}"
  nullable    = false

  validation {
    condition     = can(keys(jsondecode(var.cloudwatch_agent_config)))
    error_message = "The configuration is a JSON object."
  }
}

variable "firelens" {
  description = "FireLens: the containers' logs go through Fluent Bit with these options (`Name` is the output plugin), and with secret options, from their name to the ARN of an SSM parameter or a secret. The task role needs the permissions of the plugin. The log of Fluent Bit itself goes to the log group. Default: none."
  type = object({
    options        = map(string)
    secret_options = optional(map(string), {})
  })
  default = null

  validation {
    condition     = var.firelens == null || try(length(var.firelens.options["Name"]) > 0, false)
    error_message = "The options have at least the Name of an output plugin, such as cloudwatch_logs, s3 or firehose."
  }

  validation {
    condition = alltrue([
      for arn in try(values(var.firelens.secret_options), []) : can(regex("^arn:aws[a-z-]*:(ssm:[a-z0-9-]+:[0-9]{12}:parameter/|secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:).+$", arn))
    ])
    error_message = "A secret option is the ARN of an SSM parameter or of a Secrets Manager secret."
  }
}

variable "sidecar_images" {
  description = "Images of the containers that `xray`, `cloudwatch_agent` and `firelens` add."
  type = object({
    xray             = optional(string, "public.ecr.aws/xray/aws-xray-daemon:3.x")
    cloudwatch_agent = optional(string, "public.ecr.aws/cloudwatch-agent/cloudwatch-agent:latest")
    firelens         = optional(string, "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable")
  })
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for image in values(var.sidecar_images) : can(regex("^[a-z0-9][^ ]+$", image))])
    error_message = "Each is the name of an image."
  }
}
