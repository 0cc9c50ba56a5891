import { createRandom } from './random.ts';

/** Where an API fault strikes; `any` is every request of the API and the storage host. */
export type RequestFaultTarget =
  | 'bind'
  | 'unbind'
  | 'modify'
  | 'query'
  | 'recording-url'
  | 'call-stop'
  | 'set-temporary-callee'
  | 'report-files'
  | 'report-add'
  | 'report-query'
  | 'report-delete'
  | 'iam-token'
  | 'download'
  | 'any';

export type RequestFaultKind =
  | 'slow'
  | 'slow-before'
  | 'late'
  | 'drop-before'
  | 'drop-after'
  | 'http-500'
  | 'result-code'
  | 'throttled'
  | 'locked-out'
  | 'truncated'
  | 'stalled'
  | 'error-page'
  | 'wrong-length'
  | 'no-length'
  | 'empty'
  | 'json-200'
  | 'redirect-loop'
  | 'wrong-certificate';

export type PushFaultKind = 'duplicate' | 'reordered' | 'batched' | 'delayed' | 'answer-lost';

type Common = {
  /** How often it strikes. Default: 1; without end when `probability` is given, and for `batched`. */
  times?: number;
  /** Chance of each fitting occasion, drawn from the seed. Default 1. */
  probability?: number;
  /** Only for this application. */
  appKey?: string;
};

/** A fault of an answer. `delayMs` is real time; `delaySeconds`, for `late`, is on the platform's clock; `httpStatus` and `code` are for `result-code` and `error-page`. */
export type RequestFault = Common & {
  on: RequestFaultTarget;
  kind: RequestFaultKind;
  delayMs?: number;
  delaySeconds?: number;
  httpStatus?: number;
  code?: string;
};

/** A fault of a delivery. `delaySeconds` is on the platform's clock. */
export type PushFault = Common & {
  on: 'push';
  kind: PushFaultKind;
  pushKind?: 'callEvents' | 'cdr' | 'sms' | 'smsControl' | 'numberStatus';
  delaySeconds?: number;
};

export type Fault = RequestFault | PushFault;
export type ListedFault = Fault & { id: number; struck: number };

/** The faults that lie in wait. */
export type Faults = {
  add(fault: Fault): ListedFault;
  list(): ListedFault[];
  /** One, or all of them. */
  clear(id?: number): void;
  /** The seed that their chances are drawn from. */
  seed(): number;
  /**
   * Lets their chances begin anew from a seed, and answers it; none of those that wait has struck yet. The same seed and order of
   * occasions: the same faults.
   */
  setSeed(seed: number): number;
  /** As at the start: none, and the chances begin anew. */
  reset(): void;
  /** The same items in another order, drawn from the seed. */
  reordered<Item>(items: readonly Item[]): Item[];
  takeForRequest(operation: string, appKey: string | null): RequestFault | undefined;
  takeForPush(kind: PushFaultKind, pushKind: string, appKey: string): PushFault | undefined;
};

/** The chances of faults are others than those of the ids of the same seed. */
const chancesOf = (seed: number) => createRandom(seed + 1);

/** No faults at first. The oldest fitting one strikes, one at a time. */
export const createFaults = (firstSeed: number): Faults => {
  let seed = firstSeed;
  let random = chancesOf(seed);
  let faults: ListedFault[] = [];
  let lastId = 0;
  const timesOf = (fault: Fault): number =>
    fault.times ??
    (fault.probability !== undefined || fault.kind === 'batched' ? Number.POSITIVE_INFINITY : 1);
  const take = <Kind extends Fault>(
    fits: (fault: Fault) => fault is Kind,
  ): (Kind & ListedFault) | undefined => {
    for (const fault of faults) {
      if (!fits(fault) || random.next() >= (fault.probability ?? 1)) continue;
      fault.struck += 1;
      if (fault.struck >= timesOf(fault)) faults = faults.filter(({ id }) => id !== fault.id);
      return fault;
    }
    return undefined;
  };

  const setSeed = (next: number): number => {
    seed = next;
    random = chancesOf(next);
    for (const fault of faults) fault.struck = 0;
    return seed;
  };

  return {
    seed: () => seed,
    setSeed,
    reset() {
      faults = [];
      setSeed(firstSeed);
    },
    reordered: (items) => random.shuffled(items),
    add(fault) {
      const listed = { ...fault, id: ++lastId, struck: 0 };
      faults.push(listed);
      return { ...listed };
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear(id) {
      faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
    },
    takeForRequest: (operation, appKey) =>
      take(
        (fault): fault is RequestFault =>
          fault.on !== 'push' &&
          (fault.on === 'any' || fault.on === operation) &&
          (fault.appKey === undefined || fault.appKey === appKey),
      ),
    takeForPush: (kind, pushKind, appKey) =>
      take(
        (fault): fault is PushFault =>
          fault.on === 'push' &&
          fault.kind === kind &&
          (fault.pushKind === undefined || fault.pushKind === pushKind) &&
          (fault.appKey === undefined || fault.appKey === appKey),
      ),
  };
};
