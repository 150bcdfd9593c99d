import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/**
 * Serves the built page: its files, and index.html for the addresses that the page itself
 * resolves. Without a built page, it says how to build one.
 */
export function pageFiles(place: string | URL): RequestHandler[] {
  const folder = place instanceof URL ? fileURLToPath(place) : place;
  const index = join(folder, 'index.html');
  return [
    express.static(folder, {
      index: false,
      redirect: false,
      setHeaders: (response, path) => {
        // Vite puts a hash of the content in the names under assets.
        const hashed = /[\\/]assets[\\/]/.test(path);
        response.setHeader(
          'Cache-Control',
          hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    }),
    async (request, response, next) => {
      const forPage = request.method === 'GET' || request.method === 'HEAD';
      if (!forPage || (extname(request.path) !== '' && !request.accepts('html'))) return next();
      if (request.path.startsWith('/assets/')) return next();
      response.setHeader('Cache-Control', 'no-cache');
      if (existsSync(index)) {
        const page = mountedAt(request.baseUrl, await readFile(index, 'utf8'));
        response.type('html').send(page);
        return;
      }
      response
        .status(503)
        .type('text')
        .send(
          `The page is not built: there is no index.html in ${folder}.\nBuild it with: npx nx run dashboard:build\nThe API answers meanwhile: /api/runs\n`,
        );
    },
    (request, response) => {
      response.status(404).type('text').send(`There is no ${request.path} here.\n`);
    },
  ];
}

/** The page for the path that the app is mounted at in another: addresses in it are relative to that. */
function mountedAt(path: string, page: string): string {
  const escaped = path.replace(/[&"<>]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return page.replace('<base href="/" />', () => `<base href="${escaped}/" />`);
}
