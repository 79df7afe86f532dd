module "orders_table" {
  source = "../../table"

  name          = "app-dev-orders"
  hash_key      = { name = "customer" }
  range_key     = { name = "created", type = "N" }
  indexes       = { by-status = { hash_key = { name = "status" }, projection = "KEYS_ONLY" } }
  ttl_attribute = "expires"
}

# The program reads the table and sends jobs.
module "reporter_role" {
  source = "../../task_role"

  name       = "app-dev-reporter"
  statements = concat(module.orders_table.statements.read, module.jobs.statements.write)
}
