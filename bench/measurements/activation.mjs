/** @param {(message: string) => void} log */
export async function measureActivation(log) {
  log('  activation');
  return [];
}
