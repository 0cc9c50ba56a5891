import type { LiveAnswer } from '../modes/mode.ts';
import { secondsAfter } from '../state/clock.ts';
import type { PushEntry, PushKind } from '../state/journal.ts';
import type { Platform } from '../state/platform.ts';
import { type PostResult, post } from './post.ts';
import { pushHeaders, type SigningOverrides } from './push-signature.ts';

/** Minutes after which a push is tried again. Source: `privatenumber_02_0006a`. */
const LADDER_MINUTES: readonly number[] = [1, 4, 9, 106, 203, 300];

/** One push to make. `body` is sent as it is when it is a string. */
export type Push = {
  appKey: string;
  kind: PushKind;
  body: unknown;
  signing?: SigningOverrides;
  /** Runs just before the first attempt. */
  onFirstAttempt?: () => void;
};

/** The state of delivering: the pushes under way by their journal id, and how many a `delayed` fault holds. */
export type Deliveries = { platform: Platform; underWay: Map<number, Push>; delayed: number };

const NO_ANSWER: LiveAnswer = { status: null, body: '' };

/** SMS-control questions are live, and for number status no re-push is documented. */
const isTriedAgain = (kind: PushKind): boolean => kind !== 'smsControl' && kind !== 'numberStatus';

const urlFor = ({ apps }: Platform, { appKey, kind }: Push): string | undefined => {
  const urls = apps.find(appKey)?.pushUrls;
  return kind === 'numberStatus' ? (urls?.numberStatus ?? urls?.callEvents) : urls?.[kind];
};

const attempt = async (
  { platform }: Deliveries,
  push: Push,
  entry: PushEntry,
  timeoutMs = platform.settings.pushTimeoutMs,
): Promise<PostResult> => {
  const headers = pushHeaders(platform, push, entry);
  const at = platform.clock.now().toISOString();
  const result = await post(entry.url, headers, entry.body, timeoutMs);
  const { status, body: answerBody, error } = result;
  entry.attempts.push({ at, headers, status, answerBody, error });
  return result;
};

const begin = ({ platform, underWay }: Deliveries, push: Push, url: string): PushEntry => {
  const entry = platform.journal.addPush({
    at: platform.clock.now().toISOString(),
    operation: push.kind,
    appKey: push.appKey,
    url,
    body: typeof push.body === 'string' ? push.body : JSON.stringify(push.body),
    state: 'pending',
    attempts: [],
    nextAttemptAt: null,
  });
  underWay.set(entry.id, push);
  return entry;
};

const finish = (
  { platform, underWay }: Deliveries,
  entry: PushEntry,
  state: 'delivered' | 'given-up',
): void => {
  entry.state = state;
  underWay.delete(entry.id);
  platform.journal.changed();
};

const tryAt = async (deliveries: Deliveries, push: Push, entry: PushEntry, rung: number): Promise<void> => {
  const { clock, journal, settings, faults } = deliveries.platform;
  entry.nextAttemptAt = null;
  const { status } = await attempt(deliveries, push, entry);
  const lost = faults.takeForPush('answer-lost', push.kind, push.appKey) !== undefined;
  if (status === 200 && !lost) return finish(deliveries, entry, 'delivered');
  const minutes = isTriedAgain(push.kind) ? LADDER_MINUTES[rung] : undefined;
  if (minutes === undefined) return finish(deliveries, entry, 'given-up');
  if (!deliveries.underWay.has(entry.id)) return; // the simulator was reset meanwhile
  const base = settings.ladder === 'absolute' ? entry.attempts[0]?.at : entry.attempts.at(-1)?.at;
  const dueAt = secondsAfter(base ? new Date(base) : clock.now(), minutes * 60);
  clock.at(dueAt, 'push-again', () => tryAt(deliveries, push, entry, rung + 1));
  entry.nextAttemptAt = dueAt.toISOString();
  journal.changed();
};

const deliver = async (deliveries: Deliveries, push: Push, url: string): Promise<PushEntry> => {
  const { journal, faults } = deliveries.platform;
  const entry = begin(deliveries, push, url);
  push.onFirstAttempt?.();
  await tryAt(deliveries, push, entry, 0);
  if (faults.takeForPush('duplicate', push.kind, push.appKey)) await attempt(deliveries, push, entry);
  journal.changed();
  return entry;
};

/** First attempt made and answered, further ones scheduled. null: no address for it, or a `delayed` fault holds it. */
export const sendPush = async (deliveries: Deliveries, push: Push): Promise<PushEntry | null> => {
  const { clock, faults } = deliveries.platform;
  const url = urlFor(deliveries.platform, push);
  if (!url) return null;
  const delay = faults.takeForPush('delayed', push.kind, push.appKey);
  if (!delay) return deliver(deliveries, push, url);
  deliveries.delayed += 1;
  clock.at(secondsAfter(clock.now(), delay.delaySeconds ?? 60), 'push-delayed', async () => {
    deliveries.delayed -= 1;
    await deliver(deliveries, push, url);
  });
  return null;
};

/** A live question: one attempt, and what came back within `patienceMs` of real time. Status null: no use waiting. */
export const askByPush = async (
  deliveries: Deliveries,
  push: Push,
  patienceMs: number,
): Promise<LiveAnswer> => {
  const { faults } = deliveries.platform;
  const url = urlFor(deliveries.platform, push);
  if (!url) return NO_ANSWER;
  const entry = begin(deliveries, push, url);
  const { status, body } = await attempt(deliveries, push, entry, patienceMs);
  const lost = faults.takeForPush('answer-lost', push.kind, push.appKey) !== undefined;
  finish(deliveries, entry, status === 200 && !lost ? 'delivered' : 'given-up');
  if (faults.takeForPush('duplicate', push.kind, push.appKey))
    await attempt(deliveries, push, entry, patienceMs);
  return lost ? NO_ANSWER : { status, body };
};

/** The same body once more, as when a 200 got lost. @throws when the journal has no push of that id. */
export const repeatPush = async (deliveries: Deliveries, id: number): Promise<PushEntry> => {
  const { journal } = deliveries.platform;
  const entry = journal.push(id);
  if (!entry) throw new Error(`No push ${id} in the journal`);
  const { appKey, operation, body } = entry;
  await attempt(deliveries, deliveries.underWay.get(id) ?? { appKey, kind: operation, body }, entry);
  journal.changed();
  return entry;
};
