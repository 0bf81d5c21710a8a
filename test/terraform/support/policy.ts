/**
 * Evaluates IAM policies as AWS documents it (an explicit deny, else an explicit allow, else no), for one account,
 * without boundaries and service control policies. It knows only what the policies here use: any other element or
 * operator is an error, never a guess.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export interface Request {
  readonly action: string;
  readonly resource: string;
  /** Condition keys: `aws:PrincipalArn`, `aws:SecureTransport` … */
  readonly context: Readonly<Record<string, string>>;
}

export type Decision = "allowed" | "denied" | "not allowed";

type Statement = Readonly<Record<string, unknown>>;

const ELEMENTS = ["Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "Condition"];

/** @param documents policies that apply to the principal: its own, and the resource's */
export function evaluate(documents: readonly string[], request: Request): Decision {
  const matching = documents.flatMap(statementsOf).filter((statement) => applies(statement, request));
  if (matching.some(({ Effect }) => Effect === "Deny")) return "denied";
  return matching.some(({ Effect }) => Effect === "Allow") ? "allowed" : "not allowed";
}

function statementsOf(document: string): readonly Statement[] {
  const { Statement: statements } = JSON.parse(document) as { readonly Statement: readonly Statement[] };
  for (const statement of statements) {
    const unknown = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
    if (unknown.length > 0) throw new Error(`no idea what ${unknown.join(", ")} means in a policy`);
    if ("Principal" in statement && statement.Principal !== "*")
      throw new Error(`only the principal "*" is understood, not ${JSON.stringify(statement.Principal)}`);
  }
  return statements;
}

function applies(statement: Statement, { action, resource, context }: Request): boolean {
  const named = (element: string, value: string, ignoreCase: boolean) =>
    listOf(statement[element]).some((pattern) => matches(pattern, value, ignoreCase));
  const actionApplies =
    "NotAction" in statement ? !named("NotAction", action, true) : named("Action", action, true);
  return actionApplies && named("Resource", resource, false) && holds(statement.Condition ?? {}, context);
}

/** All operators and keys must hold, for one of the values each. A key that is not there fulfils only a negation. */
function holds(condition: object, context: Readonly<Record<string, string>>): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys as Readonly<Record<string, unknown>>).every(([key, values]) => {
      const value = context[key];
      const any = (test: (pattern: string, value: string) => boolean) =>
        value !== undefined && listOf(values).some((pattern) => test(pattern, value));
      switch (operator) {
        case "Bool":
          return any((pattern, value) => pattern === value);
        case "StringLike":
        case "ArnEquals":
          return any((pattern, value) => matches(pattern, value, false));
        case "ArnNotEquals":
          return !any((pattern, value) => matches(pattern, value, false));
        default:
          throw new Error(`no idea what the condition operator ${operator} does`);
      }
    }),
  );
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

function matches(pattern: string, value: string, ignoreCase: boolean): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, ignoreCase ? "is" : "s").test(value);
}
