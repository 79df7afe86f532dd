# The examples in the READMEs of the modules, applied together, so that values that are known after the apply are tested, too.

mock_provider "aws" {
  source = "./mocks"

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_resource "aws_subnet" {
    defaults = { id = "subnet-own" }
  }
}

run "examples" {
  command = apply

  module {
    source = "./examples"
  }

  assert {
    condition     = module.web.service_name == "app-dev-web" && module.api.service_name == "app-dev-api"
    error_message = "two services share a load balancer"
  }

  assert {
    condition     = module.network.name != module.internal_network.name
    error_message = "two load balancers have two names"
  }
}
