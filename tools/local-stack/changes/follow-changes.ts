// The changes of a local engine, handed to the functions of the local API for as long as it runs.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engines.ts';
import type { Template } from '../template.ts';
import { startCapture } from './capture-writes.ts';
import { createChangeFeed } from './change-feed.ts';
import { streamingTablesOf, streamTriggersOf } from './stream-triggers.ts';
import { within } from './within.ts';

/** The longest wait before a function that failed gets the same records again. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 250;
const HAND_ON_WITHIN_MS = 3_000;

/** Usage is counted by a schedule once a minute; nobody waits so long for it on a machine of his own. */
const MARKING = { marks: 'mark-usage', counts: 'count-usage' };

/** An engine whose changes are followed. */
export type FollowedEngine = Engine &
  Readonly<{
    /** Begins to hand changes on; those that were made before are not lost. */
    follow: (lambdaUrl: string) => void;
    /** Hands on what waits, once, as far as the functions take it in a moment. Never rejects. */
    handOn: () => Promise<void>;
  }>;

/** Stands before an engine, see {@link startCapture}. */
export const followChanges = async (
  options: Readonly<{ endpoint: string; host: string; template: Template; clock: () => Date }>,
): Promise<FollowedEngine> => {
  const { template, clock } = options;
  let invoke: (functionFolder: string, event: unknown) => Promise<unknown>;
  let wake = Promise.withResolvers<void>();
  const stopped = new AbortController();
  const triggers = streamTriggersOf(template).map((trigger) => ({ ...trigger, engineTable: trigger.table }));
  let isMarked = false;
  const feed = createChangeFeed({
    triggers,
    clock,
    async invoke(folder, event) {
      const answer = await invoke(folder, event);
      if (folder === MARKING.marks) isMarked = true;
      return answer;
    },
  });
  const capture = await startCapture({
    ...options,
    tables: streamingTablesOf(template),
    add(record) {
      feed.add(record);
      wake.resolve();
    },
  });

  const run = async (): Promise<void> => {
    let waitMs = FIRST_WAIT_MS;
    while (!stopped.signal.aborted) {
      wake = Promise.withResolvers();
      const waiting = await feed.deliver();
      if (isMarked) {
        isMarked = false;
        // The schedule comes all the same, and says why when it fails.
        await invoke(MARKING.counts, {}).catch(() => undefined);
      }
      waitMs = waiting === 0 ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, waitMs * 2);
      // A wait that is cut short by the end of the stack.
      if (waiting > 0)
        await sleep(waitMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
      else await wake.promise;
    }
  };

  return {
    endpoint: capture.endpoint,
    follow(lambdaUrl) {
      invoke = invokerAt(lambdaUrl, stopped.signal);
      void run();
    },
    async handOn() {
      await within(HAND_ON_WITHIN_MS, feed.deliver());
    },
    async stop() {
      stopped.abort();
      wake.resolve();
      await capture.stop();
    },
  };
};

/** Calls a function of the local stack. Rejects when it fails. */
const invokerAt =
  (lambdaUrl: string, signal: AbortSignal) =>
  async (functionFolder: string, event: unknown): Promise<unknown> => {
    const url = `${lambdaUrl}/2015-03-31/functions/privatenumber-local-${functionFolder}/invocations`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(event), signal });
    const text = await response.text();
    if (!response.ok || response.headers.has('x-amz-function-error'))
      throw new Error(`${functionFolder} failed: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
