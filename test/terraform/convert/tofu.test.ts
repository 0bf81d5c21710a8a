import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { convert } from "../../../constructs/convert/convert";
import { verify } from "../../../constructs/convert/verify/verify";
import { writeTree } from "../../../constructs/plain/tree";
import { describeWith } from "../../support/requirements";
import { cliConfig } from "../support/cli-config";
import { temporaryFolder } from "../support/temporary";

/** Terraform under OpenTofu's name: its providers come from another registry, which is how the schemas are keyed. */
const TOFU = `#!/bin/sh
echo "$1" >>"$(dirname "$0")/calls"
if [ "$1" = providers ]; then
  terraform "$@" | sed 's/registry\\.terraform\\.io/registry.opentofu.org/g'
else
  exec terraform "$@"
fi
`;

describeWith(["terraform"], "OpenTofu in place of Terraform", () => {
  const folder = temporaryFolder("tofu");
  const tofu = join(folder, "tofu");
  const out = join(folder, "infra");
  const write = (name: string, configuration: object): string => {
    const source = join(folder, `${name}.tf.json`);
    writeFileSync(source, JSON.stringify(configuration));
    return source;
  };

  beforeAll(async () => {
    process.env.TF_CLI_CONFIG_FILE = (await cliConfig()).file;
    writeFileSync(tofu, TOFU, { mode: 0o755 });
  });

  it("is asked for the schemas, whose registry is another", () => {
    const source = write("web", {
      terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
      resource: { aws_security_group: { web: { egress: [], ingress: [{ from_port: 80 }] } } },
    });
    const { plan } = convert({ source, out, terraform: tofu });
    const main = plan.files.find(({ path }) => path === "web/main.tf")?.content;
    expect(main).toBe(
      'resource "aws_security_group" "web" {\n  egress = []\n\n  ingress {\n    from_port = 80\n  }\n}\n',
    );
    expect(readFileSync(join(folder, "calls"), "utf8")).toBe("init\nproviders\n");
  }, 120_000);

  it("plans what is verified", () => {
    const source = write("data", { resource: { terraform_data: { one: { input: "a" } } } });
    writeTree(out, convert({ source, out, terraform: tofu }).plan);
    writeFileSync(join(folder, "calls"), "");
    expect(verify({ tree: join(out, "data"), against: source, terraform: tofu }).text).toMatch(
      /^same configuration: 1 resource, /,
    );
    expect(readFileSync(join(folder, "calls"), "utf8")).toBe("init\nplan\nshow\ngraph\n".repeat(2));
  });

  it("that is not there is named, with the way to say which one", () => {
    const source = write("main", { terraform: { required_providers: { aws: { source: "hashicorp/aws" } } } });
    expect(() => convert({ source, out, terraform: "no-such-tofu" })).toThrow(
      /no-such-tofu cannot be started[\s\S]*--schema/,
    );
  });
});
