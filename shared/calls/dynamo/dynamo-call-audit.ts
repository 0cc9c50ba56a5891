import type { IdSource } from '../../kernel/ids.ts';
import type { Documents } from '../../storage/documents.ts';
import type { CallAudit } from '../call-audit.ts';
import { auditItem } from './audit-item.ts';

type Options = Readonly<{ documents: Documents; table: string; newId: IdSource }>;

/** The audit beside the call's own items, an item for every link. */
export const createDynamoCallAudit = ({ documents, table, newId }: Options): CallAudit => ({
  async recordingLinked({ callId, apiKeyName, at, expiresAt }) {
    await documents.put({
      purpose: 'persisting the access to a recording',
      table,
      item: auditItem(callId, newId, { action: 'recording-linked', apiKeyName, at, expiresAt }),
    });
  },
});
