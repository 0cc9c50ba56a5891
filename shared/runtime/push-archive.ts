import type { PushStoreOptions } from '../pushes/intake/dynamo-push-journal.ts';
import {
  createDynamoJournaledPushes,
  createDynamoQuarantinedItems,
} from '../pushes/maintenance/dynamo-journaled-pushes.ts';
import type { PushApp } from '../pushes/push.ts';
import type { Configuration } from './configuration.ts';

/** What is kept of pushes, and the apps that they came from, put together for one configuration. */
export const pushArchive = (options: Omit<PushStoreOptions, 'lookup'>, { apps }: Configuration) => ({
  pushes: createDynamoJournaledPushes(options),
  quarantinedItems: createDynamoQuarantinedItems(options),
  appOf: (name: string): PushApp | undefined => apps.find((app) => app.name === name),
});
