import { pageFolder } from '@peasy/dashboard';
import { createApp, openStore } from '@peasy/tracker';
import express from 'express';

// node site.js: your site on http://127.0.0.1:3000, Peasy's page under /peasy.
const store = openStore({ file: 'peasy.db' });
const peasy = createApp({ store, dashboardFolder: pageFolder, report: console.error });

const site = express();
site.get('/', (_request, response) => {
  response.send('<h1>My site</h1><p><a href="/peasy/">Training runs</a></p>');
});
site.use('/peasy', peasy.app);

const server = site.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}/`);
});
process.once('SIGTERM', () => {
  peasy.closeEvents();
  server.close(() => store.close());
});
