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
  const candidates = wordsFor(parts, human);
  return [...new Set(candidates.map((words) => words.filter(Boolean).map(snakeCase).join("_")))];
}

function wordsFor(
  [root = "output", ...rest]: readonly string[],
  human: (name: string) => string,
): readonly (readonly string[])[] {
  if (root === "local" || root === "var") return [rest];
  // `module.network.vpc_id`
  if (root === "module") return rest.length > 1 ? [rest.slice(1), rest] : [rest];
  const [type = root, element = "", ...attributes] = root === "data" ? rest : [root, ...rest];
  const name = human(element);
  return [
    [shortName(type, name), ...attributes],
    [elementName(type, name), ...attributes],
    [...(root === "data" ? [root] : []), type, name, ...attributes],
  ];
}

// `aws_organizations_organizational_unit.ou` is an `ou`: a type of many words tells nobody more.
function shortName(type: string, name: string): string {
  const says = snakeCase(name);
  return type.split("_").length > 3 && says !== "" && !SINGLETONS.has(says) ? says : elementName(type, name);
}

function elementName(type: string, name: string): string {
  const noun = type.split("_").slice(1).join("_");
  const says = snakeCase(name);
  if (noun === "" || says === noun || says.endsWith(`_${noun}`)) return says;
  return says === "" || SINGLETONS.has(says) ? noun : `${says}_${noun}`;
}
