import { limits } from '../../core/platform/limits';

// What a run may use: our own limits, not those of the platform.

/** How many events, and how many bytes of them, a run may print. */
export const outputLimits = { events: 5_000, bytes: 16_000_000 };

/** In MB. A heap as large as a Worker's; the process around it takes some 50 more. */
export const memoryLimits = { heapMb: limits.workers.memory.value, rssMb: 320 };

/** In MB: workerd itself takes some 90, a Worker 128. */
export const workerdLimits = { rssMb: 420 };

/** How long a stage may run unless the request says so, in milliseconds of real time. */
export const defaultTimeoutMs = 5_000;

/** How long a process may take until its stage begins, in milliseconds. */
export const startLimitsMs = { sandbox: 10_000, workerd: 30_000 };
