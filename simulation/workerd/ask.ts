import { request } from 'node:http';

/**
 * Sends a job to our Worker, with the secret that it asks for. Returns its answer, or throws its error. Miniflare's own way there, `dispatchFetch`, takes 50 ms the
 * first time, and several at any other.
 */
export function ask(address: URL, secret: string, job: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Infra-Secret': secret,
      'MF-Disable-Pretty-Error': 'true',
    };
    // A connection of its own: workerd closes one that was idle for five seconds, and a question may be on its way then.
    const asked = request(address, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.once('error', reject);
      response.once('end', () => {
        try {
          const { value, error } = JSON.parse(text) as { value?: unknown; error?: { name: string; message: string } };
          if (error || response.statusCode !== 200) {
            throw error ? Object.assign(new Error(error.message), { name: error.name }) : new Error(text);
          }
          resolve(value);
        } catch (error) {
          reject(error instanceof SyntaxError ? new Error(text) : error);
        }
      });
    });
    asked.once('error', reject);
    asked.end(JSON.stringify(job));
  });
}
