import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { remarksOn } from "../../constructs/convert/remarks";
import { converted } from "./support";

const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString("base64");

describe("what cdktf left unresolved in text that is encoded", () => {
  it.each([
    ["a number", base64("#!/bin/bash\necho jobs--8.1e+298 >/etc/jobs\n"), "-8.1e+298"],
    [
      "a number as Java writes it",
      `write: ${base64("count=-1.8881545897087968E289")}\n`,
      "-1.8881545897087968E289",
    ],
    ["a number, zipped", base64(gzipSync("#!/bin/bash\necho jobs--8.1e+298\n")), "-8.1e+298"],
    ["a reference", base64("aws s3 cp s3://${TfToken[TOKEN.11]}/app ."), "${TfToken[TOKEN.11]}"],
  ])("is told by address and argument, and kept: %s", (_what, data, token) => {
    const conversion = converted({ web: { resource: { x_net: { a: { name: "a", tags: { data } } } } } });
    expect(remarksOn(conversion.stacks, "infra")).toEqual([
      `web: x_net.a: tags.data: cdktf left ${token} in text that is encoded as base64; infra/CONVERSION.md says what to do`,
    ]);
    expect(conversion.text("CONVERSION.md")).toContain(`| \`x_net.a: tags.data\` | \`${token}\` |`);
    expect(conversion.text("web/main.tf")).toContain(data.trim());
  });

  it("is no encoded text that only looks long", () => {
    const fine = [base64("nothing of that kind here -1e+20"), "A".repeat(64), `${"ab/".repeat(30)}=`];
    expect(remarksOn(converted({ web: { locals: { fine } } }).stacks, "infra")).toEqual([]);
  });
});
