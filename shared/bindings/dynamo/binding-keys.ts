/** The key of a binding's item. */
export const bindingKey = (bindingId: string) => ({ pk: `B#${bindingId}`, sk: 'B' });

/** The id in a key of {@link bindingKey}. */
export const bindingIdOf = (pk: string): string => pk.slice(2);

/** The key of a reservation's item, in the same table. */
export const reservationKey = ({ app, party, x }: Readonly<{ app: string; party: string; x: string }>) => ({
  pk: `P#${app}#${party}`,
  sk: `X#${x}`,
});

/** The partition of those for whom a reservation was held before. */
export const formerHoldersKey = ({ app, party, x }: Readonly<{ app: string; party: string; x: string }>) =>
  `F#${app}#${party}#${x}`;

/** The subscription id within its app, as every table keys it. */
export const subscriptionKey = (app: string, subscriptionId: string): string => `${app}#${subscriptionId}`;

/** The subscription id in a {@link subscriptionKey} of the app. */
export const subscriptionIn = (app: string, key: string): string => key.slice(app.length + 1);

/** The key of the sweeper's lease on a shard of the due bindings. */
export const sweepShardKey = (shard: number) => ({ pk: `S#${shard}`, sk: 'S' });

/** The partition of the due index with the bindings of a shard that the sweeper has to look at. */
export const dueShard = (shard: number): string => `S#${shard}`;

/** The partition of the due index with the bindings of a shard that end by themselves, by their end. */
export const expiryShard = (shard: number): string => `${EXPIRY}${shard}`;

const EXPIRY = 'E#';

/** True for a partition of {@link expiryShard}. */
export const isExpiryShard = (partition: string): boolean => partition.startsWith(EXPIRY);
