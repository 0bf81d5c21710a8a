import { snakeCase } from "./name-candidates";

/** Names of elements that say nothing besides their type. */
const SINGLETONS = new Set(["main", "this", "default"]);

/**
 * The names that an output may have which hands a reference to other root modules, the one that reads best first:
 * `aws_vpc.main.id` is `vpc_id`, `aws_subnet.public.id` is `public_subnet_id`, `module.network.vpc_id` is `vpc_id`.
 * The last one is the whole reference, which tells it from all others.
 *
 * @param reference as Terraform writes it
 * @param human what to call an element by, where its own name is no name for people
 */
export function outputNames(
  reference: string,
  human: (name: string) => string = (name) => name,
): readonly string[] {
  const parts = reference.split(/[^\p{ID_Continue}-]+/u).filter(Boolean);
  const [root = "output", ...rest] = parts;
  const isPrefixed = root === "data" || root === "module" || root === "local" || root === "var";
  const [type, element = "", ...attributes] = isPrefixed ? rest : [root, ...rest];
  const short =
    root === "local" || root === "var"
      ? rest
      : root === "module" && element !== ""
        ? [element, ...attributes]
        : [elementName(type ?? root, human(element)), ...attributes];
  const whole = (isPrefixed && root !== "data" ? rest : parts).map((part) =>
    part === element ? human(part) : part,
  );
  return [...new Set([short, whole].map((words) => words.filter(Boolean).map(snakeCase).join("_")))];
}

function elementName(type: string, name: string): string {
  const noun = type.split("_").slice(1).join("_");
  const says = snakeCase(name);
  if (noun === "" || says === noun || says.endsWith(`_${noun}`)) return says;
  // `aws_organizations_organizational_unit.ou` is an `ou`: a type of many words tells nobody more.
  if (noun.split("_").length > 2 && says !== "" && !SINGLETONS.has(says)) return says;
  return says === "" || SINGLETONS.has(says) ? noun : `${says}_${noun}`;
}
