module "uploads" {
  source = "../../bucket"

  name            = "app-dev-uploads"
  expiration_days = { "temporary/" = 7 }
  cors_origins    = ["https://app.example.com"]
}

# The program reads, writes and deletes objects.
module "uploader_role" {
  source = "../../task_role"

  name       = "app-dev-uploader"
  statements = module.uploads.statements.use
}
