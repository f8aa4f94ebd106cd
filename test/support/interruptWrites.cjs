// Loaded into the command line before it: counts the calls that change files, and at one of them kills the process or
// lets the call fail as a full disk would.
const fs = require('node:fs');

const at = Number(process.env.INTERRUPT_AT);
const isKilled = process.env.INTERRUPT_BY === 'kill';
let count = 0;
for (const name of [
  'openSync',
  'writeSync',
  'fchownSync',
  'fchmodSync',
  'fsyncSync',
  'ftruncateSync',
  'renameSync',
  'rmSync',
]) {
  const original = fs[name];
  fs[name] = (...args) => {
    // Until the first file is made, nothing is written.
    count += count > 0 || (name === 'openSync' && args[1] === 'wx') ? 1 : 0;
    if (count === at && isKilled) {
      // A part of a text reaches the disk.
      if (name === 'writeSync') {
        original(args[0], args[1], args[2], Math.floor(args[3] / 2), args[4]);
      }
      process.kill(process.pid, 'SIGKILL');
    }
    if (count === at) {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    return original(...args);
  };
}
