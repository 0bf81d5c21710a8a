import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  DataResource,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import { Construct } from "constructs";
import { describe, expect, it } from "vitest";
import type { PlainStackProps } from "../../../constructs/plain";
import { type Build, filesOf } from "../support/synth";

/** Names of blocks, by file. */
function blocksByFile(build: Build, props: PlainStackProps = {}): Readonly<Record<string, string[]>> {
  const files = Object.entries(filesOf(build, props)).filter(([name]) => name !== "terraform.tf");
  const names = (text: string): string[] =>
    [...text.matchAll(/^(?!terraform)\w+(?: "\S+")* "(\S+)" \{/gm)].map(([, name]) => name ?? "");
  return Object.fromEntries(files.map(([file, text]) => [file, names(text)]));
}

class Network extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const cidr = new TerraformVariable(this, "cidr", { default: "10.0.0.0/16" });
    new TerraformLocal(this, "names", ["a"]);
    const vpc = new Vpc(this, "main", { cidrBlock: cidr.stringValue });
    for (const zone of ["a", "b"]) new Subnet(new Construct(this, zone), "subnet", { vpcId: vpc.id });
    new TerraformOutput(this, "vpc_id", { value: vpc.id });
  }
}

const app = (scope: Construct): void => {
  new Network(scope, "Network");
  new DataResource(new Construct(scope, "queue"), "main", {});
  new DataResource(scope, "log", {});
};

const withProvider =
  (build: (scope: TerraformStack) => void): Build =>
  (stack) => {
    new AwsProvider(stack, "aws", { region: "eu-west-1" });
    build(stack);
  };

const EXPECTED = {
  "main.tf": ["queue_main", "log"],
  "network.tf": ["network_main", "network_a", "network_b"],
  "outputs.tf": ["network_vpc_id"],
  "providers.tf": ["aws"],
  "variables.tf": ["network_cidr"],
};

describe("what is created in no file", () => {
  it("has the file of its top-level construct, where that holds several resources", () => {
    expect(blocksByFile(withProvider(app))).toEqual(EXPECTED);
  });

  it("is not in one file because there is one construct around it all", () => {
    const files = Object.keys(blocksByFile(withProvider((stack) => app(new Construct(stack, "everything")))));
    expect(files).toEqual(Object.keys(EXPECTED));
  });

  it("is in main.tf, where the stack wants it so", () => {
    const files = Object.keys(blocksByFile(withProvider(app), { unfiled: "main.tf" }));
    expect(files).toEqual(["locals.tf", "main.tf", "outputs.tf", "providers.tf", "variables.tf"]);
  });

  it("goes to the file of the same name, where the author made one", () => {
    const found = blocksByFile(
      withProvider((stack) => {
        new DataResource((stack as Parameters<Build>[0]).file("network.tf"), "first", {});
        app(stack);
      }),
    );
    expect(found["network.tf"]).toEqual(["first", "network_main", "network_a", "network_b"]);
  });

  it("never gets a name that has another meaning", () => {
    const found = blocksByFile((stack) => {
      for (const id of ["variables", "override", "web_override", "terraform"])
        for (const name of ["a", "b"]) new DataResource(scopeOf(stack, id), name, {});
    });
    expect(Object.keys(found)).toEqual(["main.tf"]);
  });

  describe("and in no construct", () => {
    const flat =
      (queues: number) =>
      (scope: Construct): void => {
        const vpc = new Vpc(scope, "vpc", { cidrBlock: "10.0.0.0/16" });
        for (const zone of ["a", "b"]) new Subnet(scope, `subnet-${zone}`, { vpcId: vpc.id });
        new DataAwsRegion(scope, "region");
        new DataResource(scope, "log", {});
        for (let index = 0; index < queues; index += 1) new SqsQueue(scope, `queue-${index}`, {});
      };
    const filesOfFlat = (queues: number): Readonly<Record<string, string[]>> =>
      blocksByFile(withProvider(flat(queues)));

    it("is in main.tf, as long as that is no more than twenty blocks", () => {
      expect(filesOfFlat(15)["main.tf"]).toHaveLength(20);
    });

    it("has a file for each service of several, when it is more", () => {
      expect(filesOfFlat(16)).toEqual({
        "main.tf": ["region", "log"],
        "network.tf": ["vpc", "subnet_a", "subnet_b"],
        "providers.tf": ["aws"],
        "sqs.tf": [...Array(16).keys()].map((index) => `queue_${index}`),
      });
    });

    it("stays in main.tf, where all would be in one other file", () => {
      const queues = withProvider((stack) => {
        for (let index = 0; index < 30; index += 1) new SqsQueue(stack, `queue-${index}`, {});
      });
      expect(Object.keys(blocksByFile(queues))).toEqual(["main.tf", "providers.tf"]);
    });

    it("leaves what is in a construct with its construct", () => {
      const found = blocksByFile(
        withProvider((stack) => {
          new Network(stack, "Network");
          flat(17)(stack);
        }),
      );
      expect(found["network.tf"]?.slice(0, 3)).toEqual(["network_main", "network_a", "network_b"]);
      expect(found["sqs.tf"]).toHaveLength(17);
    });
  });

  it("counts calls of modules as resources, and nothing else", () => {
    const found = blocksByFile((stack) => {
      for (const id of ["cdn", "dns"])
        new TerraformHclModule(scopeOf(stack, "edge"), id, { source: "x/y/z" });
      new DataResource(stack, "log", {});
      for (const id of ["a", "b"]) new TerraformLocal(scopeOf(stack, "settings"), id, 1);
    });
    expect(found).toEqual({
      "edge.tf": ["edge_cdn", "edge_dns"],
      "locals.tf": [],
      "main.tf": ["log"],
    });
  });
});

function scopeOf(stack: TerraformStack, id: string): Construct {
  return (stack.node.tryFindChild(id) as Construct | undefined) ?? new Construct(stack, id);
}
