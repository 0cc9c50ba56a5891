import type { LiveAnswer } from '../modes/mode.ts';
import { secondsAfter } from '../state/clock.ts';
import type { PushEntry, PushKind } from '../state/journal.ts';
import type { Platform } from '../state/platform.ts';
import { type PostResult, post } from './post.ts';
import { pushHeaders, type SigningOverrides } from './push-signature.ts';

/** Minutes after which a push is tried again. Source: `privatenumber_02_0006a`. */
export const LADDER_MINUTES: readonly number[] = [1, 4, 9, 106, 203, 300];

/** One push to make. `body` is sent as it is when it is a string. */
export type Push = {
  appKey: string;
  kind: PushKind;
  body: unknown;
  signing?: SigningOverrides;
  /** Runs just before the first attempt. */
  onFirstAttempt?: () => void;
};

/** Delivers, signs, tries again. */
export type Pushes = {
  /** First attempt made and answered, further ones scheduled. null: the application has no address for it. */
  send(push: Push): Promise<PushEntry | null>;
  /** A live question: one attempt, and what came back within `patienceMs` of real time. Status null: no use waiting. */
  ask(push: Push, patienceMs: number): Promise<LiveAnswer>;
  /** What one call has to tell, one after the other, each awaited; in another order when a `reordered` fault strikes. */
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

const urlFor = (platform: Platform, { appKey, kind }: Push): string | undefined => {
  const urls = platform.apps.find(appKey)?.pushUrls;
  return kind === 'numberStatus' ? (urls?.numberStatus ?? urls?.callEvents) : urls?.[kind];
};

const NO_ANSWER: LiveAnswer = { status: null, body: '' };

/** SMS-control questions are live, and for number status no re-push is documented. */
const isTriedAgain = (kind: PushKind): boolean => kind !== 'smsControl' && kind !== 'numberStatus';

/** Pushes of one platform. Success is HTTP 200 and nothing else; there are at most 1 + 6 attempts. */
export const createPushes = (platform: Platform): Pushes => {
  const { clock, random, journal, settings, faults } = platform;
  const underWay = new Map<number, Push>();
  let delayed = 0;
  let held: HeldCdr[] = [];

  const attempt = async (
    push: Push,
    entry: PushEntry,
    timeoutMs = settings.pushTimeoutMs,
  ): Promise<PostResult> => {
    const headers = pushHeaders(platform, push, entry);
    const at = clock.now().toISOString();
    const result = await post(entry.url, headers, entry.body, timeoutMs);
    entry.attempts.push({
      at,
      headers,
      status: result.status,
      answerBody: result.body,
      error: result.error,
    });
    return result;
  };
  const finish = (entry: PushEntry, state: 'delivered' | 'given-up'): void => {
    entry.state = state;
    underWay.delete(entry.id);
    journal.changed();
  };
  const tryAt = async (push: Push, entry: PushEntry, rung: number): Promise<void> => {
    const { status } = await attempt(push, entry);
    const lost = faults.takeForPush('answer-lost', push.kind, push.appKey) !== undefined;
    if (status === 200 && !lost) return finish(entry, 'delivered');
    const minutes = isTriedAgain(push.kind) ? LADDER_MINUTES[rung] : undefined;
    if (minutes === undefined) return finish(entry, 'given-up');
    if (!underWay.has(entry.id)) return; // the simulator was reset meanwhile
    const base = settings.ladder === 'absolute' ? entry.attempts[0]?.at : entry.attempts.at(-1)?.at;
    const dueAt = secondsAfter(base ? new Date(base) : clock.now(), minutes * 60);
    clock.at(dueAt, () => tryAt(push, entry, rung + 1));
    journal.changed();
  };
  const begin = (push: Push, url: string): PushEntry => {
    const entry = journal.addPush({
      at: clock.now().toISOString(),
      operation: push.kind,
      appKey: push.appKey,
      url,
      body: typeof push.body === 'string' ? push.body : JSON.stringify(push.body),
      state: 'pending',
      attempts: [],
    });
    underWay.set(entry.id, push);
    return entry;
  };
  const deliver = async (push: Push, url: string): Promise<PushEntry> => {
    const entry = begin(push, url);
    push.onFirstAttempt?.();
    await tryAt(push, entry, 0);
    if (faults.takeForPush('duplicate', push.kind, push.appKey)) await attempt(push, entry);
    journal.changed();
    return entry;
  };
  const send = async (push: Push): Promise<PushEntry | null> => {
    const url = urlFor(platform, push);
    if (!url) return null;
    const delay = faults.takeForPush('delayed', push.kind, push.appKey);
    if (!delay) return deliver(push, url);
    delayed += 1;
    clock.at(secondsAfter(clock.now(), delay.delaySeconds ?? 60), async () => {
      delayed -= 1;
      await deliver(push, url);
    });
    return null;
  };
  const ask = async (push: Push, patienceMs: number): Promise<LiveAnswer> => {
    const url = urlFor(platform, push);
    if (!url) return NO_ANSWER;
    const entry = begin(push, url);
    const { status, body } = await attempt(push, entry, patienceMs);
    const lost = faults.takeForPush('answer-lost', push.kind, push.appKey) !== undefined;
    finish(entry, status === 200 && !lost ? 'delivered' : 'given-up');
    if (faults.takeForPush('duplicate', push.kind, push.appKey)) await attempt(push, entry, patienceMs);
    return lost ? NO_ANSWER : { status, body };
  };
  const sendCdrs = (cdrs: HeldCdr[]): Push[] => {
    const [first] = cdrs;
    if (!first) return [];
    return [
      {
        appKey: first.appKey,
        kind: 'cdr',
        body: { eventType: 'fee', feeLst: cdrs.map(({ cdr }) => cdr) },
        onFirstAttempt: () => {
          for (const { onFirstAttempt } of cdrs) onFirstAttempt();
        },
      },
    ];
  };
  const sendInOrder: Pushes['sendInOrder'] = async (appKey, steps) => {
    const reorder = faults.takeForPush('reordered', 'callEvents', appKey);
    for (const step of reorder ? random.shuffled(steps) : steps) await step();
  };

  return {
    send,
    ask,
    sendInOrder,
    async sendCdr(appKey, cdr, onFirstAttempt) {
      const one = { appKey, cdr, onFirstAttempt };
      if (faults.takeForPush('batched', 'cdr', appKey)) held.push(one);
      else for (const push of sendCdrs([one])) await send(push);
    },
    async flushCdrs(size = 50) {
      const byApp = Map.groupBy(held, ({ appKey }) => appKey);
      held = [];
      const batches = [...byApp.values()].flatMap((cdrs) =>
        Array.from({ length: Math.ceil(cdrs.length / size) }, (_, at) =>
          cdrs.slice(at * size, (at + 1) * size),
        ),
      );
      for (const push of batches.flatMap(sendCdrs)) await send(push);
      return batches.length;
    },
    async repeat(id) {
      const entry = journal.push(id);
      if (!entry) throw new Error(`No push ${id} in the journal`);
      await attempt(
        underWay.get(id) ?? { appKey: entry.appKey, kind: entry.operation, body: entry.body },
        entry,
      );
      journal.changed();
      return entry;
    },
    pending: () => ({ pendingPushes: underWay.size + delayed, heldCdrs: held.length }),
    clear() {
      underWay.clear();
      delayed = 0;
      held = [];
    },
  };
};
