import { Headers } from '../web/headers';

/** `onlyIf`, from its object or from request headers. */
interface Conditions {
  readonly etagMatches?: readonly string[];
  readonly etagDoesNotMatch?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly uploadedBefore?: number;
  readonly uploadedAfter?: number;
  readonly secondsGranularity: boolean;
}

/** What a condition looks at. */
export interface Stored {
  readonly etag: string;
  readonly uploaded: Date;
}

/** Whether `onlyIf` lets an operation through, for the object that is there now. */
export function conditionHolds(onlyIf: unknown, stored: Stored | undefined): boolean {
  const conditions = conditionsOf(onlyIf);
  if (!conditions) {
    return true;
  }
  const { etagMatches, etagDoesNotMatch, uploadedBefore, uploadedAfter, secondsGranularity } = conditions;
  if (!stored) {
    return etagMatches === undefined && uploadedAfter === undefined;
  }
  const matches = (etags: readonly string[]) => etags.includes('*') || etags.includes(stored.etag);
  const time = secondsGranularity ? Math.floor(stored.uploaded.getTime() / 1000) * 1000 : stored.uploaded.getTime();
  const ifMatch = etagMatches === undefined || matches(etagMatches);
  const ifNoneMatch = etagDoesNotMatch === undefined || !matches(etagDoesNotMatch);
  // As in HTTP, an etag that decides leaves the dates without a say.
  const ifBefore = uploadedBefore === undefined || (etagMatches !== undefined && ifMatch) || time < uploadedBefore;
  const ifAfter =
    uploadedAfter === undefined || (etagDoesNotMatch !== undefined && ifNoneMatch) || time > uploadedAfter;
  return ifMatch && ifNoneMatch && ifBefore && ifAfter;
}

function conditionsOf(onlyIf: unknown): Conditions | undefined {
  if (onlyIf === undefined || onlyIf === null) {
    return undefined;
  }
  if (onlyIf instanceof Headers) {
    return {
      ...etags('etagMatches', onlyIf.get('if-match')),
      ...etags('etagDoesNotMatch', onlyIf.get('if-none-match')),
      ...date('uploadedBefore', onlyIf.get('if-unmodified-since')),
      ...date('uploadedAfter', onlyIf.get('if-modified-since')),
      secondsGranularity: true,
    };
  }
  if (typeof onlyIf !== 'object') {
    throw new TypeError('onlyIf must be an object of conditions or Headers.');
  }
  const given = onlyIf as Readonly<Record<string, unknown>>;
  return {
    ...etags('etagMatches', given.etagMatches),
    ...etags('etagDoesNotMatch', given.etagDoesNotMatch),
    ...date('uploadedBefore', given.uploadedBefore),
    ...date('uploadedAfter', given.uploadedAfter),
    secondsGranularity: Boolean(given.secondsGranularity),
  };
}

function etags(name: string, value: unknown): object {
  if (value === undefined || value === null) {
    return {};
  }
  const list = `${value}`.split(',').map((etag) => etag.trim().replace(/^(?:W\/)?"(.*)"$/, '$1'));
  return { [name]: list };
}

function date(name: string, value: unknown): object {
  if (value === undefined || value === null) {
    return {};
  }
  const time = new Date(value as string | Date).getTime();
  return Number.isNaN(time) ? {} : { [name]: time };
}
