/**
 * A stand-in for hashicorp/random, for tests where the registry is out of reach. Terraform starts it as it
 * starts any provider: a handshake on standard output, then plugin protocol 5 over gRPC. It listens on a
 * loopback port and keeps its certificate in memory, so however it ends, it leaves nothing behind.
 *
 * Plain CommonJS, because what Terraform starts is this file and not a build of it.
 */
const path = require("node:path");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");
const { selfSignedCertificate } = require("./certificate");
const { calls } = require("./protocol");

const CORE_PROTOCOL = 1;
const PROVIDER_PROTOCOL = 5;

function load(file) {
  const options = { keepCase: true, longs: Number, defaults: true, oneofs: true };
  return grpc.loadPackageDefinition(loader.loadSync(path.join(__dirname, file), options));
}

/** Turns a plain function of the request into a gRPC handler; what it throws reaches Terraform as an error. */
function handler(name, answer) {
  return (call, done) => {
    try {
      done(null, answer(call.request));
    } catch (error) {
      process.stderr.write(`${name}: ${error.stack}\n`);
      done({ code: grpc.status.INTERNAL, message: String(error) });
    }
  };
}

/** Terraform and its plugins prove themselves to each other with certificates exchanged in the handshake. */
function credentials(clientCertificate) {
  if (!clientCertificate) return { server: grpc.ServerCredentials.createInsecure(), handshake: "" };
  const { certificate, privateKey } = selfSignedCertificate("localhost");
  const body = certificate.replace(/-----[^-]+-----|\s/g, "").replace(/=+$/, "");
  const pair = { private_key: Buffer.from(privateKey), cert_chain: Buffer.from(certificate) };
  return {
    server: grpc.ServerCredentials.createSsl(Buffer.from(clientCertificate), [pair], true),
    handshake: body,
  };
}

const server = new grpc.Server();
const handlers = Object.entries(calls).map(([name, answer]) => [name, handler(name, answer)]);
server.addService(load("plugin5.proto").tfplugin5.Provider.service, Object.fromEntries(handlers));
server.addService(load("controller.proto").plugin.GRPCController.service, {
  Shutdown: (_call, done) => {
    done(null, {});
    setTimeout(() => process.exit(0), 50);
  },
});

const { server: serverCredentials, handshake } = credentials(process.env.PLUGIN_CLIENT_CERT);
server.bindAsync("127.0.0.1:0", serverCredentials, (error, port) => {
  if (error) throw error;
  const line = [CORE_PROTOCOL, PROVIDER_PROTOCOL, "tcp", `127.0.0.1:${port}`, "grpc", handshake];
  process.stdout.write(`${line.join("|")}\n`);
});
