const MARK = /^<!-- contents -->$/m;

/** Puts links to all headings of the second level below the line `<!-- contents -->` of a document. */
export function withContents(text: string): string {
  if (!MARK.test(text)) return text;
  const times = new Map<string, number>();
  const links = headings(text).map((heading) => {
    const anchor = anchorOf(heading);
    const earlier = times.get(anchor) ?? 0;
    times.set(anchor, earlier + 1);
    return `[${heading}](#${anchor}${earlier > 0 ? `-${earlier}` : ""})`;
  });
  return text.replace(MARK, (mark) => `${mark}\n\n${links.join(" ·\n")}`);
}

/** In a block of code, what begins with `##` is a comment. */
function headings(text: string): readonly string[] {
  const prose = text.replaceAll(/^( *)(```+)[\s\S]*?^\1\2$/gm, "");
  return [...prose.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading.trim());
}

/** The anchor that GitHub and GitLab give to a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, "")
    .replaceAll(/\s/g, "-");
}
