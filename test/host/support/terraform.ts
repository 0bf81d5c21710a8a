import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./tools";

/** A Terraform that asks nobody and reads no configuration of the user's. */
export function terraformEnv(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: "/dev/null",
    TF_IN_AUTOMATION: "1",
  };
}

/** The value of a Terraform expression, as the real Terraform evaluates it. */
export function evaluate(expression: string, files: Readonly<Record<string, string>> = {}): unknown {
  const directory = mkdtempSync(join(tmpdir(), "evaluate-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(directory, name), text);
    }
    const { status, output } = run("terraform", ["console"], {
      cwd: directory,
      env: terraformEnv(),
      // One line of output, whatever is in the value.
      input: `base64encode(jsonencode(${expression}))\n`,
    });
    if (status !== 0) {
      throw new Error(output);
    }
    return JSON.parse(Buffer.from(JSON.parse(output) as string, "base64").toString("utf8"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What `templatefile()` makes of a text. */
export function templatefile(text: string, variables: Readonly<Record<string, string>>): string {
  const files = { "template.txt": text, "variables.json": JSON.stringify(variables) };
  return String(evaluate('templatefile("template.txt", jsondecode(file("variables.json")))', files));
}

/** Every name that a text asks `templatefile()` for: `${…}` and `%{…}`, outside of which Terraform changes nothing. */
export function interpolations(text: string): readonly string[] {
  return [...text.matchAll(/(?:\$|%)\{([^}]*)\}?/g)].map((match) => String(match[1]));
}
