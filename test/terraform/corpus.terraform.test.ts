import { join } from "node:path";
import { expect } from "vitest";
import { describeWith, itWith } from "../support/requirements";
import { runCommand } from "./support/command";

describeWith(["terraform"], "the corpus", () => {
  itWith([], "says of each stack of an app what became of it", async () => {
    const program = join(__dirname, "../../bench/corpus");
    const checkout = join(__dirname, "fixtures/corpus");
    const { stdout } = await runCommand(process.execPath, ["-r", "tsx/cjs", program, checkout], {
      cwd: join(__dirname, "../.."),
      env: process.env,
      timeoutSeconds: 60,
    });
    expect(stdout).toContain("main.ts: as a whole / bad: refused\n");
    expect(stdout).toContain("terraform fmt leaves all of them alone");
    expect(stdout).toMatch(/2 stacks\n +1 {2}equal\n +1 {2}refused/);
  });
});
