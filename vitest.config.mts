import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ENGINE = [
  "test/package/**/*.test.ts",
  // Whole processes, one after the other: seconds each.
  "test/{main,plain/run,plain/diagram/mermaid,plain/tree/kill}.test.ts",
  "test/**/*.terraform.test.ts",
  "test/terraform/{differential,modules,neighbours,shapes}.test.ts",
  "test/terraform/{adoption,convert,differential,support}/**/*.test.ts",
];
const SYSTEMS = ["test/terraform/**/*.test.ts"];
const HOST = ["test/host/**/*.test.ts"];

/** What waits more than it works comes first, so that what works comes beside it: life cycles, then booted hosts. */
const WAITING = ["systems", "host"];

class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const of = (name: string) => sorted.filter(({ project }) => project.name === name);
    const rest = sorted.filter(({ project }) => !WAITING.includes(project.name));
    return [...WAITING.flatMap(of), ...rest];
  }
}

export default defineConfig({
  test: {
    // Beside a dozen others that work, on two cores.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    setupFiles: ["test/support/clean-up.ts"],
    // For Terraform and its providers: a third of the time that they spend on schemas is the collector's.
    env: { GOGC: "400" },
    sequence: { sequencer: WaitingFirst },
    // Loading cdktf and the provider's classes for each file would take longer than many tests do.
    isolate: false,
    // One group after the other; within a group, projects share its workers.
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...ENGINE, ...SYSTEMS, ...HOST],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "engine",
          include: ENGINE,
          globalSetup: ["test/terraform/support/global-setup.ts"],
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "systems",
          include: SYSTEMS,
          exclude: ENGINE,
          globalSetup: ["test/terraform/support/global-setup.ts"],
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "host",
          include: HOST,
          maxWorkers: 6,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
