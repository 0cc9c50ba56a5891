import type { SimulatedApp } from '../api/types.ts';
import { live } from './live.ts';

/** The app that the address names, or else the first one. */
export const appNamed = (appKey: string | undefined): SimulatedApp | undefined => {
  const apps = live.value?.apps ?? [];
  return apps.find((app) => app.appKey === appKey) ?? apps[0];
};

/** The name that a person knows an app by. */
export const nameOfApp = (appKey: string | null): string =>
  live.value?.apps.find((app) => app.appKey === appKey)?.name ?? appKey ?? '–';
