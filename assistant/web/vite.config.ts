/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

const SERVER = 'http://127.0.0.1:5005';

export default defineConfig({
  base: '/',
  build: {
    target: ['es2020', 'chrome87', 'safari14', 'firefox78'],
    assetsInlineLimit: 0, // no data: addresses, so that the pages run under a strict content policy
    modulePreload: { polyfill: false },
    rollupOptions: { input: { chat: 'index.html', desk: 'desk/index.html' } },
  },
  server: {
    proxy: {
      '/api': SERVER,
      '/desk/api': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
