/** A test as its file declares it: only what it makes is wanted, nothing is expected of it. */
type Body = () => unknown;

/**
 * Runs the tests of a file one after the other, or the file itself where it has none.
 *
 * @param after what is done after each test
 * @returns why the file could not be loaded, if so
 */
export async function runTests(
  file: string,
  after: (test: string) => Promise<void>,
): Promise<string | undefined> {
  const tests: { readonly name: string; readonly body: Body }[] = [];
  const before: Body[] = [];
  Object.assign(globalThis, globalsFor(tests, before));
  try {
    require(file);
  } catch (error) {
    return firstLine(error);
  }
  if (tests.length === 0) await after("as a whole");
  for (const { name, body } of tests) {
    // Of a test that breaks off, what it had made by then is asked all the same.
    await attempt(async () => {
      for (const prepare of before) await prepare();
      await body();
    });
    await after(name);
  }
  return undefined;
}

async function attempt(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch {
    // Nothing is expected.
  }
}

function globalsFor(tests: { name: string; body: Body }[], before: Body[]): object {
  const declare = (name: string, body: Body = () => undefined): void => void tests.push({ name, body });
  const each =
    (run: (name: string, body: Body) => void) =>
    (rows: readonly unknown[]) =>
    (name: string, body: (...args: unknown[]) => unknown): void => {
      for (const row of rows)
        run(`${name} ${String(row)}`, () => body(...(Array.isArray(row) ? row : [row])));
    };
  const group = (_name: string, body: Body): unknown => body();
  const test = Object.assign(declare, {
    each: each(declare),
    only: declare,
    skip: () => undefined,
    todo: () => undefined,
  });
  const describe = Object.assign(group, { each: each(group), only: group, skip: () => undefined });
  const hook = (body: Body): void => void before.push(body);
  const nothing = (): void => undefined;
  return {
    test,
    it: test,
    describe,
    beforeEach: hook,
    beforeAll: hook,
    afterEach: nothing,
    afterAll: nothing,
    expect: permissive(),
    jest: permissive(),
  };
}

/** Anything that is asked of it is a function that returns it again. */
function permissive(): unknown {
  const self: unknown = new Proxy(() => undefined, {
    get: (_target, property) => (property === "then" || property === Symbol.toPrimitive ? undefined : self),
    apply: () => self,
  });
  return self;
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n").slice(0, 4).join(" | ");
}
