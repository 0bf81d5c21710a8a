import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";

/** A moto server on a free port, until it is stopped. */
export async function startMoto(): Promise<{ readonly url: string; readonly stop: () => void }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    stdio: "ignore",
    detached: true,
  });
  const stop = () => {
    if (server.pid !== undefined && server.exitCode === null) {
      process.kill(-server.pid);
    }
  };
  for (let tries = 0; tries < 150; tries++) {
    const answered = await fetch(`${url}/moto-api/`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) {
      return { url, stop };
    }
    await setTimeout(200);
  }
  stop();
  throw new Error("moto_server did not answer within 30 s");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
