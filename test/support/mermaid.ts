import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What became of a diagram: how large it is as drawn, or why it was not. */
export interface Drawn {
  readonly error?: string;
  readonly width: number;
  readonly height: number;
}

/** The programs that drawing needs. */
export const MERMAID_WITH: readonly string[] = ["chromium"];

/** Mermaid in one file, which brings no packages of its own. */
const MERMAID = join(
  dirname(createRequire(__filename).resolve("@mermaid-js/tiny/package.json")),
  "dist/mermaid.tiny.js",
);

/**
 * Draws diagrams with Mermaid in Debian's Chromium, all in one run of it.
 *
 * @param width of the page, in pixels: a wider drawing is shrunk to it, as on GitHub
 * @param png where a picture of the page is written
 */
export function draw(diagrams: readonly string[], width = 1000, png?: string): readonly Drawn[] {
  const folder = mkdtempSync(join(tmpdir(), "plainform-mermaid-"));
  try {
    copyFileSync(MERMAID, join(folder, "mermaid.js"));
    const page = join(folder, "page.html");
    writeFileSync(page, pageOf(diagrams));
    const run = (...args: string[]): string =>
      execFileSync(
        "chromium",
        [
          ...[
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--run-all-compositor-stages-before-draw",
            "--hide-scrollbars",
          ],
          ...[`--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=60000", ...args],
          pathToFileURL(page).href,
        ],
        { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"], timeout: 120_000 },
      );
    const dom = run(`--window-size=${width},1000`, "--dump-dom");
    const found = /<pre id="drawn"[^>]*>([^<]*)<\/pre>/.exec(dom)?.[1];
    if (found === undefined) throw new Error(`Chromium drew nothing:\n${dom.slice(-2000)}`);
    const drawn = JSON.parse(decodeURIComponent(found)) as readonly Drawn[];
    if (png !== undefined) {
      const height = Math.ceil(drawn.reduce((sum, one) => sum + one.height, 0)) + 16;
      run(`--window-size=${width},${height}`, `--screenshot=${png}`);
    }
    return drawn;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pageOf(diagrams: readonly string[]): string {
  const texts = JSON.stringify(diagrams).replaceAll("<", "\\u003c");
  return `<!doctype html><meta charset="utf-8"><style>body { margin: 8px; } .d { width: 100%; }</style><body>
<script src="mermaid.js"></script>
<script>
(async () => {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
  const drawn = [];
  for (const [index, text] of ${texts}.entries()) {
    const place = document.createElement("div");
    place.className = "d";
    document.body.append(place);
    try {
      place.innerHTML = (await mermaid.render("d" + index, text)).svg;
      const { width, height } = place.firstChild.getBoundingClientRect();
      drawn.push({ width, height });
    } catch (error) {
      drawn.push({ error: String(error.message ?? error), width: 0, height: 0 });
    }
  }
  const out = document.createElement("pre");
  out.id = "drawn";
  out.hidden = true;
  out.textContent = encodeURIComponent(JSON.stringify(drawn));
  document.body.append(out);
})();
</script>`;
}
