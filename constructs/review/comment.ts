import { type Action, type Change, type Plan, readPlan } from "../plan-json/plan";
import { maskerOf, secretsOf } from "../plan-json/secrets";
import { guardOf } from "./guarded";
import { code, fenced, fitting, folded, plain, sizeOf } from "./markdown";
import { planText } from "./plan-text";
import { summaryOf } from "./summary";

/** GitHub takes 65,536 characters; GitLab a million. */
export const LIMIT_BYTES = 65_000;
export const LABEL = "replace-approved";

/** What both kinds of comment are made with. */
export interface CommentProps {
  /** Name of the system that was planned; one comment each. */
  readonly system: string;
  /** Longest text, in bytes. @default LIMIT_BYTES */
  readonly limit?: number;
  /** Texts that are shown nowhere, besides those that the plan calls sensitive. */
  readonly secrets?: readonly string[];
}

export interface PlanCommentProps extends CommentProps {
  /** What `terraform show -json` prints of the plan. */
  readonly plan: unknown;
  /** Resources, as type and name, that the configuration does not let be destroyed, before the change or after. */
  readonly kept?: ReadonlySet<string>;
  /** Whether someone has approved destroying what holds data. @default false */
  readonly isApproved?: boolean;
  /** The label that gives it. @default LABEL */
  readonly label?: string;
}

/** A comment, in GitHub's Markdown. */
export interface Comment {
  readonly text: string;
  /** It would destroy or replace what holds data, and nobody has approved that. */
  readonly needsApproval: boolean;
}

/** The first line of a comment: a later one of the same system takes the place of the one that begins with it. */
export function markerOf(system: string): string {
  return `<!-- plainform plan: ${encodeURIComponent(system)} -->`;
}

/**
 * What a reviewer of a change should read of its plan. What would be destroyed or replaced comes first and bold, the
 * plan itself last and folded. Nothing that a name or a value holds is more than text in it.
 */
export function planComment(props: PlanCommentProps): Comment {
  const { system, kept = new Set<string>(), isApproved = false, label = LABEL, limit = LIMIT_BYTES } = props;
  const plan = readPlan(props.plan);
  const mask = maskerOf([...secretsOf(props.plan), ...(props.secrets ?? [])]);
  const guards = new Map(plan.changes.map((change) => [change, guardOf(change, kept)]));
  const isGuarded = [...guards.values()].some((guard) => guard !== undefined);
  const head = [markerOf(system), `### ${code(system, 80)}: ${summaryOf(plan, (text) => `**${text}**`)}`];
  if (plan.isIncomplete)
    head.push("> [!WARNING]\n> Terraform could not finish this plan: there is more to come.");
  if (isGuarded) head.push(isApproved ? approvedNote(label) : approvalNote(label));
  const room = limit - sizeOf(head.join("\n\n"));
  const of = (...actions: readonly Action[]): readonly Change[] =>
    plan.changes
      .filter(({ action }) => actions.includes(action))
      .sort((a, b) => Number(guards.get(b) !== undefined) - Number(guards.get(a) !== undefined));
  const item = (change: Change): string => itemOf(change, guards.get(change), mask);
  const sections = [
    section("**Destroyed**", of("delete").map(item), room * 0.25),
    section("**Replaced**", of("replace").map(item), room * 0.25),
    section("Changed in place", of("update").map(item), room * 0.1),
    section("Added", of("create").map(item), room * 0.1),
    section("Forgotten, moved or imported", of("forget", "move", "import").map(item), room * 0.05),
    section(
      "Changed outside of Terraform",
      plan.drifted.map((address) => `- ${code(mask(address))}`),
      room * 0.05,
    ),
  ].filter((text) => text !== "");
  const texts = [...head, ...sections];
  const left = limit - sizeOf(texts.join("\n\n"));
  return {
    text: `${[...texts, ...foldedPlan(plan, left, mask)].join("\n\n")}\n`,
    needsApproval: isGuarded && !isApproved,
  };
}

/**
 * What to say where Terraform cannot plan.
 *
 * @param output what it printed
 */
export function failureComment({ output, ...props }: CommentProps & { readonly output: string }): string {
  const { system, limit = LIMIT_BYTES, secrets = [] } = props;
  const lines = maskerOf(secrets)(output.replaceAll(/\r\n?/g, "\n"))
    .split("\n")
    .map((line) => plain(line.replaceAll(/[│╷╵]/g, "")).trimEnd());
  const head = [markerOf(system), `### ${code(system, 80)}: **the plan failed**`];
  if (/prevent_destroy/.test(output))
    head.push(
      "> [!CAUTION]\n> A resource that is not to be destroyed would be destroyed or replaced. Nothing was, and an apply would fail too.",
    );
  const kept = lines.join("\n").trim().split("\n");
  const room = limit - sizeOf(head.join("\n\n")) - 100;
  // What went wrong stands at the end.
  const shown = fitting([...kept].reverse(), room, (count) => `(${count} lines before)`).reverse();
  return `${[...head, fenced(shown, "text")].join("\n\n")}\n`;
}

function approvalNote(label: string): string {
  return `> [!CAUTION]\n> What holds data, or is not to be destroyed, would be destroyed. To approve it, add the label ${code(label)}.`;
}

function approvedNote(label: string): string {
  return `> [!NOTE]\n> What holds data would be destroyed, and the label ${code(label)} allows it.`;
}

function itemOf(change: Change, guard: string | undefined, mask: (text: string) => string): string {
  const { address, action, previousAddress, forcing, reason, differences } = change;
  const name = code(mask(address));
  const isLoss = action === "delete" || action === "replace";
  const notes = [
    ...(previousAddress === undefined ? [] : [`was ${code(mask(previousAddress))}`]),
    ...(forcing.length > 0 ? [`forced by ${codes(forcing, mask)}`] : []),
    ...(forcing.length === 0 && reason !== undefined && REASONS[reason] !== undefined
      ? [REASONS[reason]]
      : []),
    ...(action === "update" ? [codes(argumentsOf(differences), mask)] : []),
    ...(guard === undefined
      ? []
      : [guard === "prevent_destroy" ? "has, or had, `prevent_destroy`" : `**${guard}**`]),
  ];
  return `- ${isLoss ? `**${name}**` : name}${notes.length === 0 ? "" : `: ${notes.join("; ")}`}`;
}

function argumentsOf(differences: Change["differences"]): readonly string[] {
  const names = [...new Set(differences.map(({ path }) => String(path[0] ?? "")))];
  // It follows the tags.
  return names.filter((name) => name !== "tags_all" || !names.includes("tags"));
}

function codes(names: readonly string[], mask: (text: string) => string): string {
  const shown = names.slice(0, 6).map((name) => code(mask(name), 80));
  return names.length > shown.length
    ? `${shown.join(", ")} and ${names.length - shown.length} more`
    : shown.join(", ");
}

/** https://developer.hashicorp.com/terraform/internals/json-format#change-representation */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "it is tainted",
  replace_by_request: "it was asked for with -replace",
  replace_by_triggers: "what `replace_triggered_by` names changes",
  delete_because_no_resource_config: "it is not in the configuration",
  delete_because_no_module: "its module is not in the configuration",
  delete_because_wrong_repetition: "`count` or `for_each` came or went",
  delete_because_count_index: "its index is beyond `count`",
  delete_because_each_key: "its key is not in `for_each`",
  delete_because_no_move_target: "it was moved to where nothing is",
};

function section(title: string, items: readonly string[], room: number): string {
  if (items.length === 0) return "";
  const heading = `${title}\n\n`;
  return heading + fitting(items, room - sizeOf(heading), (count) => `- and ${count} more`).join("\n");
}

const PLAN_ROOM = 200;

function foldedPlan(plan: Plan, left: number, mask: (text: string) => string): readonly string[] {
  const blocks = planText(plan, mask);
  const room = left - PLAN_ROOM;
  if (blocks.length === 0 || room < PLAN_ROOM) return [];
  // A fence is as long as the longest run of backticks, twice.
  const longest = Math.max(3, ...(blocks.join("\n").match(/`+/g) ?? []).map((run) => run.length + 1));
  const lines = blocks.join("\n\n").split("\n");
  const shown = fitting(
    lines,
    room - 2 * longest,
    (count) => `! ${count} more lines: the log of the job has them`,
  );
  return [folded("The plan", fenced(shown, "diff"))];
}
