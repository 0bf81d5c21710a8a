// A repository that asks for a name and a password: `node git-server.mjs` prints its address.
import { createServer } from "node:http";

const server = createServer((_, response) => {
  response.writeHead(401, { "WWW-Authenticate": 'Basic realm="private"' });
  response.end();
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/dalston.git`));
