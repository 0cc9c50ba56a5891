import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { StoreVerdict } from '../harness/store-faults.ts';

/** One invocation of a function. Killed at its `diesAtStep`-th step outside; 0: it lives. */
type Invocation = { readonly diesAtStep: number; steps: number; isDead: boolean };

/**
 * Kills invocations as a lost Lambda sandbox would: from one step on (a call to the store, or a request to the platform) nothing
 * of it reaches anything any more, its clean-up included. Requests that were on their way stay on their way.
 */
export const createProcessFates = () => {
  const running = new AsyncLocalStorage<Invocation>();
  let killed = 0;

  const isDeadNow = (): boolean => {
    const invocation = running.getStore();
    if (invocation === undefined) return false;
    invocation.steps += 1;
    if (invocation.steps === invocation.diesAtStep) {
      invocation.isDead = true;
      killed += 1;
    }
    return invocation.isDead;
  };
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (isDeadNow()) request.destroy(new Error('injected: the process was killed'));
  };
  subscribe('http.client.request.created', onRequest);

  return {
    /** Runs one invocation, which is killed at that step. */
    run: async <Result>(diesAtStep: number, work: () => Promise<Result>): Promise<Result> => {
      const invocation: Invocation = { diesAtStep, steps: 0, isDead: false };
      const result = await running.run(invocation, work);
      if (invocation.isDead) throw new Error('injected: the process was killed');
      return result;
    },
    /** The store's verdict for a dead invocation is that it is away. */
    judgeStore: (otherwise: () => StoreVerdict): StoreVerdict => (isDeadNow() ? 'before' : otherwise()),
    killed: (): number => killed,
    stop: (): void => void unsubscribe('http.client.request.created', onRequest),
  };
};
