# The examples of the modules' READMEs, which together are one project. Applied, so that what is known only then is tried.

mock_provider "aws" {
  source = "./mocks"

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
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
