import { PlainformError } from "../errors";

/** Translations of the words of a picture, by the English ones: `{ reads: "lit" }`. */
export type DiagramWords = Readonly<Record<string, string>>;

const PLACE = /<!-- plainform:diagram(?: (\{.*?\}))? -->/g;

/**
 * The place of a stack's picture in a text of the stack: `{{diagram}}` in a template. The synth draws there, as
 * Mermaid, which GitHub and GitLab show, what the stack makes.
 *
 * @param words translations of what the picture says
 * @returns the mark to write into the text
 */
export function diagram(words: DiagramWords = {}): string {
  if (Object.keys(words).length === 0) return "<!-- plainform:diagram -->";
  // No word may end the comment.
  return `<!-- plainform:diagram ${JSON.stringify(words).replaceAll(">", "\\u003e")} -->`;
}

/** Puts pictures where a text has a place for one. */
export function withDiagrams(text: string, draw: (words: DiagramWords) => string): string {
  return text.replaceAll(PLACE, (_, words?: string) => {
    return `\`\`\`mermaid\n${draw(words === undefined ? {} : parsed(words))}\`\`\``;
  });
}

function parsed(words: string): DiagramWords {
  try {
    return JSON.parse(words) as DiagramWords;
  } catch {
    throw new PlainformError({
      what: "the place of a picture holds something that is not JSON",
      got: `<!-- plainform:diagram ${words} -->`,
      expected: `translations by the English words: ${diagram({ reads: "lit" })}`,
      fix: "write {{diagram}} in a template, or diagram({ … }) in any other text",
    });
  }
}
