import { STORES } from "../providers/picture";
import type { Line } from "./details";
import type { Box } from "./fold";
import type { Picture } from "./picture";
import { lengthsOf } from "./rank";

/** Translations of the words that a picture is written in. */
export type Words = Readonly<Record<string, string>>;

/** So many names or labels are read; more are counted. */
const MOST_WORDS = 4;

/** Less than usual: what is wider than a page is shrunk to it, letters and all. */
const SPACING = '%%{init: {"flowchart": {"nodeSpacing": 30, "rankSpacing": 20}}}%%';

/** A picture as a Mermaid flowchart, which GitHub and GitLab draw. */
export function mermaid(picture: Picture, words: Words = {}): string {
  const { places, boxes, arrows } = picture;
  const ids = new Ids();
  const say = (text: string): string => short(Object.hasOwn(words, text) ? (words[text] ?? text) : text);
  const listed = (items: readonly string[], write = say): string => {
    const shown = items.length > MOST_WORDS ? items.slice(0, MOST_WORDS - 1) : items;
    const rest = items.length - shown.length;
    return [shown.map(write).join(", "), ...(rest > 0 ? [`${say("and more")} (${rest})`] : [])].join(" ");
  };
  const line = (parts: Line): string => parts.map(say).join(" ");
  // What is in the brackets behind a rule's own words is ours.
  const label = (text: string): string => say(text.replace(/(?<=\()[^()]+(?=\)$)/, (ports) => say(ports)));
  const labelled = ({ word, names, details }: Box): string =>
    [say(word), listed(names, short), ...details.map(line)].map(quoted).join("<br>");
  const inside = (place: string | undefined, indent: string): string[] => [
    ...places
      .filter(({ within }) => within === place)
      .flatMap(({ id, title }) => [
        `${indent}subgraph ${ids.of(id)}["${quoted(title.map(line).join(", "))}"]`,
        ...inside(id, `${indent}  `),
        `${indent}end`,
      ]),
    ...boxes
      .filter(({ within }) => within === place)
      .map((box) => {
        const [open, close] = STORES.test(box.type) ? ["[(", ")]"] : ["[", "]"];
        return `${indent}${ids.of(box.ids[0] ?? "")}${open}"${labelled(box)}"${close}`;
      }),
  ];
  const outside = (side: "in" | "out"): string[] =>
    [...new Set(arrows.flatMap(({ from, to }) => [from, to]))]
      .filter((end) => end.startsWith(`${side} `))
      .map((end) => `  ${ids.of(end)}(["${quoted(say(end.slice(side.length + 1)))}"])`);
  const lengths = lengthsOf(picture);
  const lines = arrows.map(({ from, to, labels, isTraffic }, index) => {
    const length = lengths[index] ?? 1;
    const shaft = isTraffic ? `${"-".repeat(length + 1)}>` : `-${".".repeat(length)}->`;
    const text = labels.length === 0 ? "" : `|"${quoted(listed(labels, label))}"|`;
    return `  ${ids.of(from)} ${shaft}${text} ${ids.of(to)}`;
  });
  const drawn = [...outside("in"), ...inside(undefined, "  "), ...outside("out"), ...lines];
  return [
    SPACING,
    "flowchart LR",
    ...(drawn.length > 0 ? drawn : [`  nothing["${say("no resources")}"]`]),
    "",
  ].join("\n");
}

/** Names for what has an arrow: none is a word of Mermaid's, and none is given twice. */
class Ids {
  private readonly given = new Map<string, string>();

  of(address: string): string {
    const known = this.given.get(address);
    if (known !== undefined) return known;
    const taken = new Set(this.given.values());
    const plain = `n_${address.replaceAll(/\W+/g, "_")}`;
    let id = plain;
    for (let number = 2; taken.has(id); number++) id = `${plain}_${number}`;
    this.given.set(address, id);
    return id;
  }
}

/** A text that is longer explains more than it names. */
const LONGEST = 60;

function short(text: string): string {
  const characters = [...text.replaceAll(/\s+/g, " ").trim()];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("")}…` : characters.join("");
}

/** Mermaid's own entities, for what it or HTML would take for something else: `%%{`, `fa:`, `style x:#`, `$$`. */
function quoted(text: string): string {
  return text
    .replaceAll(/[#"<>&`:\\]|%(?=%)|(?<=%)%/g, (character) => `#${character.codePointAt(0)};`)
    .replaceAll(/\$(?=\$)/g, "$#8203;");
}
