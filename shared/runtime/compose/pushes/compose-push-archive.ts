import {
  createDynamoJournaledPushes,
  createDynamoQuarantinedItems,
} from '../../../pushes/maintenance/dynamo-journaled-pushes.ts';
import type { PushApp } from '../../../pushes/push.ts';
import type { StoreAccess } from '../compose-store-access.ts';

/** The journaled pushes, and the apps that they came from. */
export const composePushArchive = (access: StoreAccess<'PUSHES_TABLE'>) => {
  const options = { ...access, table: access.variables.PUSHES_TABLE };
  return {
    pushes: createDynamoJournaledPushes(options),
    quarantinedItems: createDynamoQuarantinedItems(options),
    appOf: (name: string): PushApp | undefined => access.apps.find((app) => app.name === name),
  };
};
