import { expect, it } from "vitest";
import { filesOf } from "../support/synth";

function documentOf(content: string, documents = true): string | undefined {
  return filesOf((stack) => stack.text("README.md", { content, documents, header: false }))["README.md"];
}

const DOCUMENT = `# Site

<!-- contents -->

## Étapes, après déploiement

\`\`\`bash
## not a heading
\`\`\`

1. First

   \`\`\`bash
## nor this
   \`\`\`

### Below

## Cost

## Cost
`;

it("the headings of the second level are listed where the document says so, with the anchors of GitHub", () => {
  expect(documentOf(DOCUMENT)).toBe(
    DOCUMENT.replace(
      "<!-- contents -->",
      `<!-- contents -->

[Étapes, après déploiement](#étapes-après-déploiement) ·
[Cost](#cost) ·
[Cost](#cost-1)`,
    ),
  );
});

it("a text that documents nothing is left as it is", () => {
  expect(documentOf(DOCUMENT, false)).toBe(DOCUMENT);
});
