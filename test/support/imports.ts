import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** @returns the TypeScript files below a folder, as paths in it */
export function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/(?:^|\/)(?:node_modules|dist)\//.test(file))
    .sort();
}

/**
 * @param files those that are known in the folder
 * @returns what a file imports of its own project, for types too; what is not known as `outside: <path>`
 */
export function importsIn(folder: string, file: string, files: readonly string[]): readonly string[] {
  const text = readFileSync(join(folder, file), "utf8");
  const specifiers = [...text.matchAll(/\bfrom "(\.[^"]*)"|\bimport\("(\.[^"]*)"\)|^import "(\.[^"]*)"/gm)];
  return specifiers.map(([, ...found]) => {
    const path = relative(folder, resolve(folder, dirname(file), found.find(Boolean) ?? ""));
    return (
      [`${path}.ts`, join(path, "index.ts")].find((known) => files.includes(known)) ?? `outside: ${path}`
    );
  });
}

/** @returns files that import each other in a circle, if there are any */
export function circle(
  files: readonly string[],
  importsOf: (file: string) => readonly string[],
): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const imported of importsOf(file).filter((it) => files.includes(it))) {
      const found = visit(imported, [...above, file]);
      if (found !== undefined) return found;
    }
    done.add(file);
    return undefined;
  };
  return files.map((file) => visit(file, [])).find((found) => found !== undefined);
}
