// Reads manifests as Wrangler does: argument 1 is a JSON file with their paths and environments; the answers go to stdout.
const { readFileSync } = require('node:fs');
const {
  unstable_readConfig: readConfig,
  unstable_convertConfigBindingsToStartWorkerBindings: bindingsOf,
} = require('wrangler');

const requests = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const answers = requests.map(({ path, environment }) => {
  try {
    const config = readConfig(
      { config: path, ...(environment === null ? {} : { env: environment }) },
      { hideWarnings: true },
    );
    return {
      bindings: Object.entries(bindingsOf(config)).map(([name, { type }]) => ({ name, type })),
      previews: Object.keys(config.previews ?? {}),
    };
  } catch (error) {
    return { refused: String(error.message) };
  }
});
// Wrangler may have written to stdout itself.
process.stdout.write(`\n${JSON.stringify(answers)}\n`);
