import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "../errors";
import { type GeneratedFiles, hashOf } from "./generated-list";

/**
 * Whether somebody has edited a generated file since it was written: its content is none that a synth gave it.
 *
 * @param path of a file that is on disk
 */
export function isEditedByHand(outdir: string, path: string, listed: GeneratedFiles): boolean {
  const hashes = listed.get(path);
  if (hashes === undefined || hashes.size === 0) return false;
  const content = readFileSync(join(outdir, path));
  if (hashes.has(hashOf(content))) return false;
  const text = content.toString("utf8");
  // Git on Windows changes the line ends of a checkout, and leaves its marks in an unresolved merge.
  return !hashes.has(hashOf(text.replaceAll("\r\n", "\n"))) && !/^<{7} /m.test(text);
}

/** Why a write stops before it loses what somebody has edited. */
export function editProblem(outdir: string, edited: readonly string[]): Problem {
  return {
    at: outdir,
    what: "generated files were edited by hand since they were written; nothing was changed",
    got: edited.join(", "),
    expected: "what the last synth wrote",
    fix: "move the edit into the sources, then let --force overwrite the files",
  };
}
