import assert from 'node:assert/strict';
import { commands, window, workspace } from 'vscode';
import { activeExtension, element, eventually, open, outline, revertAll, setText } from '../support/extension';

describe('the sidebar', () => {
  afterEach(revertAll);

  it('shows the bindings by environment and service', async () => {
    const { bindings } = await activeExtension();
    await eventually(async () => {
      const lines = (await outline(bindings)).map((line) => line.replace(/ · .*/, ''));
      assert.deepEqual(lines.slice(0, 11), [
        'Top level  5 bindings',
        '  D1 database',
        '    DB  newsletter-test',
        '  KV namespace',
        '    CACHE  0f8d3c5a…',
        '  R2 bucket',
        '    EXPORTS  newsletter-exports-test',
        '  Analytics Engine dataset',
        '    EVENTS  newsletter_events_test',
        '  Queue',
        '    WELCOME  newsletter-mails-test',
      ]);
      assert(lines.includes('production  5 bindings'));
    });
  });

  it('says how often code uses a binding', async () => {
    const { bindings } = await activeExtension();
    await eventually(async () => {
      assert.match((await outline(bindings)).join('\n'), /EXPORTS {2}newsletter-exports-test · 4 uses$/m);
    });
  });

  it('shows the stage files, grouped', async () => {
    const { stages } = await activeExtension();
    const groups = ['Edge', 'Browser', 'CDN API', 'Server API'];
    await eventually(async () => {
      const lines = await outline(stages);
      assert.deepEqual(
        lines.filter((line) => !line.startsWith(' ')),
        groups,
      );
      const inGroup = (group: number) =>
        lines
          .slice(lines.indexOf(groups[group] ?? '') + 1, lines.indexOf(groups[group + 1] ?? ''))
          .map((line) => line.trim());
      assert.deepEqual(inGroup(0).toSorted(), ['init', 'scheduled', 'tag', 'user']);
      assert.deepEqual(inGroup(1).toSorted(), ['init', 'tag']);
      assert.deepEqual(inGroup(2), ['subscribe']);
    });
  });

  it('does not redraw the stage files, and lose a click on one, while bindings change', async () => {
    const { bindings, stages } = await activeExtension();
    const lines = await eventually(async () => {
      const shown = await outline(stages);
      assert(shown.length > 4);
      return shown;
    });
    let redraws = 0;
    const listener = stages.onDidChangeTreeData(() => {
      redraws++;
    });
    const manifest = await open('wrangler.toml');
    await setText(manifest, `${manifest.getText()}\n[[kv_namespaces]]\nbinding = "VISITORS"\n`);
    await eventually(async () => assert.match((await outline(bindings)).join('\n'), /^ {4}VISITORS/m));
    listener.dispose();
    assert.equal(redraws, 0);
    assert.deepEqual(await outline(stages), lines);
  });

  it('follows the manifest while it is edited, saved or not', async () => {
    const { bindings } = await activeExtension();
    const manifest = await open('wrangler.toml');
    await setText(manifest, `${manifest.getText()}\n[[kv_namespaces]]\nbinding = "SESSIONS"\n`);
    await eventually(async () => assert.match((await outline(bindings)).join('\n'), /^ {4}SESSIONS/m));
    assert(manifest.isDirty);
  });

  it('names the problem of a manifest that does not parse, and keeps the bindings around it', async () => {
    const { bindings } = await activeExtension();
    const manifest = await open('wrangler.toml');
    await setText(manifest, `${manifest.getText()}\n[[kv_namespaces]]\nbinding = "SESS\n`);
    await eventually(async () => {
      const lines = await outline(bindings);
      assert.match(lines[0] ?? '', /wrangler\.toml/);
      assert.match(lines.join('\n'), /^ {4}DB {2}newsletter-test/m);
    });
  });

  it('goes from a binding to its declaration', async () => {
    const { bindings } = await activeExtension();
    await commands.executeCommand(
      'infraBindings.goToDeclaration',
      await eventually(() => element(bindings, 'production', 'EXPORTS')),
    );
    const editor = window.activeTextEditor;
    assert(editor);
    assert.equal(editor.document.getText(editor.selection), 'EXPORTS');
    assert.equal(editor.document.lineAt(editor.selection.start.line - 1).text, '[[env.production.r2_buckets]]');
  });

  it('gives every element a label for screen readers', async () => {
    const { bindings, stages } = await activeExtension();
    const binding = bindings.getTreeItem(await eventually(() => element(bindings, 'Top level', 'EXPORTS')));
    assert.match(
      binding.accessibilityInformation?.label ?? '',
      /^EXPORTS, R2 bucket, newsletter-exports-test, Top level, 4 uses$/,
    );
    const stage = stages.getTreeItem(await element(stages, 'Edge', 'tag'));
    assert.equal(stage.accessibilityInformation?.label, 'Stage edge/tag');
  });
});

describe('removing a binding', () => {
  afterEach(revertAll);

  it('changes only its declaration, shows the manifest, and can be undone', async () => {
    const { bindings } = await activeExtension();
    const manifest = await open('wrangler.toml');
    const before = manifest.getText();
    const unused = '[[r2_buckets]]\nbinding = "ARCHIVE"\nbucket_name = "archive"\n';
    await setText(manifest, before.replace('# A file of new', `${unused}\n# A file of new`));
    const withArchive = manifest.getText();
    await manifest.save();
    await commands.executeCommand('workbench.action.closeActiveEditor');

    await commands.executeCommand('infraBindings.removeBinding', await eventually(() => element(bindings, 'ARCHIVE')));
    await eventually(() => assert.equal(workspaceText(), before));
    assert.equal(window.activeTextEditor?.document.fileName, manifest.fileName);
    await commands.executeCommand('undo');
    await eventually(() => assert.equal(workspaceText(), withArchive));
    await setText(manifest, before);
    await manifest.save();

    function workspaceText(): string | undefined {
      return workspace.textDocuments.find(({ fileName }) => fileName === manifest.fileName)?.getText();
    }
  });
});
