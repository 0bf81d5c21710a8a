import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/terraform/support/global-setup.ts"],
    // Two at a time: a Terraform with the AWS provider takes half a gigabyte and a core.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
