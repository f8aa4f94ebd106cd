import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../vscode-host/install.mjs';
import type { Person } from '../vscode-host/person.mjs';

/** Leaves a picture of what a person sees in `screenshots/`. */
export async function takeScreenshot(person: Person, name: string): Promise<void> {
  const folder = join(projectRoot, 'screenshots');
  mkdirSync(folder, { recursive: true });
  await person.page.screenshot({ path: join(folder, `${name}.png`) });
}
