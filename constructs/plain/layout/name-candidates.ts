import { IDENTIFIER } from "../hcl";

/** Ids that say nothing about what a construct is: cdktf's and the AWS CDK's own habits. */
const SILENT = new Set(["this", "default", "resource"]);

const FILLERS = new Set(["my", "our", "the", "a", "an"]);

/**
 * The names that an element may have, from its construct's path: the one that reads best first, the longest, which
 * tells it from all others, last.
 *
 * The best leaves out what a reader does not need: silent ids (`Default`, `Resource`, `this`), a component that the
 * next one repeats (`cluster/cluster`, `network/network-vpc`), and the words of the resource type around the rest
 * (`api/task-definition` of an `aws_ecs_task_definition` is `api`, `private-subnet-1` of an `aws_subnet` `private_1`).
 * What is nothing but the type's words stays as it is. An id that is the whole address (`aws_vpc.main`) is the
 * author's choice: nothing but the silent ids around it is left out. Variables and outputs are the interface of a
 * module, which `TF_VAR_…` and `terraform output` use: they are spelled as the author does.
 *
 * @param ids ids of the constructs below the stack, outermost first, the element's own last
 * @param prefix what the element's address begins with: `aws_ecs_cluster`, `data.aws_ami`, `module`, `var`
 * @returns different names, the best first; none when the ids have no character that can stand in a name
 */
export function nameCandidates(ids: readonly string[], prefix: string): readonly string[] {
  const { own, isAddress } = withoutPrefix(ids.at(-1) ?? "", prefix);
  const components = [...ids.slice(0, -1), own]
    // Terraform holds names in this form, and so does `terraform fmt`.
    .map((id) => id.normalize("NFC"))
    .map((id): Component => ({ id, name: snakeCase(id) }))
    .filter(({ name }) => name !== "");
  const telling = components.filter(({ name }) => !SILENT.has(name));
  const full = telling.length > 0 ? telling : components.slice(-1);
  const isInterface = prefix === "var" || prefix === "output";
  const written = (parts: readonly Component[]): string => {
    const named = parts.map(({ name }) => name);
    if (!isInterface) return named.join("_");
    const spelled = [...named.slice(0, -1), ...parts.slice(-1).map(({ id }) => id)].join("_");
    return IDENTIFIER.test(spelled) ? spelled : named.join("_");
  };
  const whole = written(full);
  if (isAddress) return valid([whole]);
  const folded = foldRepeated(full);
  const best = written(folded);
  const short = isInterface ? best : withoutTypeWords(best, prefix);
  // Most elements lie right in their stack, and a large one has many: there is nothing to compare.
  if (components.length === 1) return valid(short === whole ? [whole] : [short, whole]);
  return valid([...new Set([short, best, whole, written(components)])]);
}

function valid(names: readonly string[]): readonly string[] {
  return names.every((name) => IDENTIFIER.test(name)) ? names : names.filter((name) => IDENTIFIER.test(name));
}

/** One id of a construct's path, and its words as a name. */
interface Component {
  readonly id: string;
  readonly name: string;
}

/**
 * Which of two elements of one type comes first where both could have the same name: the one that has no other, as
 * an address that the author wrote; then the one with the shorter path; of equally long paths the first in the
 * alphabet. That depends on the paths alone, not on the order in which anything is created or used: a new sibling
 * takes no name away, unless its own path says nothing but that name.
 *
 * @param one candidates of the one element
 * @param other candidates of the other
 * @returns negative when the one comes first
 */
export function byPath(one: readonly string[], other: readonly string[]): number {
  const [a = "", b = ""] = [one.at(-1), other.at(-1)];
  const isChoice = Number(one.length > 1) - Number(other.length > 1);
  return isChoice || a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

const SNAKE_CASE = /^[a-z0-9](?:[a-z0-9_]*[a-z0-9])?$/;

/** The end of an acronym before a word: `SNSTopic`; but neither the plural in `subnetIDs`, nor `IPv6`, nor `OAuth`. */
const ACRONYM = /(?<=[A-Z])([A-Z])(?=[A-Z][a-z])(?![A-Z]s(?![a-z]))(?![A-Z]v\d)/g;

/** `ecsTask-Definition` as `ecs_task_definition`, `ordersSNSTopic` as `orders_sns_topic`. */
export function snakeCase(text: string): string {
  if (SNAKE_CASE.test(text)) return text;
  return text
    .replace(ACRONYM, "$1_")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^\p{ID_Continue}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
}

/**
 * An id without the address before the name, where it is the construct's own; any other dot is a character.
 *
 * @param prefix of the construct's own address; undefined of what has none
 */
export function withoutPrefix(
  id: string,
  prefix: string | undefined,
): { readonly own: string; readonly isAddress: boolean } {
  const isAddress = prefix !== undefined && id.startsWith(`${prefix}.`);
  return { own: isAddress ? id.slice(prefix.length + 1) : id, isAddress };
}

/** Without a component that the one after it is, begins with or ends in. */
function foldRepeated(components: readonly Component[]): readonly Component[] {
  return components.filter(({ name: own }, index) => {
    const next = components[index + 1]?.name ?? "";
    return !(next === own || next.startsWith(`${own}_`) || next.endsWith(`_${own}`));
  });
}

/** Without the words that the type's last words are, at either end: `web_security_group`, `bucket_logs`. */
function withoutTypeWords(name: string, prefix: string): string {
  const [provider = "", ...typeWords] = (prefix.split(".").at(-1) ?? "").split("_");
  if (!typeWords.some((word) => name.includes(word))) return name;
  const all = name.split("_");
  // The last word may only count: the third private subnet.
  const counted = all.findLastIndex((word) => !/^(?:\d+|[a-z])$/.test(word)) + 1;
  const words = all.slice(0, counted);
  const counter = all.slice(counted);
  // What is left has to say something: `task` says less of a task definition than `task_definition`, `my` than `my_vpc`.
  const says = (rest: readonly string[]): boolean =>
    rest.some((word) => word !== provider && !typeWords.includes(word) && !FILLERS.has(word)) &&
    !/^\d/.test(rest[0] ?? "");
  for (let length = typeWords.length; length > 0; length -= 1) {
    const noun = typeWords.slice(-length).join("_");
    const before = words.slice(0, -length);
    if (words.slice(-length).join("_") === noun)
      return says(before) ? [...before, ...counter].join("_") : name;
    const after = [...words.slice(length), ...counter];
    if (words.slice(0, length).join("_") === noun && says(after)) return after.join("_");
  }
  return name;
}
