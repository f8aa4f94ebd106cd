/** What a run may use. A Worker's heap has 128 MB too; the process around it takes some 50 more. */
export const memoryLimits = { heapMb: 128, rssMb: 320, events: 5_000, bytes: 16_000_000 };
