import { signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Schemas } from '../api.ts';
import { atSignOut } from '../session.ts';
import type { Backlog, RetryOutcome } from './backlog.ts';

/** The state of the archive. */
export const backlog = createLoader<Backlog>();

/** Of which app; empty: of all. */
export const backlogApp = signal('');

/** Asks for it. */
export const loadBacklog = (): Promise<void> =>
  backlog.load((aborted) =>
    ask<Backlog>('GET', 'operations/recordings', { query: { app: backlogApp.peek() }, signal: aborted }),
  );

/** Has the recordings of a call fetched again. @throws {ApiError} as {@link ask}. */
export const retryRecordings = async (
  callId: string,
  rearchive: boolean,
): Promise<readonly RetryOutcome[]> => {
  const body = { callId, rearchive };
  const { outcomes } = await ask<Schemas['RetriedRecordings']>('POST', 'operations/recordings/retry', {
    body,
  });
  return outcomes;
};

atSignOut(() => {
  backlog.clear();
  backlogApp.value = '';
});
