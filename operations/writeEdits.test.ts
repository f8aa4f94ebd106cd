import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { TypeScriptClient } from '../service/typescript/client';
import { journalName } from '../service/workspace/writing/journal';
import { temporaryFolder } from '../test/support/temporaryFolder';
import { add } from './add';
import { openProject, type Project, type ProjectRequest } from './project';
import { writeEdits } from './writeEdits';

const typescript = new TypeScriptClient({ worker: '', declarations: '' });
const open = (folder: string, request: Partial<ProjectRequest> = {}) =>
  openProject({ workingDirectory: folder, ...request }, typescript);

/** Adds a binding to the manifest of a project. */
function store({ service, root }: Project) {
  const path = `${root}/wrangler.toml`;
  const edits = add(service, { manifest: path, kind: 'ai', name: 'AI', environment: null, fields: {} });
  if ('refused' in edits) {
    throw new Error(edits.refused);
  }
  return edits;
}

function opened(folder: string): Project {
  const project = open(folder);
  if ('refused' in project) {
    throw new Error(project.refused);
  }
  return project;
}

it('writes files, and says where', () => {
  const folder = temporaryFolder({ 'wrangler.toml': 'name = "shop"\n' });
  const project = opened(folder);
  const beforeWriting = vi.fn();
  expect(writeEdits(project, store(project), { dryRun: false, beforeWriting })).toEqual([
    {
      file: 'wrangler.toml',
      range: expect.objectContaining({ start: { line: 1, character: 0 } }),
      newText: expect.any(String),
    },
  ]);
  expect(readFileSync(join(folder, 'wrangler.toml'), 'utf8')).toContain('[ai]\nbinding = "AI"\n');
  expect(beforeWriting).toHaveBeenCalledOnce();
});

it('writes nothing when it is dry, and nothing over a text that has changed meanwhile', () => {
  const folder = temporaryFolder({ 'wrangler.toml': 'name = "shop"\n' });
  const project = opened(folder);
  const edits = store(project);
  const beforeWriting = vi.fn();
  expect(writeEdits(project, edits, { dryRun: true, beforeWriting })).toHaveLength(1);
  expect(beforeWriting).not.toHaveBeenCalled();
  writeFileSync(join(folder, 'wrangler.toml'), 'name = "other"\n');
  expect(writeEdits(project, edits, { dryRun: false })).toEqual({ refused: expect.stringMatching(/^wrangler\.toml /) });
  expect(readFileSync(join(folder, 'wrangler.toml'), 'utf8')).toBe('name = "other"\n');
});

it('a change that was cut off is told of, or taken back, as the project is opened', () => {
  const folder = temporaryFolder({ 'wrangler.toml': '' });
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const file = { path: 'wrangler.toml', isInPlace: false, before: sha256(''), after: sha256('name = "shop"') };
  const journal = { id: '0'.repeat(32), pid: 2 ** 30, files: [file] };
  writeFileSync(join(folder, journalName), JSON.stringify(journal));
  expect(open(folder)).not.toHaveProperty('interruption');
  expect(open(folder, { interrupted: 'tell' })).toMatchObject({
    interruption: expect.stringMatching(/^An earlier command was cut off .* the next add, remove or rename/),
  });
  expect(open(folder, { interrupted: 'take-back' })).toMatchObject({
    interruption: expect.stringMatching(/^An earlier command was cut off .* they have their old texts again\.$/),
  });
  expect(open(folder, { interrupted: 'tell' })).not.toHaveProperty('interruption');
});

it.each([
  ['a folder that is not there', 'nowhere', 'nowhere is not there.'],
  ['a file', 'wrangler.toml', 'wrangler.toml is not a folder.'],
])('%s is no project', (_, root, refused) => {
  expect(open(temporaryFolder({ 'wrangler.toml': '' }), { root })).toEqual({ refused });
});
