import { defineConfig } from 'vite';

/** Where `vite` (the development server) finds a running `peasy serve`. */
const server = process.env.PEASY_SERVER ?? 'http://127.0.0.1:5050';

export default defineConfig({
  // Absolute, so that a deep address such as /runs/cnn-7 finds its files too.
  base: '/',
  resolve: { conditions: ['@peasy/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    // Fonts stay files: inlined, they would be loaded before the first word is drawn.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { '/api': { target: server, changeOrigin: true } } },
});
