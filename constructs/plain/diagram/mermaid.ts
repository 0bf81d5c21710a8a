import { WORDS } from "../providers/aws-picture";
import type { Picture, Shape } from "./picture";

/** A picture as a Mermaid flowchart, which GitHub and GitLab draw. */
export function mermaid({ containers, shapes, outside, arrows }: Picture): string {
  const ids = new Map<string, string>();
  for (const { addresses } of [...containers, ...shapes])
    for (const address of addresses) ids.set(address, idOf(addresses[0] ?? ""));
  for (const [index, name] of outside.entries()) ids.set(name, `from_${index + 1}`);

  const inside = (place: string | undefined, indent: string): string[] => [
    ...groupsIn(place).flatMap(([address, title]) => [
      `${indent}subgraph ${idOf(address)}["${quoted(title)}"]`,
      ...inside(address, `${indent}  `),
      `${indent}end`,
    ]),
    ...shapes
      .filter(({ within }) => within === place)
      .map((shape) => `${indent}${ids.get(shape.addresses[0] ?? "")}["${titleOf(shape)}"]`),
  ];
  const modules = [
    ...new Set(
      [...containers, ...shapes].flatMap(({ within }) =>
        within?.startsWith("module.") && within.split(".").length === 2 ? [within] : [],
      ),
    ),
  ];
  const groupsIn = (place: string | undefined): readonly (readonly [string, string])[] => [
    ...(place === undefined ? modules.map((name) => [name, name.replace(".", " ")] as const) : []),
    ...containers
      .filter(({ within }) => within === place)
      .map((shape) => [shape.addresses[0] ?? "", `${wordOf(shape.type)} ${shape.names.join(", ")}`] as const),
  ];
  const lines = arrows.map(({ from, to, label }) => {
    const text = label === "" ? "-->" : `-->|"${quoted(label)}"|`;
    return `  ${ids.get(from)} ${text} ${ids.get(to)}`;
  });
  return [
    "flowchart LR",
    ...outside.map((name) => `  ${ids.get(name)}(["${quoted(name)}"])`),
    ...inside(undefined, "  "),
    ...new Set(lines),
    "",
  ].join("\n");
}

function titleOf({ type, names }: Shape): string {
  return [wordOf(type), names.join(", ")].map(quoted).join("<br>");
}

function wordOf(type: string): string {
  return WORDS[type] ?? type.replace(/^[a-z]+_/, "").replaceAll("_", " ");
}

// `end` is a word of Mermaid's; with a prefix no id is one.
function idOf(address: string): string {
  return `n_${address.replaceAll(/\W/g, "_")}`;
}

function quoted(text: string): string {
  return text
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "#lt;")
    .replaceAll(">", "#gt;");
}
