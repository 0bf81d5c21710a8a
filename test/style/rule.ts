import type { SourceFile, TerraformModule } from "./module";
import type { Violation } from "./violation";

/** What a caller may say about a tree. */
export interface StyleOptions {
  /** The first line of every file; the default is the form of plainform's own header. */
  readonly header?: RegExp;
  /** AWS accounts that may stand in the text beside the well-known publishers of images. */
  readonly publicAccountIds?: readonly string[];
  /** Paths of this machine that must not stand in the text; the working directory is one already. */
  readonly machinePaths?: readonly string[];
}

/** A line and what is wrong with it. */
export interface Finding {
  readonly line: number;
  readonly message: string;
}

/** One rule of the style, with an id to find it by. */
export interface Rule {
  readonly id: string;
  check(module: TerraformModule, options: StyleOptions): Violation[];
}

/** A rule that needs to see one file at a time. */
export function fileRule(
  id: string,
  find: (file: SourceFile, options: StyleOptions) => Iterable<Finding>,
): Rule {
  return {
    id,
    check: (module, options) =>
      module.files.flatMap((file) =>
        Array.from(find(file, options), ({ line, message }) => ({
          file: file.path,
          line,
          rule: id,
          message,
        })),
      ),
  };
}

/** A rule that needs to see a module whole. */
export function moduleRule(
  id: string,
  find: (module: TerraformModule) => Iterable<Finding & { readonly file: SourceFile }>,
): Rule {
  return {
    id,
    check: (module) =>
      Array.from(find(module), ({ file, line, message }) => ({
        file: file.path,
        line,
        rule: id,
        message,
      })),
  };
}
