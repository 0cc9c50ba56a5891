import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { Attributes } from '../../storage/documents.ts';
import type { PushStoreOptions } from './dynamo-push-journal.ts';
import { QUARANTINE_KEPT_SECONDS, type Quarantine, type QuarantineEntry } from './push-journal.ts';

/** Above this the journal alone holds the item; DynamoDB keeps no item above 400 kB. */
const MAX_SEALED_LENGTH = 300_000;

/**
 * The quarantine in DynamoDB, beside the journal and in the same index by day under `Q#<day>`. Its key is made of the
 * item itself, so repeats leave one, also those of the next day.
 */
export const createDynamoQuarantine = (options: PushStoreOptions): Quarantine => ({
  async keep(entry) {
    const { written } = await options.documents.put({
      purpose: 'quarantining the item',
      table: options.table,
      item: quarantineItem(options, entry),
      condition: 'attribute_not_exists(pk)',
    });
    return written ? 'stored' : 'duplicate';
  },
});

const quarantineItem = (
  { lookup, sealer }: PushStoreOptions,
  { app, route, kind, reason, sent, journalId, receivedAt, signedAt }: QuarantineEntry,
): Attributes => {
  const json = JSON.stringify(sent) ?? '';
  const id = lookup('push-item', app, json);
  const pk = `Q#${id}`;
  const sealed = sealer.sealCompact(json, pk);
  const at = receivedAt.toISOString();
  return {
    pk,
    sk: 'Q',
    app,
    route,
    kind,
    reason,
    journalId,
    receivedAt: at,
    signedAt: signedAt.toISOString(),
    day: `Q#${at.slice(0, 10)}`,
    receivedKey: `${at}#${id}`,
    ...(sealed.length > MAX_SEALED_LENGTH ? {} : { sealed }),
    ttl: epochSeconds(addSeconds(receivedAt, QUARANTINE_KEPT_SECONDS)),
  };
};
