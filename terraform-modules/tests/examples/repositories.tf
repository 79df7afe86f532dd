module "repositories" {
  source = "../../repositories"

  names          = ["app_base", "app", "nginx"]
  throwaway_tags = { "pr-*" = 20 }
}
