import { spawnSync } from "node:child_process";
import { join, posix } from "node:path";
import { moduleFolders } from "./check";
import type { Violation } from "./violation";

/** What `terraform fmt` would change in a root module's folder and in its local modules: nothing, we hope. */
export function checkFormat(rootModuleDir: string): Violation[] {
  return moduleFolders(rootModuleDir).flatMap((folder) => {
    const cwd = join(rootModuleDir, folder);
    const { status, stdout, stderr, error } = spawnSync(
      "terraform",
      ["fmt", "-check", "-diff", "-no-color"],
      { cwd, encoding: "utf8" },
    );
    if (error !== undefined) {
      throw new Error(`terraform fmt did not start: ${error.message}`);
    }
    if (status === 0) {
      return [];
    }
    const found = [...differences(stdout, folder)];
    return found.length > 0
      ? found
      : [{ file: posix.join(folder, "."), line: 1, rule: "fmt", message: stderr.trim() }];
  });
}

/** One violation for each hunk of a unified diff. */
function* differences(diff: string, folder: string): Generator<Violation> {
  let file = "";
  let line = 0;
  let reported = true;
  for (const text of diff.split("\n")) {
    const hunk = /^@@ -(\d+)/.exec(text);
    if (text.startsWith("--- old/")) {
      file = posix.join(folder, text.slice("--- old/".length));
    } else if (hunk !== null) {
      line = Number(hunk[1]);
      reported = false;
    } else if (text.startsWith(" ")) {
      line += 1;
    } else if (!reported && /^[-+]/.test(text) && !text.startsWith("+++")) {
      reported = true;
      yield { file, line, rule: "fmt", message: `terraform fmt would change: ${text}` };
    }
  }
}
