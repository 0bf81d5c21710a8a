/**
 * `node provider-proxy.mjs PROGRAM`: starts a provider, and stands before it. For each folder that a line of the standard
 * input names, it answers with what Terraform needs in its environment there. All calls go through as they are; of the
 * schemas, Terraform gets those of the types that the folder names, for it spends most of a command on reading the
 * AWS provider's other 1,500. Ends, with the provider, when its standard input closes.
 *
 * A provider has one configuration, which Terraform expects it to keep as long as it is connected: for another one
 * (`alias`) at the same time, another is started.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:http2";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";

const SCHEMAS = /^\/tfplugin[56]\.Provider\/(GetSchema|GetProviderSchema)$/;
const CONFIGURE = /^\/tfplugin[56]\.Provider\/Configure(Provider)?$/;
/** Fields of the answer that are maps by a type's name: resources, data sources, ephemeral resources. */
const BY_TYPE = [2, 3, 8];
const LENGTH_DELIMITED = 2;
/** HTTP/2's END_STREAM: an answer of headers alone. */
const NOTHING_FOLLOWS = 1;

const sockets = mkdtempSync(join(tmpdir(), "provider-"));
/** Those that run, the first for whatever needs no configuration. */
const providers = [startProvider()];

function startProvider() {
  const child = spawn(process.argv[2], ["-debug"], { stdio: ["ignore", "pipe", "ignore"] });
  child.once("error", () => end(1));
  child.once("exit", () => end(1));
  const reattach = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [, json] = /TF_REATTACH_PROVIDERS='(.+)'/.exec(line) ?? [];
      if (json !== undefined) resolve(JSON.parse(json));
    });
  });
  return { child, reattach, configuration: undefined, sessions: new Set() };
}

/** One that has this configuration, or none that anybody still needs. */
function providerFor(configuration) {
  let provider =
    providers.find((other) => other.configuration?.equals(configuration)) ??
    providers.find((other) => other.sessions.size === 0);
  if (provider === undefined) {
    provider = startProvider();
    providers.push(provider);
  }
  provider.configuration = configuration;
  return provider;
}

let folders = 0;
createInterface({ input: process.stdin })
  .on("line", async (folder) => {
    folders += 1;
    const socket = join(sockets, String(folders));
    const own = structuredClone(await providers[0].reattach);
    await serve(folder, socket);
    for (const { Addr } of Object.values(own)) Addr.String = socket;
    console.log(JSON.stringify(own));
  })
  .on("close", () => end(0));

function end(status) {
  for (const { child } of providers) child.kill();
  rmSync(sockets, { recursive: true, force: true });
  process.exit(status);
}

/** The provider's answer to the first who asks, in full. */
let schemas;

function serve(folder, socket) {
  const server = createServer();
  server.on("session", (session) => {
    ignoreErrors(session);
    let behind = connection(session, providers[0]);
    session.on("stream", async (stream, headers) => {
      const path = headers[":path"];
      if (SCHEMAS.test(path) && schemas !== undefined) {
        stream.resume();
        answer(stream, schemas.headers, schemas.trailers, ofFolder(folder, schemas.frame));
      } else if (CONFIGURE.test(path)) {
        const configuration = await contentOf(stream);
        const provider = providerFor(configuration);
        provider.sessions.add(session);
        session.on("close", () => provider.sessions.delete(session));
        behind = connection(session, provider);
        passOn(await behind, stream, headers, Readable.from([configuration]));
      } else passOn(await behind, stream, headers, stream, SCHEMAS.test(path) ? folder : undefined);
    });
  });
  return new Promise((resolve) => {
    server.listen(socket, resolve);
  });
}

async function connection(session, { reattach }) {
  const [{ Addr }] = Object.values(await reattach);
  const behind = connect("http://provider", { createConnection: () => connectSocket(Addr.String) });
  session.on("close", () => behind.close());
  ignoreErrors(behind);
  return behind;
}

async function contentOf(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @param folder whose types' schemas are wanted, where it is schemas that are asked for */
function passOn(behind, stream, headers, request, folder) {
  const call = behind.request(headers);
  ignoreErrors(stream, call);
  stream.on("close", () => call.close());
  request.pipe(call);
  const trailers = {};
  call.on("trailers", (received) => Object.assign(trailers, received));
  call.on("response", async ({ ...response }, flags) => {
    if (folder !== undefined) {
      schemas = { headers: response, frame: await contentOf(call), trailers };
      answer(stream, response, schemas.trailers, ofFolder(folder, schemas.frame));
    } else if ((flags & NOTHING_FOLLOWS) !== 0) stream.respond(response, { endStream: true });
    else {
      stream.respond(response, { waitForTrailers: true });
      stream.on("wantTrailers", () => stream.sendTrailers(trailers));
      call.pipe(stream);
    }
  });
}

/** Of one that goes away, the other hears by its stream's end. */
function ignoreErrors(...ends) {
  for (const end of ends) end.on("error", () => undefined);
}

function answer(stream, headers, trailers, body) {
  stream.respond(headers, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(body);
}

/** What a message holds of a type that is named nowhere is left out: one frame of gRPC in, one out. */
function ofFolder(folder, frame) {
  const types = namedTypes(folder);
  const message = frame.subarray(5);
  const kept = [];
  for (let at = 0; at < message.length; ) {
    const start = at;
    const [tag, afterTag] = varint(message, at);
    if ((tag & 7) !== LENGTH_DELIMITED) throw new Error(`field ${tag >> 3} of the schemas is no message`);
    const [length, content] = varint(message, afterTag);
    at = content + length;
    if (BY_TYPE.includes(tag >> 3) && !types.has(keyOf(message, content))) continue;
    kept.push(message.subarray(start, at));
  }
  const body = Buffer.concat(kept);
  const header = Buffer.alloc(5);
  header.writeUInt32BE(body.length, 1);
  return Buffer.concat([header, body]);
}

/** An entry of a map begins with its key: a tag, a length, the text. */
function keyOf(message, entry) {
  const [length, text] = varint(message, entry + 1);
  return message.toString("utf8", text, text + length);
}

function varint(bytes, at) {
  let value = 0;
  let factor = 1;
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [value, at];
    factor *= 128;
  }
}

/** In the configuration of a folder and of the modules that it calls, and in its state. */
function namedTypes(folder) {
  const files = modulesOf(folder).flatMap((module) =>
    readdirSync(module)
      .filter((name) => /\.(tf|tf\.json|tfstate)$/.test(name))
      .map((name) => readFileSync(join(module, name), "utf8")),
  );
  return new Set(files.flatMap((text) => text.match(/\baws_\w+/g) ?? []));
}

function modulesOf(folder) {
  const list = join(folder, ".terraform/modules/modules.json");
  if (!existsSync(list)) return [folder];
  return JSON.parse(readFileSync(list, "utf8")).Modules.map(({ Dir }) => resolve(folder, Dir));
}
