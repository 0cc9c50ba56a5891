import { createLoader } from '../../kit/state/loaded.ts';
import { ask } from '../api.ts';
import { atSignOut } from '../session.ts';
import type { Status } from './status.ts';

/** The state of the deployment. */
export const health = createLoader<Status>();

/** Asks for it. */
export const loadHealth = (): void =>
  void health.load((aborted) => ask<Status>('GET', 'operations/status', { signal: aborted }));

atSignOut(health.clear);
