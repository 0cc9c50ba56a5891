import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { setImmediate as nextTurn, setTimeout as shortWait } from 'node:timers/promises';
import type { Documents } from '../../shared/storage/documents.ts';
import { carryOut, documentsAround, isWrite, type StoreCall } from '../fakes/documents-around.ts';

/**
 * The fault that strikes one request. `crash`: the process dies at its `at`-th write, which happens (`after`) or not
 * (`before`); nothing of it reaches store or platform any more. `flake`: only the `at`-th call to the store fails so;
 * `twice` is what the SDK's own repeat after a lost answer makes of a write.
 */
export type Trouble =
  | Readonly<{ kind: 'none' }>
  | Readonly<{ kind: 'crash'; at: number; how: 'before' | 'after' }>
  | Readonly<{ kind: 'flake'; at: number; how: 'before' | 'after' | 'twice' }>;

/** One request or run of a function. */
export type Task<Result> = Readonly<{ trouble: Trouble; run: () => Promise<Result> }>;

type Actor = { trouble: Trouble; calls: number; writes: number; isDead: boolean; waiting: number };
type Step = { actor: Actor; perform: () => Promise<void> };

/** No progress for so long means that somebody waits for what never comes; the platform's time-outs are shorter. */
const STUCK_AFTER_MS = 15_000;

/** Rounds after which the work that an answer starts has come to its next step. */
const CALM_TURNS = 3;

/** So many rounds of the event loop are made at once; then other processes may have the processor between two. */
const TURNS_AT_ONCE = 500;

/**
 * Runs requests side by side, one step at a time in an order drawn from `random`: a step is a call to the store (with
 * the call to the platform that follows it) or a sleep. So every run can be repeated exactly.
 */
export const createConductor = (platformPort: () => number) => {
  const actors = new AsyncLocalStorage<Actor>();
  const steps: Step[] = [];
  const onTheWay = new Set<ClientRequest>();

  subscribe('http.client.request.start', (message) => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader('host') !== `127.0.0.1:${platformPort()}`) return;
    onTheWay.add(request);
    request.once('close', () => onTheWay.delete(request));
  });

  const step = <Result>(actor: Actor, work: () => Promise<Result>): Promise<Result> => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    actor.waiting += 1;
    const perform = async () => {
      actor.waiting -= 1;
      await work().then(resolve, reject);
    };
    steps.push({ actor, perform });
    return promise;
  };

  const allWait = async (running: ReadonlySet<Actor>): Promise<void> => {
    const stuckAt = performance.now() + STUCK_AFTER_MS;
    let calm = 0;
    for (let turn = 0; calm < CALM_TURNS; turn += 1) {
      if (performance.now() > stuckAt)
        throw new Error(
          `the conducted requests are stuck: ${onTheWay.size} calls on the way, ${JSON.stringify([...running])}`,
        );
      await (turn < TURNS_AT_ONCE ? nextTurn() : shortWait(1));
      // A request under way may wait for what another one reads, the pool for instance; a new one reads its settings first.
      const allBegun = [...running].every(({ waiting, calls }) => waiting > 0 || calls > 0);
      const isCalm = onTheWay.size === 0 && allBegun && (steps.length > 0 || running.size === 0);
      calm = isCalm ? calm + 1 : 0;
    }
  };

  /** Everything at once, in an order drawn from `random`; the results in the order of the tasks. */
  const conduct = async <Result>(
    random: () => number,
    tasks: readonly Task<Result>[],
  ): Promise<readonly Result[]> => {
    const running = new Set<Actor>();
    const results = tasks.map(({ trouble, run }) => {
      const actor: Actor = { trouble, calls: 0, writes: 0, isDead: false, waiting: 0 };
      running.add(actor);
      return actors.run(actor, run).finally(() => running.delete(actor));
    });
    const all = Promise.all(results);
    all.catch(() => undefined);
    // Work that a failed request has left running is brought to its end as well.
    for (await allWait(running); running.size > 0 || steps.length > 0; await allWait(running)) {
      const [chosen] = steps.splice(Math.floor(random() * steps.length), 1);
      await chosen?.perform();
    }
    return all;
  };

  const sleep = async (): Promise<void> => {
    const actor = actors.getStore();
    if (actor !== undefined) await step(actor, async () => undefined);
  };

  return {
    conduct,
    sleep,
    isConducting: () => actors.getStore() !== undefined,
    documents: (real: Documents) => conducted(real, actors, step),
  };
};

/** The store, each call a step of its request and subject to its trouble. */
const conducted = (
  real: Documents,
  actors: AsyncLocalStorage<Actor>,
  step: <Result>(actor: Actor, work: () => Promise<Result>) => Promise<Result>,
): Documents =>
  documentsAround(async (call) => {
    const actor = actors.getStore();
    if (actor === undefined) return carryOut(real, call);
    return step(actor, () => troubled(actor, call, real));
  });

const away = () => new Error('injected: the store is away');

const troubled = async (actor: Actor, call: StoreCall, real: Documents): Promise<unknown> => {
  if (actor.isDead) throw away();
  const writes = isWrite(call);
  actor.calls += 1;
  if (writes) actor.writes += 1;
  const { trouble } = actor;
  const counted = trouble.kind === 'crash' ? (writes ? actor.writes : 0) : actor.calls;
  if (trouble.kind === 'none' || trouble.at !== counted) return carryOut(real, call);
  if (trouble.kind === 'crash') actor.isDead = true;
  if (trouble.how === 'before') throw away();
  const answer = await carryOut(real, call);
  if (trouble.how === 'after') throw away();
  return writes ? carryOut(real, call) : answer;
};
