import { defineConfig } from 'vite';

/** Where `vite` (the development server) finds a running `peasy serve`. */
const server = process.env.PEASY_SERVER ?? 'http://127.0.0.1:5050';

export default defineConfig({
  // Relative to the base in index.html, so that the page works under any path of a site.
  base: './',
  resolve: { conditions: ['@peasy/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    // Fonts stay files: inlined, they would be loaded before the first word is drawn.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // Beside the files, and fetched by developer tools only.
    sourcemap: true,
  },
  server: {
    // The server takes queries and edits from its own page alone, so the page says that it is that.
    proxy: { '/api': { target: server, changeOrigin: true, headers: { origin: server } } },
  },
});
