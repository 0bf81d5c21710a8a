import { expect, it } from "vitest";
import { converted, type Json, STACK } from "./support";

const main = (resource: Json, rest: Json = {}): string =>
  converted({ web: { ...STACK, ...rest, resource } }).text("web/main.tf");

it("a comment in a block is no argument, wherever it stands; a key of a map is one", () => {
  const text = main({
    x_net: {
      a: {
        "//": { metadata: { path: "web/a" } },
        lifecycle: { "//": { owner: "ops" }, prevent_destroy: true },
        part: [{ "//": "inner", size: 1 }],
        tags: { "//": "a tag" },
      },
    },
  });
  expect(text).not.toContain("owner");
  expect(text).not.toContain("inner");
  expect(text).toContain('"//" = "a tag"');
  expect(text).toContain("prevent_destroy = true");
});

it("what is made a text with an empty one beside it stays a text", () => {
  expect(main({ x_net: { a: { name: '${1}${""}' }, b: { name: "${1}" } } })).toMatch(
    /name = "\$\{1\}\$\{""\}"[\s\S]*name = 1\n/,
  );
});

it("providers of a module that are no map are refused, and not left out", () => {
  const module = { net: { source: "registry.example.com/a/b", providers: ["x.west"] } };
  expect(() => main({}, { module })).toThrow(/the providers of a module are not a map/);
});

it("a state in a file where Terraform runs comes along", () => {
  const report = (terraform: Json): string =>
    converted({ web: { ...STACK, terraform } }).text("CONVERSION.md");
  expect(report({ backend: { local: { path: "x.tfstate" } } })).toMatch(
    /\ncp \S*stacks\/web\/x\.tfstate web\/x\.tfstate\n/,
  );
  expect(report({})).toMatch(/\ncp \S*stacks\/web\/terraform\.tfstate web\/terraform\.tfstate\n/);
  expect(report({ backend: { local: { path: "/Users/me/app/terraform.web.tfstate" } } })).toContain(
    "cp ../terraform.web.tfstate web/terraform.tfstate\n",
  );
  expect(report({ backend: { s3: { bucket: "b", key: "k", region: "r" } } })).toContain(
    "is found where it is",
  );
});

it("a name that Terraform could not read is refused, and not written", () => {
  expect(() => main({ x_net: { a: { part: [{ "a b": 1 }] } } })).toThrow(/a b/);
});

it("absolute paths of a machine are told, and those of a host are not", () => {
  const names = [
    "/Users/me/app/dist/f.zip",
    "/home/ci/app/cdktf.out/f.zip",
    "C:\\Users\\me\\f.zip",
    "/home/ubuntu/app",
    "/Users/{id}",
  ];
  const resource = { x_queue: Object.fromEntries(names.map((name, index) => [`q${index}`, { name }])) };
  const report = converted({ web: { ...STACK, resource } }).text("CONVERSION.md");
  const [, section = ""] = report.split("### Paths of one machine");
  expect(section.match(/`[^`]*(?:\.zip|app)`/g)).toEqual([
    "`/Users/me/app/dist/f.zip`",
    "`/home/ci/app/cdktf.out/f.zip`",
    "`C:\\\\Users\\\\me\\\\f.zip`",
  ]);
});
