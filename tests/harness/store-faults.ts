import type { Documents } from '../../shared/storage/documents.ts';
import { carryOut, documentsAround, type StoreCall } from '../fakes/documents-around.ts';

/** The fate of a call: `before` fails without effect, `after` is carried out and its answer lost. */
export type StoreVerdict = 'ok' | 'before' | 'after';

/** Decides each call's fate and remembers the calls. */
export type StoreFaults = {
  /** Asked for every call; everything is `ok` by default. */
  judge: (call: StoreCall) => StoreVerdict;
  readonly calls: StoreCall[];
  /** The store with the faults. */
  readonly documents: Documents;
};

/** Puts the calls to a store under the control of a test. A fault is the error of the port for an engine that is away. */
export const withStoreFaults = (real: Documents): StoreFaults => {
  const documents = documentsAround(async (call) => {
    faults.calls.push(call);
    const verdict = faults.judge(call);
    if (verdict === 'before') throw new Error('injected: the store is away');
    const result = await carryOut(real, call);
    if (verdict === 'after') throw new Error('injected: the answer of the store is lost');
    return result;
  });
  const faults: StoreFaults = { judge: () => 'ok', calls: [], documents };
  return faults;
};
