// Posts events to whoever wants them, as an API destination of EventBridge does, but in their order.
import { setTimeout as timer } from 'node:timers/promises';
import { within } from '../changes/within.ts';

/** So many wait at most; beyond that the oldest are left out. */
const MOST_WAITING = 1000;
/** An event that is refused, or not answered in time, so often is left out. One that reaches nobody is tried until somebody is there. */
const MOST_REFUSALS = 5;
/** As long as EventBridge waits for an answer. */
const ANSWER_WITHIN_MS = 5_000;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
/** The events that still wait at the end of the stack have so much time. */
const END_WITHIN_MS = 2_000;

type Options = Readonly<{
  url: string;
  /** Value of the header `authorization`, as the connection of an API destination adds it. Absent: no such header. */
  secret?: string | undefined;
  /** Is told in a line what was left out. */
  tell: (line: string) => void;
  sleep?: (ms: number) => Promise<unknown>;
  answerWithinMs?: number;
  mostWaiting?: number;
}>;

/** An event on its way: its kind, its id, and the rest. */
type Posted = Readonly<Record<string, unknown>>;

/** The posts to one address. */
export type Posts = Readonly<{
  /** Puts an event behind those that wait, and returns at once. */
  add: (event: Posted) => void;
  /** Gives what waits a moment, and ends. */
  stop: () => Promise<void>;
}>;

/** Makes the posts to one address: one at a time, in order, each until it is taken. */
export const createPosts = (options: Options): Posts => {
  const { url, secret, tell, answerWithinMs = ANSWER_WITHIN_MS, mostWaiting = MOST_WAITING } = options;
  const stopped = new AbortController();
  const { sleep = (ms: number) => timer(ms, undefined, { signal: stopped.signal, ref: false }) } = options;
  const waiting: Posted[] = [];
  let running: Promise<void> | undefined;

  const leaveOut = (event: Posted | undefined, why: string) =>
    tell(`EVENTS_URL: ${event?.['detail-type']} ${event?.['id']} is left out, ${why}`);

  const post = async (event: Posted): Promise<void> => {
    let refusals = 0;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const { isTaken, refusal } = await send({ url, secret, event }, AbortSignal.timeout(answerWithinMs));
      if (isTaken || stopped.signal.aborted) return;
      if (refusal !== undefined) refusals += 1;
      if (refusals === MOST_REFUSALS) return leaveOut(event, `${refusals} times: ${refusal}`);
      await sleep(waitMs);
    }
  };

  const run = async (): Promise<void> => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) await post(event);
    running = undefined;
  };

  return {
    add(event) {
      waiting.push(event);
      if (waiting.length > mostWaiting) leaveOut(waiting.shift(), `${mostWaiting} newer ones wait`);
      // A wait that is cut short by the end of the stack.
      running ??= run().catch(() => undefined);
    },
    async stop() {
      await within(END_WITHIN_MS, running);
      stopped.abort();
    },
  };
};

type Sent = Readonly<{ isTaken: boolean /** Absent where nobody was reached. */; refusal?: string }>;

type Post = Readonly<{ url: string; secret: string | undefined; event: Posted }>;

const send = async ({ url, secret, event }: Post, signal: AbortSignal): Promise<Sent> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      // A page elsewhere would be asked without the event, and its answer says nothing of it.
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(secret === undefined ? {} : { authorization: secret }),
      },
      body: JSON.stringify(event),
      signal,
    });
    await response.body?.cancel();
    return response.ok ? { isTaken: true } : { isTaken: false, refusal: `status ${response.status}` };
  } catch {
    return signal.aborted ? { isTaken: false, refusal: 'no answer in time' } : { isTaken: false };
  }
};
