import { type SignatureHelp as LspSignatureHelp, MarkupKind, SignatureHelpRequest } from 'vscode-languageserver/node';
import type { SignatureHelp } from '../../service/answers';
import { signatureHelp } from '../../service/features/signatureHelp';
import type { LspFeature } from './feature';
import { stageFiles } from './selectors';

const signatureHelpProvider = { triggerCharacters: ['(', ','], retriggerCharacters: [')'] };

/** `textDocument/signatureHelp`. */
export const signatureHelpFeature: LspFeature = {
  capabilities: { signatureHelpProvider },
  registration: { method: SignatureHelpRequest.method, documentSelector: stageFiles, options: signatureHelpProvider },
  register(server) {
    server.connection.onSignatureHelp(
      server.at(async ({ path, service }, offset) => {
        const help = await signatureHelp(service, path, offset);
        return help ? toSignatureHelp(help) : null;
      }),
    );
  },
};

function toSignatureHelp({ activeSignature, activeParameter, signatures }: SignatureHelp): LspSignatureHelp {
  return {
    activeSignature,
    activeParameter,
    signatures: signatures.map(({ label, documentation: text, parameters }) => ({
      label,
      documentation: { kind: MarkupKind.Markdown, value: text },
      parameters: parameters.map((parameter) => ({
        label: [parameter.label.start, parameter.label.end],
        documentation: { kind: MarkupKind.Markdown, value: parameter.documentation },
      })),
    })),
  };
}
