import { join } from 'node:path';
import { inject } from 'vitest';
import { defaultSources } from '../../core/sources/sources';
import type { ServiceContext } from '../../service/context';
import { createLanguageService } from '../../service/languageService';
import { TypeScriptClient } from '../../service/typescript/client';
import type { FileContent, FileSystem } from '../../service/workspace/fileSystem';
import { keepChecker } from './checker';
import { withoutCursor } from './marks';

/** A file system of a few files in memory, below `/shop`. */
export function memoryFileSystem(files: Record<string, string | FileContent>): FileSystem {
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [
      `/shop/${path}`,
      typeof content === 'string' ? { text: content } : content,
    ]),
  );
  return {
    read: (path) => contents.get(path) ?? { problem: 'missing', message: 'does not exist' },
    isFile: (path) => contents.has(path),
    exists: (path) => contents.has(path),
    list(folder) {
      const names = new Map<string, boolean>();
      for (const path of contents.keys()) {
        if (path.startsWith(`${folder}/`)) {
          const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
          names.set(name, rest.length > 0);
        }
      }
      return { entries: [...names].map(([name, isFolder]) => ({ name, isFolder })) };
    },
  };
}

/** A language service over files in memory, with the real TypeScript worker. */
export function serviceOver(files: Record<string, string | FileContent>, sources = defaultSources): ServiceContext {
  typescript ??= new TypeScriptClient({
    worker: join(inject('builtWorker'), 'typescript.js'),
    declarations: join(inject('builtWorker'), 'declarations'),
    keepChecker,
    onProblem: (_, message) => {
      throw new Error(message);
    },
  });
  return createLanguageService({ fileSystem: memoryFileSystem(files), folders: ['/shop'], typescript, sources });
}

/** Shared by the tests of a file: it is brought up to date before each question, and starting one takes a second. */
let typescript: TypeScriptClient | undefined;

/** A manifest with one binding of each common kind. */
export const commonManifest = `
[[kv_namespaces]]
binding = "CACHE"
id = "0123"

[[d1_databases]]
binding = "DB"
database_name = "shop"

[[r2_buckets]]
binding = "FILES"
bucket_name = "exports"

[[queues.producers]]
binding = "QUEUE"
queue = "mails"

[[analytics_engine_datasets]]
binding = "EVENTS"

[[services]]
binding = "OTHER"
service = "other"

[[durable_objects.bindings]]
name = "COUNTER"
class_name = "Counter"

[[ratelimits]]
name = "LIMIT"
namespace_id = "1"
simple = { limit = 10, period = 60 }

[ai]
binding = "AI"
`;

/** A stage file with a `|` for the cursor, over the common manifest. */
export function stageWithCursor(marked: string, { stage = 'edge/tag', manifest = commonManifest } = {}) {
  const { text, offset } = withoutCursor(marked);
  const path = `playground/${stage}.js`;
  return { service: serviceOver({ 'wrangler.toml': manifest, [path]: text }), path: `/shop/${path}`, text, offset };
}
