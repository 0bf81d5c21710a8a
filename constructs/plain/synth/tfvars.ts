import type { Problems } from "../check/problems";
import { type Argument, argument } from "../hcl";
import type { TfvarsFile } from "../layout/module-kinds";
import { commentsOn } from "../layout/notes";
import { lowerConstant } from "../lower/constant";
import type { Environment } from "../lower/contexts";

/**
 * @param declared names of the module's variables
 * @param problems receives a problem for each key that is no variable and each value that is no constant
 * @returns the values, in their order
 */
export function tfvarsOf(
  file: TfvarsFile,
  declared: ReadonlySet<string>,
  environment: Environment,
  problems: Problems,
): readonly Argument[] {
  for (const key of Object.keys(file.values)) {
    if (declared.has(key)) continue;
    problems.add({
      at: `${environment.at}/${file.fileName}`,
      what: "a value is given for a variable that is not declared",
      got: key,
      expected:
        declared.size === 0 ? "no value: the module has no variables" : `one of ${[...declared].join(", ")}`,
      fix: "declare the variable, or leave the value out",
    });
  }
  const comments = commentsOn(file.comments ?? {});
  for (const key of Object.keys(comments).filter((name) => !(name in file.values)))
    problems.add({
      at: `${environment.at}/${file.fileName}`,
      what: "there is a comment on a value that is not given",
      got: key,
      expected: `one of ${Object.keys(file.values).join(", ") || "none: the file has no values"}`,
      fix: "correct the name, or leave the comment out",
    });
  const within = { ...environment, at: `${environment.at}/${file.fileName}` };
  return Object.entries(file.values).flatMap(([name, value]): Argument[] => {
    const lowered = problems.blaming(within.at, () => lowerConstant(value, within));
    return lowered === undefined ? [] : [argument(name, lowered, comments[name])];
  });
}
