import { HclSyntaxError } from "./hcl/tokens";
import { localModulesOf, readModule, terraformFiles } from "./module";
import type { Rule, StyleOptions } from "./rule";
import { alignmentRules } from "./rules/alignment";
import { documentationRules } from "./rules/documentation";
import { listRules } from "./rules/lists";
import { nameRules } from "./rules/names";
import { orderRules } from "./rules/order";
import { provenanceRules } from "./rules/provenance";
import { referenceRules } from "./rules/references";
import { textRules } from "./rules/text";
import { valueRules } from "./rules/values";
import type { Violation } from "./violation";

export type { StyleOptions } from "./rule";
export { formatViolations, type Violation } from "./violation";

/** Every rule, in the order in which a reader would find its violations. */
export const rules: readonly Rule[] = [
  ...textRules,
  ...provenanceRules,
  ...alignmentRules,
  ...orderRules,
  ...documentationRules,
  ...valueRules,
  ...listRules,
  ...nameRules,
  ...referenceRules,
];

/**
 * Checks the `.tf` files of a root module's folder, and of the local modules it calls, against our style.
 * `checkFormat` asks the real `terraform fmt` besides.
 */
export function checkStyle(rootModuleDir: string, options: StyleOptions = {}): Violation[] {
  if (terraformFiles(rootModuleDir).length === 0) {
    throw new Error(`no .tf files in ${rootModuleDir}`);
  }
  const found: Violation[] = [];
  const seen = new Set<string>();
  const waiting = [""];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) {
      continue;
    }
    seen.add(path);
    const broken: Violation[] = [];
    const module = readModule(rootModuleDir, path, (file, error) => {
      if (!(error instanceof HclSyntaxError)) {
        throw error;
      }
      broken.push({ file, line: error.line, rule: "syntax", message: error.message });
    });
    // With a file missing, most of what the rules say about the others would be wrong.
    found.push(...broken);
    if (broken.length === 0) {
      found.push(...rules.flatMap((rule) => rule.check(module, options)));
    }
    waiting.push(...localModulesOf(rootModuleDir, module));
  }
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** The folders, relative to the root module's, that `checkStyle` reads: the root and its local modules. */
export function moduleFolders(rootModuleDir: string): string[] {
  const folders = new Set([""]);
  for (const path of folders) {
    const module = readModule(rootModuleDir, path, () => undefined);
    for (const local of localModulesOf(rootModuleDir, module)) {
      folders.add(local);
    }
  }
  return [...folders];
}
