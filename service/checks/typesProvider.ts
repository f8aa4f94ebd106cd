import { askTypeScript } from '../askTypeScript';
import type { Provider } from './provider';

/** TypeScript's errors in a stage file, and what our rules find that need types; from the worker. */
export const typesProvider: Provider = {
  name: 'types',
  async check(context, { path, code }) {
    const sent = code?.stage ? await askTypeScript(context, 'diagnostics', { path }) : undefined;
    return (sent ?? []).map((finding) => ({ ...finding, fixes: () => finding.fixes }));
  },
};
