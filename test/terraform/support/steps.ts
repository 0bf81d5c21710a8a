import { describe, test } from "vitest";

export type Step = (name: string, run: () => Promise<void>, timeoutSeconds?: number) => void;

const DEFAULT_TIMEOUT_SECONDS = 600;

/**
 * Tests that are the steps of one story, told beside the other stories of its file: after one that fails, the rest
 * are reported as skipped. `explain` adds what is known to the error of a failed step.
 */
export function describeSteps(
  name: string,
  define: (step: Step) => void,
  explain: () => Promise<string> = async () => "",
): void {
  describe.concurrent(name, () => {
    let failed: string | undefined;
    define((stepName, run, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS) => {
      test.sequential(stepName, { timeout: timeoutSeconds * 1_000 }, async (context) => {
        if (failed !== undefined) context.skip(`after the failure of: ${failed}`);
        // Set first: a step that runs into vitest's time limit never gets to its catch.
        failed = stepName;
        try {
          await run();
        } catch (error) {
          const more = await explain().catch(() => "");
          if (error instanceof Error && more !== "") error.message += `\n${more}`;
          throw error;
        }
        failed = undefined;
      });
    });
  });
}
