import { readFileSync } from "node:fs";
import { join } from "node:path";
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { failureComment, planComment } from "../../constructs/review/comment";
import { type ChangeJson, planOf } from "./plans";

const HOSTILE = "`]($(x)) @everyone <img src=x onerror=alert(1)> ```\n\u202e</details> | \u001b[31m";

const created = (address: string): ChangeJson => ({
  address,
  actions: ["create"],
  before: null,
  after: { cidr_block: "10.0.0.0/16", tags: { Name: "main" } },
  after_unknown: { id: true, arn: true, tags: {} },
});

const replaced: ChangeJson = {
  address: "module.db.aws_db_instance.main",
  actions: ["delete", "create"],
  before: { engine: "postgres", engine_version: "15", password: "hunter22", storage: [{ size: 20 }] },
  after: { engine: "postgres", engine_version: "15", password: "hunter23", storage: [{ size: 10 }] },
  after_unknown: { id: true, storage: [{}] },
  before_sensitive: { password: true, storage: [{}] },
  after_sensitive: { password: true, storage: [{}] },
  replace_paths: [["storage", 0, "size"]],
  action_reason: "replace_because_cannot_update",
};

const destroyed: ChangeJson = {
  address: 'aws_instance.host["a"]',
  actions: ["delete"],
  before: { id: "i-1", instance_type: "t3.micro" },
  after: null,
  action_reason: "delete_because_each_key",
};

const changed: ChangeJson = {
  address: "aws_iam_role_policy.host",
  actions: ["update"],
  before: { policy: '{"Statement":[{"Action":"s3:GetObject"}]}', script: "a\nb\nc\nd\ne\nf\ng\n" },
  after: { policy: '{"Statement":[{"Action":"s3:*"}]}', script: "a\nb\nc\nd\ne\nf\nh\n" },
};

const hostile: ChangeJson = {
  address: `aws_sqs_queue.q["${HOSTILE}"]`,
  actions: ["update"],
  before: { [HOSTILE]: "a", name: HOSTILE, lines: "a\n```\nb" },
  after: { [HOSTILE]: HOSTILE, name: "b", lines: `a\n\`\`\`\n${HOSTILE}\nb` },
};

const failure = `╷
│ Error: Instance cannot be destroyed
│
│   on s3.tf line 1:
│    1: resource "aws_s3_bucket" "logs" {
│
│ Resource aws_s3_bucket.logs has lifecycle.prevent_destroy set, but the plan calls for this
│ resource to be destroyed. \u001b[31m${HOSTILE}
╵
`;

const GOLDEN: Readonly<Record<string, () => string>> = {
  add: () => comment(planOf(created("aws_vpc.main"))),
  change: () => comment(planOf(changed)),
  replace: () => comment(planOf(created("aws_vpc.main"), changed, replaced)),
  destroy: () => comment(planOf(destroyed)),
  none: () =>
    comment(planOf({ address: "aws_vpc.main", actions: ["no-op"], before: { id: 1 }, after: { id: 1 } })),
  error: () => failureComment({ system: "site", output: failure }),
  "thousand-resources": () =>
    comment(
      planOf(
        ...Array.from({ length: 1_000 }, (_, index) =>
          index % 2 === 0
            ? created(`aws_vpc.main["number-${index}"]`)
            : { ...destroyed, address: `aws_${index === 501 ? "s3_bucket" : "instance"}.host[${index}]` },
        ),
      ),
      12_000,
    ),
  "hostile-names": () =>
    comment(planOf(hostile, { ...destroyed, address: hostile.address }), undefined, `a-->${HOSTILE}`),
  // Of a real plan: `terraform show -json` on a fake AWS.
  moto: () => comment(JSON.parse(readFileSync(join(__dirname, "fixtures/moto.json"), "utf8"))),
};

function comment(plan: unknown, limit?: number, system = "site"): string {
  return planComment({ system, plan, ...(limit !== undefined && { limit }) }).text;
}

describe("a comment on a plan", () => {
  it.each(Object.entries(GOLDEN))("is as its example: %s", async (name, made) => {
    await expect(made()).toMatchFileSnapshot(`golden/${name}.md`);
  });

  it.each(Object.entries(GOLDEN))("shows as what it is, and nothing more: %s", (_name, made) => {
    const html = String(marked.parse(made(), { gfm: true }));
    const tags = new Set([...html.matchAll(/<\/?([a-z]+\d?)[^>]*>/g)].map(([, tag]) => tag));
    const expected = ["h3", "p", "code", "strong", "ul", "li", "pre", "blockquote", "details", "summary"];
    expect([...tags].filter((tag) => !expected.includes(tag ?? ""))).toEqual([]);
    const outsideOfCode = html.replaceAll(/<code[^>]*>[^<]*<\/code>/g, "").replaceAll(/<!--[^>]*-->/g, "");
    expect(outsideOfCode).not.toMatch(/[`@$]|\]\(|aws_/);
    expect((html.match(/<details>/g) ?? []).length).toBe((html.match(/<\/details>/g) ?? []).length);
  });
});
