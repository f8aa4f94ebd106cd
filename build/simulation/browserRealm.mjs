import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';

const node = fileURLToPath(new URL('../../simulation/sandbox/browser/node.ts', import.meta.url));
const builtins = new Set([...builtinModules, 'ws']);

/**
 * How the realm of browser stages is built: a script whose value is its `boot`, with stand-ins for all that happy-dom
 * takes from Node.
 * @type {import('esbuild').BuildOptions}
 */
export const browserRealm = {
  platform: 'browser',
  format: 'iife',
  globalName: 'realm',
  banner: { js: '(() => {' },
  // Names stay: values are shown by the names of their classes.
  keepNames: true,
  minify: true,
  sourcemap: false,
  conditions: ['import'],
  footer: { js: 'return realm.boot; })()' },
  plugins: [
    {
      // happy-dom brings the private key of its own HTTPS server. There is none here, and packages with keys are refused.
      name: 'no-keys',
      setup({ onLoad }) {
        onLoad({ filter: /FetchHTTPSCertificate\.js$/ }, () => ({ contents: 'export default {}' }));
      },
    },
    {
      name: 'no-node',
      setup({ onResolve }) {
        onResolve({ filter: /^[a-z:/_]+$/ }, ({ path }) =>
          builtins.has(path.replace(/^node:/, '')) ? { path: node } : undefined,
        );
      },
    },
  ],
};
