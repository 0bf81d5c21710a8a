import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  Fn,
  propertyAccess,
  S3Backend,
  TerraformIterator,
  TerraformOutput,
  TerraformVariable,
  VariableType,
} from "cdktf";
import { describe, expect, it } from "vitest";
import { hcl, Moved, type PlainStack } from "../../../constructs/plain";
import { propertyOf } from "../../../constructs/plain/cdktf/property-names";
import { type Build, blocksOf, problemsOf } from "../support/synth";

const withAws =
  (build: Build): Build =>
  (stack) => {
    new AwsProvider(stack, "aws", {});
    build(stack);
  };

const said = (build: Build) =>
  problemsOf(withAws(build)).map(({ what, got, fix }) => ({ what, got, fix: fix?.split(";")[0] }));

const printed = (build: Build): string => blocksOf(withAws(build));

const instance = (stack: PlainStack, config: object): void => {
  stack.file("main.tf").add(Instance, "main", config as ConstructorParameters<typeof Instance>[2]);
};

const output = (stack: PlainStack, value: unknown): void => void new TerraformOutput(stack, "one", { value });

describe("a key that the class does not know", () => {
  const what = "there is no argument of this name";

  it("is refused, with what was probably meant, in nested blocks too", () => {
    expect(said((stack) => instance(stack, { instanceTyp: "t3.micro", zzz: 1 }))).toEqual([
      { what, got: "instanceTyp", fix: "did you mean instanceType?" },
      { what, got: "zzz", fix: "correct the name" },
    ]);
    expect(said((stack) => instance(stack, { rootBlockDevice: { volumSize: 8 } }))).toEqual([
      { what, got: "rootBlockDevice.volumSize", fix: "did you mean volumeSize?" },
    ]);
    expect(said((stack) => instance(stack, { ebsBlockDevice: [{}, { deviceNam: "x" }] }))).toEqual([
      { what, got: "ebsBlockDevice.deviceNam", fix: "did you mean deviceName?" },
    ]);
  });

  it("is one that Terraform would know too, for the class does not", () => {
    expect(said((stack) => instance(stack, { instance_type: "t3.micro" }))).toEqual([
      { what, got: "instance_type", fix: "did you mean instanceType?" },
    ]);
  });

  it("is not a meta-argument, an author's own key, or a key without a value", () => {
    const config = {
      count: 1,
      forEach: undefined,
      dependsOn: [],
      lifecycle: { ignoreChanges: ["ami"] },
      provisioners: [],
      connection: undefined,
      instanceTyp: undefined,
      fetchPasswordData: true,
      tags: { anything: "goes" },
    };
    expect(said((stack) => instance(stack, config))).toEqual([]);
  });

  it("is none in a class of one's own that extends a generated one", () => {
    class Small extends Instance {
      constructor(scope: PlainStack, id: string, { size }: { readonly size: string }) {
        super(scope, id, { instanceType: size });
      }
    }
    expect(
      said((stack) => void stack.file("main.tf").add(Small as never, "one", { size: "t3.micro" })),
    ).toEqual([]);
  });

  it("is held against the spelling of the generator", () => {
    const arguments_ = [
      "ipv6_cidr_block",
      "m2ts_settings",
      "self",
      "get_password_data",
      "equals",
      "s3_bucket",
    ];
    expect(arguments_.map(propertyOf)).toEqual([
      "ipv6CidrBlock",
      "m2TsSettings",
      "selfAttribute",
      "fetchPasswordData",
      "equalTo",
      "s3Bucket",
    ]);
  });
});

describe("what has moved", () => {
  const moved = (from: string, to: string) =>
    said((stack) => {
      new Vpc(stack, "main", { cidrBlock: "10.0.0.0/16" });
      new Moved(stack, "moved", { from, to });
    }).map(({ what, got }) => `${what}: ${got}`);

  it("has moved to something that is there", () => {
    expect(moved("aws_vpc.old", "aws_vpc.main")).toEqual([]);
    expect(moved("aws_vpc.old", "aws_vpc.man")).toEqual([
      "something has moved to an address that this module does not declare: aws_vpc.man",
    ]);
    expect(moved("aws_vpc.old", "module.network.aws_vpc.main")).toEqual([
      "something has moved to an address that this module does not declare: module.network.aws_vpc.main",
    ]);
  });

  it("may move on", () => {
    const build: Build = (stack) => {
      new Vpc(stack, "main", { cidrBlock: "10.0.0.0/16" });
      new Moved(stack, "first", { from: "aws_vpc.oldest", to: "aws_vpc.old" });
      new Moved(stack, "second", { from: "aws_vpc.old", to: "aws_vpc.main" });
    };
    expect(said(build)).toEqual([]);
  });

  it("is no longer where it was, unless it is an instance now", () => {
    expect(moved("aws_vpc.main", "aws_vpc.main[0]")).toEqual([]);
    expect(moved("aws_vpc.main", "aws_vpc.other")[1]).toBe(
      "something has moved and is still declared where it was: aws_vpc.main",
    );
  });
});

describe("two providers of one type", () => {
  it("want an alias, not another id", () => {
    const found = said((stack) => void new AwsProvider(stack, "west", { region: "us-west-2" }));
    expect(found.map(({ fix }) => fix)).toEqual([
      'give one of them an alias, { alias: "west" }, and say { provider } where it is meant',
    ]);
  });
});

describe("the variable of a loop", () => {
  const alone = "a bare name is not a reference in Terraform";
  const whats = (build: Build) => said(build).map(({ what, got }) => `${what}: ${got}`);

  it("is not seen by what the loop runs over", () => {
    expect(whats((stack) => output(stack, hcl`[for item in item : item]`))).toEqual([`${alone}: item`]);
    expect(whats((stack) => output(stack, hcl`[for aws_vpc in aws_vpc.gone : aws_vpc.id]`))).toEqual([
      "a reference to something that this module does not declare: aws_vpc.gone",
    ]);
    expect(whats((stack) => output(stack, hcl`"%{for item in item}\${item}%{endfor}"`))).toEqual([
      `${alone}: item`,
    ]);
    const twice = hcl`"%{for a in ["x"]}%{for b in [a]}\${b}%{endfor}%{endfor}%{for c in b}\${c}%{endfor}"`;
    expect(whats((stack) => output(stack, twice))).toEqual([`${alone}: b`]);
    expect(whats((stack) => output(stack, hcl`[for item in ["a"] : [for item in [item] : item]]`))).toEqual(
      [],
    );
  });

  it("is not seen by what a generated block runs over", () => {
    const generated = (forEach: unknown) =>
      whats((stack) =>
        new Instance(stack, "main", {}).addOverride("dynamic", {
          ebs_block_device: { for_each: forEach, content: { device_name: "${ebs_block_device.value}" } },
        }),
      );
    expect(generated(["/dev/sdf"])).toEqual([]);
    expect(generated("${ebs_block_device.value}")).toEqual([
      "a reference to something that this module does not declare: ebs_block_device.value",
    ]);
  });
});

describe("a value that is not there", () => {
  const names = (name: unknown) =>
    said((stack) => instance(stack, { instanceType: "a", tags: { Name: name } })).map(({ got }) => got);

  it("is refused where JavaScript has written undefined or an object as a whole part of a name", () => {
    expect(names(`${undefined}`)).toEqual(['"undefined"']);
    expect(names(`web-${undefined}-1`)).toEqual(['"web-undefined-1"']);
    expect(names(`arn:aws:s3:::${undefined}/*`)).toEqual(['"arn:aws:s3:::undefined/*"']);
    expect(names(`${{}}`)).toEqual(['"[object Object]"']);
  });

  it("is none in a sentence, a script, a longer word, or what is written as Terraform", () => {
    const meant = ["It is undefined here.", "x === undefined\n", "undefinedness", hcl`"undefined"`];
    expect(meant.flatMap(names)).toEqual([]);
  });
});

describe("a reference", () => {
  it("may have any root, and it is declared", () => {
    expect(said((stack) => output(stack, "${nope.nope}"))).toEqual([
      {
        what: "a reference to something that this module does not declare",
        got: "nope.nope",
        fix: "declare nope.nope, or correct the name",
      },
    ]);
    const own = ["${path.module}", "${terraform.workspace}", "${[for x in [{ a = 1 }] : x.a]}"];
    expect(own.flatMap((text) => said((stack) => output(stack, text)))).toEqual([]);
  });

  it("has no place in a backend", () => {
    const found = said((stack) => {
      const bucket = new TerraformVariable(stack, "bucket", { type: "string" });
      new S3Backend(stack, { bucket: bucket.stringValue, key: "state" });
    });
    expect(found).toEqual([
      {
        what: "a backend refers to something, and Terraform reads it before anything has a value",
        got: "bucket = var.bucket",
        fix: 'write the value itself, or leave bucket out and give it at init: terraform init -backend-config="bucket=…"',
      },
    ]);
  });
});

describe("for_each over a set", () => {
  const over = (items: unknown[]) =>
    said((stack) => {
      const forEach = TerraformIterator.fromList(items as string[]);
      new Vpc(stack, "main", { forEach, cidrBlock: "10.0.0.0/16" });
    }).map(({ what }) => what);

  it("wants text: an instance is known by its key", () => {
    expect(over([{ a: 1 }])).toEqual(["for_each goes over a set of something other than strings"]);
    expect(over([1, 2])).toEqual(["for_each goes over a set of something other than strings"]);
    expect(over(["a", "b"])).toEqual([]);
  });
});

describe("text in an argument of Fn", () => {
  it("is refused where it looks like an interpolation, which cdktf makes plain text of", () => {
    const texts = [
      "${path.module}/x",
      "a-${var.b}",
      "${upper(x)}",
      "${aws_vpc.main.id}",
      "%{ if a }b%{ endif }",
    ];
    for (const text of texts)
      expect(said((stack) => output(stack, Fn.upper(text))).map(({ got }) => got)).toEqual([
        JSON.stringify(text),
      ]);
  });

  it("is literal where it is a shell's, escaped, or said to be", () => {
    expect(printed((stack) => output(stack, Fn.jsonencode({ run: "echo ${HOME:-/root} ${x}" })))).toContain(
      'run = "echo $${HOME:-/root} $${x}"',
    );
    expect(printed((stack) => output(stack, Fn.jsonencode(Fn.rawString("${path.module}"))))).toContain(
      'jsonencode("$${path.module}")',
    );
  });

  it("keeps the quotes with which it begins and ends, in a join", () => {
    expect(printed((stack) => output(stack, Fn.join("", ['"a" and "b"', "c", '"d"'])))).toContain(
      'join("", ["\\"a\\" and \\"b\\"", "c", "d"])',
    );
  });
});

describe("a directive that Terraform does not know", () => {
  it("is escaped with two percent signs", () => {
    const [problem] = said((stack) => instance(stack, { userData: "date +%{x}\n" }));
    expect(problem?.fix).toContain("write %%{…} for a literal %{…}");
  });
});

describe("what cdktf writes as it is", () => {
  it("is repaired where only one thing can be meant: addresses within texts, types of tuples", () => {
    const text = printed((stack) => {
      const vpc = new Vpc(stack, "aws_vpc.main", { cidrBlock: "10.0.0.0/16" });
      new TerraformVariable(stack, "pair", {
        type: VariableType.list(VariableType.tuple("string", "number")),
      });
      instance(stack, { lifecycle: { replaceTriggeredBy: [`${vpc.fqn}.id`] }, dependsOn: [vpc, vpc] });
      const each = new Vpc(stack, "aws_vpc.each", { forEach: TerraformIterator.fromList(["a"]) });
      output(stack, propertyAccess(`${each.fqn}["a"]`, ["tags", "Name"]));
    });
    expect(text).toContain("type = list(tuple([string, number]))");
    expect(text).toContain("replace_triggered_by = [aws_vpc.main.id]");
    expect(text).toContain("depends_on = [aws_vpc.main]");
    expect(text).toContain('value = aws_vpc.each["a"].tags.Name');
  });

  it("is refused where Terraform spells it otherwise", () => {
    const found = (ignoreChanges: string[]) =>
      said((stack) => instance(stack, { lifecycle: { ignoreChanges } }));
    expect(found(["tags_all", 'tags["Name"]', "ami"])).toEqual([]);
    expect(found(["userData", "tagsAll.x"])).toEqual([
      {
        what: "ignore_changes names an argument otherwise than Terraform does",
        got: "userData",
        fix: 'write "user_data"',
      },
    ]);
  });
});
