import Module from "node:module";
import { join } from "node:path";

type Resolve = (
  request: string,
  parent: { readonly filename?: string } | undefined,
  ...rest: unknown[]
) => string;

const CDKTF = join(__dirname, "cdktf.ts");

/**
 * From a checkout, cdktf is the one of this folder, and generated bindings are the packages that are installed.
 * @param bindings folder with a node_modules that has more of them
 */
export function resolveAs(checkout: string, bindings: string): void {
  const ours = (request: string): string => ourOwn(request, { paths: [bindings, __dirname] });
  const modules = Module as unknown as { _resolveFilename: Resolve };
  const original = modules._resolveFilename;
  modules._resolveFilename = function (request, parent, ...rest) {
    const isTheirs = parent?.filename?.startsWith(checkout) ?? false;
    return original.call(this, isTheirs ? ours(request) : request, parent, ...rest);
  };
}

function ourOwn(request: string, from: { readonly paths: string[] }): string {
  if (request === "cdktf" || /^(?:\.\.\/)+lib$/.test(request)) return CDKTF;
  const inside = /^(?:\.\.\/)+lib\/(.+)$/.exec(request)?.[1];
  if (inside !== undefined) return require.resolve(`cdktf/lib/${inside}`);
  const [, provider, folder = ""] = /^(?:\.\.?\/)+\.gen\/providers\/([\w-]+)(\/.*)?$/.exec(request) ?? [];
  // What the provider's class was in, in bindings of long ago.
  const path = folder.replace(/^\/[\w-]+-provider$/, "/provider");
  if (provider !== undefined) return require.resolve(`@cdktf/provider-${provider}/lib${path}`, from);
  return /^(?:@cdktf\/provider-|constructs$)/.test(request)
    ? require.resolve(request.replace(/\/\w+-provider$/, "/provider"), from)
    : request;
}
