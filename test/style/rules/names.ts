import { argumentsOf, blocksOf } from "../hcl/walk";
import { fileRule, type Rule } from "../rule";

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const NAMED = ["resource", "data", "ephemeral", "module", "variable", "output", "check"];

/** What a type is called for short, where people put that in names. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  security_group: ["sg"],
  internet_gateway: ["igw"],
  nat_gateway: ["natgw", "ngw"],
  autoscaling_group: ["asg"],
  lb_target_group: ["tg"],
  lb: ["alb", "nlb"],
  route_table: ["rt", "rtb"],
  network_acl: ["nacl", "acl"],
  network_interface: ["eni"],
};

const snakeCase = fileRule("snake-case", function* (file) {
  for (const block of blocksOf(file.body)) {
    const name = block.labels.at(-1);
    if (NAMED.includes(block.type) && name !== undefined && !SNAKE_CASE.test(name)) {
      yield { line: block.line, message: `"${name}" is not snake_case` };
    }
    for (const local of block.type === "locals" ? argumentsOf(block.body) : []) {
      if (!SNAKE_CASE.test(local.name)) {
        yield { line: local.line, message: `"${local.name}" is not snake_case` };
      }
    }
  }
});

/** A type's noun is its last word: `group` of `aws_security_group`. */
function nounsOf(type: string): string[] {
  const words = type.split("_").slice(1);
  const noun = words.at(-1);
  return noun === undefined ? [] : [noun, ...(SHORT[words.join("_")] ?? [])];
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/(?<!s)s$/, "") : word;
}

const typeInName = fileRule("type-in-name", function* (file) {
  for (const block of blocksOf(file.body)) {
    const [type, name] = block.labels;
    if (!["resource", "data", "ephemeral"].includes(block.type) || type === "terraform_data") {
      continue;
    }
    const nouns = nounsOf(type ?? "").map(singular);
    const word = name?.split(/[_-]/).find((candidate) => nouns.includes(singular(candidate)));
    if (word !== undefined) {
      yield { line: block.line, message: `"${name}" repeats "${word}" of ${type}` };
    }
  }
});

/** How things are called. */
export const nameRules: readonly Rule[] = [snakeCase, typeInName];
