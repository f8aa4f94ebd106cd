// Runs in a real VS Code: how long the extension takes to activate, in ms, into the file that the environment names.
const { writeFileSync } = require('node:fs');
const { extensions } = require('vscode');

exports.run = async () => {
  const extension = extensions.getExtension('infra-bindings.infra-bindings');
  if (!extension || extension.isActive) {
    throw new Error(extension ? 'The extension is active before anybody needs it.' : 'The extension is not there.');
  }
  const start = performance.now();
  // It resolves when the language server has answered that it is ready.
  await extension.activate();
  writeFileSync(process.env.INFRA_BINDINGS_BENCH ?? '', String(performance.now() - start));
};
