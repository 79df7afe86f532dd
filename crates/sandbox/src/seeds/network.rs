//! The VPC `main` with public and private subnets.

use std::io;

use crate::seeds::request::Client;

struct Subnet {
    block: &'static str,
    /// The last letter of the availability zone.
    zone: &'static str,
    tier: &'static str,
}

const SUBNETS: [Subnet; 4] = [
    Subnet { block: "10.0.0.0/24", zone: "a", tier: "public" },
    Subnet { block: "10.0.1.0/24", zone: "b", tier: "public" },
    Subnet { block: "10.0.10.0/24", zone: "a", tier: "private" },
    Subnet { block: "10.0.11.0/24", zone: "b", tier: "private" },
];

pub(crate) async fn create(moto: &Client<'_>) -> io::Result<()> {
    let vpc = vpc(moto).await?;
    let routes = public_routes(moto, &vpc).await?;
    for new in SUBNETS {
        let subnet = subnet(moto, &vpc, &new).await?;
        if new.tier == "public" {
            let associate =
                [("Action", "AssociateRouteTable"), ("SubnetId", &subnet), ("RouteTableId", &routes)];
            moto.ec2(&associate, "associationId").await?;
            let addresses = [
                ("Action", "ModifySubnetAttribute"),
                ("SubnetId", &subnet),
                ("MapPublicIpOnLaunch.Value", "true"),
            ];
            moto.ec2(&addresses, "return").await?;
        }
    }
    Ok(())
}

async fn vpc(moto: &Client<'_>) -> io::Result<String> {
    let tags = tags("vpc", "main");
    let mut call = vec![("Action", "CreateVpc"), ("CidrBlock", "10.0.0.0/16")];
    call.extend(tags);
    let vpc = moto.ec2(&call, "vpcId").await?;
    let names = [("Action", "ModifyVpcAttribute"), ("VpcId", &vpc), ("EnableDnsHostnames.Value", "true")];
    moto.ec2(&names, "return").await?;
    Ok(vpc)
}

async fn public_routes(moto: &Client<'_>, vpc: &str) -> io::Result<String> {
    let gateway = moto.ec2(&[("Action", "CreateInternetGateway")], "internetGatewayId").await?;
    let attach = [("Action", "AttachInternetGateway"), ("InternetGatewayId", &gateway), ("VpcId", vpc)];
    moto.ec2(&attach, "return").await?;
    let table = moto.ec2(&[("Action", "CreateRouteTable"), ("VpcId", vpc)], "routeTableId").await?;
    let route = [
        ("Action", "CreateRoute"),
        ("RouteTableId", &table),
        ("DestinationCidrBlock", "0.0.0.0/0"),
        ("GatewayId", &gateway),
    ];
    moto.ec2(&route, "return").await?;
    Ok(table)
}

async fn subnet(moto: &Client<'_>, vpc: &str, new: &Subnet) -> io::Result<String> {
    let Subnet { block, zone, tier } = new;
    let zone_name = format!("{}{zone}", moto.region);
    let name = format!("main-{tier}-{zone}");
    let mut call = vec![
        ("Action", "CreateSubnet"),
        ("VpcId", vpc),
        ("CidrBlock", block),
        ("AvailabilityZone", &zone_name),
    ];
    call.extend(tags("subnet", &name));
    call.extend([("TagSpecification.1.Tag.2.Key", "Tier"), ("TagSpecification.1.Tag.2.Value", tier)]);
    moto.ec2(&call, "subnetId").await
}

fn tags<'t>(kind: &'t str, name: &'t str) -> [(&'t str, &'t str); 3] {
    [
        ("TagSpecification.1.ResourceType", kind),
        ("TagSpecification.1.Tag.1.Key", "Name"),
        ("TagSpecification.1.Tag.1.Value", name),
    ]
}
