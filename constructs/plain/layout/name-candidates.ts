/** Ids that say nothing about what a construct is: cdktf's and the AWS CDK's own habits. */
const SILENT = new Set(["this", "default", "resource"]);

/**
 * The names that an element may have, from its construct's path: the one that reads best first, the longest, which
 * tells it from all others, last.
 *
 * The shortest leaves out what a reader does not need: silent ids (`Default`, `Resource`, `this`), a component that
 * the next one repeats (`cluster/cluster`, `network/network-vpc`), and the words of the resource type at the end
 * (`api/task-definition` of an `aws_ecs_task_definition` is `api`). What is nothing but the type's
 * words (`task-definition`, alone) stays as it is.
 *
 * @param ids ids of the constructs below the stack, outermost first, the element's own last
 * @param type resource type, `aws_ecs_cluster`; of what has no type, its kind: `module`, `variable`
 * @returns one to three different names, the best first
 */
export function nameCandidates(ids: readonly string[], type: string): readonly string[] {
  const components = ids.map(snakeCase).filter((component) => component !== "");
  const telling = components.filter((component) => !SILENT.has(component));
  const full = telling.length > 0 ? telling : components.slice(-1);
  const folded = foldRepeated(full);
  const short = withoutTypeWords(folded, type);
  return [...new Set([short, folded, full].map((parts) => parts.join("_")))];
}

/** `ecsTask-Definition` as `ecs_task_definition`. */
export function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/[^\p{ID_Continue}]+/gu, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
}

/** Without a component that the one after it is, or begins with. */
function foldRepeated(components: readonly string[]): readonly string[] {
  return components.filter((component, index) => {
    const next = components[index + 1];
    return next === undefined || !(next === component || next.startsWith(`${component}_`));
  });
}

/** Without the words at the end that the type's last words are: `web_security_group` of a security group is `web`. */
function withoutTypeWords(components: readonly string[], type: string): readonly string[] {
  const words = components.flatMap((component) => component.split("_"));
  const typeWords = type.split("_").slice(1);
  for (let length = typeWords.length; length > 0; length -= 1) {
    const rest = words.slice(0, -length);
    const repeats = words.slice(-length).join("_") === typeWords.slice(-length).join("_");
    // What is left has to say something: `task` says less of a task definition than `task_definition`.
    const says = rest.some((word) => !typeWords.includes(word)) && !/^\d/.test(rest[0] ?? "");
    if (repeats) return says ? rest : components;
  }
  return components;
}
