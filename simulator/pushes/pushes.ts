import type { LiveAnswer } from '../modes/mode.ts';
import type { PushEntry } from '../state/journal.ts';
import type { Platform } from '../state/platform.ts';
import { askByPush, type Deliveries, type Push, repeatPush, sendPush } from './delivery.ts';

/** Delivers, signs, tries again. */
export type Pushes = {
  /** First attempt made and answered, further ones scheduled. null: the application has no address for it. */
  send(push: Push): Promise<PushEntry | null>;
  /** A live question: one attempt, and what came back within `patienceMs` of real time. Status null: no use waiting. */
  ask(push: Push, patienceMs: number): Promise<LiveAnswer>;
  /** The pushes of one call, one after the other, each awaited; in another order when a `reordered` fault strikes. */
  sendInOrder(appKey: string, steps: readonly (() => Promise<unknown>)[]): Promise<void>;
  /** A CDR: at once in a push of its own, or held when a `batched` fault strikes. */
  sendCdr(appKey: string, cdr: Record<string, unknown>, onFirstAttempt: () => void): Promise<void>;
  /** Held CDRs go out, at most `size` (1-50, default 50) in one push. Answers the number of pushes. */
  flushCdrs(size?: number): Promise<number>;
  /** The same body once more, as when a 200 got lost. */
  repeat(id: number): Promise<PushEntry>;
  pending(): { pendingPushes: number; heldCdrs: number };
  clear(): void;
};

type HeldCdr = { appKey: string; cdr: Record<string, unknown>; onFirstAttempt: () => void };

const cdrPush = (appKey: string, cdrs: readonly HeldCdr[]): Push => ({
  appKey,
  kind: 'cdr',
  body: { eventType: 'fee', feeLst: cdrs.map(({ cdr }) => cdr) },
  onFirstAttempt: () => {
    for (const { onFirstAttempt } of cdrs) onFirstAttempt();
  },
});

/** One push for every `size` CDRs of an application. */
const batchesOf = (held: readonly HeldCdr[], size: number): Push[] =>
  [...Map.groupBy(held, ({ appKey }) => appKey)].flatMap(([appKey, cdrs]) =>
    Array.from({ length: Math.ceil(cdrs.length / size) }, (_, at) =>
      cdrPush(appKey, cdrs.slice(at * size, (at + 1) * size)),
    ),
  );

/** Pushes of one platform. Success is HTTP 200 and nothing else; there are at most 1 + 6 attempts. */
export const createPushes = (platform: Platform): Pushes => {
  const { faults } = platform;
  const deliveries: Deliveries = { platform, underWay: new Map(), delayed: 0 };
  let held: HeldCdr[] = [];

  return {
    send: (push) => sendPush(deliveries, push),
    ask: (push, patienceMs) => askByPush(deliveries, push, patienceMs),
    async sendInOrder(appKey, steps) {
      const reorder = faults.takeForPush('reordered', 'callEvents', appKey);
      for (const step of reorder ? faults.reordered(steps) : steps) await step();
    },
    async sendCdr(appKey, cdr, onFirstAttempt) {
      const one = { appKey, cdr, onFirstAttempt };
      if (faults.takeForPush('batched', 'cdr', appKey)) held.push(one);
      else await sendPush(deliveries, cdrPush(appKey, [one]));
    },
    async flushCdrs(size = 50) {
      const batches = batchesOf(held, size);
      held = [];
      for (const push of batches) await sendPush(deliveries, push);
      return batches.length;
    },
    repeat: (id) => repeatPush(deliveries, id),
    pending: () => ({
      pendingPushes: deliveries.underWay.size + deliveries.delayed,
      heldCdrs: held.length,
    }),
    clear() {
      deliveries.underWay.clear();
      deliveries.delayed = 0;
      held = [];
    },
  };
};
