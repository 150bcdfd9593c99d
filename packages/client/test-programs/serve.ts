/** Serves a record until it is killed: `serve FILE PORT`. Prints the address. */
import { createServer, openStore } from '@peasy/tracker';

const [file, port] = process.argv.slice(2);
const server = await createServer({
  store: openStore({ file }),
  dashboardFolder: '/',
  port: Number(port),
});
process.stdout.write(`${server.url}\n`);
