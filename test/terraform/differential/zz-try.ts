import { differential } from "/work/main/test/terraform/differential";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput } from "cdktf";
(async () => {
  const t = Date.now();
  const r = await differential((stack) => {
    new AwsProvider(stack, "aws", { region: "us-east-1" });
    const vpc = new Vpc(stack, "aws_vpc.main", { cidrBlock: "10.0.0.0/16", tags: { Name: "x" } });
    stack.file("sg.tf").add(SecurityGroup, "a", { vpcId: vpc.id, ingress: [{ fromPort: 22, toPort: 22, protocol: "tcp", cidrBlocks: ["0.0.0.0/0"] }] });
    stack.file("sg.tf").add(SecurityGroup, "b", { vpcId: vpc.id, ingress: [] });
    new TerraformOutput(stack, "vpc", { value: vpc.cidrBlock });
  });
  console.log(r.report, r.resources, r.compared, r.roots, (Date.now() - t) / 1000);
})();
