import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { renderTemplate } from "../../constructs/templates";
import { describeWith } from "../support/requirements";

const README = renderTemplate("kauri/README.md", { words: {} });

describeWith(["bash", "gzip"], "the command that saves a dump", () => {
  const [command = ""] = /\(set -o pipefail; [\s\S]*?rm ~\/dump\.sql\.gz/.exec(README) ?? [];
  let home: string;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "kauri-dump-"));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  function run(dump: string): void {
    const stubs = { pg_dump: dump, aws: `echo "$*" >>"$HOME/aws.log"` };
    for (const [name, body] of Object.entries(stubs)) {
      writeFileSync(join(home, name), `#!/bin/bash\n${body}\n`);
      chmodSync(join(home, name), 0o755);
    }
    execFileSync("bash", ["-c", `${command.replace("pg_dump …", "pg_dump")} || true`], {
      env: { HOME: home, BUCKET: "kauri-data", PATH: `${home}:${process.env.PATH}` },
    });
  }

  it("uploads a dump, and clears up", () => {
    run("echo 'CREATE TABLE demo ();'");
    expect(readFileSync(join(home, "aws.log"), "utf8")).toMatch(
      /^s3 cp \S+\/dump\.sql\.gz s3:\/\/kauri-data\/dumps\/postgres\/[0-9-]{10}\.sql\.gz\n$/,
    );
    expect(existsSync(join(home, "dump.sql.gz"))).toBe(false);
  });

  it("uploads nothing when the dump broke off", () => {
    run("echo 'CREATE TABLE'; exit 1");
    expect(existsSync(join(home, "aws.log"))).toBe(false);
  });
});
