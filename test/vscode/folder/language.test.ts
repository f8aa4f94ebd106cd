import assert from 'node:assert/strict';
import {
  type CodeAction,
  type CompletionList,
  commands,
  type Hover,
  type Location,
  type LocationLink,
  MarkdownString,
  Position,
  type SignatureHelp,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { activeExtension, diagnosticsOf, eventually, open, revertAll, setText } from '../support/extension';

describe('stage files', () => {
  let stage: TextDocument;

  beforeEach(async () => {
    await activeExtension();
    stage = await open('playground/edge/tag.js');
  });
  afterEach(revertAll);

  it('have a language of their own, and the setting can give them JavaScript', async () => {
    assert.equal(stage.languageId, 'edgetag-stage');
    const settings = workspace.getConfiguration('infraBindings');
    const languageNow = () =>
      workspace.textDocuments.find(({ uri }) => uri.toString() === stage.uri.toString())?.languageId;
    await settings.update('stageLanguage', 'javascript');
    await eventually(() => assert.equal(languageNow(), 'javascript'));
    await settings.update('stageLanguage', undefined);
    await eventually(() => assert.equal(languageNow(), 'edgetag-stage'));
  });

  it('complete exactly the declared bindings, with service and resource', async () => {
    const { items } = await completionsAt('params.infra.|');
    assert.deepEqual(items.map(({ label }) => (typeof label === 'string' ? label : label.label)).sort(), [
      'CACHE',
      'DB',
      'EVENTS',
      'EXPORTS',
      'WELCOME',
    ]);
    const exports = items.find(({ label }) => (typeof label === 'string' ? label : label.label) === 'EXPORTS');
    assert.match(JSON.stringify(exports), /R2 bucket/);
    assert.match(JSON.stringify(exports), /newsletter-exports-test/);
  });

  it('complete, explain and sign the members of a binding', async () => {
    await eventually(async () => {
      const { items } = await completionsAt('params.infra.CACHE.|');
      const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
      for (const method of ['get', 'put', 'delete', 'list', 'getWithMetadata']) {
        assert(labels.includes(method), `${method} among ${labels}`);
      }
    });
    await eventually(async () => {
      const at = await type('await params.infra.CACHE.put(|)');
      const help = await commands.executeCommand<SignatureHelp>(
        'vscode.executeSignatureHelpProvider',
        stage.uri,
        at,
        '(',
      );
      assert.match(help?.signatures[0]?.label ?? '', /put\(key: string/);
    });
    await eventually(async () => {
      const at = await type('await params.infra.CACHE.g|et("a")');
      assert.match(await hoverAt(at), /get/);
    });
  });

  it('explain a binding once', async () => {
    const at = await type('params.infra.CA|CHE');
    await eventually(async () => assert.match(await hoverAt(at), /KV namespace/));
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', stage.uri, at);
    assert.equal(hovers.length, 1);
  });

  it('lead to a declaration in the manifest', async () => {
    const at = await type('params.infra.CA|CHE');
    await eventually(async () => {
      const found = await commands.executeCommand<(Location | LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        stage.uri,
        at,
      );
      const [first] = found;
      assert(first, 'a declaration');
      assert.match(('uri' in first ? first.uri : first.targetUri).path, /wrangler\.toml$/);
    });
  });

  it('mark an undeclared binding, and offer both ways out', async () => {
    const text = 'const seen = await params.infra.CACHES.get("a");\n';
    await setText(stage, text);
    const diagnostic = await eventually(() => {
      const [found] = diagnosticsOf(stage, 'undeclared-binding');
      assert(found, 'undeclared-binding');
      return found;
    });
    assert.equal(stage.getText(diagnostic.range), 'CACHES');

    const actions = await eventually(async () => {
      const found = await commands.executeCommand<CodeAction[]>(
        'vscode.executeCodeActionProvider',
        stage.uri,
        diagnostic.range,
      );
      assert(found.some(({ title }) => title.startsWith('Declare')));
      return found;
    });
    const rename = actions.find(({ title }) => title === 'Change to CACHE');
    const declare = actions.find(({ title }) => title === 'Declare CACHES as a KV namespace in wrangler.toml');
    assert(rename?.edit && declare?.edit, `among ${actions.map(({ title }) => title).join(', ')}`);

    await workspace.applyEdit(rename.edit);
    assert.equal(stage.getText(), text.replace('CACHES', 'CACHE'));
    await eventually(() => assert.deepEqual(diagnosticsOf(stage, 'undeclared-binding'), []));

    await commands.executeCommand('undo');
    await eventually(() => assert.equal(diagnosticsOf(stage, 'undeclared-binding').length, 1));
    await workspace.applyEdit(declare.edit);
    await eventually(() => assert.deepEqual(diagnosticsOf(stage, 'undeclared-binding'), []));
    const manifest = await workspace.openTextDocument(Uri.joinPath(stage.uri, '../../../wrangler.toml'));
    assert.match(manifest.getText(), /\[\[kv_namespaces\]\]\nbinding = "CACHES"/);
    assert.match(manifest.getText(), /# Short-lived notes about visitors/);
  });

  it('mark a wrong argument, and nothing in the JavaScript around it', async () => {
    await setText(
      stage,
      'const { data } = params.payload;\nconst total = data.value * 2 || missing?.(data.anything.at.all);\nawait params.infra.CACHE.put("a", total, { expirationTtl: "an hour" });\n',
    );
    await eventually(async () => {
      const found = (await import('vscode')).languages.getDiagnostics(stage.uri);
      assert.equal(found.length, 1, found.map(({ message }) => message).join('\n'));
      assert.equal(found[0]?.range.start.line, 2);
    });
  });

  async function type(textWithCursor: string): Promise<Position> {
    const text = textWithCursor.replace('|', '');
    if (stage.getText() !== text) {
      await setText(stage, text);
    }
    return new Position(0, textWithCursor.indexOf('|'));
  }

  async function completionsAt(textWithCursor: string): Promise<CompletionList> {
    const at = await type(textWithCursor);
    return commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', stage.uri, at, '.');
  }

  async function hoverAt(position: Position): Promise<string> {
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', stage.uri, position);
    return hovers
      .flatMap(({ contents }) => contents.map((each) => (each instanceof MarkdownString ? each.value : String(each))))
      .join('\n');
  }
});
