import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Kauri } from "../../../stacks/kauri";
import { differential } from "../differential";
import { CommandError } from "../support/command";
import { type Moto, startMoto } from "../support/moto";
import { ProviderProcess } from "../support/provider-process";
import { describeWith } from "../support/requirements";
import { Terraform } from "../support/terraform";
import { copyTree, type TreeCopy } from "../support/tree";
import { FULL, KEY, ROOT, SECRET } from "./values";

/** As cdktf's own synth can take it: it crashes on a default of null, and puts replace_triggered_by in braces. */
class ForCdktf extends Kauri {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // It says what the defaults are, which here are others.
    for (const { id: child } of this.node.children
      .map(({ node }) => node)
      .filter(({ id }) => id.endsWith("README.md")))
      this.node.tryRemoveChild(child);
    const values: Readonly<Record<string, unknown>> = {
      ssm_parameters_version: 1,
      data_snapshot_id: "snap-0123456789abcdef0",
      bucket_name: "kauri-comparison",
      availability_zone: "eu-west-1a",
    };
    for (const variable of this.node.findAll().filter((each) => each instanceof TerraformVariable))
      if (variable.default === null)
        Object.assign(variable, { default: values[variable.friendlyUniqueId] ?? "missing" });
    for (const host of this.node.findAll().filter((each) => each instanceof Instance))
      host.lifecycle = { ...host.lifecycle, replaceTriggeredBy: ["terraform_data.market"] };
  }
}

describeWith(["terraform", "moto"], "kauri, before anything is created", () => {
  let tree: TreeCopy;
  let moto: Moto;
  let provider: ProviderProcess;

  beforeAll(async () => {
    tree = copyTree("cdktf.out/kauri", ROOT);
    moto = await startMoto();
    const initialised = new Terraform(tree.root, { endpoint: moto.endpoint });
    await initialised.init();
    provider = await ProviderProcess.start(initialised);
  });
  afterAll(async () => {
    tree.remove();
    await provider?.stop();
    await moto.stop();
  });

  const terraform = (variables: Readonly<Record<string, string>>) =>
    new Terraform(tree.root, { endpoint: moto.endpoint, variables, provider });

  it("has the document's twelve files and no other", () => {
    const files = readdirSync(tree.root).filter((name) => name.endsWith(".tf"));
    const names =
      "compute locals monitoring network outputs providers scheduler security ssm storage variables versions";
    expect(files.sort()).toEqual(names.split(" ").map((name) => `${name}.tf`));
  });

  it("plans with terraform.tfvars.example alone, whose secret is not to be seen", async () => {
    const plan = await terraform({}).plan(["-var-file=terraform.tfvars.example"]);
    expect(plan.changes).toBe(true);
    expect(plan.text).toContain('aws_ssm_parameter.main["OPENAI_API_KEY"]');
    expect(plan.text).toContain('aws_sns_topic_subscription.email["ops@example.com"]');
    expect(plan.text).not.toContain("replace-me");
    expect(plan.text).toContain('aws_vpc_security_group_ingress_rule.ssh["203.0.113.7/32"]');
    expect(plan.text).not.toContain("Nobody may reach SSH");
  }, 300_000);

  it("says in the plan that nobody may reach SSH yet, and refuses nothing for it", async () => {
    const plan = await terraform(KEY).plan();
    expect(plan.changes).toBe(true);
    expect(plan.text.replace(/[\s│]+/g, " ")).toContain(
      "Nobody may reach SSH and Grafana: ssh and scp will time out until allowed_cidrs has your own address.",
    );
  }, 300_000);

  it("shows names and types of parameters in a plan, but no value", async () => {
    const { text } = await terraform({ ...KEY, ...FULL }).plan();
    expect(text).toMatch(/"Owner" += "demo-team"/);
    const shown =
      /aws_ssm_parameter\.main\["LOG_LEVEL"\] will be created[\s\S]*?\n {4}\}/.exec(text)?.[0] ?? "";
    expect(shown).toMatch(/\+ type +"?= "String"/);
    expect(shown).toMatch(/\+ description += "How much is logged"/);
    expect(shown).toMatch(/\+ value += \(sensitive value\)/);
    expect(text).not.toMatch(new RegExp(`${SECRET}|debug-level-value`));
  }, 300_000);

  it("means the same in cdktf's own JSON", async () => {
    const { differences, resources } = await differential(ForCdktf, {
      endpoint: moto.endpoint,
      variables: { ...KEY, ...FULL },
    });
    // cdktf has no class for a check, so its JSON has none.
    expect(differences.map(({ aspect, subject }) => `${aspect}: ${subject}`)).toEqual([
      "check: check.operators",
    ]);
    expect(resources).toBeGreaterThan(40);
  }, 300_000);

  it("keeps values out of the state with a version, and writes them when it is raised", async () => {
    // Alone: what has no parameter in it would only take time.
    const alone = copyTree("cdktf.out/kauri", ROOT);
    const needed = ["ssm.tf", "variables.tf", "versions.tf", "providers.tf", "locals.tf"];
    for (const file of readdirSync(alone.root).filter((name) => name.endsWith(".tf")))
      if (!needed.includes(file)) rmSync(join(alone.root, file));
    const initialised = new Terraform(alone.root, { endpoint: moto.endpoint });
    await initialised.init();
    const parameters = await initialised.shareProvider();
    const given = (value: string, more: Readonly<Record<string, string>> = {}) => {
      const ssm_parameters = JSON.stringify({ OPENAI_API_KEY: { value } });
      return parameters.with({ variables: { ...KEY, ...more, ssm_parameters } });
    };
    const state = () => readFileSync(join(alone.root, "terraform.tfstate"), "utf8");
    const stored = async () => (await moto.calls("PutParameter")).at(-1)?.parameters.Value;

    await given(SECRET).apply();
    expect(state()).toContain(SECRET);
    const first = given(SECRET, { ssm_parameters_version: "1" });
    await first.apply();
    await first.expectNoChanges();
    expect(state()).not.toContain(SECRET);
    const second = given("sk-another", { ssm_parameters_version: "2" });
    await second.apply();
    await second.expectNoChanges();
    expect(await stored()).toBe("sk-another");
    expect(state()).not.toContain("sk-another");
    await second.destroy();
  }, 300_000);

  /** Each with the beginning of the sentence that it is refused with; Terraform tells all of them at once. */
  const refused: readonly (readonly (readonly [string, string, string])[])[] = [
    [
      ["ssh_key_name", "", "The key pair must have a name."],
      ["aws_region", "Paris", "A region looks like eu-west-1."],
      ["project_name", "Kauri", "The project's name has 2 to 20 lower-case letters"],
      ["allowed_cidrs", '["203.0.113.7"]', "Each entry must be an IPv4 network in CIDR notation"],
      ["budget_notification_emails", '["ops"]', "Each entry must be an e-mail address"],
      ["project_budget_usd", "0", "The budget must be above 0."],
      ["ssm_parameters", '{"A//B"={value="x"}}', "The name of a parameter has letters"],
      ["ssm_parameters_version", "0", "The version must be a whole number from 1 on."],
      ["scheduler_start_expression", "cron(0 7 * * MON-FRI)", "The expression must be cron(minutes hours"],
      [
        "scheduler_stop_expression",
        "cron(0 7 * * * *)",
        "with ? for exactly one of the two days: cron(0 7 ? * MON-FRI *).",
      ],
      ["scheduler_timezone", "CET+1", "A time zone is UTC or looks like Europe/Paris."],
      ["data_volume_size", "1", "The data volume must have 10 to 16384 GiB."],
      ["vpc_cidr", "10.0.0.0/16", "The VPC must have a network of 24 bits"],
      ["bucket_name", "Kauri", "A bucket name has 3 to 63 lower-case letters"],
    ],
    [
      ["additional_tags", '{Project="other"}', "The tags Project and Name are set here"],
      ["project_name", "aws-demo", "Parameter Store refuses names that begin with aws or ssm"],
      ["allowed_cidrs", '["203.0.113.7/24"]', "A network must begin at its first address"],
      ["budget_notification_emails", '["a@b@example.com"]', "Each entry must be an e-mail address"],
      ["ssm_parameters", '{A={value=""}}', "The value of a parameter has 1 to 4096 characters."],
      ["scheduler_stop_expression", "0 21 * * 1-5", "The expression must be cron(minutes hours"],
    ],
    [
      ["allowed_cidrs", '["0.0.0.0/0"]', "An entry must not let everybody in"],
      ["ssm_parameters", '{A={value="x",type="Secret"}}', "The type of a parameter is SecureString"],
      ["scheduler_start_expression", "cron(0 7 ? * ? *)", "with ? for exactly one of the two days"],
      ["scheduler_stop_expression", "rate(1 day)", "The expression must be cron(minutes hours"],
    ],
    [
      [
        "scheduler_start_expression",
        "cron(0 7 ? * 0-5 *)",
        "A field of scheduler_start_expression is not in its range: 0-5.",
      ],
      [
        "scheduler_stop_expression",
        "cron(60 21,25 ? * MON-FRI *)",
        "A field of scheduler_stop_expression is not in its range: 60, 21,25.",
      ],
    ],
    [["availability_zone", "eu-west-1z", "t4g.large is not offered in zone eu-west-1z, only in: eu-west-1a"]],
  ];

  it("refuses wrong values, each with a sentence", async () => {
    for (const group of refused) {
      const variables = Object.fromEntries(group.map(([name, value]) => [name, value]));
      const refusal = await terraform({ ...KEY, ...variables })
        .plan()
        .then(
          () => "nothing was refused",
          (error: unknown) =>
            (error instanceof CommandError ? error.output : String(error)).replace(/\s+/g, " "),
        );
      for (const [name, value, sentence] of group) expect(refusal, `${name} = ${value}`).toContain(sentence);
    }
    expect(await moto.calls("CreateVpc")).toEqual([]);
  }, 300_000);

  it("takes every form of cron that AWS takes", async () => {
    const forms = [
      "cron(0 8 1 * ? *)",
      "cron(0/15 8-18/2 ? JAN-MAR,DEC MON,WED,FRI 2026-2030)",
      "cron(30 6 LW * ? *)",
      "cron(30 6 15W * ? *)",
      "cron(30 6 ? * 6L *)",
      "cron(30 6 ? * TUE#2 *)",
    ];
    for (let index = 0; index < forms.length; index += 2) {
      const [scheduler_start_expression = "", scheduler_stop_expression = ""] = forms.slice(index);
      const variables = { ...KEY, scheduler_start_expression, scheduler_stop_expression };
      expect((await terraform(variables).plan()).changes).toBe(true);
    }
  }, 300_000);
});
