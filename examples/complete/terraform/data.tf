# What the programs store and send.

module "uploads" {
  source = "../../../terraform-modules/bucket"

  name            = "${local.name}-uploads"
  expiration_days = { "temporary/" = 7 }
  cors_origins    = ["https://complete.example.com"]
  force_destroy   = true
  kms_key         = { arn = aws_kms_key.main.arn }
  tags            = local.tags
}

module "orders" {
  source = "../../../terraform-modules/table"

  name          = "${local.name}-orders"
  hash_key      = { name = "customer" }
  range_key     = { name = "created", type = "N" }
  indexes       = { by-status = { hash_key = { name = "status" }, projection = "KEYS_ONLY" } }
  ttl_attribute = "expires"
  stream        = "NEW_IMAGE"
  kms_key       = { arn = aws_kms_key.main.arn }
  tags          = local.tags
}

module "events" {
  source = "../../../terraform-modules/topic"

  name       = "${local.name}-events"
  publishers = { rules = { service = "events.amazonaws.com" } }
  kms_key    = { arn = aws_kms_key.main.arn }
  tags       = local.tags
}

resource "aws_efs_file_system" "shared" {
  encrypted  = true
  kms_key_id = aws_kms_key.main.arn
  tags       = local.tags
}
