import { blocksOf } from "../hcl/walk";
import type { SourceFile } from "../module";
import { type Declaration, declarationsOf, referencesOf } from "../references";
import { type Finding, moduleRule, type Rule } from "../rule";

/** A rule on declarations that nothing but themselves mentions. */
function unusedRule(id: string, isKind: (declaration: Declaration) => boolean): Rule {
  return moduleRule(id, function* (module) {
    const references = referencesOf(module);
    for (const declaration of declarationsOf(module).filter(isKind)) {
      const own = declaration.block.type === "variable" || declaration.block.type === "data";
      const isUsed = references.some(
        (reference) =>
          reference.address === declaration.address && !(own && reference.from === declaration.block),
      );
      if (!isUsed) {
        const { file, line, address } = declaration;
        yield { file, line, message: `${address} is not used` };
      }
    }
  });
}

/** A data source that checks something in its lifecycle is there for that. */
function isPlainData(declaration: Declaration): boolean {
  return (
    declaration.address.startsWith("data.") && blocksOf(declaration.block.body, "lifecycle").length === 0
  );
}

const undeclared = moduleRule("undeclared-reference", function* (module) {
  const declared = new Set(declarationsOf(module).map((declaration) => declaration.address));
  for (const { file, line, address } of referencesOf(module)) {
    if (!declared.has(address)) {
      yield { file, line, message: `${address} is not declared in this module` };
    }
  }
});

/** In one file, a data source comes before what uses it. */
const dataBeforeUse = moduleRule("data-before-use", function* (module): Generator<
  Finding & { readonly file: SourceFile }
> {
  const references = referencesOf(module);
  for (const declaration of declarationsOf(module)) {
    if (!declaration.address.startsWith("data.")) {
      continue;
    }
    const early = references.find(
      (reference) =>
        reference.file === declaration.file &&
        reference.address === declaration.address &&
        reference.from.start < declaration.block.start,
    );
    if (early !== undefined) {
      const { file, line, address } = declaration;
      yield { file, line, message: `${address} stands after its use in line ${early.line}` };
    }
  }
});

/** What refers to what. */
export const referenceRules: readonly Rule[] = [
  unusedRule("unused-variable", ({ address }) => address.startsWith("var.")),
  unusedRule("unused-local", ({ address }) => address.startsWith("local.")),
  unusedRule("unused-data-source", isPlainData),
  undeclared,
  dataBeforeUse,
];
