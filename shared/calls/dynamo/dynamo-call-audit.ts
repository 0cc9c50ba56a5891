import { addSeconds, epochSeconds } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { type Documents, PutCommand } from '../../storage/documents.ts';
import { inStore } from '../../storage/dynamo.ts';
import type { CallAudit } from '../call-audit.ts';

/** A year: longer than the recordings themselves, so that it can still be told who listened to one that is gone. */
const AUDIT_KEPT_SECONDS = 366 * 24 * 3600;

type Options = Readonly<{ documents: Documents; table: string; newId: IdSource }>;

/** The audit beside the call's own items, an item for every link. */
export const createDynamoCallAudit = ({ documents, table, newId }: Options): CallAudit => ({
  async recordingLinked({ callId, apiKeyName, at, expiresAt }) {
    const command = new PutCommand({
      TableName: table,
      Item: {
        pk: `C#${callId}`,
        sk: `AUDIT#${at}#${newId()}`,
        action: 'recording-linked',
        apiKeyName,
        at,
        expiresAt,
        ttl: epochSeconds(addSeconds(new Date(at), AUDIT_KEPT_SECONDS)),
      },
    });
    await inStore('note the access to a recording', () => documents.send(command));
  },
});
