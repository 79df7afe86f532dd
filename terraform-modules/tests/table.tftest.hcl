mock_provider "aws" {
  source = "./mocks"
}

variables {
  name     = "app-dev-orders"
  hash_key = { name = "customer" }
}

run "defaults" {
  command = apply

  module {
    source = "../table"
  }

  assert {
    condition     = aws_dynamodb_table.main.billing_mode == "PAY_PER_REQUEST" && aws_dynamodb_table.main.hash_key == "customer" && aws_dynamodb_table.main.range_key == null && one(aws_dynamodb_table.main.attribute) == { name = "customer", type = "S" }
    error_message = "the table has a partition key and is paid by request"
  }

  assert {
    condition     = one(aws_dynamodb_table.main.point_in_time_recovery).enabled && !one(aws_dynamodb_table.main.server_side_encryption).enabled && !aws_dynamodb_table.main.stream_enabled && !aws_dynamodb_table.main.deletion_protection_enabled && output.stream_arn == null
    error_message = "it can be restored, and has no stream"
  }

  assert {
    condition = { for right, statements in output.statements : right => [for statement in statements : "${join(",", statement.actions)} ${join(",", statement.resources)}"] } == {
      read  = ["dynamodb:BatchGetItem,dynamodb:DescribeTable,dynamodb:GetItem,dynamodb:Query,dynamodb:Scan ${output.arn}"]
      write = ["dynamodb:BatchWriteItem,dynamodb:ConditionCheckItem,dynamodb:DeleteItem,dynamodb:DescribeTable,dynamodb:PutItem,dynamodb:UpdateItem ${output.arn}"]
      use   = ["dynamodb:BatchGetItem,dynamodb:DescribeTable,dynamodb:GetItem,dynamodb:Query,dynamodb:Scan,dynamodb:BatchWriteItem,dynamodb:ConditionCheckItem,dynamodb:DeleteItem,dynamodb:PutItem,dynamodb:UpdateItem ${output.arn}"]
    }
    error_message = "each right is for this table only"
  }
}

run "each_option" {
  command = apply

  module {
    source = "../table"
  }

  variables {
    range_key              = { name = "created", type = "N" }
    ttl_attribute          = "expires"
    stream                 = "NEW_IMAGE"
    point_in_time_recovery = false
    deletion_protection    = true
    kms_key                = { arn = "arn:aws:kms:us-east-1:123456789012:key/1" }
    tags                   = { Team = "a" }
    indexes = {
      by-status = { hash_key = { name = "status" }, range_key = { name = "created", type = "N" }, projection = "KEYS_ONLY" }
      by-total  = { hash_key = { name = "total", type = "N" }, include = ["currency"] }
    }
  }

  assert {
    condition     = { for attribute in aws_dynamodb_table.main.attribute : attribute.name => attribute.type } == { customer = "S", created = "N", status = "S", total = "N" } && aws_dynamodb_table.main.range_key == "created"
    error_message = "the attributes are those of all keys"
  }

  assert {
    condition     = { for index in aws_dynamodb_table.main.global_secondary_index : index.name => "${index.hash_key} ${index.projection_type} ${join(",", coalesce(index.non_key_attributes, []))}" } == { by-status = "status KEYS_ONLY ", by-total = "total INCLUDE currency" }
    error_message = "the indexes are as configured"
  }

  assert {
    condition     = one(aws_dynamodb_table.main.ttl).attribute_name == "expires" && aws_dynamodb_table.main.stream_view_type == "NEW_IMAGE" && !one(aws_dynamodb_table.main.point_in_time_recovery).enabled && aws_dynamodb_table.main.deletion_protection_enabled && one(aws_dynamodb_table.main.server_side_encryption).kms_key_arn == var.kms_key.arn && aws_dynamodb_table.main.tags.Team == "a"
    error_message = "the table is as configured"
  }

  assert {
    condition     = output.statements.read[0].resources == [output.arn, "${output.arn}/index/by-status", "${output.arn}/index/by-total"] && output.statements.read[1].resources == [var.kms_key.arn]
    error_message = "the rights include the indexes and the key"
  }
}

run "bad_input" {
  command = plan

  module {
    source = "../table"
  }

  variables {
    name          = "a table"
    hash_key      = { name = "customer", type = "string" }
    range_key     = { name = "" }
    indexes       = { a = { hash_key = { name = "a" } } }
    ttl_attribute = ""
    stream        = "ALL"
    kms_key       = { arn = "alias/app" }
    tags          = { "aws:team" = "a" }
  }

  expect_failures = [
    var.name, var.hash_key, var.range_key, var.indexes, var.ttl_attribute, var.stream, var.kms_key, var.tags,
  ]
}
