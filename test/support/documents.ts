import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What a document of a tree names and the tree does not have: outputs, variables, addresses of resources, links and
 * files beside or above it.
 *
 * @param folder where the document lies
 * @param system the whole tree
 */
export function untrue(text: string, folder: string, system: string): readonly string[] {
  const configuration = readdirSync(system, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tf") && !path.includes(".terraform/"))
    .map((path) => readFileSync(join(system, path), "utf8"))
    .join("\n");
  const has = (type: string, ...labels: readonly string[]): boolean =>
    configuration.includes(`\n${[type, ...labels.map((label) => `"${label}"`)].join(" ")} {`);
  const found = (pattern: RegExp): readonly string[] => [
    ...new Set([...text.matchAll(pattern)].map((match) => match.slice(1).find(Boolean) ?? "")),
  ];
  const anchors = new Set(found(/^#+ (.+)$/gm).map(anchorOf));
  const links = found(/\]\(([^)\s]+)\)/g).filter((link) => !link.includes("://"));
  const missing = (what: string, names: readonly string[], exists: (name: string) => boolean): string[] =>
    names.filter((name) => !exists(name)).map((name) => `${what} ${name}`);
  return [
    ...missing("output", found(/terraform output (?:-raw |-json )?([a-z]\w*)/g), (name) =>
      has("output", name),
    ),
    ...missing("variable", found(/-var[= ]["']?(\w+)=|\bvar\.(\w+)|TF_VAR_(\w+)/g), (name) =>
      has("variable", name),
    ),
    ...missing("address", found(/(?<![\w.])((?:module\.\w+\.)?aws_[a-z0-9_]+\.\w+)/g), (address) => {
      const parts = address.split(".");
      if (parts[0] === "module" && !has("module", parts[1] ?? "")) return false;
      return has("resource", parts.at(-2) ?? "", parts.at(-1) ?? "");
    }),
    ...missing("link", links, (link) =>
      link.startsWith("#") ? anchors.has(link.slice(1)) : existsSync(join(folder, link)),
    ),
    ...missing("file", found(/`(\.\.?\/[\w./-]+)`/g), (path) => existsSync(join(folder, path))),
  ];
}

/** The anchor that GitHub gives to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
