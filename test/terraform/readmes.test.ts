import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { readmeOf } from "../support/readme";
import { describeWith } from "../support/requirements";
import { ROOT_MODULES } from "../support/root-modules";
import { REGISTRY } from "./support/mirror";
import type { ApiCall } from "./support/moto";
import { notPermitted } from "./support/readme";
import { temporaryFolder } from "./support/temporary";
import { Terraform } from "./support/terraform";
import { copyTree } from "./support/tree";

const VERSIONS: Readonly<Record<string, string>> = { aws: "5.100.0", random: "3.7.2" };

/** A mirror in which every provider is there for every platform; `providers lock` does not run them. */
function mirrorFor(platforms: readonly string[]): string {
  const mirror = temporaryFolder("mirror");
  for (const [name, version] of Object.entries(VERSIONS))
    for (const platform of platforms) {
      const file = join(
        mirror,
        REGISTRY,
        "hashicorp",
        name,
        version,
        platform,
        `terraform-provider-${name}_v${version}`,
      );
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${name} for ${platform}\n`, { mode: 0o755 });
    }
  return mirror;
}

describeWith(["terraform"], "the command of the README that fills the lock file", () => {
  it.each(Object.entries(ROOT_MODULES))(
    "has Terraform pin %s's providers for all platforms",
    async (system, root) => {
      const [command = ""] = /^terraform providers lock .*$/m.exec(readmeOf(system)) ?? [];
      const args = command.split(" ").slice(1);
      const platforms = args.flatMap((arg) => /^-platform=(.*)$/.exec(arg)?.[1] ?? []);
      expect(platforms).toHaveLength(5);
      const terraform = new Terraform(copyTree(join("cdktf.out", system), root).root);
      // As `terraform init` has, which comes before it, but without the providers.
      await terraform.run(["get", "-no-color"]);
      await terraform.run([...args, `-fs-mirror=${mirrorFor(platforms)}`, "-no-color"]);
      const lock = readFileSync(join(terraform.dir, ".terraform.lock.hcl"), "utf8");
      const providers = readFileSync(
        join(terraform.dir, system === "kauri" ? "versions.tf" : "main.tf"),
        "utf8",
      );
      for (const [, name = ""] of providers.matchAll(/source += "hashicorp\/(\w+)"/g)) {
        const [pinned = ""] = new RegExp(`provider "${REGISTRY}/hashicorp/${name}" [^}]*}`).exec(lock) ?? [];
        expect(pinned).toContain(`version     = "${VERSIONS[name]}"`);
        expect(pinned.match(/"h1:/g)).toHaveLength(platforms.length);
      }
    },
  );
});

it.each([
  ["ec2", "RunInstances", []],
  ["iam", "PassRole", []],
  ["iam", "CreateUser", ["iam:CreateUser"]],
  ["budgets", "CreateBudget", []],
  ["route53", "CreateHostedZone", ["route53:CreateHostedZone"]],
  ["sts", "GetCallerIdentity", []],
] as const)("of a call of %s, %s, the permissions in Kauri's README lack %j", (service, action, expected) => {
  const call: ApiCall = { kind: "call", service, action, parameters: {} };
  expect(notPermitted("kauri", [call])).toEqual(expected);
});
