import type { Attributes } from './documents.ts';

/**
 * Tells by the `app` that stands in clear in an item whether it is of one of these apps, before anything in it is opened;
 * `undefined`: every app is meant.
 */
export const isOfApps = (item: Attributes, apps: readonly string[] | undefined): boolean =>
  apps === undefined || apps.some((app) => app === item['app']);
