import { limits } from '../../../../core/platform/limits';
import type { DeclaredBinding } from '../command';
import { BindingCalls } from './call';

const fields = ['indexes', 'blobs', 'doubles'] as const;

/** An Analytics Engine dataset: data points are checked and logged, and go nowhere. */
export class AnalyticsEngineDataset {
  readonly #calls: BindingCalls;

  constructor(declared: DeclaredBinding) {
    this.#calls = new BindingCalls(declared, 'captured');
  }

  writeDataPoint(point?: Readonly<Record<string, unknown>>): void {
    this.#calls.sync('writeDataPoint', point === undefined ? [] : [point], () => {
      for (const field of fields) {
        const limit = limits.analytics_engine_datasets[field].value;
        const values = point?.[field];
        if (values === undefined || values === null) {
          continue;
        }
        if (!Array.isArray(values)) {
          throw new TypeError(`writeDataPoint(): "${field}" must be an array.`);
        }
        if (values.length > limit) {
          throw new TypeError(`writeDataPoint(): Maximum of ${limit} ${field} supported.`);
        }
      }
    });
  }
}
