import { Disposable, languages, type TextDocument, type Uri, workspace } from 'vscode';
import { type Destinations, stageOfFile } from './destinations';

const stageLanguage = 'edgetag-stage';
const javascript = 'javascript';

/**
 * Gives stage files the language that the setting `infraBindings.stageLanguage` asks for, where file names alone did not:
 * stage files that `contributes.languages` does not claim, and all of them for those who prefer JavaScript.
 * Each document is changed at most once, so that a user's own choice in the language picker stays.
 */
export function keepStageLanguage(destinations: Destinations): Disposable {
  const settled = new Set<string>();

  const settle = async (document: TextDocument) => {
    const key = document.uri.toString();
    const wanted = wantedLanguage(document.uri);
    if (settled.has(key) || document.languageId !== otherThan(wanted) || isAssociated(document)) {
      return;
    }
    if (stageOfFile(await destinations.all(), document.uri) && !document.isClosed) {
      settled.add(key);
      await languages.setTextDocumentLanguage(document, wanted);
    }
  };
  const settleAll = () => {
    for (const document of workspace.textDocuments) {
      void settle(document);
    }
  };

  settleAll();
  return Disposable.from(
    workspace.onDidOpenTextDocument(settle),
    destinations.onDidChange(settleAll),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('infraBindings.stageLanguage')) {
        settled.clear();
        settleAll();
      }
    }),
  );
}

function wantedLanguage(uri: Uri): string {
  return workspace.getConfiguration('infraBindings', uri).get('stageLanguage', stageLanguage);
}

function otherThan(language: string): string {
  return language === javascript ? stageLanguage : javascript;
}

/** Whether the user's `files.associations` chose the document's language. */
function isAssociated(document: TextDocument): boolean {
  const associations = workspace
    .getConfiguration('files', document.uri)
    .get<Record<string, string>>('associations', {});
  return Object.entries(associations).some(
    ([pattern, language]) =>
      language === document.languageId &&
      languages.match({ pattern: pattern.includes('/') ? pattern : `**/${pattern}` }, document) > 0,
  );
}
