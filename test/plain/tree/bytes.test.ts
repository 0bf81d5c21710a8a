import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkTree, FilePlan, writeTree } from "../../../constructs/plain/tree";
import { temporaryFolder } from "../../terraform/support/temporary";

const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const planOf = (content: Uint8Array): FilePlan => {
  const plan = new FilePlan();
  plan.add({ path: "assets/handler/archive.zip", content, mode: 0o755, origin: "test" });
  return plan;
};

it("a file that is no text is written byte for byte, is current then, and differs without being shown", () => {
  const outdir = temporaryFolder("bytes");
  expect(writeTree(outdir, planOf(bytes)).created).toContain("assets/handler/archive.zip");
  expect(readFileSync(join(outdir, "assets/handler/archive.zip")).equals(Buffer.from(bytes))).toBe(true);
  expect(checkTree(outdir, planOf(bytes)).current).toBe(true);
  const { current, diff } = checkTree(outdir, planOf(bytes.toReversed()));
  expect(current).toBe(false);
  expect(diff).toContain(
    "Binary files a/assets/handler/archive.zip and b/assets/handler/archive.zip differ\n",
  );
  expect(diff).not.toContain("\u0001");
});

it("two files of one path and other bytes are refused", () => {
  const plan = planOf(bytes);
  expect(() =>
    plan.add({ path: "assets/handler/archive.zip", content: bytes.slice(1), mode: 0o755, origin: "other" }),
  ).toThrow(/generated twice, with different content\n {2}got: 255 other bytes from other/);
});

it("the text of a file with bytes that are no UTF-8 is not shown either", () => {
  const outdir = temporaryFolder("bytes");
  writeTree(outdir, planOf(bytes));
  writeFileSync(join(outdir, "assets/handler/archive.zip"), Buffer.from([0xff, 0xfe]));
  expect(checkTree(outdir, planOf(bytes)).diff).toContain("Binary files");
});

it("large files that are planned as bytes are compared and not shown, whatever is in them", () => {
  const outdir = temporaryFolder("bytes");
  const large = (letter: string) => new TextEncoder().encode(`${letter}\n`.repeat(600_000));
  writeTree(outdir, planOf(large("a")));
  const { current, diff } = checkTree(outdir, planOf(large("b")));
  expect(current).toBe(false);
  expect(diff).toContain("Binary files a/assets/handler/archive.zip and b/assets/handler/archive.zip differ");
  expect(diff.length).toBeLessThan(2_000);
});
