import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { Block, Body } from "./hcl/ast";
import { parseFile } from "./hcl/parser";
import { type Token, tokenize } from "./hcl/tokens";
import { argumentOf, blocksOf, constantText } from "./hcl/walk";

/** A `.tf` file, read. */
export interface SourceFile {
  /** Relative to the root module's folder. */
  readonly path: string;
  readonly text: string;
  /** Without their line ends; `lines[0]` is line 1. */
  readonly lines: readonly string[];
  readonly tokens: readonly Token[];
  readonly body: Body;
  /** The lines of heredoc bodies and of their closing markers. */
  readonly heredocLines: ReadonlySet<number>;
}

/** A folder of `.tf` files. */
export interface TerraformModule {
  /** Relative to the root module's folder; empty for the root itself. */
  readonly path: string;
  readonly isRoot: boolean;
  readonly files: readonly SourceFile[];
}

/** Reads one file's text; throws an `HclSyntaxError` where it is not HCL. */
export function readSource(path: string, text: string): SourceFile {
  const tokens = tokenize(text);
  const heredocLines = new Set<number>();
  for (const token of withNested(tokens)) {
    if (token.kind === "heredoc") {
      for (let line = token.line + 1; line <= token.endLine; line += 1) {
        heredocLines.add(line);
      }
    }
  }
  const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
  return { path, text, lines, tokens, body: parseFile(tokens), heredocLines };
}

/** The names of a module folder's `.tf` files, sorted. */
export function terraformFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".tf"))
    .sort();
}

/** Reads a module's files; a file that is not HCL goes to `onError` and is left out. */
export function readModule(
  root: string,
  path: string,
  onError: (file: string, error: unknown) => void,
): TerraformModule {
  const files: SourceFile[] = [];
  for (const name of terraformFiles(join(root, path))) {
    const file = posix.join(path, name);
    try {
      files.push(readSource(file, readFileSync(join(root, file), "utf8")));
    } catch (error) {
      onError(file, error);
    }
  }
  return { path, isRoot: path === "", files };
}

/** The paths, relative to the root, of the local modules that a module calls and that exist. */
export function localModulesOf(root: string, module: TerraformModule): string[] {
  return topBlocks(module, "module").flatMap(({ block }) => {
    const source = constantText(argumentOf(block.body, "source"));
    if (source === undefined || !/^\.\.?\//.test(source)) {
      return [];
    }
    const path = posix.join(module.path, source).replace(/\/$/, "");
    return existsSync(join(root, path)) ? [path] : [];
  });
}

/** A module's top-level blocks with their files. */
export function topBlocks(
  module: TerraformModule,
  type?: string,
): { readonly file: SourceFile; readonly block: Block }[] {
  return module.files.flatMap((file) => blocksOf(file.body, type).map((block) => ({ file, block })));
}

/** Tokens with those of the templates in them. */
export function* withNested(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    for (const part of token.parts ?? []) {
      if (part.kind !== "text") {
        yield* withNested(part.tokens);
      }
    }
  }
}
