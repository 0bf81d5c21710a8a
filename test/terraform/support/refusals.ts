import type { Planning } from "./planning";
import type { Diagnostic, Terraform } from "./terraform";

/** Values that a plan must refuse, and a sentence that it must say of them. Undefined leaves a variable out. */
export type Refusal = readonly [variables: Readonly<Record<string, string | undefined>>, sentence: string];

/**
 * Plans what must be refused, before anything is created.
 *
 * @returns what was not refused with its own sentence, and what was said instead; empty when all was
 */
export async function notRefused(planning: Planning, refusals: readonly Refusal[]): Promise<string> {
  const accepted: string[] = [];
  for (const group of together(refusals)) {
    const all = Object.assign({}, ...group.map(([variables]) => variables));
    const found = group.length > 1 ? await errorsOf(await planning.terraform(all)) : [];
    for (const [variables, sentence] of group) {
      if (found.some((diagnostic) => isAbout(diagnostic, variables, sentence))) continue;
      // Said of no variable, or only once all variables are right: by itself, then.
      const alone = await errorsOf(await planning.terraform(variables));
      if (alone.some(({ text }) => text.includes(sentence))) continue;
      const said = alone.map(({ text }) => text).join("\n") || "nothing: it was planned";
      accepted.push(`${JSON.stringify(variables)}\n  expected: ${sentence}\n  got: ${said}`);
    }
  }
  return accepted.join("\n");
}

async function errorsOf(terraform: Terraform): Promise<readonly Diagnostic[]> {
  const diagnostics = await terraform.planDiagnostics();
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** Whether a validation of one of just these variables says the sentence. */
function isAbout({ context, text }: Diagnostic, variables: object, sentence: string): boolean {
  return text.includes(sentence) && Object.keys(variables).some((name) => context === `variable "${name}"`);
}

/** Terraform tells all wrong variables at once: refusals that share no variable can share a plan. */
export function together(refusals: readonly Refusal[]): readonly (readonly Refusal[])[] {
  const groups: Refusal[][] = [];
  for (const refusal of refusals) {
    const names = Object.keys(refusal[0]);
    const group = groups.find((others) => !others.some(([taken]) => names.some((name) => name in taken)));
    if (group === undefined) groups.push([refusal]);
    else group.push(refusal);
  }
  return groups;
}
