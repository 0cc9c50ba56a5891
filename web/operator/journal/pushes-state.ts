import { signal } from '@preact/signals';
import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Schemas } from '../api.ts';
import { atSignOut } from '../session.ts';
import type { PushOverview, Refused } from './push-series.ts';

/** The pushes of the last 24 hours. */
export const overview = createLoader<PushOverview>();

/** Of which app; empty: of all. */
export const pushesApp = signal('');

/** The pushes that were refused, as far as somebody counted them; a key of some apps is not told. */
export const refused = createLoader<Refused>();

/** Asks when pushes came. */
export const loadOverview = (): void => {
  const query = { app: pushesApp.peek() };
  void overview.load((aborted) => ask<PushOverview>('GET', 'operations/pushes', { query, signal: aborted }));
};

/** Asks which were refused. */
export const loadRefused = (): void =>
  void refused.load(async (aborted) => {
    const status = await ask<Schemas['DeploymentStatus']>('GET', 'operations/status', { signal: aborted });
    return status.refusedPushes;
  });

atSignOut(() => {
  overview.clear();
  refused.clear();
  pushesApp.value = '';
});
