// A network with one container: Docker's DNS on 127.0.0.11, which knows `web`, and web itself, which says what it got.
// Every other name is this machine, for a certificate authority that asks who it is.
import { createSocket } from "node:dgram";
import { createServer } from "node:http";

const WEB = [127, 0, 0, 42];
const THIS = [127, 0, 0, 1];
const TYPE_A = 1;

const dns = createSocket("udp4");
dns.on("message", (query, peer) => {
  const end = query.indexOf(0, 12) + 5;
  const isWeb = query.subarray(12, end - 4).equals(Buffer.from("\x03web\x00"));
  const count = query.readUInt16BE(end - 4) === TYPE_A ? 1 : 0;
  const header = Buffer.from([query[0], query[1], 0x81, 0x80, 0, 1, 0, count, 0, 0, 0, 0]);
  const address = isWeb ? WEB : THIS;
  const answer = Buffer.from([0xc0, 12, 0, TYPE_A, 0, 1, 0, 0, 0, 1, 0, 4, ...address].slice(0, 16 * count));
  dns.send(Buffer.concat([header, query.subarray(12, end), answer]), peer.port, peer.address);
});
dns.bind(53, "127.0.0.11");

const server = createServer((request, response) => {
  // An event stream that never ends: what has come must have come through.
  if (request.url.startsWith("/diagnosis/stream/")) {
    response.setHeader("content-type", "text/event-stream");
    response.write("data: one\n\n");
    return;
  }
  const { host, "x-forwarded-for": client, "x-forwarded-proto": scheme } = request.headers;
  response.setHeader("content-type", "application/json");
  const answer = JSON.stringify({ url: request.url, host, client, scheme, status: "healthy" });
  request.resume().once("end", () => response.end(answer));
});
server.listen(8000, WEB.join("."), () => console.log("ready"));
