import { AppError } from '../../shared/kernel/errors.ts';
import type { Documents } from '../../shared/storage/documents.ts';
import { storeFailure } from '../../shared/storage/store-failure.ts';

/** One call to the store: a function of the port and its input. */
export type StoreCall = {
  [Name in keyof Documents]: Readonly<{ name: Name; input: Parameters<Documents[Name]>[0] }>;
}[keyof Documents];

/** Whether the call changes something. */
export const isWrite = ({ name }: StoreCall): boolean =>
  name === 'put' || name === 'update' || name === 'remove';

/** Passes a call on. */
export const carryOut = (documents: Documents, { name, input }: StoreCall): Promise<unknown> =>
  documents[name](input as never);

/** A store whose every call is answered by `answer`. Like any, it throws `store-unavailable` whatever has failed. */
export const documentsAround = (answer: (call: StoreCall) => Promise<unknown>): Documents => {
  const respond = (name: keyof Documents) => async (input: StoreCall['input']) => {
    try {
      return await answer({ name, input } as StoreCall);
    } catch (cause) {
      throw cause instanceof AppError ? cause : storeFailure(input.purpose, cause);
    }
  };
  return {
    get: respond('get'),
    put: respond('put'),
    update: respond('update'),
    remove: respond('remove'),
    query: respond('query'),
    batchGet: respond('batchGet'),
    scan: respond('scan'),
  } as Documents;
};

/** A store of which nothing is heard. */
export const documentsAway = (): Documents => documentsAround(() => Promise.reject(new Error('away')));

/**
 * A store whose process ends at a write: it is away from there on. Counted in half writes: of an even one nothing has taken effect, an odd
 * one has taken effect, and nobody heard of it.
 */
export const endingAtWrite = (documents: Documents, halves: number): Documents => {
  const last = Math.floor(halves / 2);
  let writes = 0;
  return documentsAround(async (call) => {
    if (isWrite(call)) writes += 1;
    if (isWrite(call) && writes > last) throw new Error('away');
    const answer = await carryOut(documents, call);
    if (isWrite(call) && writes === last && halves % 2 === 1) throw new Error('away');
    return answer;
  });
};
