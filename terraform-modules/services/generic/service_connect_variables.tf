variable "service_connect" {
  description = "Service Connect: the namespace (its name or ARN), in which the tasks find other services, and the ports that they offer there, by the name of the port in portMappings: the port for clients, the DNS name for clients (default: the discovery name), the discovery name (default: the name of the port), the port of the proxy (default: chosen by ECS), and timeouts in seconds. Without services, the tasks are clients only. Default: none."
  type = object({
    namespace = string
    services = optional(map(object({
      port                  = number
      dns_name              = optional(string)
      discovery_name        = optional(string)
      ingress_port_override = optional(number)
      idle_timeout          = optional(number)
      request_timeout       = optional(number)
    })), {})
  })
  default = null

  validation {
    condition     = var.service_connect == null || try(length(var.service_connect.namespace) > 0, false)
    error_message = "The namespace is a name or an ARN."
  }

  validation {
    condition = alltrue(flatten([
      for service in try(values(var.service_connect.services), []) : [for port in [service.port, service.ingress_port_override] : try(port >= 1 && port <= 65535, port == null)]
    ]))
    error_message = "A port is 1 to 65535."
  }

  validation {
    condition = alltrue(flatten([
      for service in try(values(var.service_connect.services), []) : [
        service.dns_name == null || can(regex("^[a-z0-9]([a-z0-9.-]{0,125}[a-z0-9])?$", service.dns_name)),
        service.discovery_name == null || can(regex("^[a-z0-9]([a-z0-9_-]{0,62}[a-z0-9])?$", service.discovery_name)),
      ]
    ]))
    error_message = "DNS name and discovery name have lower-case letters, digits and hyphens."
  }

  validation {
    condition = alltrue(flatten([
      for service in try(values(var.service_connect.services), []) : [for seconds in [service.idle_timeout, service.request_timeout] : try(seconds >= 0 && seconds <= 2147483647, seconds == null)]
    ]))
    error_message = "A timeout is not negative."
  }
}
