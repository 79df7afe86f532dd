# A DynamoDB table, paid by request, encrypted, with point-in-time recovery. `statements` of its outputs are the permissions that
# programs need, for `task_role`.

locals {
  # Of all keys, those of the indexes included.
  attributes = merge(
    { (var.hash_key.name) = var.hash_key.type },
    { for key in var.range_key[*] : key.name => key.type },
    { for index in values(var.indexes) : index.hash_key.name => index.hash_key.type },
    { for key in flatten([for index in values(var.indexes) : index.range_key[*]]) : key.name => key.type },
  )
}

resource "aws_dynamodb_table" "main" {
  #checkov:skip=CKV_AWS_119:Encrypted with the key of DynamoDB, unless `kms_key` is set
  #checkov:skip=CKV2_AWS_16:Paid by request, so that there is nothing to scale

  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.hash_key.name
  range_key                   = one(var.range_key[*].name)
  stream_enabled              = var.stream != null
  stream_view_type            = var.stream
  deletion_protection_enabled = var.deletion_protection
  tags                        = var.tags

  dynamic "attribute" {
    for_each = local.attributes

    content {
      name = attribute.key
      type = attribute.value
    }
  }

  dynamic "global_secondary_index" {
    for_each = var.indexes

    content {
      name               = global_secondary_index.key
      hash_key           = global_secondary_index.value.hash_key.name
      range_key          = one(global_secondary_index.value.range_key[*].name)
      projection_type    = length(global_secondary_index.value.include) > 0 ? "INCLUDE" : global_secondary_index.value.projection
      non_key_attributes = length(global_secondary_index.value.include) > 0 ? global_secondary_index.value.include : null
    }
  }

  dynamic "ttl" {
    for_each = var.ttl_attribute[*]

    content {
      enabled        = true
      attribute_name = ttl.value
    }
  }

  point_in_time_recovery {
    enabled = var.point_in_time_recovery
  }

  server_side_encryption {
    enabled     = var.kms_key != null
    kms_key_arn = one(var.kms_key[*].arn)
  }
}
