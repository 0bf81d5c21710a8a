import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { TerraformIterator, TerraformLocal, TerraformVariable, Token } from "cdktf";
import { hcl } from "../../../constructs/plain";
import { prove } from "../support/cases";

prove("an iterator", [
  {
    says: "over a list of literals makes a set, and each is its element",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const names = TerraformIterator.fromList(["a", "b"]);
      const bucket = new S3Bucket(stack, "aws_s3_bucket.main", {
        forEach: names,
        bucket: `images-${Token.asString(names.value)}`,
      });
      const each = TerraformIterator.fromResources(bucket);
      new S3Object(stack, "aws_s3_object.readme", {
        forEach: each,
        bucket: each.getString("id"),
        key: `README-${Token.asString(each.key)}`,
        content: "x",
      });
    },
    prints: `resource "aws_s3_bucket" "main" {
  for_each = toset(["a", "b"])

  bucket = "images-\${each.value}"
}

resource "aws_s3_object" "readme" {
  for_each = aws_s3_bucket.main

  bucket  = each.value.id
  content = "x"
  key     = "README-\${each.key}"
}
`,
  },
  {
    says: "over a variable's map reaches into its values, whatever type they have",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const sites = new TerraformVariable(stack, "sites", { type: "any", default: {} });
      const site = TerraformIterator.fromMap(Token.asAnyMap(sites.value));
      new S3Bucket(stack, "aws_s3_bucket.site", {
        forEach: site,
        bucket: site.getString("bucket"),
        forceDestroy: site.getBoolean("temporary"),
        tags: site.getStringMap("tags"),
        corsRule: [
          {
            allowedMethods: site.getList("methods"),
            allowedOrigins: ["*"],
            maxAgeSeconds: site.getNumber("age"),
          },
        ],
      });
    },
    prints: `resource "aws_s3_bucket" "site" {
  for_each = var.sites

  bucket        = each.value.bucket
  force_destroy = each.value.temporary

  cors_rule {
    allowed_methods = each.value.methods
    allowed_origins = ["*"]
    max_age_seconds = each.value.age
  }

  tags = each.value.tags
}

variable "sites" {
  type    = any
  default = {}
}
`,
  },
  {
    says: "over a complex list makes a map of it by one of its attributes",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const cert = new AcmCertificate(stack, "aws_acm_certificate.main", {
        domainName: "example.com",
        validationMethod: "DNS",
      });
      const option = TerraformIterator.fromComplexList(cert.domainValidationOptions, "domain_name");
      new Route53Record(stack, "aws_route53_record.validation", {
        forEach: option,
        zoneId: "Z1",
        name: option.getString("resource_record_name"),
        type: option.getString("resource_record_type"),
        records: [option.getString("resource_record_value")],
        ttl: 60,
      });
    },
    prints: `resource "aws_acm_certificate" "main" {
  domain_name       = "example.com"
  validation_method = "DNS"
}

resource "aws_route53_record" "validation" {
  for_each = {
    for val in tolist(aws_acm_certificate.main.domain_validation_options) : val.domain_name => val
  }

  name    = each.value.resource_record_name
  records = [each.value.resource_record_value]
  ttl     = 60
  type    = each.value.resource_record_type
  zone_id = "Z1"
}
`,
  },
  {
    says: "over data sources reaches their attributes",
    build: (stack) => {
      new AwsProvider(stack, "aws", {});
      const ids = new TerraformVariable(stack, "subnet_ids", { type: "set(string)", default: [] });
      const id = TerraformIterator.fromList(ids.listValue);
      const subnet = new DataAwsSubnet(stack, "data.aws_subnet.each", {
        forEach: id,
        id: Token.asString(id.value),
      });
      const each = TerraformIterator.fromDataSources(subnet);
      new TerraformLocal(stack, "zones", each.pluckProperty("availability_zone"));
    },
    prints: `locals {
  zones = [for val in data.aws_subnet.each : val.availability_zone]
}

data "aws_subnet" "each" {
  for_each = toset(var.subnet_ids)

  id = each.value
}

variable "subnet_ids" {
  type    = set(string)
  default = []
}
`,
  },
  {
    says: "makes for expressions of every form",
    build: (stack) => {
      const list = new TerraformVariable(stack, "list", { type: "list(string)", default: [] });
      const map = new TerraformVariable(stack, "map", {
        type: "map(object({ id = string, on = bool }))",
        default: {},
      });
      const item = TerraformIterator.fromList(list.listValue);
      const entry = TerraformIterator.fromMap(Token.asAnyMap(map.value));
      new TerraformLocal(stack, "list_keys", item.keys());
      new TerraformLocal(stack, "list_values", item.values());
      new TerraformLocal(stack, "map_keys", entry.keys());
      new TerraformLocal(stack, "map_values", entry.values());
      new TerraformLocal(stack, "ids", entry.pluckProperty("id"));
      new TerraformLocal(stack, "on", entry.forExpressionForList("val.id if val.on"));
      new TerraformLocal(stack, "by_id", entry.forExpressionForMap("val.id", "key if val.on"));
      new TerraformLocal(
        stack,
        "objects",
        entry.dynamic({ name: entry.key, id: entry.getString("id"), n: 0 }),
      );
      new TerraformLocal(
        stack,
        "splat",
        hcl.any`${map.value}["a"].id != "" ? [for k, v in ${map.value} : upper(k) if v.on] : []`,
      );
    },
    prints: `locals {
  list_keys   = [for key, val in toset(var.list) : key]
  list_values = [for val in toset(var.list) : val]
  map_keys    = [for key, val in var.map : key]
  map_values  = [for val in var.map : val]
  ids         = [for val in var.map : val.id]
  on          = [for val in var.map : val.id if val.on]
  by_id       = { for key, val in var.map : val.id => key if val.on }
  objects     = [for key, val in var.map : { name = key, id = val.id, n = 0 }]
  splat       = var.map["a"].id != "" ? [for k, v in var.map : upper(k) if v.on] : []
}

variable "list" {
  type    = list(string)
  default = []
}

variable "map" {
  type = map(object({
    id = string
    on = bool
  }))
  default = {}
}
`,
  },
]);
