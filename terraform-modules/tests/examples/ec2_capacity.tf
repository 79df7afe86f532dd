module "instances" {
  source = "../../ec2_capacity"

  name            = "app-dev"
  cluster_name    = "app-dev"
  vpc_id          = module.vpc.vpc_id
  subnet_ids      = module.vpc.private_subnet_ids
  hardware        = "arm"
  instance_types  = ["m7g.large", "m6g.large"]
  spot_percentage = 50
  on_demand_base  = 1
}
