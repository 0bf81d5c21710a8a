import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { untrue } from "../support/documents";

const OUT = join(__dirname, "../../cdktf.out");
const READMES = readdirSync(OUT, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("/README.md") && !path.includes(".terraform/"))
  .sort();

it("each system has a README", () => {
  expect(READMES.map((path) => path.split("/")[0])).toEqual(["bloaty", "bouvet", "dalston", "iris", "kauri"]);
});

describe.each(READMES)("%s", (path) => {
  const text = readFileSync(join(OUT, path), "utf8");
  const folder = join(OUT, dirname(path));
  const system = join(OUT, path.split("/")[0] ?? "");

  it("names only outputs, variables, resources, links and files that exist", () => {
    expect(untrue(text, folder, system)).toEqual([]);
  });

  it("begins with a list of contents, and has every table that is held against the stack", () => {
    for (const mark of ["contents", "inputs", "outputs", "resources", "files", "permissions", "cost"])
      expect(text.split("\n")).toContain(`<!-- ${mark} -->`);
    const listed = [...text.matchAll(/^\[(.+)\]\(#.+\)(?: ·)?$/gm)].map(([, heading]) => heading);
    expect(listed).toEqual([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading));
  });

  it("says what runs and what is stopped costs, by what it is metered, and what the document says", () => {
    const [head = "", ...rows] = text.slice(text.indexOf("<!-- cost -->")).split("\n").slice(2);
    expect(head).toMatch(
      /^\| (Resource|Poste) \| (Metered by|Mesuré par) \| .*(Stopped|À l’arrêt) \| Document/,
    );
    expect(text.split("<!-- cost -->")).toHaveLength(2);
    const table = rows.slice(1, rows.indexOf(""));
    expect(table.length).toBeGreaterThan(4);
    expect(text).toMatch(/us-east-1|eu-west-1/);
  });

  it("says how it is exported from the sources, which its reader may not have", () => {
    const system = path.split("/")[0];
    expect(text).toContain(`npm run -s plainform -- export ${system} ../${system}\n`);
  });

  it("says where the state lies, how it moves to S3, and that the lock file is committed", () => {
    for (const words of [
      "terraform.tfstate`",
      "use_lockfile = true",
      "-migrate-state",
      "terraform providers lock",
    ])
      expect(text).toContain(words);
    expect(existsSync(join(folder, ".terraform.lock.hcl"))).toBe(false);
  });
});

it.each([
  ["terraform output -raw nothing", "output nothing"],
  ['terraform apply -var="nothing=1"', "variable nothing"],
  ["terraform apply -var=nothing=1", "variable nothing"],
  ["see `var.nothing`", "variable nothing"],
  ["terraform apply -replace=aws_instance.nothing", "address aws_instance.nothing"],
  ["terraform state rm module.nothing.aws_instance.host", "address module.nothing.aws_instance.host"],
  ["[text](#nothing)", "link #nothing"],
  ["[text](nothing.md)", "link nothing.md"],
  ["`../scripts/nothing.sh`", "file ../scripts/nothing.sh"],
])("of %j the check says: no %s", (text, expected) => {
  expect(untrue(text, join(OUT, "bouvet/terraform"), join(OUT, "bouvet"))).toEqual([expected]);
});
