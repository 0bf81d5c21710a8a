import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { convert } from "../../../constructs/convert/convert";
import { verify } from "../../../constructs/convert/verify/verify";
import { writeTree } from "../../../constructs/plain/tree";
import { describeWith } from "../../support/requirements";
import { temporaryFolder } from "../support/temporary";
import { Terraform } from "../support/terraform";

const BIN = join(__dirname, "../../../constructs/cli/bin.ts");

describeWith(["terraform"], "verify", () => {
  const folder = temporaryFolder("verify");
  const source = join(folder, "stacks/web/cdk.tf.json");
  const tree = join(folder, "infra/web");
  const main = join(tree, "main.tf");
  const state = join(folder, "applied.tfstate");

  /** A stack as cdktf writes it, of what Terraform itself has. */
  const write = (file: string, first: string): void =>
    writeFileSync(
      file,
      JSON.stringify({
        "//": { metadata: { stackName: "web", version: "0.21.0", backend: "local" } },
        resource: {
          terraform_data: {
            "App_first-one_37CC34A4": {
              "//": { metadata: { path: "web/App/first-one" } },
              input: first,
            },
            second: { input: "${terraform_data.App_first-one_37CC34A4.id} 12345678901234567890" },
          },
        },
        output: { big: { value: 12345678901234567890n.toString() } },
      }).replace('"12345678901234567890"', "12345678901234567890"),
    );
  const convertInto = (out: string): void =>
    void writeTree(out, convert({ source, out, namesFile: join(folder, "given.json") }).plan);
  const withState = (): void => copyFileSync(state, join(tree, "terraform.tfstate"));
  const change = (from: string, to: string): void =>
    writeFileSync(main, readFileSync(main, "utf8").replace(from, to));

  beforeAll(async () => {
    mkdirSync(join(folder, "stacks/web"), { recursive: true });
    const names = { "terraform_data.App_first-one_37CC34A4": "terraform_data.first" };
    writeFileSync(join(folder, "given.json"), JSON.stringify(names));
    write(source, "a");
    const applied = temporaryFolder("applied");
    copyFileSync(source, join(applied, "cdk.tf.json"));
    const terraform = new Terraform(applied);
    await terraform.init();
    await terraform.apply();
    copyFileSync(join(applied, "terraform.tfstate"), state);
    convertInto(join(folder, "infra"));
  }, 120_000);

  it("says without a state that there is none, and how to go on", () => {
    expect(verify({ tree })).toEqual({
      exitCode: 2,
      text: expect.stringMatching(
        /^no state was found: Terraform would create all 2 resources\n {2}fix: .*--against/,
      ),
    });
  });

  it("compares without a state what the JSON and the tree mean, every digit of it", () => {
    expect(verify({ tree, against: source })).toEqual({
      exitCode: 0,
      text: expect.stringMatching(/^same configuration: 2 resources, \d+ values compared, no difference$/),
    });
    change('"a"', '"b"');
    const { text, exitCode } = verify({ tree, against: source });
    change('"b"', '"a"');
    expect(exitCode).toBe(2);
    expect(text).toMatch(/^not the same: \d+ of \d+ values differ/);
    expect(text).toContain(
      'terraform_data.first  values.input  (planned value)\n  the JSON  "a"\n  the tree  "b"',
    );
  });

  it("counts with a state what is moved, and what is not the same by its cause", () => {
    withState();
    expect(verify({ tree })).toEqual({
      exitCode: 0,
      text: "same infrastructure: 1 moved, 0 to add, 0 to change, 0 to destroy",
    });
    change('"a"', '"b"');
    writeFileSync(join(tree, "more.tf"), 'resource "terraform_data" "third" {}\n');
    const { text, exitCode } = verify({ tree });
    change('"b"', '"a"');
    writeFileSync(join(tree, "more.tf"), "");
    expect(exitCode).toBe(2);
    expect(text).toContain("not the same: 1 moved, 1 to add, 1 to change, 0 to destroy");
    expect(text).toContain(
      "\nto be changed in place:\n  update terraform_data.first (was terraform_data.App_first-one_37CC34A4)",
    );
    expect(text).toContain('    input: "a" -> "b"');
    expect(text).toContain(
      "nothing in the state under this address or one that was moved to it:\n  create terraform_data.third",
    );
  });

  it("shows no value that Terraform calls sensitive", () => {
    const { text } = ((): { text: string } => {
      change('"a"', 'sensitive("correct-horse")');
      try {
        return verify({ tree });
      } finally {
        change('sensitive("correct-horse")', '"a"');
      }
    })();
    expect(text).toContain("    input: (sensitive) -> (sensitive)");
    expect(text).not.toContain("correct-horse");
    rmSync(join(tree, "terraform.tfstate"));
    change('"a"', 'sensitive("correct-horse")');
    const compared = verify({ tree, against: source }).text;
    change('sensitive("correct-horse")', '"a"');
    withState();
    expect(compared).toContain("values.input  (planned value)");
    expect(compared).not.toContain("correct-horse");
  });

  it("tells with the JSON what that would change too: it is not the conversion's doing", () => {
    const later = join(folder, "later.tf.json");
    write(later, "c");
    change('"a"', '"c"');
    const { text, exitCode } = verify({ tree, against: later });
    change('"c"', '"a"');
    expect(exitCode).toBe(2);
    expect(text).toContain(
      "the JSON's own plan does the same: it is drift, and not the conversion:\n  update terraform_data.first",
    );
    expect(text).not.toContain("to be changed in place");
  });

  it("exits with 0, with 2, and with 1 where Terraform cannot plan it", () => {
    const run = (...args: string[]): { code: number | null; output: string } => {
      const { status, stdout, stderr } = spawnSync("node", ["-r", "tsx/cjs", BIN, "verify", ...args], {
        encoding: "utf8",
      });
      return { code: status, output: stdout + stderr };
    };
    expect(run(tree)).toMatchObject({ code: 0, output: expect.stringContaining("same infrastructure") });
    writeFileSync(join(tree, "more.tf"), 'resource "terraform_data" "third" {}\n');
    expect(run(tree)).toMatchObject({ code: 2, output: expect.stringContaining("1 to add") });
    writeFileSync(join(tree, "more.tf"), 'resource "terraform_data" "third" {\n');
    expect(run(tree)).toMatchObject({
      code: 1,
      output: expect.stringContaining("Unclosed configuration block"),
    });
    writeFileSync(join(tree, "more.tf"), "");
    expect(run(join(folder, "nowhere"))).toMatchObject({
      code: 1,
      output: expect.stringContaining("there is no tree to verify"),
    });
  });
});
