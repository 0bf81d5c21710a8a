import { describe, expect, it } from "vitest";
import { secretsIn } from "../../constructs/plan-json/secrets";
import { failureComment, markerOf, planComment } from "../../constructs/review/comment";
import { type ChangeJson, planOf } from "./plans";

const text = (...changes: readonly ChangeJson[]): string =>
  planComment({ system: "site", plan: planOf(...changes) }).text;

const gone = (address: string): ChangeJson => ({
  address,
  actions: ["delete"],
  before: { id: "x" },
  after: null,
});
const needsApproval = (change: ChangeJson, props: object = {}): boolean =>
  planComment({ system: "site", plan: planOf(change), ...props }).needsApproval;

describe("the leave that a plan needs", () => {
  it.each([
    ["aws_db_instance.a", true],
    ["aws_rds_cluster.a", true],
    ["aws_dynamodb_table.a", true],
    ["module.x[0].aws_s3_bucket.a", true],
    ["aws_ebs_volume.a", true],
    ["aws_efs_file_system.a", true],
    ["google_storage_bucket.a", true],
    ["google_sql_database_instance.a", true],
    ["azurerm_managed_disk.a", true],
    ["aws_vpc.a", false],
    ["aws_volume_attachment.a", false],
    ["aws_s3_bucket_policy.a", false],
    ["aws_instance.a", false],
  ])("is asked where %s is destroyed: %s", (address, expected) => {
    expect(needsApproval(gone(address))).toBe(expected);
    expect(needsApproval({ ...gone(address), actions: ["create", "delete"], after: { id: "y" } })).toBe(
      expected,
    );
  });

  it("is not asked for what is created, changed, forgotten or moved", () => {
    for (const actions of [["create"], ["update"], ["forget"], ["no-op"], ["read"]])
      expect(needsApproval({ ...gone("aws_s3_bucket.a"), actions })).toBe(false);
  });

  it("is asked for what the configuration does not let be destroyed, wherever it lies", () => {
    const kept = new Set(["aws_instance.a"]);
    expect(needsApproval(gone('module.b["k"].aws_instance.a[0]'), { kept })).toBe(true);
    expect(needsApproval(gone("aws_instance.b"), { kept })).toBe(false);
  });

  it("is there with the label, and the comment says so", () => {
    const plan = planOf(gone("aws_s3_bucket.a"));
    const approved = planComment({ system: "site", plan, isApproved: true, label: "yes-really" });
    expect(approved.needsApproval).toBe(false);
    expect(approved.text).toContain("the label `yes-really` allows it");
  });
});

describe("a secret in a plan", () => {
  const marked = { before_sensitive: { password: true }, after_sensitive: { password: true } };
  const update = (before: object, after: object, marks: object = marked): string =>
    text({ address: "aws_x.a", actions: ["update"], before, after, ...marks });

  it("is not shown, and that it changes is", () => {
    const shown = update({ password: "old-one" }, { password: "new-one" });
    expect(shown).not.toMatch(/old-one|new-one/);
    expect(shown).toContain("+   password = (sensitive)");
  });

  it("is not shown on the side that is not marked", () => {
    const shown = update(
      { password: "old-one" },
      { password: "new-one" },
      { before_sensitive: { password: true } },
    );
    expect(shown).not.toMatch(/old-one|new-one/);
  });

  it("is not shown where a list becomes a map, or moves within a list", () => {
    const shown = update(
      { password: ["old-one"], list: ["first-secret", "b"] },
      { password: { a: "new-one" }, list: ["b", "first-secret"] },
      { before_sensitive: { password: [true], list: [true] }, after_sensitive: { list: [false, true] } },
    );
    expect(shown).not.toMatch(/old-one|first-secret/);
  });

  it("is not shown where it stands unmarked: in other values, in JSON, line by line, in an address", () => {
    const pem = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\n-----END KEY-----";
    const word = 'tell"nobody';
    const shown = text(
      {
        address: "aws_x.a",
        actions: ["create"],
        after: { password: word, pem },
        after_sensitive: { password: true, pem: true },
      },
      {
        address: `aws_y.b["${word}"]`,
        actions: ["create"],
        after: {
          user_data: `export P=${word}`,
          json: JSON.stringify({ a: word }),
          [word]: { [word]: [word] },
        },
      },
      {
        address: "aws_z.c",
        actions: ["update"],
        before: { f: "x\n" },
        after: { f: `  ${pem.replaceAll("\n", "\n  ")}\n` },
      },
    );
    expect(shown).not.toMatch(/nobody|MIIE/);
    expect(shown).toContain('user_data = "export P=(sensitive)"');
  });

  it("may be an output, a sensitive variable, or one of the environment", () => {
    const plan = {
      ...planOf({
        address: "aws_x.a",
        actions: ["create"],
        after: { a: "from-variable", b: "from-environment", c: "from-output" },
      }),
      variables: { p: { value: "from-variable" } },
      configuration: { root_module: { variables: { p: { sensitive: true } } } },
      output_changes: {
        o: { actions: ["create"], before: null, after: "from-output", after_sensitive: true },
      },
    };
    const shown = planComment({ system: "site", plan, secrets: ["from-environment"] }).text;
    expect(shown).not.toMatch(/from-/);
    expect(shown).toContain("+   o = (sensitive)");
    expect(
      failureComment({ system: "site", output: "no: from-environment", secrets: ["from-environment"] }),
    ).toContain("no: (sensitive)");
  });
});

describe("the secrets of an environment", () => {
  it("are known by the names of its variables, within JSON too", () => {
    const environment = {
      AWS_SECRET_ACCESS_KEY: "a-secret-key",
      GITHUB_TOKEN: "a-token-of-a-job",
      SECRET_VARIABLES: '{"site": {"password": "correct-horse", "ports": [80], "on": "true"}}',
      TOKEN_FILE: "/run/secrets/token",
      HOME: "/home/somebody",
      TF_VAR_db_password: "hunter2hunter2",
      DB_PASS: "passed-along-1",
      SIGNING_KEY: "signed-and-sealed-2",
    };
    const found = secretsIn(environment);
    expect(found).toEqual(
      expect.arrayContaining([
        "a-secret-key",
        "a-token-of-a-job",
        "correct-horse",
        "hunter2hunter2",
        "passed-along-1",
        "signed-and-sealed-2",
      ]),
    );
    for (const none of ["/run/secrets/token", "/home/somebody", "true"]) expect(found).not.toContain(none);
  });
});

describe("the length of a comment", () => {
  const many = Array.from({ length: 150 }, (_, index) => ({
    ...gone(`aws_s3_bucket.b["${"ü".repeat(150)}${index}"]`),
    before: { policy: "é".repeat(5_000) },
  }));

  it.each([1_000, 10_000, 65_000])("is below its limit of %i bytes, and says what is missing", (limit) => {
    const { text: shown, needsApproval: needed } = planComment({
      system: "site",
      plan: planOf(...many),
      limit,
    });
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(limit);
    expect(shown).toContain("**150 to destroy**");
    expect(shown).toMatch(/- and \d+ more/);
    expect((shown.match(/<details>/g) ?? []).length).toBe((shown.match(/<\/details>/g) ?? []).length);
    expect(needed).toBe(true);
  });

  it("is below its limit where Terraform fails at length; the end is kept", () => {
    const shown = failureComment({
      system: "site",
      output: [...Array(10_000).fill("x".repeat(100)), "Error: the end"].join("\n"),
      limit: 5_000,
    });
    expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(5_000);
    expect(shown).toContain("Error: the end");
  });

  it("holds what needs leave before what does not", () => {
    const instances = Array.from({ length: 500 }, (_, index) => gone(`aws_instance.i[${index}]`));
    expect(
      planComment({ system: "site", plan: planOf(...instances, gone("aws_s3_bucket.last")), limit: 4_000 })
        .text,
    ).toContain("- **`aws_s3_bucket.last`**: **holds data**");
  });
});

describe("a plan that changes little", () => {
  it("tells moves, imports, outputs and what changed outside", () => {
    const plan = {
      ...planOf(
        {
          address: "aws_x.new",
          previous_address: "aws_x.old",
          actions: ["no-op"],
          before: { a: 1 },
          after: { a: 1 },
        },
        {
          address: "aws_x.in",
          actions: ["no-op"],
          before: { a: 1 },
          after: { a: 1 },
          importing: { id: "x" },
        },
      ),
      output_changes: { o: { actions: ["update"], before: 1, after: 2 } },
      resource_drift: [
        { address: "aws_x.drifted", change: { actions: ["update"], before: { a: 1 }, after: { a: 2 } } },
        {
          address: "aws_x.quiet",
          change: { actions: ["update"], before: { tags: null }, after: { tags: {} } },
        },
      ],
    };
    const shown = planComment({ system: "site", plan }).text;
    expect(shown).toContain("### `site`: 1 moved, 1 to import, 1 output");
    expect(shown).toContain("- `aws_x.new`: was `aws_x.old`");
    expect(shown).toContain("Changed outside of Terraform\n\n- `aws_x.drifted`");
    expect(shown).not.toContain("quiet");
  });

  it("says when Terraform could not finish it", () => {
    expect(planComment({ system: "site", plan: { ...planOf(), errored: true } }).text).toContain(
      "could not finish",
    );
  });
});

describe("the marker of a comment", () => {
  it("is one for each system, and ends where it should", () => {
    expect(markerOf("a-->b\n<!--")).toBe("<!-- plainform plan: a--%3Eb%0A%3C!-- -->");
    expect(markerOf("a")).not.toBe(markerOf("b"));
    expect(text().split("\n")[0]).toBe(markerOf("site"));
  });
});
