import type { RealmCommand } from './command';
import { describe } from './describe';
import { report } from './host';
import { decodeUtf8 } from './web/encoding';
import { Response } from './web/response';
import { wrongReturn } from './wrongReturn';

/** Reports what a stage returned, and what is wrong with it. */
export async function reportReturn(value: unknown, command: RealmCommand | undefined): Promise<void> {
  const wrong = command && wrongReturn(value, command.result, command.stage);
  if (value instanceof Response) {
    const { status, headers } = value;
    const bytes = await value.bytes();
    report({ type: 'return', response: { status, headers: Object.fromEntries(headers), body: bodyText(bytes) } });
  } else {
    report({ type: 'return', value: describe(value) });
  }
  if (wrong) {
    report({ type: 'error', phase: 'run', ...wrong });
  }
}

const bodyLimit = 262_144;

function bodyText(bytes: Uint8Array): string {
  const shown = bytes.subarray(0, bodyLimit);
  try {
    return decodeUtf8(shown, bytes.length <= bodyLimit) + (bytes.length > bodyLimit ? '…' : '');
  } catch {
    return `[${bytes.length} bytes]`;
  }
}
