import { createDynamoPlatformGate } from '../../platform/gate/dynamo-platform-gate.ts';
import { connectPlatform } from '../../platform/platforms.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The client of the platform behind the gate that all functions share. */
export const composePlatformClient = (access: StoreAccess<'NUMBERS_TABLE'>) => {
  const gate = createDynamoPlatformGate({ ...access, table: access.variables.NUMBERS_TABLE });
  return connectPlatform({ ...access, gate, newNonce: access.newId });
};
