import type { Client, ItemOf } from '../../packages/client/src/index.ts';

/**
 * The newest call of a binding that somebody answered.
 *
 * @throws {Error} when there is none
 */
export const answeredCall = async (client: Client, bindingId: string): Promise<ItemOf<'/calls'>> => {
  for await (const call of client.items('/calls', { bindingId })) if (call.answered) return call;
  throw new Error('GET /calls has no answered call of the binding');
};
