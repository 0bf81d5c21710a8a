import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import { Construct, type Node } from "constructs";
import { describe, expect, it } from "vitest";
import { PlainStack, plain } from "../../constructs/plain";
import { planApp } from "../../constructs/plain/synth/plan";
import { withApp } from "./support/synth";

interface CompanyProps {
  readonly cidrBlock: string;
}

/** As a library has it: everything is created by the constructor, and used there. */
class CompanyStack extends TerraformStack {
  readonly vpc: Vpc;

  constructor(scope: Construct, id: string, { cidrBlock }: CompanyProps) {
    super(scope, id);
    new AwsProvider(this, "aws", { region: "us-east-1" });
    this.vpc = new Vpc(new Construct(this, "Network"), "vpc", { cidrBlock });
    new TerraformOutput(this, "vpc-id", { value: this.vpc.id });
  }
}

/** The same by hand. */
class OfOurs extends PlainStack {
  constructor(scope: Construct, id: string, { cidrBlock }: CompanyProps) {
    super(scope, id, { rootModule: "terraform" });
    new AwsProvider(this, "aws", { region: "us-east-1" });
    const vpc = new Vpc(new Construct(this, "Network"), "vpc", { cidrBlock });
    new TerraformOutput(this, "vpc-id", { value: vpc.id });
  }
}

const CIDR: CompanyProps = { cidrBlock: "10.0.0.0/16" };

function textsOf(create: (scope: Construct) => unknown): Readonly<Record<string, string>> {
  return withApp((app) => {
    create(app);
    return Object.fromEntries(planApp(app).plan.files.map(({ path, content }) => [path, String(content)]));
  });
}

describe("plain", () => {
  it("makes a library's class write what a PlainStack writes", () => {
    const Company = plain(CompanyStack, { rootModule: "terraform" });
    expect(textsOf((app) => new Company(app, "web", CIDR))).toEqual(
      textsOf((app) => new OfOurs(app, "web", CIDR)),
    );
  });

  it("gives a class to be extended, with files and texts, for any number of stacks", () => {
    class Site extends plain(CompanyStack, { rootModule: "terraform" }) {
      constructor(scope: Construct, id: string) {
        super(scope, id, CIDR);
        this.file("subnets.tf").add(Subnet, "a", { vpcId: this.vpc.id, cidrBlock: "10.0.1.0/24" });
        this.text("README.md", { content: "read\n" });
        this.tfvars("terraform.tfvars.example", {});
      }
    }
    const texts = textsOf((app) => {
      new Site(app, "one");
      new Site(app, "two");
    });
    expect(texts["two/terraform/subnets.tf"]).toContain("vpc_id     = aws_vpc.");
    expect(Object.keys(texts).filter((path) => path.startsWith("one/"))).toHaveLength(
      Object.keys(texts).filter((path) => path.startsWith("two/")).length,
    );
    expect(texts["one/README.md"]).toContain("Generated from one by");
  });

  it("leaves the library's class as it is, and its rule for names", () => {
    class Named extends CompanyStack {
      protected override allocateLogicalId(element: TerraformElement | Node): string {
        return `acme-${super
          .allocateLogicalId(element)
          .toLowerCase()
          .replace(/_[0-9a-f]{8}$/, "")}`;
      }
    }
    const texts = textsOf((app) => new (plain(Named))(app, "web", CIDR));
    expect(texts["web/main.tf"]).toContain('resource "aws_vpc" "acme-network_vpc"');
    withApp((app) => {
      const stack = new CompanyStack(app, "web", CIDR);
      expect(stack.vpc.friendlyUniqueId).toMatch(/_[0-9A-F]{8}$/);
      expect("file" in stack).toBe(false);
    });
  });

  it("refuses a class whose members have names of ours", () => {
    class WithSystem extends CompanyStack {
      readonly system = "billing";
    }
    class WithFile extends CompanyStack {
      file(): void {}
    }
    withApp((app) => {
      const Made = plain(WithSystem);
      expect(() => new Made(app, "web", CIDR)).toThrow(
        "web: a class whose members have names of PlainStack's own cannot be made plain\n  got: system of WithSystem",
      );
      expect(() => plain(WithFile)).toThrow("got: file of WithFile");
    });
  });
});
