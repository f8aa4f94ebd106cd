import { Writable } from 'node:stream';
import { type Connection, createConnection, ProposedFeatures } from 'vscode-languageserver/node';

/** A connection over this process's input and output. */
export function stdioConnection(): Connection {
  return createConnection(ProposedFeatures.all, process.stdin, wholeMessages(process.stdout));
}

/** A message comes as its header and its content; written one by one they would wake the editor twice. */
function wholeMessages(output: NodeJS.WritableStream): Writable {
  let header: Buffer | undefined;
  return new Writable({
    write(chunk: Buffer, _encoding, callback) {
      if (header) {
        output.write(Buffer.concat([header, chunk]), callback);
        header = undefined;
      } else {
        header = chunk;
        callback();
      }
    },
  });
}
