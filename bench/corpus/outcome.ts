import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "@cdktf/hcl2json";
import type { TerraformStack } from "cdktf";
import { PlainformError, type PlainStack } from "../../constructs/plain";
import { planAlone } from "../../constructs/plain/synth/plan";
import type { Made } from "./cdktf";
import { differences } from "./compare";
import { firstLine } from "./test-runner";

/** What became of a stack. */
export interface Outcome {
  readonly verdict: "equal" | "different" | "not parsed" | "refused" | "crashed" | "cdktf refuses it";
  /** What there is to say of it. */
  readonly details: readonly string[];
}

/**
 * @param folder where the files of the stack are written, for `terraform fmt`
 */
export async function outcomeOf({ stack }: Made, folder: string): Promise<Outcome> {
  const planned = filesOf(stack);
  const json = jsonOf(stack);
  if (json === undefined) return { verdict: "cdktf refuses it", details: [] };
  if (planned instanceof PlainformError)
    return { verdict: "refused", details: planned.message.split("\n").slice(0, 6) };
  if (planned instanceof Error) return { verdict: "crashed", details: [String(planned.stack)] };
  const parsed: object[] = [];
  mkdirSync(folder);
  for (const [path, text] of planned)
    try {
      writeFileSync(join(folder, basename(path)), text);
      parsed.push(await parse(path, text));
    } catch (error) {
      return { verdict: "not parsed", details: [firstLine(error), text] };
    }
  const found = differences(json, parsed);
  return { verdict: found.length === 0 ? "equal" : "different", details: found };
}

function filesOf(stack: PlainStack): readonly (readonly [string, string])[] | Error {
  try {
    const { files } = planAlone(stack);
    return files.flatMap(({ path, content }) =>
      path.endsWith(".tf") ? [[path, String(content)] as const] : [],
    );
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Files below a folder that `terraform fmt` would change, and what it would. */
export function unformatted(folder: string): string {
  const { status, stdout, stderr } = spawnSync(
    "terraform",
    ["fmt", "-check", "-diff", "-recursive", folder],
    {
      encoding: "utf8",
    },
  );
  return status === 0 ? "" : stdout || stderr;
}

/** cdktf's JSON of the stack, with the names of ours. */
function jsonOf(stack: TerraformStack): object | undefined {
  try {
    return JSON.parse(JSON.stringify(stack.toTerraform())) as object;
  } catch {
    return undefined;
  }
}
