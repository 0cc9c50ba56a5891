import { createDynamoPlatformGate } from '../../platform/gate/dynamo-platform-gate.ts';
import { connectPlatform } from '../../platform/platforms.ts';
import type { StoreAccess } from './compose-store-access.ts';

/** The gate that all functions share, and the client of the platform behind it. */
export const composePlatform = (access: StoreAccess<'NUMBERS_TABLE'>) => {
  const gate = createDynamoPlatformGate({ ...access, table: access.variables.NUMBERS_TABLE });
  return { gate, client: connectPlatform({ ...access, gate, newNonce: access.newId }) };
};
