import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { hclLiteral } from "../../constructs/templates/helpers/hcl";
import { jsonText } from "../../constructs/templates/helpers/json";
import { rawText } from "../../constructs/templates/helpers/raw";
import { shellWord } from "../../constructs/templates/helpers/shell";
import { systemdEnvWord, systemdExecWord, systemdWord } from "../../constructs/templates/helpers/systemd";
import { yamlScalar } from "../../constructs/templates/helpers/yaml";
import { ScratchHost } from "../host/support/scratch-host";
import { evaluate } from "../host/support/terraform";
import { describeUnless, describeWith, findTool, run } from "../host/support/tools";

/** Words that some language reads as something else than text. */
const NASTY = [
  ...[
    "",
    " ",
    "  a  ",
    "a b",
    "'",
    "''",
    '"',
    "\\",
    "\\\\",
    "\\n",
    "a\\",
    "`id`",
    "$(id)",
    "$HOME",
    "${HOME}",
    "$$",
  ],
  ...[
    "$${a}",
    "$$${a}",
    "%",
    "%%",
    "%{a}",
    "%%{a}",
    "%%%{ if true }",
    "%n",
    "${",
    "%{",
    "$",
    "{{a}}",
    "*",
    "?",
    "~",
  ],
  ...[
    "~root",
    "[a]",
    "!",
    "!!",
    "#",
    "a #b",
    "a: b",
    "- a",
    "-",
    "--",
    "-e",
    "a=b",
    "if",
    "done",
    "time",
    ";",
    "&&",
  ],
  ...[
    "|",
    ">",
    "<",
    "(",
    ")",
    "{",
    "}",
    "\n",
    "a\nb\n",
    "\r\n",
    "\t",
    "\u007f",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\ufeff",
  ],
  ...[
    "no",
    "No",
    "NO",
    "yes",
    "on",
    "Off",
    "y",
    "n",
    "true",
    "null",
    "Null",
    "~",
    "1",
    "1.0",
    "0x1f",
    "0o7",
    "1e3",
  ],
  ...[
    "1:30",
    "2001-01-01",
    ".inf",
    ".nan",
    "=",
    "<<",
    "&a",
    "*a",
    "@a",
    "%YAML 1.2",
    "---",
    "...",
    "é",
    "日本",
    "🐧",
  ],
  ...["EOT", "\u001b[31m", "\u0001", "\u0000a".slice(1), "a'b\"c`d$e\\f%g{h}i", "x".repeat(3000)],
];

const text = fc.string({ unit: "binary", maxLength: 40 }).filter((s) => !/[\0\p{Surrogate}]/u.test(s));
const nearly = fc
  .array(fc.constantFrom(...NASTY.filter((s) => s.length < 20)), { maxLength: 5 })
  .map((s) => s.join(""));

/** Hostile strings, many at a time, so that one run of the real consumer judges them all. */
function samples(count: number): readonly string[] {
  return [...NASTY, ...fc.sample(fc.oneof(text, nearly), { numRuns: count, seed: 20_250_101 })];
}

describe("shell", () => {
  it("leaves plain words as they are", () => {
    expect(shellWord("/usr/bin/env")).toBe("/usr/bin/env");
    expect(shellWord(8080)).toBe("8080");
    expect(shellWord("it's")).toBe("'it'\\''s'");
  });

  it("quotes what a shell would take for grammar", () => {
    expect(shellWord("if")).toBe("'if'");
    expect(shellWord("A=b")).toBe("'A=b'");
    expect(shellWord("")).toBe("''");
  });

  it("shows Terraform no ${ and no %{", () => {
    for (const sample of samples(500)) {
      expect(shellWord(sample)).not.toMatch(/[$%]\{/);
    }
  });

  for (const shell of ["bash", "dash"]) {
    describeWith([shell], `in ${shell}`, () => {
      it("is one word, the same", () => {
        const words = samples(2000);
        const { output } = run(shell, [], { input: `printf '%s\\0' ${words.map(shellWord).join(" ")}\n` });
        expect(output.split("\0").slice(0, -1)).toEqual(words);
      });
    });
  }

  it("refuses what no word can hold", () => {
    expect(() => shellWord("a\0b")).toThrow("NUL");
    expect(() => shellWord("\ud800")).toThrow("not valid Unicode");
    expect(() => shellWord({ a: 1 })).toThrow("got: an object with a");
    expect(() => shellWord(["a"])).toThrow("got: a list of 1");
    expect(() => shellWord(Number.NaN)).toThrow("got: NaN");
  });
});

describe("systemd", () => {
  it("leaves plain words as they are", () => {
    expect(systemdWord("/usr/bin/env")).toBe("/usr/bin/env");
    expect(systemdWord("a b%")).toBe('"a b%%"');
  });

  it("refuses a $ unless it is told the kind of line", () => {
    expect(() => systemdWord("$HOME")).toThrow("{{systemdExec …}} on an Exec line");
    expect(systemdExecWord("$HOME")).toBe('"$$HOME"');
    expect(systemdEnvWord("$HOME")).toBe('"$HOME"');
  });

  it("refuses a variable that systemd would drop", () => {
    expect(() => systemdEnvWord("A=\u0001")).toThrow("control character");
    expect(() => systemdEnvWord("A=\uffff")).toThrow("noncharacter");
  });

  describeUnless(ScratchHost.unavailable(), "in a real systemd", () => {
    let host: ScratchHost | undefined;
    afterAll(() => host?.dispose());

    it("is one word of ExecStart= and one of Environment=, the same", () => {
      host = new ScratchHost();
      const words = samples(300).filter((word) => !/\p{Noncharacter_Code_Point}/u.test(word));
      const values = words.filter((word) => !/[^\P{Cc}\t\n]/u.test(word));
      const both = values.filter((word) => !word.includes("$"));
      const lines = [
        "[Service]",
        "Type=oneshot",
        "StandardOutput=truncate:/scratch/%N",
        "StandardError=inherit",
      ];
      const exec = (list: readonly string[]) => `ExecStart=/usr/bin/printf %%s\\\\0 ${list.join(" ")}`;
      const environment = (list: readonly string[], write: (value: unknown) => string) =>
        list.map((value, index) => `Environment=${write(`V${index}=${value}`)}`);
      host.scratch("exec.service", `${[...lines, exec(words.map(systemdExecWord))].join("\n")}\n`);
      host.scratch("both.service", `${[...lines, exec(both.map(systemdWord))].join("\n")}\n`);
      const print = "ExecStart=/usr/bin/env -0";
      host.scratch(
        "env.service",
        `${[...lines, ...environment(values, systemdEnvWord), print].join("\n")}\n`,
      );
      host.scratch("plain.service", `${[...lines, ...environment(both, systemdWord), print].join("\n")}\n`);
      const log = host.boot(`
        cp /scratch/*.service /run/systemd/system/
        systemctl daemon-reload
        systemctl start exec both env plain || journalctl --no-pager -o cat
      `);
      expect(log).toBe("");
      expect(host.read("/scratch/exec").split("\0").slice(0, -1)).toEqual(words);
      expect(host.read("/scratch/both").split("\0").slice(0, -1)).toEqual(both);
      expect(variables(host.read("/scratch/env"))).toEqual(values);
      expect(variables(host.read("/scratch/plain"))).toEqual(both);
    });
  });
});

/** The values of V0, V1, … in the output of `env -0`. */
function variables(output: string): readonly string[] {
  const found: string[] = [];
  for (const variable of output.split("\0")) {
    const [, index, value] = /^V(\d+)=([\s\S]*)$/.exec(variable) ?? [];
    if (index !== undefined && value !== undefined) {
      found[Number(index)] = value;
    }
  }
  return found;
}

describe("yaml", () => {
  it("writes plain what is plainly a string, and quotes Norway", () => {
    expect(yamlScalar("postgres")).toBe("postgres");
    expect(yamlScalar("no")).toBe('"no"');
    expect(yamlScalar("8080:80")).toBe('"8080:80"');
    expect(yamlScalar(8080)).toBe("8080");
    expect(yamlScalar(true)).toBe("true");
  });

  const yaml = findTool("python3") && run("python3", ["-c", "import yaml"]).status === 0;
  describeUnless(yaml ? undefined : "python3 has no yaml: apt-get install python3-yaml", "in PyYAML", () => {
    it("is a scalar of the same type and value", () => {
      const numbers = [0, -1, 0.5, 1e-7, 1.5e300, 1e21, Number.MAX_SAFE_INTEGER];
      const values = [...samples(2000), ...numbers, true, false];
      const document = values
        .map((value) => `- ${yamlScalar(value)}\n- {key: ${yamlScalar(value)}}\n`)
        .join("");
      const load = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer)))";
      const { output } = run("python3", ["-c", load], { input: document });
      expect(JSON.parse(output)).toEqual(values.flatMap((value) => [value, { key: value }]));
    });
  });

  it("refuses what is no scalar", () => {
    expect(() => yamlScalar({})).toThrow("an object without fields");
  });
});

describe("hcl", () => {
  it("writes literals", () => {
    expect(hclLiteral("a")).toBe('"a"');
    expect(hclLiteral("${a}")).toBe('"$${a}"');
    expect(hclLiteral(3)).toBe("3");
    expect(hclLiteral(false)).toBe("false");
  });

  it("refuses what Terraform would change", () => {
    expect(() => hclLiteral("e\u0301")).toThrow("Terraform would change a string");
  });

  describeWith(["terraform"], "in Terraform", () => {
    it("is the same value", () => {
      const values = [...samples(1000).filter((s) => s.normalize("NFC") === s), "a\0b", 3, -0.5, true];
      expect(evaluate(`[${values.map(hclLiteral).join(", ")}]`)).toEqual(values);
    });
  });
});

describe("json", () => {
  it("is the same value, on one line, and shows Terraform no ${", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const written = jsonText({ value, nasty: NASTY });
        expect(written).not.toMatch(/[$%]\{|\n/);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify({ value, nasty: NASTY })));
      }),
    );
  });

  it("refuses what JSON would drop or change", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => jsonText({ a: [1, undefined] })).toThrow("value.a[1] has no JSON form");
    expect(() => jsonText({ a: new Date(0) })).toThrow("value.a has no JSON form");
    expect(() => jsonText({ a: () => 1 })).toThrow("value.a has no JSON form");
    expect(() => jsonText(circle)).toThrow("value.self has no JSON form");
    expect(() => jsonText({ a: Number.NaN })).toThrow("no target language can write the number");
  });
});

describe("raw", () => {
  it("writes what is harmless everywhere, and nothing else", () => {
    expect(rawText("https://a.example.com:8080/x_y@z=1,2+3")).toBe("https://a.example.com:8080/x_y@z=1,2+3");
    expect(rawText(1.5)).toBe("1.5");
    for (const value of ["a b", "$a", "{", "'", "a\n", "é", "%", "*", "~"]) {
      expect(() => rawText(value)).toThrow("needs the quotes of its language");
    }
  });
});
