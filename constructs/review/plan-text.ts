import { diffLines } from "diff";
import type { Difference, Side } from "../plan-json/differences";
import { type Change, type Plan, pathText } from "../plan-json/plan";
import { MASK } from "../plan-json/secrets";
import { clip, plain } from "./markdown";

const LONGEST_VALUE = 400;
const MOST_LINES = 120;
const CONTEXT = 2;

const SIGNS: Readonly<Record<Change["action"], string>> = {
  create: "+",
  update: "!",
  replace: "-/+",
  delete: "-",
  forget: "!",
  move: "!",
  import: "!",
};

const VERBS: Readonly<Record<Change["action"], string>> = {
  create: "would be created",
  update: "would be changed in place",
  replace: "would be destroyed and created anew",
  delete: "would be destroyed",
  forget: "would be forgotten, and not destroyed",
  move: "has moved",
  import: "would be imported",
};

/**
 * A plan as a block of lines for each resource, in the notation of a diff, which is shown in colours.
 *
 * @param mask hides secrets
 */
export function planText(plan: Plan, mask: (text: string) => string): readonly string[] {
  const isLoss = ({ action }: Change): number => Number(action === "delete" || action === "replace");
  const changes = [...plan.changes].sort((a, b) => isLoss(b) - isLoss(a));
  const resources = changes.map((change) => resourceText(change, mask).join("\n"));
  const outputs = plan.outputs.flatMap((output) => valueText(output, mask));
  return outputs.length === 0 ? resources : [...resources, ["! outputs would change", ...outputs].join("\n")];
}

function resourceText(change: Change, mask: (text: string) => string): readonly string[] {
  const { address, previousAddress, action, forcing, differences } = change;
  const order =
    action === "replace" && change.createsFirst ? "would be created anew and then destroyed" : VERBS[action];
  const from = previousAddress === undefined ? "" : ` (was ${line(previousAddress, mask)})`;
  const isForcing = ({ path }: Difference): boolean => forcing.includes(pathText(path));
  const isNew = action === "create" || action === "replace";
  const isKnown = (it: Difference): boolean => !isNew || it.after.kind !== "unknown" || isForcing(it);
  const hasTags = differences.some(({ path }) => path[0] === "tags");
  // They follow the tags.
  const own = differences.filter(({ path }) => path[0] !== "tags_all" || !hasTags);
  const known = own.filter(isKnown);
  const unknown = own.length - known.length;
  return [
    `${SIGNS[action]} ${line(address, mask)} ${order}${from}`,
    ...known.flatMap((it) => valueText(it, mask, isForcing(it) ? "  # forces replacement" : "")),
    ...(unknown > 0 ? [`+   (${unknown} more known after apply)`] : []),
  ];
}

function valueText({ path, before, after }: Difference, mask: (text: string) => string, note = ""): string[] {
  const name = line(pathText(path), mask);
  const texts = [before, after].map((side) => textOf(side, mask));
  const [old, now] = texts;
  if (old !== undefined && now !== undefined && old !== now && `${old}${now}`.includes("\n"))
    return [`!   ${name} =${note}`, ...lineDiff(old, now)];
  const shown = (sign: string, side: Side): string[] =>
    side.kind === "absent" ? [] : [`${sign}   ${name} = ${shownValue(side, mask)}`];
  const lines = [...shown("-", before), ...shown("+", after)];
  return lines.map((text, index) => (index === lines.length - 1 ? text + note : text));
}

function shownValue(side: Side, mask: (text: string) => string): string {
  if (side.kind === "unknown") return "(known after apply)";
  if (side.kind !== "value") return MASK;
  return line(mask(JSON.stringify(masked(side.value, mask))), mask);
}

/** Texts within a value are masked before they are written as JSON, which writes some characters otherwise. */
function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === "string") return mask(value);
  if (Array.isArray(value)) return value.map((one) => masked(one, mask));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [mask(name), masked(one, mask)]));
}

function line(text: string, mask: (text: string) => string): string {
  // Cut twice: a character may become several.
  return clip(plain(mask(text).slice(0, LONGEST_VALUE + 1)), LONGEST_VALUE);
}

/** What is compared line by line: text of several lines, and JSON in a text. */
function textOf(side: Side, mask: (text: string) => string): string | undefined {
  if (side.kind !== "value" || typeof side.value !== "string") return undefined;
  const { value } = side;
  if (/^\s*[[{]/.test(value)) {
    try {
      return JSON.stringify(masked(JSON.parse(value), mask), undefined, 2);
    } catch {
      // It only looks like JSON.
    }
  }
  return mask(value);
}

function lineDiff(old: string, now: string): readonly string[] {
  const changes = diffLines(old, now, { timeout: 1_000 });
  if (changes === undefined) return ["!     (too different to be shown)"];
  const lines = changes.flatMap(({ added, removed, value }, index) => {
    const sign = added ? "+" : removed ? "-" : " ";
    const all = value
      .replace(/\n$/, "")
      .split("\n")
      .map((text) => `${sign}     ${clip(plain(text), LONGEST_VALUE)}`);
    if (added || removed) return all;
    const head = index === 0 ? 0 : CONTEXT;
    const tail = index === changes.length - 1 ? 0 : CONTEXT;
    if (all.length <= head + tail + 1) return all;
    return [...all.slice(0, head), "      …", ...(tail === 0 ? [] : all.slice(-tail))];
  });
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `!     (${lines.length - MOST_LINES} more lines)`];
}
